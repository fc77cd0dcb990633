"""The facts of a unit's responsibility summary: its tasks in one notice by role, section and deadline.

The tasks are those that the chat lists, from the same engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Answer, NoticeRef, Row
from assistant.draft_naming import asked_about, printed_names
from assistant.engine import Engine
from assistant.names import chinese_number, heading_number
from assistant.query import Query
from assistant.vocabulary import number_words
from index.errors import InputError
from index.records_schema import NoticeRow

Kind = Literal["lead", "support", "doubt", "group"]
KINDS: tuple[Kind, ...] = ("lead", "support", "doubt", "group")
"""The parts of a summary, in order; ``group``: the unit takes part by the name of a group alone."""

PATH = " › "
"""Between the headings above a row, outermost first."""
_OPEN = (9999, 0, 0)
"""Where a deadline without a date stands: behind all dates."""


class NoDraft(InputError):
    """There is not one unit of one place and year that the summary could be about."""


@dataclass(frozen=True)
class Section:
    """Rows under one heading of the notice, which is empty where none stands above them."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Facts:
    """What the records say of a unit. A task that it both leads and supports is in both rows."""

    unit: str
    """The name as the notice prints it."""
    place: str | None
    year: int | None
    notices: tuple[NoticeRow, ...]
    """One, unless a place has several of one year."""
    rows: Mapping[Kind, tuple[Row, ...]]
    """In printed order."""
    names: tuple[str, ...]
    """All names the unit has in print."""
    notes: tuple[str, ...] = ()
    """What was put right in the names asked for."""

    @property
    def named(self) -> tuple[Row, ...]:
        """All rows that name the unit, each task once, in printed order."""
        every = {row.id: row for kind in KINDS if kind != "group" for row in self.rows[kind]}
        return tuple(sorted(every.values(), key=lambda row: (row.notice.id, row.ordinal)))


def gather_facts(engine: Engine, unit: str, place: str | None = None, year: int | None = None) -> Facts:
    """Return the facts of the unit that ``unit`` names, full or short, in the notice of a place and year.

    Place and year may be left out where only one notice has the unit.

    Raises:
        NoDraft: the name, place or year is unknown, or several notices are meant; it says what there is.
        BadQuestion: nothing is named, or too much.
    """
    query = asked_about(engine.corpus, unit, place, year)
    answer = engine.answer(query)
    through = engine.answer(query.model_copy(update={"with_groups": True}))
    if not through.rows:
        raise NoDraft(answer.headline)
    named = {row.id for row in answer.rows}
    grouped = tuple(row for row in through.rows if row.id not in named)
    where = _where(query.units[0].name, answer.rows or grouped)
    rows = {
        "lead": _of_kind(answer, "lead"),
        "support": _of_kind(answer, "support"),
        "doubt": _of_kind(answer, "doubt"),
        "group": grouped,
    }
    return _facts(engine, query, where, rows)


def _of_kind(answer: Answer, kind: Kind) -> tuple[Row, ...]:
    return tuple(row for group in answer.groups if group.kind == kind for row in group.rows)


def _where(unit: str, rows: Sequence[Row]) -> tuple[str | None, int | None]:
    """The one place and year of the rows."""
    found = list(dict.fromkeys((row.notice.place, row.notice.year) for row in rows))
    if len(found) > 1:
        held = "、".join(f"{place or '地区不明'}{f'{year}年' if year else ''}" for place, year in found)
        raise NoDraft(f"“{unit}”在几份通知里都有任务：{held}。请用地区和年份（--place、--year）指明一份。")
    return found[0]


def _facts(
    engine: Engine, query: Query, where: tuple[str | None, int | None], rows: dict[str, tuple[Row, ...]]
) -> Facts:
    kept = {
        kind: tuple(row for row in rows[kind] if (row.notice.place, row.notice.year) == where)
        for kind in KINDS
    }
    ids = {row.notice.id for held in kept.values() for row in held}
    lexicon = engine.corpus.lexicon
    names = printed_names(lexicon, query.units[0], where[0])
    return Facts(
        unit=names[0],
        place=where[0],
        year=where[1],
        notices=tuple(notice for notice in lexicon.notices if notice.id in ids),
        rows=kept,
        names=names,
        notes=query.repairs,
    )


def sections_of(rows: Iterable[Row]) -> tuple[Section, ...]:
    """Return the rows by the headings that number the parts of a notice (一、 and (一)), in printed order."""
    held: dict[tuple[NoticeRef, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        held.setdefault((row.notice, row.section[: _depth(row)]), []).append(row)
    return tuple(Section(PATH.join(path), tuple(part)) for (_, path), part in held.items())


def below_section(row: Row) -> str:
    """Return the headings of a row that ``sections_of`` does not part by; a bare target needs them."""
    return PATH.join(row.section[_depth(row) :])


def _depth(row: Row) -> int:
    numbered = [depth for depth, heading in enumerate(row.section, 1) if heading_number(heading)]
    return max(numbered, default=min(1, len(row.section)))


def deadline_of(row: Row) -> str:
    """Return the deadline of a row, or the one stated for all tasks; empty where there is none."""
    return row.deadline or row.notice.deadline or ""


def by_deadline(rows: Iterable[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the rows by printed deadline: dates in order, then words (持续推进), then none at all."""
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(deadline_of(row), []).append(row)
    order = sorted(held, key=lambda printed: _due(printed, held[printed][0].notice.year))
    return tuple((printed, tuple(held[printed])) for printed in order)


def _due(printed: str, year: int | None) -> tuple[int, int, int]:
    """Year, month and day of a printed deadline: 202112月底前 is the end of December 2021."""
    if not printed:
        return (_OPEN[0], 1, 0)
    match = number_words.DUE_YEAR.search(printed)
    year = int(match[1]) if match else year or 0
    rest = printed[match.end() :] if match else printed
    month = number_words.DUE_MONTH.search(rest)
    if month:
        day = number_words.DUE_DAY.search(rest[month.end() :])
        return (
            year,
            int(month[1]),
            int(day[1]) if day else number_words.DUE_WITHIN.get(rest[month.end() :][:1], 31),
        )
    quarter = number_words.DUE_QUARTER.search(rest)
    if quarter:
        return (year, 3 * chinese_number(quarter[1]), 31)
    if number_words.DUE_HALF.search(rest):
        return (year, 6, 31)
    return (year, 12, 31) if number_words.DUE_WHOLE.search(rest) or (match and not rest) else _OPEN
