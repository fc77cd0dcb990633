"""A sentence taken apart: what it names, counts, dates and quotes, and the plain words between."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.names import chinese_number
from assistant.vocabulary import wording_words as v
from assistant.wording.evidence import Evidence, Held, key_of
from assistant.wording.quotations import SHORTEST_QUOTE, quotes, shared

Kind = Literal[
    "quote", "section", "unit", "leader", "place", "year", "deadline", "doc", "title", "serial", "line",
    "count", "role", "foreign",
]  # fmt: skip
_SHORTEST_HEADING = 3
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Atom:
    """A stretch of a sentence that says something checkable."""

    kind: Kind
    text: str
    value: str = ""
    """Canonical: a unit's key, the number of a count, lead or support of a role."""
    rows: frozenset[int] = frozenset()
    """Numbers of the rows that print it; of units and roles, see ``claims``."""
    of: str = ""
    """What is counted: tasks, units, sections or leaders; of a role: noun or verb."""


Piece = Atom | str
_Match = tuple[int, Atom]


def pieces_of(sentence: str, evidence: Evidence) -> list[Piece]:
    """Return the atoms of a sentence (``evidence.plain``) and the text between them, in order."""
    found: list[Piece] = []
    start = between = 0
    while start < len(sentence):
        match = _longest(sentence, start, evidence)
        if match is None:
            start += 1
            continue
        if start > between:
            found.append(sentence[between:start])
        found.append(match[1])
        start = between = match[0]
    return [*found, sentence[between:]] if between < len(sentence) else found


def _longest(text: str, start: int, evidence: Evidence) -> _Match | None:
    """What is named at ``start``: the longest, and before others one of the evidence."""
    matches = [match for read in _READERS if (match := read(text, start, evidence))]
    return max(matches, key=lambda match: (match[0], match[1].kind != "foreign")) if matches else None


def _quote(text: str, start: int, evidence: Evidence) -> _Match | None:
    """The longest run of characters that some row prints, cut where it would change what is printed."""
    best = max((shared(text, start, row.text) for row in evidence.rows), default=0)
    for end in range(start + best, start + SHORTEST_QUOTE - 1, -1):
        piece = text[start:end]
        if rows := _rows(evidence, lambda row: quotes(piece, row.text)):  # noqa: B023 - called at once
            return end, Atom("quote", piece, piece, rows)
    return None


def _section(text: str, start: int, evidence: Evidence) -> _Match | None:
    best = 0
    for heading in evidence.headings:
        held = shared(text, start, heading)
        whole = text.startswith(heading, start) and len(heading) >= _SHORTEST_HEADING
        if whole or held >= SHORTEST_QUOTE:
            best = max(best, held)
    if not best:
        return None
    said = text[start : start + best]
    rows = _rows(evidence, lambda row: any(said in heading for heading in row.headings))
    return start + best, Atom("section", said, said, rows)


def _unit(text: str, start: int, evidence: Evidence) -> _Match | None:
    end = _name_end(text, start, evidence.names)
    foreign = _name_end(text, start, evidence.known.units)
    if foreign <= end:
        said = text[start:end]
        return (end, Atom("unit", said, evidence.names[said])) if end else None
    said = text[start:foreign]
    keys = {key_of(said, place) for row in evidence.rows for place in row.place} & set(
        evidence.names.values()
    )
    if len(keys) == 1:
        return foreign, Atom("unit", said, keys.pop())
    return foreign, Atom("foreign", said)


def _leader(text: str, start: int, evidence: Evidence) -> _Match | None:
    end = _name_end(text, start, evidence.leaders)
    if (foreign := _name_end(text, start, evidence.known.leaders)) > end:
        return foreign, Atom("foreign", text[start:foreign])
    said = text[start:end]
    return (
        (end, Atom("leader", said, said, _rows(evidence, lambda row: said in row.leaders))) if end else None
    )


def _place(text: str, start: int, evidence: Evidence) -> _Match | None:
    end = _name_end(text, start, evidence.places)
    if (foreign := _name_end(text, start, evidence.known.places)) > end:
        return foreign, Atom("foreign", text[start:foreign])
    said = text[start:end]
    return (end, Atom("place", said, said, _rows(evidence, lambda row: said in row.place))) if end else None


def _deadline(text: str, start: int, evidence: Evidence) -> _Match | None:
    end = max(_name_end(text, start, evidence.deadlines), _name_end(text, start, evidence.known.deadlines))
    date = v.DATE.match(text, start)
    end = max(end, date.end() if date else 0)
    if not end:
        return None
    said = re.sub("之前|以前", "前", text[start:end]).replace("月份", "月")
    rows = _rows(evidence, lambda row: said in row.deadlines)
    return end, Atom("deadline" if rows else "foreign", said, said, rows)


def _title(text: str, start: int, evidence: Evidence) -> _Match | None:
    match = v.TITLE.match(text, start)
    if match is None:
        return None
    said = match[1].replace("〈", "《").replace("〉", "》")
    rows = _rows(evidence, lambda row: said == row.title or match[0] in row.text or match[0] in row.title)
    return match.end(), Atom("title" if rows else "foreign", match[0], said, rows)


def _doc(text: str, start: int, evidence: Evidence) -> _Match | None:
    for number in {row.doc_number for row in evidence.rows if row.doc_number}:
        if text.startswith(number, start):
            rows = _rows(evidence, lambda row: row.doc_number == number)  # noqa: B023 - used at once
            return start + len(number), Atom("doc", number, number, rows)
    match = v.DOC_NUMBER.match(text, start)
    return (match.end(), Atom("foreign", match[0])) if match else None


def _reference(text: str, start: int, evidence: Evidence) -> _Match | None:
    if match := v.LINE.match(text, start):
        line = match[1]
        return match.end(), Atom("line", match[0], line, _rows(evidence, lambda row: line in row.lines))
    match = v.SERIAL.match(text, start)
    if match is None:
        return None
    serial = match[1] or match[2]
    serial = serial if v.DIGIT.search(serial) else str(chinese_number(serial))
    rows = _rows(evidence, lambda row: serial in {row.serial, row.serial.rstrip(".、)")} - {""})
    return match.end(), Atom("serial", match[0], serial, rows)


def _year(text: str, start: int, evidence: Evidence) -> _Match | None:
    match = v.YEAR.match(text, start)
    if match is None:
        return None
    return match.end(), Atom("year", match[0], match[1], _rows(evidence, lambda row: row.year == match[1]))


def _count(text: str, start: int, evidence: Evidence) -> _Match | None:
    del evidence
    match = v.COUNT.match(text, start)
    if match is None:
        return None
    tasks, units, sections, leaders, persons, houses = match.groups()[1:]
    named = (
        ("tasks", tasks),
        ("units", units or houses),
        ("sections", sections),
        ("leaders", leaders or persons),
    )
    of = next(name for name, found in named if found)
    about = "余" in match[0] or "多" in match[0]
    return match.end(), Atom("foreign" if about else "count", match[0], str(chinese_number(match[1])), of=of)


def _number(text: str, start: int, evidence: Evidence) -> _Match | None:
    """Any other number: true only inside a quotation."""
    del evidence
    match = v.NUMBER.match(text, start)
    return (match.end(), Atom("foreign", match[0])) if match else None


def _role(text: str, start: int, evidence: Evidence) -> _Match | None:
    del evidence
    if match := v.ROLE_NOUN.match(text, start):
        return match.end(), Atom("role", match[0], "lead" if match[2] else "support", of="noun")
    match = v.ROLE_VERB.match(text, start)
    if match is None:
        return None
    return match.end(), Atom(
        "role", match[0], "support" if match[2] else "lead", of="charge" if match[3] else "verb"
    )


def _rows(evidence: Evidence, fits: Callable[[Held], bool]) -> frozenset[int]:
    return frozenset(number for number, row in enumerate(evidence.rows) if fits(row))


def _name_end(text: str, start: int, names: Container[str]) -> int:
    """Where the longest of ``names`` that begins at ``start`` ends; 0 where none does."""
    for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
        if text[start:end] in names:
            return end
    return 0


def said_in_quotes(sentence: str) -> Iterator[str]:
    """Yield what stands between quotation marks."""
    return (match[1] for match in v.QUOTED.finditer(sentence))


_READERS = (
    _title, _doc, _unit, _leader, _section, _quote, _place, _deadline, _reference, _year, _count, _role,
    _number,
)  # fmt: skip
