"""Reading unit names out of cell lines: wrapped names joined, fused names parted, shared heads expanded.

A flattened table prints a cell as lines, and a line end may stand inside a name (市工业和 + 信息化局), between
two names, or two names may be fused in one line (市发展改革委市投资促进 + 中心). The cheapest way to cut the
joined lines into names is taken; names that stand whole elsewhere in the same notice cost nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index import vocabulary as v
from index.printed import Printed

_KNOWN, _COMPLETE, _ENDS_WELL, _FRAGMENT = 0, 2, 3, 7
_JOIN_OPEN, _JOIN_ENDED, _INNER_CUT = 1, 5, 1
_FORBIDDEN = 1000
_MAX_NAME = 60
_SHORTEST = 3
_AND = re.compile(r"[和及与]")


@dataclass(frozen=True)
class Names:
    """Unit names in printed order.

    ``linked``: for each, whether it follows the one before in the same list rather than on a new line;
    ``open``: a bare 等 ended a list; ``cut``: positions of names that were cut off.
    """

    units: tuple[Printed, ...] = ()
    linked: tuple[bool, ...] = ()
    open: bool = False
    cut: frozenset[int] = frozenset()

    def __add__(self, other: "Names") -> "Names":
        moved = frozenset(position + len(self.units) for position in other.cut)
        return Names(self.units + other.units, self.linked + other.linked, self.open or other.open, self.cut | moved)


@dataclass(frozen=True)
class _Run:
    """Text between two separators: its characters and the positions where a line ended inside it."""

    printed: Printed
    breaks: frozenset[int]

    def tokens(self) -> list[str]:
        edges = [0, *sorted(self.breaks), len(self.printed)]
        return [self.printed.folded[a:b] for a, b in zip(edges, edges[1:], strict=False)]


@lru_cache(maxsize=65536)
def ends_as_unit(name: str) -> bool:
    """Whether ``name`` ends as units do and is more than a tail such as 市政府 or 芜湖分局."""
    bare = _without_brackets(name)
    return len(bare) >= 2 and bool(v.UNIT_END.search(bare)) and not v.BARE_UNIT.match(bare)


@lru_cache(maxsize=65536)
def is_complete(name: str) -> bool:
    """Whether ``name`` starts and ends as a unit and is not two units in one."""
    bare = _without_brackets(name)
    if v.DEPARTMENT_GROUP.match(bare) or v.AREA_GROUP.match(bare):
        return True
    if len(bare) < _SHORTEST or not v.UNIT_START.match(bare) or not ends_as_unit(bare):
        return False
    return not is_fused(bare) and not _swallows_another(bare)


@lru_cache(maxsize=65536)
def is_fused(name: str) -> bool:
    """Whether some cut makes two whole units of ``name``."""
    return any(
        ends_as_unit(name[:i]) and not v.AREA_GROUP.match(name[:i]) and is_complete(name[i:])
        for i in range(3, len(name) - 2)
        if v.UNIT_START.match(name[i:])
    )


def _swallows_another(name: str) -> bool:
    """Whether a whole unit stands at the end of ``name``, after a cut-off one (市投资促进市发展改革委)."""
    return any(
        name[i] in "市区县" and name[i - 1] not in "市区县各" and is_complete(name[i:]) for i in range(3, len(name) - 2)
    )


def _without_brackets(name: str) -> str:
    return re.sub(r"\([^()]*\)", "", name) or name


class NameReader:
    """Cuts cell lines into unit names, with the names it has seen whole in the same notice."""

    def __init__(self, cells: Iterable[list[Printed]]) -> None:
        """Learn from all unit ``cells`` of a notice; each is a list of lines."""
        counts: Counter[str] = Counter()
        for cell in cells:
            for run in _runs(cell):
                counts.update(_standing_whole(run.tokens()))
        self._known = {name for name, count in counts.items() if is_complete(name) or count > 1}

    def read(self, lines: list[Printed]) -> Names:
        """Return the names printed in ``lines`` (one cell, or two columns run together)."""
        return sum((self._read_run(run, first=number == 0) for number, run in enumerate(_runs(lines))), Names())

    def read_list(self, value: Printed) -> Names:
        """Return the names of a punctuated list, shared heads expanded (labelled text)."""
        return sum((self.read([piece]) for piece in with_shared_heads(value.strip().strip("。."))), Names())

    def _read_run(self, run: _Run, *, first: bool) -> Names:
        units: list[Printed] = []
        linked: list[bool] = []
        is_open = False
        start = 0
        for part in self._cut(run):
            new_line = start in run.breaks or (start == 0 and first)
            names, ended = _without_etc(part)
            names = [whole for name in names for whole in _parted_by_and(name)]
            units.extend(names)
            linked.extend(number > 0 or not new_line for number in range(len(names)))
            is_open |= ended
            start += len(part)
        cut = frozenset(i for i, name in enumerate(units) if self._is_cut_off(name.folded))
        return Names(tuple(units), tuple(linked), is_open, cut)

    def _is_cut_off(self, name: str) -> bool:
        return self._cost(name) == _FRAGMENT and not v.UNIT_END.search(_without_brackets(name))

    def _cost(self, name: str) -> int:
        if name in self._known:
            return _KNOWN
        if is_complete(name):
            return _COMPLETE
        if name.startswith("等"):
            return _FRAGMENT if len(name) > 1 and not ends_as_unit(name[1:]) else _COMPLETE
        whole = ends_as_unit(name) and not is_fused(name) and not _swallows_another(name)
        return _ENDS_WELL if whole else _FRAGMENT

    def _cut(self, run: _Run) -> list[Printed]:
        """Cut a run at the cheapest places."""
        text = run.printed.folded
        places = _cut_places(text, run.breaks)
        best: dict[int, tuple[int, list[int]]] = {0: (0, [0])}
        for end in places[1:]:
            options = [
                (best[start][0] + self._segment_cost(text, start, end, run.breaks), best[start][1])
                for start in places
                if start < end and start in best and (end - start <= _MAX_NAME or start == 0)
            ]
            cost, path = min(options, key=lambda option: (option[0], -len(option[1])))
            best[end] = (cost, [*path, end])
        path = best[len(text)][1]
        return [run.printed[a:b] for a, b in zip(path, path[1:], strict=False)]

    def _segment_cost(self, text: str, start: int, end: int, breaks: frozenset[int]) -> int:
        cost = _FORBIDDEN if text[start:end] == "等" and end < len(text) else self._cost(text[start:end])
        for place in breaks:
            if start < place < end and not _inside_brackets(text[start:], place - start):
                left = text[start:place]
                ended = left in self._known or (ends_as_unit(left) and not left.startswith("等"))
                bracket = text[place] == "("
                cost += 0 if bracket else _JOIN_ENDED if ended else _JOIN_OPEN
        return cost + (0 if start in breaks or start == 0 or text[start] == "等" else _INNER_CUT)


def _runs(lines: list[Printed]) -> list[_Run]:
    """Cut lines at separators; what lies between two separators may run over line ends."""
    runs: list[_Run] = []
    held: list[Printed] = []
    for line in lines:
        pieces, closed = _pieces(line)
        for number, piece in enumerate(pieces):
            if number:
                _flush(held, runs)
            held.append(piece)
        if closed:
            _flush(held, runs)
    _flush(held, runs)
    return runs


def _flush(held: list[Printed], runs: list[_Run]) -> None:
    """Close the pieces held as one run."""
    if held:
        lengths = [len(piece) for piece in held]
        breaks = frozenset(sum(lengths[:i]) for i in range(1, len(lengths)))
        runs.append(_Run(Printed.join(held), breaks))
        held.clear()


def _pieces(line: Printed) -> tuple[list[Printed], bool]:
    """Cut one line at separators outside brackets; also whether a separator ends it."""
    stripped = line.strip().strip("。.")
    pieces: list[Printed] = []
    start = depth = 0
    for place, character in enumerate(stripped.folded):
        depth += (character == "(") - (character == ")")
        if depth <= 0 and v.SEPARATOR.match(character):
            pieces.append(stripped[start:place])
            start = place + 1
    pieces.append(stripped[start:])
    kept = [piece for piece in pieces if len(piece)]
    return kept, bool(stripped.text) and start == len(stripped)


def _standing_whole(tokens: list[str]) -> list[str]:
    """Return the tokens of a run that are whole names by their neighbours."""
    if v.ETC.search("".join(tokens)):
        return []
    return [
        token
        for number, token in enumerate(tokens)
        if ends_as_unit(token) and not is_fused(token) and (number == 0 or ends_as_unit(tokens[number - 1]))
    ]


def _cut_places(text: str, breaks: frozenset[int]) -> list[int]:
    """Return where a name may end: line ends, and inside a line where one unit ends and the next starts."""
    inner = {
        i
        for i in range(2, len(text) - 1)
        if not _inside_brackets(text, i)
        and (v.ETC.match(text, i) or (ends_as_unit(text[max(0, i - 12) : i]) and v.UNIT_START.match(text[i:])))
    }
    outer = {place for place in breaks if not _inside_brackets(text, place) and text[place] != "("}
    return sorted({0, len(text)} | inner | outer)


def _inside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


def _without_etc(name: Printed) -> tuple[list[Printed], bool]:
    """Take a bare trailing 等 off; also whether there was one."""
    match = v.ETC.search(name.folded)
    if match and match.end() == len(name):
        kept = name[: match.start()]
        return ([kept] if len(kept) else []), True
    return [name], False


def _parted_by_and(unit: Printed) -> list[Printed]:
    """Part "…成员单位和市…成员单位" (Fuyang 2019, 35.(2)); 自然资源和规划局 stays whole."""
    for match in _AND.finditer(unit.folded):
        left, right = unit[: match.start()], unit[match.end() :]
        if v.MEMBERS_GROUP.search(left.folded) and v.UNIT_START.match(right.folded) and ends_as_unit(right.folded):
            return [left, right]
    return [unit]


def with_shared_heads(value: Printed) -> list[Printed]:
    """Give each area of a shared head its own name, comma by comma.

    "颍州区、颍东区、颍泉区人民政府" are three governments (Fuyang 2019); a comma ends the head, and a name that
    is complete by itself takes no part in it. Returns the value's pieces, spliced where a head was shared.
    """
    pieces: list[Printed] = []
    for segment in value.split(v.SEGMENT_SEPARATOR):
        names = list(segment.split(re.compile("、")))
        pieces.extend(_share_tail(names))
    return pieces


def _share_tail(names: list[Printed]) -> list[Printed]:
    tail: Printed | None = None
    shared: list[Printed] = []
    for name in reversed(names):
        match = v.GOVERNMENT_TAIL.search(name.folded.rstrip("等"))
        if match and not v.UNIT_END.search(name.folded[: match.start()]):
            tail = name[match.start() : match.end()]
        elif tail is not None and v.AREA_HEAD.search(name.folded) and not ends_as_unit(name.folded):
            shared.append(Printed.join([name, tail]))
            continue
        elif ends_as_unit(name.folded.rstrip("等")):
            tail = None
        shared.append(name)
    return shared[::-1]
