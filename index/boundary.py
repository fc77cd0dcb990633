"""Where the lead units end and the supporting units begin, in a row whose two unit cells ran together."""

from collections.abc import Callable
from dataclasses import dataclass

from index import vocabulary as v

_COLUMNS = 2


@dataclass(frozen=True)
class Split:
    """The first ``at`` units lead by the best reading; the true number lies in ``low`` to ``high``."""

    at: int
    low: int
    high: int

    @classmethod
    def certain(cls, at: int) -> "Split":
        """The text fixes that ``at`` units lead."""
        return cls(at, at, at)

    @classmethod
    def doubtful(cls, at: int, low: int, high: int) -> "Split":
        """The text allows any number from ``low`` to ``high``."""
        return cls(at, low, high)


@dataclass(frozen=True)
class Pool:
    """Units of one row in printed order, and what else was printed among them.

    ``linked``: for each unit, whether it follows the one before it in the same printed list;
    ``marks``: after how many units an empty-cell paragraph stands; ``cut``: positions of cut-off names;
    ``marks_empty``: whether this table prints a mark for an empty supporting cell.
    """

    names: tuple[str, ...]
    linked: tuple[bool, ...]
    marks: tuple[int, ...] = ()
    cut: frozenset[int] = frozenset()
    marks_empty: bool = False


def split_pool(pool: Pool) -> Split:
    """Decide the split of a pool, by the strongest evidence that is there.

    1. An empty cell after the last unit: all lead (Wuhu 2024).
    2. A name printed twice in a row stands once in each column (Wuhu 2024, row 5).
    3. A department group (市政府相关部门) opens the second column (Bozhou 2025); in doubt where an area body
       or area group stands between the first unit and it.
    4. An area group (各县市区政府) stands in the second column (Wuhu 2024); in doubt with several units
       before it.
    5. Two units and no mark of an empty cell, in a table that marks them: one each (Wuhu 2024).
    """
    count = len(pool.names)
    if count <= 1 or count in pool.marks:
        return Split.certain(count)
    inner = [mark for mark in pool.marks if 0 < mark < count]
    if inner:
        return Split.doubtful(inner[0], 1, count - 1)
    twice = next((place for place in range(1, count) if pool.names[place] == pool.names[place - 1]), None)
    if twice is not None:
        return Split.certain(twice)
    return _split_by_groups(pool)


def _split_by_groups(pool: Pool) -> Split:
    """Rules 3 to 5: by the group that only a second column holds, or by one unit for each column."""
    opener = _first(pool.names, lambda name: bool(v.DEPARTMENT_GROUP.match(name)) or name.startswith("等"))
    if opener is not None:
        return _split_at_opener(pool, _start_of_list(pool, opener))
    area = _first(pool.names, lambda name: bool(v.AREA_GROUP.match(name)))
    if area is not None:
        return Split.certain(1) if area == 1 else Split.doubtful(1, 1, area)
    if len(pool.names) == _COLUMNS and pool.marks_empty:
        return Split.certain(1)
    return Split.doubtful(1, 1, len(pool.names))


def _first(names: tuple[str, ...], wanted: Callable[[str], bool]) -> int | None:
    """Position of the first wanted name after the first unit."""
    return next((position for position, name in enumerate(names) if position and wanted(name)), None)


def _start_of_list(pool: Pool, opener: int) -> int:
    """Where the list begins that ends in the opener: "A、B等市政府相关部门" opens the column at A."""
    start = opener
    if pool.names[opener].startswith("等"):
        start -= 1
        while start > 0 and pool.linked[start]:
            start -= 1
    return start


def _split_at_opener(pool: Pool, opener: int) -> Split:
    """Split before the opener; in doubt where what stands before it may belong to its own column."""
    if opener == 0:
        return Split.doubtful(1, 1, len(pool.names))
    between = range(1, opener)
    strayed = [i for i in between if v.AREA_GROUP.match(pool.names[i]) or i in pool.cut]
    if not v.LOCAL_BODY.search(pool.names[0]):
        strayed += [i for i in between if v.LOCAL_BODY.search(pool.names[i])]
    return Split.doubtful(opener, min(strayed), opener) if strayed else Split.certain(opener)
