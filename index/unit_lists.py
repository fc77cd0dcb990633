"""Lists of units as printed: cut at their separators, shared heads expanded, joined names parted."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from index import vocabulary as v
from index.printed import Printed
from index.units import ends_as_unit

_LONGEST_AREA = 6
"""More characters than 各有关街道 has."""
_AND = re.compile(r"[和及与]")


@dataclass(frozen=True)
class Run:
    """Text between two separators: its characters and the positions where a line ended inside it."""

    printed: Printed
    breaks: frozenset[int]

    @property
    def text(self) -> str:
        """The characters in half-width forms."""
        return self.printed.folded

    @cached_property
    def depths(self) -> list[int]:
        """How many brackets are open before each character."""
        steps = ((character == "(") - (character == ")") for character in self.text)
        return list(accumulate(steps, initial=0))

    @cached_property
    def _ordered(self) -> list[int]:
        return sorted(self.breaks)

    def breaks_between(self, start: int, end: int) -> list[int]:
        """Return the line ends strictly between two positions, in order."""
        return self._ordered[bisect_right(self._ordered, start) : bisect_left(self._ordered, end)]

    def tokens(self) -> list[str]:
        """Return the text cut at line ends."""
        return [self.text[a:b] for a, b in pairwise([0, *self._ordered, len(self.printed)])]


def pieces(line: Printed, separator: re.Pattern[str] = v.SEPARATOR) -> list[Printed]:
    """Return what stands between the separators of a line, outside brackets; empty pieces are kept.

    A mark inside a name of areas parts nothing: 各县、区人民政府 is one group.
    """
    text = line.folded
    parts: list[Printed] = []
    start = place = depth = 0
    for mark in separator.finditer(text):
        between = text[place : mark.start()]
        depth = max(0, depth + between.count("(") - between.count(")"))
        place = mark.start()
        if not depth and not _inside_areas(text, start, place):
            parts.append(line[start:place])
            start = mark.end()
    return [*parts, line[start:]] if start else [line]


def _inside_areas(text: str, start: int, place: int) -> bool:
    """Whether the mark at ``place`` stands between areas that share one 各: 各县、区人民政府."""
    listed = text[place] == "、" and place - start < _LONGEST_AREA and v.AREAS_LISTED.match(text[start:place])
    return bool(listed and v.AREAS_GO_ON.match(text, place + 1))


def parted_by_and(unit: Printed) -> list[Printed]:
    """Part "…成员单位和市…成员单位" (Fuyang 2019, 35.(2)); 自然资源和规划局 stays whole."""
    for match in _AND.finditer(unit.folded):
        left, right = unit[: match.start()], unit[match.end() :]
        starts = v.UNIT_START.match(right.folded) and ends_as_unit(right.folded)
        if starts and v.MEMBERS_GROUP.search(left.folded):
            return [left, right]
    return [unit]


def without_etc(name: Printed) -> tuple[list[Printed], bool]:
    """Take a bare trailing 等 off; also whether there was one."""
    match = v.ETC.search(name.folded)
    if match and match.end() == len(name):
        kept = name[: match.start()]
        return ([kept] if len(kept) else []), True
    return [name], False


def with_shared_heads(value: Printed) -> list[Printed]:
    """Give each area of a shared head its own name, comma by comma.

    "颍州区、颍东区、颍泉区人民政府" are three governments (Fuyang 2019); a comma ends the head, and a name
    that is complete by itself takes no part in it. Returns the value's pieces, spliced where a head was
    shared.
    """
    return [
        name
        for segment in pieces(value, v.COMMA)
        for name in _share_tail([piece for piece in pieces(segment) if len(piece)])
    ]


def _share_tail(names: list[Printed]) -> list[Printed]:
    tail: Printed | None = None
    shared: list[Printed] = []
    for name in reversed(names):
        bare = name.folded.rstrip("等")
        match = v.GOVERNMENT_TAIL.search(bare)
        if match and not v.UNIT_END.search(bare[: match.start()]):
            tail = name[match.start() : match.end()]
        elif tail is not None and v.AREA_HEAD.search(name.folded) and not ends_as_unit(name.folded):
            shared.append(Printed.join([name, tail]))
            continue
        elif ends_as_unit(bare):
            tail = None
        shared.append(name)
    return shared[::-1]


def runs(lines: list[Printed]) -> list[Run]:
    """Cut lines at separators; what lies between two separators may run over line ends."""
    found: list[Run] = []
    held: list[Printed] = []
    for line in lines:
        stripped = line.strip().strip("。.")
        parts = pieces(stripped)
        closed = len(parts) > 1 and not len(parts[-1])
        for number, piece in enumerate(parts):
            if number:
                _flush(held, found)
            if len(piece):
                held.append(piece)
        if closed:
            _flush(held, found)
    _flush(held, found)
    return found


def _flush(held: list[Printed], runs: list[Run]) -> None:
    """Make a run of the pieces held and let go of them."""
    if held:
        lengths = [len(piece) for piece in held]
        breaks = frozenset(sum(lengths[:number]) for number in range(1, len(lengths)))
        runs.append(Run(Printed.join(held), breaks))
        held.clear()
