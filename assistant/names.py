"""The names the corpus knows - units, places, leaders - and finding them in a question."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from assistant.aliases import (
    LEVELS,
    SHORTEST,
    area_aliases,
    deadline_aliases,
    leader_aliases,
    place_aliases,
    renamed,
    romanised,
    unit_aliases,
)
from assistant.slip_index import SlipIndex
from assistant.spotting import behind_place, longest
from index.identity import identify
from index.printed import fold
from index.records_schema import NoticeRow, UnitRow
from index.units import ends_as_unit

_NEAR = 0.6
_OFFERED = 3
_HEADING_NUMBER = re.compile(r"^(?:([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\))")
LATIN_NAME = re.compile(r"[A-Za-z]{4,}")
_DIGITS = "一二三四五六七八九"


class UnitId(NamedTuple):
    """A unit of a place."""

    place: str | None
    key: str


class Found(NamedTuple):
    """A stretch of the question and what it names: unit ids, a place or a leader."""

    start: int
    end: int
    name: str
    units: tuple[UnitId, ...] = ()


@dataclass
class Lexicon:
    """All names by which a question may mean something in the corpus."""

    notices: tuple[NoticeRow, ...]
    units: dict[UnitId, UnitRow]
    unit_aliases: dict[str, tuple[UnitId, ...]] = field(default_factory=dict)
    area_aliases: dict[str, tuple[UnitId, ...]] = field(default_factory=dict)
    """Bare areas (谯城区) that mean their government where a unit is asked about."""
    place_aliases: dict[str, str] = field(default_factory=dict)
    leader_aliases: dict[str, str] = field(default_factory=dict)
    deadline_aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    """Every heading of the corpus, bare of punctuation, once."""

    def places(self, year: int | None = None) -> list[str]:
        """Places of the notices, of one year or all."""
        return sorted({n.place for n in self.notices if n.place and year in (None, n.year)})

    def find_units(self, text: str, *, areas: bool = False) -> Iterator[Found]:
        """Yield the unit names in ``text``, longest first at each place."""
        aliases = self.unit_aliases | self.area_aliases if areas else self.unit_aliases
        for start, end in longest(text, aliases):
            start, end = behind_place(text, (start, end), aliases, self.place_aliases)  # noqa: PLW2901
            yield Found(start, end, text[start:end], aliases[text[start:end]])

    def find_places(self, text: str) -> Iterator[Found]:
        """Yield the places named in ``text``."""
        for start, end in longest(text, self.place_aliases):
            yield Found(start, end, self.place_aliases[text[start:end]])
        for match in LATIN_NAME.finditer(text):
            place = romanised(tuple(self.place_aliases.items())).get(match[0].lower())
            if place:
                yield Found(match.start(), match.end(), place)

    def find_leaders(self, text: str) -> Iterator[Found]:
        """Yield the leaders named in ``text``, by name or post."""
        for start, end in longest(text, self.leader_aliases):
            yield Found(start, end, self.leader_aliases[text[start:end]])

    def find_deadlines(self, text: str) -> Iterator[Found]:
        """Yield the deadlines named in ``text``, as the user wrote them."""
        for start, end in longest(text, self.deadline_aliases):
            yield Found(start, end, text[start:end])

    def candidates(self, alias: str) -> tuple[UnitId, ...]:
        """Units an alias may mean."""
        return self.unit_aliases.get(alias) or self.area_aliases.get(alias, ())

    @cached_property
    def unit_slips(self) -> SlipIndex:
        """Units and areas by all but one character."""
        return SlipIndex((*self.unit_aliases, *self.area_aliases))

    @cached_property
    def place_slips(self) -> SlipIndex:
        """Places by all but one character."""
        return SlipIndex(self.place_aliases)

    def in_heading(self, words: str) -> bool:
        """Whether some heading holds the words."""
        wanted = bare(words)
        return bool(wanted) and any(wanted in heading for heading in self.headings)

    def near_units(self, name: str, places: Iterable[str | None]) -> list[str]:
        """Up to three printed names like ``name``, those a character away first: to suggest alone.

        Then those it was called before or after a reform, those that hold it, those that look like it.
        """
        wanted = set(places)
        index = self.unit_slips
        slips = [alias for alias, *_ in (*index.wrong(name), *index.longer_or_shorter(name))]
        held = (
            unit
            for alias in (*slips, *renamed(name))
            for unit in self.candidates(alias)
            if unit.place in wanted
        )
        first = [self.units[unit].names[0] for unit in held if not self.units[unit].is_group]
        names = {
            printed: unit
            for unit, row in self.units.items()
            if unit.place in wanted and not row.is_group
            for printed in row.names
        }
        stem = name[1:] if name[:1] in LEVELS else name
        first += [
            self.units[unit].names[0]
            for alias, held_by in self.unit_aliases.items()
            if len(stem) >= SHORTEST and stem in alias and alias != name
            for unit in held_by
            if unit.place in wanted and not self.units[unit].is_group
        ]
        like = difflib.get_close_matches(name, names, n=_OFFERED, cutoff=_NEAR)
        return list(dict.fromkeys((*first, *like)))[:_OFFERED]

    def groups_covering(self, place: str | None, kind: str) -> list[UnitId]:
        """Group units of a place that stand for units of this kind."""
        return [
            unit
            for unit in self._by_place.get(place, ())
            if self.units[unit].is_group and kind in identify(unit.key, place).covers
        ]

    @cached_property
    def _by_place(self) -> dict[str | None, list[UnitId]]:
        held: dict[str | None, list[UnitId]] = defaultdict(list)
        for unit in self.units:
            held[unit.place].append(unit)
        return dict(held)

    @staticmethod
    def means_heading(number: int | None, words: str | None, heading: str) -> bool:
        """Whether a heading is the one asked for, by number (第三部分), by words, or by both."""
        if number is not None and heading_number(heading) != number:
            return False
        wanted = bare(words or "")
        return bool(number or wanted) and (not wanted or wanted in bare(heading))

    def cut_names(self, unit: UnitId) -> list[str]:
        """Keys of names cut off in print that can only be this unit (市投资促进: 市投资促进中心)."""
        return [key for key in self._cut_keys.get(unit.place, ()) if self._only_completion(key, unit)]

    @cached_property
    def _cut_keys(self) -> dict[str | None, list[str]]:
        held: dict[str | None, list[str]] = defaultdict(list)
        for unit, row in self.units.items():
            if not row.is_group and len(unit.key) >= SHORTEST and not ends_as_unit(unit.key):
                held[unit.place].append(unit.key)
        return dict(held)

    def _only_completion(self, key: str, unit: UnitId) -> bool:
        longer = {other for other in self._by_place[unit.place] if other.key.startswith(key)}
        return longer - {UnitId(unit.place, key)} == {unit}


def build_lexicon(
    notices: Iterable[NoticeRow],
    units: Iterable[UnitRow],
    leaders: Iterable[str],
    deadlines: Iterable[str],
    headings: Iterable[str],
) -> Lexicon:
    """Return the lexicon of a corpus."""
    lexicon = Lexicon(tuple(notices), {UnitId(row.place, row.key): row for row in units})
    lexicon.headings = tuple(dict.fromkeys(map(bare, headings)))
    aliases: dict[str, set[UnitId]] = defaultdict(set)
    areas: dict[str, set[UnitId]] = defaultdict(set)
    for unit, row in lexicon.units.items():
        for alias in unit_aliases(row):
            aliases[alias].add(unit)
        if row.kind in {"local", "park", "town"}:
            for area in area_aliases(row):
                areas[area].add(unit)
    lexicon.unit_aliases = {alias: tuple(sorted(ids, key=str)) for alias, ids in aliases.items()}
    lexicon.area_aliases = {
        area: tuple(sorted(ids, key=str)) for area, ids in areas.items() if area not in aliases
    }
    for place in lexicon.places():
        lexicon.place_aliases |= dict.fromkeys(place_aliases(place), place)
    for leader in leaders:
        lexicon.leader_aliases |= dict.fromkeys(leader_aliases(leader), leader)
    held: dict[str, list[str]] = defaultdict(list)
    for deadline in deadlines:
        for alias in deadline_aliases(deadline):
            held[alias].append(deadline)
    lexicon.deadline_aliases = {alias: tuple(printed) for alias, printed in held.items()}
    return lexicon


def heading_number(heading: str) -> int | None:
    """Return the number a heading opens with: 3 for 三、… and （三）…, None for 17.…."""
    match = _HEADING_NUMBER.match(fold(heading))
    return chinese_number(match[1] or match[2]) if match else None


def chinese_number(text: str) -> int:
    """Return the value of 三, 两, 十二, 二十, 一百一十八 or 12."""
    if text.isdigit():
        return int(text)
    text = text.replace("两", "二")
    if "百" in text and "十" not in text:
        hundreds, _, ones = text.partition("百")
        return (_DIGITS.find(hundreds) + 1) * 100 + _DIGITS.find(ones.lstrip("零")) + (1 if ones else 0)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.find(text) + 1
    hundreds, hundred, tens = tens.rpartition("百")
    high = (_DIGITS.find(hundreds) + 1 if hundreds else 1) * 100 if hundred else 0
    return high + (_DIGITS.find(tens[-1]) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)


def bare(text: str) -> str:
    """Return the text folded and without punctuation."""
    return re.sub(r"[^\w]", "", fold(text))
