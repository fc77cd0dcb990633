"""What the sentences of a model are held against: the rows of an answer, and names found elsewhere."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.aliases import deadline_aliases, place_aliases
from assistant.answers import Answer, Row
from assistant.draft_facts import sections_of
from assistant.names import Lexicon
from assistant.vocabulary.wording_words import SOUNDS, TURNED
from index.identity import identify
from index.printed import fold

_BLANK = re.compile(r"\s+")
_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[.、]\)?)")
_SHORTEST_NAME = 2


def plain(text: str) -> str:
    """Return a text as it is compared: half-width forms, no blanks."""
    return _BLANK.sub("", fold(text))


def heading_forms(heading: str) -> tuple[str, ...]:
    """Return a heading with and without its number, without its stop: 一、扩大内需, 扩大内需."""
    whole = plain(heading).rstrip("。.")
    return tuple(form for form in dict.fromkeys((whole, _NUMBERING.sub("", whole))) if form)


@dataclass(frozen=True)
class Known:
    """Names of the whole corpus: one that is not in the evidence is noticed wherever it is cut from."""

    units: Container[str] = frozenset()
    leaders: Container[str] = frozenset()
    places: Container[str] = frozenset()
    deadlines: Container[str] = frozenset()

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Known":
        """Return the names of a lexicon."""
        return cls(
            lexicon.unit_aliases | lexicon.area_aliases,
            lexicon.leader_aliases,
            lexicon.place_aliases,
            lexicon.deadline_aliases,
        )


@dataclass(frozen=True)
class Held:
    """A row as sentences are compared with it. Units are canonical keys, texts are ``plain``."""

    text: str
    headings: tuple[str, ...]
    """All of them, each as printed and without its number."""
    section: str
    """The path by which rows are counted, as ``draft_facts.sections_of`` parts them."""
    lead: frozenset[str]
    support: frozenset[str]
    units: frozenset[str]
    """Of any role, or of one in doubt."""
    leaders: frozenset[str]
    marked: frozenset[str]
    deadlines: frozenset[str]
    """All forms of the row's deadline."""
    serial: str
    lines: frozenset[str]
    place: frozenset[str]
    year: str
    doc_number: str
    title: str
    sure: bool
    """It is counted; rows in doubt are not."""


@dataclass(frozen=True)
class Evidence:
    """The rows of one answer, and what was asked."""

    rows: tuple[Held, ...]
    asked: frozenset[str] = frozenset()
    """Keys of the units asked about."""
    role: str = "any"
    """The role asked about: lead, support or any."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Unit names that may be said, as printed or asked, with their keys."""
    words: frozenset[str] = frozenset()
    """Words of the question that was read, which may be said again."""
    known: Known = field(default_factory=Known)

    @cached_property
    def sure(self) -> frozenset[int]:
        """Numbers of the rows that count."""
        return frozenset(number for number, row in enumerate(self.rows) if row.sure)

    @cached_property
    def leaders(self) -> frozenset[str]:
        """All leaders named in the rows."""
        return frozenset().union(*(row.leaders for row in self.rows))

    @cached_property
    def deadlines(self) -> frozenset[str]:
        """All forms of all deadlines."""
        return frozenset().union(*(row.deadlines for row in self.rows))

    @cached_property
    def places(self) -> frozenset[str]:
        """All names of the places."""
        return frozenset().union(*(row.place for row in self.rows))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """All headings, long ones first."""
        return tuple(sorted({h for row in self.rows for h in row.headings}, key=len, reverse=True))

    def tokens(self, numbers: Iterable[int]) -> frozenset[str]:
        """Words that the texts and headings of these rows print, without numbers and words that deny."""
        from assistant.words import words

        found: set[str] = set()
        for number in numbers:
            row = self.rows[number]
            found.update(word for text in (row.text, *row.headings) for word in words(text))
        return frozenset(filter(_is_plain, found))


def evidence_of(answer: Answer, known: Known) -> Evidence:
    """Return the evidence of an answer: its rows, those that reach the unit through a group left out."""
    roles: dict[str, set[str]] = {}
    for group in answer.groups:
        for row in group.rows if group.kind != "group" else ():
            roles.setdefault(row.id, set()).add(group.kind)
    rows = list({row.id: row for row in answer.rows}.values())
    query = answer.query
    asked = {unit.name: {c.key for c in unit.candidates} for unit in (query.units if query else ())}
    only = next(iter(asked.values())) if len(asked) == 1 else set()
    sections = {row.id: section.heading for section in sections_of(rows) for row in section.rows}
    return Evidence(
        rows=tuple(_held(row, sections[row.id], roles[row.id], only) for row in rows),
        asked=frozenset().union(*asked.values()),
        role=query.role if query else "any",
        names=_names(rows) | {plain(name): min(keys) for name, keys in asked.items() if len(keys) == 1},
        words=_asked_words(answer),
        known=known,
    )


def key_of(name: str, place: str | None) -> str:
    """Return the canonical key of a unit name in a place."""
    return identify(plain(name), place).key


def _held(row: Row, section: str, kinds: set[str], asked: set[str]) -> Held:
    notice, place = row.notice, row.notice.place
    lead, support = (_keys(units, place) for units in (row.lead_units, row.support_units))
    every = lead | support
    if row.boundary == "ambiguous":  # what the answer itself says of the unit asked about is certain
        lead, support = frozenset(), frozenset()
    lead |= asked if "lead" in kinds else set()
    support |= asked if "support" in kinds else set()
    return Held(
        text=plain(row.text),
        headings=tuple(form for printed in row.section for form in heading_forms(printed)),
        section=section,
        lead=lead,
        support=support,
        units=every | lead | support,
        leaders=frozenset(plain(name).lstrip("▲") for name in row.leaders),
        marked=frozenset(plain(name).lstrip("▲") for name in row.leaders if name.startswith("▲")),
        deadlines=_deadline_forms(row.deadline or notice.deadline, notice.year),
        serial=plain(row.serial or ""),
        lines=frozenset(str(line) for line in (row.line, row.twin_line) if line),
        place=frozenset(place_aliases(place)) if place else frozenset(),
        year=str(notice.year or ""),
        doc_number=plain(notice.doc_number or ""),
        title=plain(notice.title),
        sure=kinds != {"doubt"},
    )


def _keys(units: Iterable[str], place: str | None) -> frozenset[str]:
    found = (identify(plain(name), place) for name in units)
    return frozenset(key for unit in found for key in (unit.key, *unit.bodies))


def _names(rows: Iterable[Row]) -> dict[str, str]:
    """Printed names with their keys, those behind the name of their place (芜湖市商务局) with them."""
    names: dict[str, str] = {}
    for row in rows:
        place = row.notice.place
        for printed in (*row.lead_units, *row.support_units):
            name = plain(printed).removeprefix("等")
            names[name] = identify(name, place).key
            for alias in place_aliases(place) if place else ():
                if alias[-1] == name[0]:
                    names[alias + name[1:]] = names[name]
    return {name: key for name, key in names.items() if len(name) >= _SHORTEST_NAME}


def _deadline_forms(printed: str | None, year: int | None) -> frozenset[str]:
    """All ways to write a deadline that say the same: 2024年底 is 2024年底前; 12月底前 is 2021年12月底前."""
    if not printed:
        return frozenset()
    forms = {plain(form) for form in deadline_aliases(plain(printed))}
    forms |= {form.removeprefix(f"{year}年") for form in forms if form.startswith(f"{year}年")}
    forms |= {f"年{form}" for form in forms if form == "底"}
    forms |= {f"{form}前" for form in forms if form.endswith("底")}
    forms |= {
        f"{year}年{form.removeprefix('年')}"
        for form in forms
        if year and form[0] in "年0123456789" and not form.startswith("20")
    }
    return frozenset(form for form in forms if len(form) > 1)


def _asked_words(answer: Answer) -> frozenset[str]:
    """Words of the subject that was asked about, as it was read."""
    from assistant.words import words

    topic = answer.query.topic if answer.query else ""
    return frozenset(filter(_is_plain, words(topic)))


def _is_plain(word: str) -> bool:
    """Whether a word of the print may be said outside a quotation: no number, nothing that denies."""
    return len(word) > 1 and not SOUNDS.search(word) and not TURNED.search(word)
