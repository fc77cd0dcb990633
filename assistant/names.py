"""The names the corpus knows - units, places, leaders - and finding them in a question."""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from index.identity import identify, is_known_stem, variants
from index.printed import fold
from index.records_schema import NoticeRow, UnitRow
from index.units import ends_as_unit

_LEVEL = "市区县省"
_SHORTEST_STEM = 3
_MAX_ALIAS = 40
_NEAR = 0.6
_POST_PREFIX = re.compile(r"^[市区县]?(政府|委)?")
_HEADING_NUMBER = re.compile(r"^(?:([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\))")
_MONTH_DEADLINE = re.compile(r"^(20\d\d)年?(\d{1,2})月(.*)$")
_LATIN = re.compile(r"[A-Za-z]{4,}")
_DIGITS = "一二三四五六七八九"
_QUOTES = re.compile(r"[“”‘’\"'\s]")


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

    def years(self, place: str | None = None) -> list[int]:
        """Years of the notices, of one place or all."""
        return sorted({n.year for n in self.notices if n.year and place in (None, n.place)})

    def places(self, year: int | None = None) -> list[str]:
        """Places of the notices, of one year or all."""
        return sorted({n.place for n in self.notices if n.place and year in (None, n.year)})

    def find_units(self, text: str, *, areas: bool = False) -> Iterator[Found]:
        """Yield the unit names in ``text``, longest first at each place."""
        aliases = self.unit_aliases | self.area_aliases if areas else self.unit_aliases
        for start, end in _longest(text, aliases):
            yield Found(start, end, text[start:end], aliases[text[start:end]])

    def find_places(self, text: str) -> Iterator[Found]:
        """Yield the places named in ``text``."""
        for start, end in _longest(text, self.place_aliases):
            yield Found(start, end, self.place_aliases[text[start:end]])
        for match in _LATIN.finditer(text):
            place = romanised(tuple(self.place_aliases.items())).get(match[0].lower())
            if place:
                yield Found(match.start(), match.end(), place)

    def find_leaders(self, text: str) -> Iterator[Found]:
        """Yield the leaders named in ``text``, by name or post."""
        for start, end in _longest(text, self.leader_aliases):
            yield Found(start, end, self.leader_aliases[text[start:end]])

    def find_deadlines(self, text: str) -> Iterator[Found]:
        """Yield the deadlines named in ``text``, as the user wrote them."""
        for start, end in _longest(text, self.deadline_aliases):
            yield Found(start, end, text[start:end])

    def candidates(self, alias: str) -> tuple[UnitId, ...]:
        """Units an alias may mean."""
        return self.unit_aliases.get(alias) or self.area_aliases.get(alias, ())

    def unit_slips(self, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield (alias, (right, wrong) character) for unit names one character away from ``name``.

        A character may be wrong, missing (the wrong one is then empty) or one too many (the right one is).
        """
        for position, written in enumerate(name):
            rest = name[:position] + name[position + 1 :]
            for alias in sorted(self._near_units.get((position, rest), ())):
                yield alias, (alias[position], written)
            if self.candidates(rest):
                yield rest, ("", written)
        for position in range(len(name) + 1):
            for alias in sorted(self._near_units.get((position, name), ())):
                yield alias, (alias[position], "")

    @cached_property
    def _near_units(self) -> dict[tuple[int, str], set[str]]:
        held: dict[tuple[int, str], set[str]] = defaultdict(set)
        for alias in (*self.unit_aliases, *self.area_aliases):
            for position in range(len(alias)):
                held[position, alias[:position] + alias[position + 1 :]].add(alias)
        return dict(held)

    def in_heading(self, words: str) -> bool:
        """Whether some heading holds the words."""
        wanted = bare(words)
        return bool(wanted) and any(wanted in heading for heading in self.headings)

    def near_units(self, name: str, places: Iterable[str | None]) -> list[str]:
        """Printed names like ``name`` in the places, best first, at most three: to suggest, never to answer by."""
        wanted = set(places)
        names = {
            printed: unit
            for unit, row in self.units.items()
            if unit.place in wanted and not row.is_group
            for printed in row.names
        }
        return difflib.get_close_matches(name, names, n=3, cutoff=_NEAR)

    def groups_covering(self, place: str | None, kind: str) -> list[UnitId]:
        """Group units of a place that stand for units of this kind."""
        return [
            unit
            for unit in self._by_place.get(place, ())
            if self.units[unit].is_group and kind in identify(self.units[unit].names[0], place).covers
        ]

    @cached_property
    def _by_place(self) -> dict[str | None, list[UnitId]]:
        held: dict[str | None, list[UnitId]] = defaultdict(list)
        for unit in self.units:
            held[unit.place].append(unit)
        return dict(held)

    @cached_property
    def _near_places(self) -> dict[tuple[int, str], set[str]]:
        """Aliases of places by (position of one character, the rest): a slip at that position finds them."""
        held: dict[tuple[int, str], set[str]] = defaultdict(set)
        for alias in self.place_aliases:
            for position in range(len(alias)):
                held[position, alias[:position] + alias[position + 1 :]].add(alias)
        return dict(held)

    def place_slips(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (as written, alias) for stretches of ``text`` one character away from a place, the longest first."""
        for length in sorted({len(alias) for alias in self.place_aliases}, reverse=True):
            for start in range(len(text) - length + 1):
                written = text[start : start + length]
                for position in range(length):
                    rest = written[:position] + written[position + 1 :]
                    yield from ((written, alias) for alias in sorted(self._near_places.get((position, rest), ())))

    @staticmethod
    def means_heading(number: int | None, words: str | None, heading: str) -> bool:
        """Whether a heading is the one asked for, by number (第三部分), by words, or by both."""
        if number is not None and heading_number(heading) != number:
            return False
        wanted = bare(words or "")
        return bool(number or wanted) and (not wanted or wanted in bare(heading))

    def cut_names(self, unit: UnitId) -> list[str]:
        """Keys of names that were cut off in print and can only be this unit (市投资促进 for 市投资促进中心)."""
        return [key for key in self._cut_keys.get(unit.place, ()) if self._only_completion(key, unit)]

    @cached_property
    def _cut_keys(self) -> dict[str | None, list[str]]:
        held: dict[str | None, list[str]] = defaultdict(list)
        for unit, row in self.units.items():
            if not row.is_group and len(unit.key) >= _SHORTEST_STEM and not ends_as_unit(unit.key):
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
        for alias in _unit_aliases(row) | _league_names(row):
            aliases[alias].add(unit)
        if row.kind in {"local", "park", "town"}:
            for area in _area_names(row):
                areas[area].add(unit)
    lexicon.unit_aliases = {alias: tuple(sorted(ids, key=str)) for alias, ids in aliases.items()}
    lexicon.area_aliases = {area: tuple(sorted(ids, key=str)) for area, ids in areas.items() if area not in aliases}
    for place in lexicon.places():
        lexicon.place_aliases |= dict.fromkeys(place_names(place), place)
    for leader in leaders:
        lexicon.leader_aliases |= dict.fromkeys({leader, _POST_PREFIX.sub("", leader)} - {""}, leader)
    held: dict[str, list[str]] = defaultdict(list)
    for deadline in deadlines:
        for alias in _deadline_names(deadline):
            held[alias].append(deadline)
    lexicon.deadline_aliases = {alias: tuple(printed) for alias, printed in held.items()}
    return lexicon


def _deadline_names(printed: str) -> set[str]:
    """202112月底前 is 2021年12月底前, 12月底前, 12月底 and 年底前; 持续推进 is itself."""
    names = {printed}
    match = _MONTH_DEADLINE.match(printed)
    if match:
        month, rest = match[2], match[3]
        names |= {f"{month}月{rest}", f"{month}月{rest.removesuffix('前')}"}
        if month == "12" and rest.startswith("底"):
            names |= {f"年{rest}", "年底"}
    return {name for name in names if len(name) > 1}


@cache
def romanised(places: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Places by their names in Latin letters: wuhu -> 芜湖市."""
    from pypinyin import lazy_pinyin

    names = ((re.sub(r"[市县区]$", "", alias), place) for alias, place in places)
    return {"".join(lazy_pinyin(name)): place for name, place in names if len(name) > 1}


def place_names(place: str) -> set[str]:
    """Names of a place: 黄山市徽州区 is 徽州区 and 徽州, too."""
    names = {place}
    inner = re.sub(r"^.+?市(?=.{2,}[区县市]$)", "", place)
    names |= {inner, re.sub(r"[市县区]$", "", inner)}
    return {name for name in names if len(name) > 1}


def heading_number(heading: str) -> int | None:
    """Return the number a heading opens with: 3 for 三、… and （三）…, None for 17.…"""
    match = _HEADING_NUMBER.match(fold(heading))
    return chinese_number(match[1] or match[2]) if match else None


def chinese_number(text: str) -> int:
    """Return the value of 三, 十二, 二十, 一百一十八 or 12."""
    if text.isdigit():
        return int(text)
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


def _unit_aliases(row: UnitRow) -> set[str]:
    names: set[str] = set(variants(row.key)) | {row.key}
    for printed in row.names:
        folded = fold(printed).removeprefix("等")
        names |= {folded, _QUOTES.sub("", folded), re.sub(r"\([^()]*\)", "", folded)}
    names |= {name.replace("人民政府", "政府") for name in names} | {
        re.sub(r"(?<=[县市区])政府$", "人民政府", name) for name in names
    }
    names |= {name[1:] for name in names if name[:1] in _LEVEL and len(name) > _SHORTEST_STEM}
    return {name for name in names if len(name) >= _SHORTEST_STEM}


def _league_names(row: UnitRow) -> set[str]:
    """团市委 of 阜阳市 is 共青团阜阳市委, too."""
    match = re.fullmatch(r"团([市区县]委)", row.key)
    inner = re.sub(r"[市区县]$", "", re.sub(r"^.+?市(?=.{2,}[区县市]$)", "", row.place or ""))
    return {f"共青团{match[1]}", f"共青团{inner}{match[1]}", f"团{inner}{match[1]}"} if match else set()


def _area_names(row: UnitRow) -> set[str]:
    """谯城区政府 -> 谯城区; 亳州高新区管委会 -> 亳州高新区."""
    names = {re.sub(r"(人民政府|政府|管委会)$", "", fold(name)) for name in row.names}
    names |= {f"{name}{tail}" for name in names for tail in ("政府", "人民政府") if row.kind != "park"}
    return {name for name in names if len(name) >= _SHORTEST_STEM and name[:1] not in _LEVEL}


def _longest(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield non-overlapping stretches of ``text`` that are names, the longest at each start."""
    known = names if isinstance(names, dict) else set(names)
    start = 0
    while start < len(text):
        for end in range(min(len(text), start + _MAX_ALIAS), start + 1, -1):
            if text[start:end] in known:
                yield start, end
                start = end
                break
        else:
            start += 1


def repaired_place(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return (as written, place) for a place with one character wrong, where only one place is that near.

    Names of three characters and more may differ in any one character; shorter ones only in a look-alike.
    """
    hits: dict[str, str] = {}
    for written, alias in lexicon.place_slips(text):
        wrong = next(((a, b) for a, b in zip(alias, written, strict=True) if a != b), None)
        if wrong and (wrong[1] in lookalikes().get(wrong[0], "") or _long_enough(alias, wrong)):
            hits.setdefault(lexicon.place_aliases[alias], written)
    return next(((written, place) for place, written in hits.items()), None) if len(hits) == 1 else None


def _long_enough(alias: str, wrong: tuple[str, str]) -> bool:
    return len(alias) > _SHORTEST_STEM - 1 and wrong[0] not in _LEVEL and alias[0] != wrong[0]


def repaired_unit(name: str, lexicon: Lexicon, places: set[str | None]) -> str | None:
    """Return the alias one character away from ``name``, if there is just one and ``name`` is no real unit name.

    Short names of areas may differ in a look-alike only, where several are that near (狄港镇: 荻港镇, not 新港镇).
    """
    if is_known_stem(name[1:] if name[:1] in _LEVEL else name):
        return None
    near = {
        held: (alias, wrong)
        for alias, wrong in lexicon.unit_slips(name)
        if (held := tuple(unit for unit in lexicon.candidates(alias) if unit.place in places))
    }
    sure = {held: pair for held, pair in near.items() if pair[1][1] in lookalikes().get(pair[1][0], "")}
    chosen = sure if len(near) > 1 else near
    return next(iter(chosen.values()))[0] if len(chosen) == 1 else None


@cache
def lookalikes() -> dict[str, str]:
    """Characters and those often written in their place, from ``data/lookalikes.json``."""
    data = json.loads(files("assistant").joinpath("data/lookalikes.json").read_text("utf-8"))
    return dict(data["characters"])


@cache
def known_cities() -> frozenset[str]:
    """Names of cities, to tell a place that is not in the corpus from a topic."""
    data = json.loads(files("assistant").joinpath("data/cities.json").read_text("utf-8"))
    return frozenset(data["cities"])
