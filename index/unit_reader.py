"""Reading unit names out of cell lines: wrapped names joined, fused names parted.

A flattened table prints a cell as lines, and a line end may stand inside a name (市工业和 + 信息化局),
between two names, or two names may be fused in one line (市发展改革委市投资促进 + 中心). The cheapest way to
cut the joined lines into names is taken; names that stand whole elsewhere in the same notice cost nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index import vocabulary as v
from index.identity import is_known_stem
from index.printed import Printed
from index.unit_lists import Run, parted_by_and, runs, with_shared_heads, without_etc
from index.units import (
    MAX_NAME,
    ends_as_unit,
    is_complete,
    is_fused,
    is_listed,
    is_tail,
    splits_word,
    starts_as_unit,
    swallows_another,
    without_brackets,
)

_KNOWN, _COMPLETE, _ENDS_WELL, _FRAGMENT = 0, 2, 3, 7
_JOIN_OPEN, _JOIN_ENDED, _INNER_CUT = 1, 5, 1
_FORBIDDEN = 1000
_LONG = 3
"""A fragment of so many characters more is that much less likely one name."""
_SHORT = 3
"""Shorter names without a level are units only where the lexicon has them: 妇联, not 保局."""
_SIGHT = 16
"""How far to look to see whether a unit ends or starts at a place."""


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

    @classmethod
    def join(cls, lists: Iterable["Names"]) -> "Names":
        """Return the names of several lists as one."""
        units: list[Printed] = []
        linked: list[bool] = []
        cut: set[int] = set()
        is_open = False
        for names in lists:
            cut.update(position + len(units) for position in names.cut)
            units.extend(names.units)
            linked.extend(names.linked)
            is_open |= names.open
        return cls(tuple(units), tuple(linked), is_open, frozenset(cut))


class NameReader:
    """Cuts cell lines into unit names, with the names it has seen whole in the same notice."""

    def __init__(self, cells: Iterable[list[Printed]], home: str = "") -> None:
        """Learn from all unit ``cells`` of a notice, each a list of lines; ``home`` as in ``units``."""
        counts: Counter[str] = Counter()
        for cell in cells:
            for run in runs(cell):
                counts.update(_standing_whole(run.tokens()))
        self._home = home
        self._cuts: dict[tuple[str, frozenset[int]], list[tuple[int, int]]] = {}
        self._known = {name for name, count in counts.items() if count > 1 or is_complete(name, home)}

    def read(self, lines: list[Printed]) -> Names:
        """Return the names printed in ``lines`` (one cell, or two columns run together)."""
        return Names.join(self._read_run(run, first=number == 0) for number, run in enumerate(runs(lines)))

    def read_list(self, value: Printed) -> Names:
        """Return the names of a punctuated list, shared heads expanded (labelled text)."""
        return Names.join(self.read([piece]) for piece in with_shared_heads(value.strip().strip("。.")))

    def _read_run(self, run: Run, *, first: bool) -> Names:
        units: list[Printed] = []
        linked: list[bool] = []
        is_open = False
        start = 0
        for part in self._cut(run):
            new_line = start in run.breaks or (start == 0 and first)
            names, ended = without_etc(part)
            names = [whole.without_inner_space() for name in names for whole in parted_by_and(name)]
            units.extend(names)
            linked.extend(number > 0 or not new_line for number in range(len(names)))
            is_open |= ended
            start += len(part)
        cut = frozenset(i for i, name in enumerate(units) if self._is_cut_off(name.folded))
        return Names(tuple(units), tuple(linked), is_open, cut)

    def _is_cut_off(self, name: str) -> bool:
        return self._cost(name) >= _FRAGMENT and not v.UNIT_END.search(without_brackets(name))

    def _cost(self, name: str) -> int:
        if name in self._known or is_listed(name):
            return _KNOWN
        if is_complete(name, self._home) and not v.ETC.search(name, 1):
            return _COMPLETE
        if name == "等" or (name.startswith("等") and ends_as_unit(name[1:])):
            return _COMPLETE
        if self._ends_well(name):
            return _ENDS_WELL
        return _FRAGMENT + is_tail(name) + len(name) // _LONG

    def _ends_well(self, name: str) -> bool:
        """Whether ``name`` can be a unit but for its start: 古井集团, or 发改委 where no level is printed."""
        if len(name) < _SHORT and not is_known_stem(name):
            return False
        broken = v.ETC.search(name) or is_fused(name, self._home) or swallows_another(name, self._home)
        return ends_as_unit(name) and not broken

    def _cut(self, run: Run) -> list[Printed]:
        """Cut a run at the cheapest places; the same cells are printed many times in a notice."""
        key = run.text, run.breaks
        if key not in self._cuts:
            self._cuts[key] = self._cheapest(run)
        return [run.printed[start:end] for start, end in self._cuts[key]]

    def _cheapest(self, run: Run) -> list[tuple[int, int]]:
        """Where the names of a run stand; of equally cheap cuts, those into the most names."""
        places = self._places(run)
        best: list[tuple[int, int, int]] = [(0, 0, 0)]
        """For each place: the cost up to there, less a name for each cut, and where the last name begins."""
        first = 0
        for number, end in enumerate(places[1:], 1):
            while end - places[first] > MAX_NAME and first < number - 1:
                first += 1
            best.append(
                min(
                    (best[start][0] + self._segment_cost(run, places[start], end), best[start][1] - 1, start)
                    for start in range(first, number)
                )
            )
        return [(places[start], places[end]) for start, end in _path(best)]

    def _segment_cost(self, run: Run, start: int, end: int) -> int:
        name = run.text[start:end]
        cost = _FORBIDDEN if name == "等" and end < len(run.text) else self._cost(name)
        for place in run.breaks_between(start, end):
            if run.depths[place] <= run.depths[start] and run.text[place] != "(":
                cost += self._join_cost(run.text[start:place], run.text[place:end])
        if splits_word(run.text, start):
            return cost + _FRAGMENT
        return cost + (0 if start in run.breaks or start == 0 or name[0] == "等" else _INNER_CUT)

    def _join_cost(self, left: str, right: str) -> int:
        """What it costs to read on over a line end: much where a unit ends there, unless inside a word."""
        if splits_word(left + right, len(left)) or is_listed(left + right):
            return _JOIN_OPEN
        ended = left in self._known or (ends_as_unit(left) and not left.startswith("等"))
        return _JOIN_ENDED if ended else _JOIN_OPEN

    def _places(self, run: Run) -> list[int]:
        """Where a name may end: line ends, and inside a line where one unit ends and the next starts."""
        inner = {i for i in range(2, len(run.text) - 1) if run.depths[i] <= 0 and self._may_cut(run.text, i)}
        outer = {place for place in run.breaks if run.depths[place] <= 0 and run.text[place] != "("}
        return sorted({0, len(run.text)} | inner | outer)

    def _may_cut(self, text: str, place: int) -> bool:
        if v.ETC.match(text, place):
            return True
        left, right = text[max(0, place - _SIGHT) : place], text[place : place + _SIGHT]
        if not v.UNIT_END.search(left) or v.UNIT_HEAD.match(left):
            return False
        return starts_as_unit(right, self._home) or any(
            right[:end] in self._known for end in range(3, _SIGHT + 1)
        )


def _path(best: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Follow the cheapest cuts back from the last place; return the names as pairs of places."""
    pairs: list[tuple[int, int]] = []
    end = len(best) - 1
    while end > 0:
        pairs.append((best[end][2], end))
        end = best[end][2]
    return pairs[::-1]


def _standing_whole(tokens: list[str]) -> list[str]:
    """Return the tokens of a run that are whole names by their neighbours."""
    if v.ETC.search("".join(tokens)):
        return []
    return [
        token
        for number, token in enumerate(tokens)
        if ends_as_unit(token)
        and not is_fused(token)
        and (number == 0 or ends_as_unit(tokens[number - 1]))
        and not (number + 1 < len(tokens) and splits_word(token + tokens[number + 1], len(token)))
    ]
