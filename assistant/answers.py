"""What an answer is made of: plain values that render to text, Markdown, JSON and the chat alike."""

from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.query import Query

Role = Literal["lead", "support", "doubt", "group", "other"]


@dataclass(frozen=True)
class NoticeRef:
    """The notice a row comes from."""

    id: str
    title: str
    doc_number: str | None
    place: str | None
    year: int | None
    source: str
    """File name."""
    deadline: str | None
    """A deadline stated once for all tasks of the notice."""


@dataclass(frozen=True)
class Row:
    """One task of an answer, with everything a reader needs to use and to check it."""

    id: str
    notice: NoticeRef
    block: str
    serial: str | None
    ordinal: int
    line: int | None
    section: tuple[str, ...]
    text: str
    lead_units: tuple[str, ...]
    support_units: tuple[str, ...]
    leaders: tuple[str, ...]
    """Names in printed order; a marked lead leader begins with ▲."""
    deadline: str | None
    boundary: Literal["certain", "ambiguous"]
    role: Role
    """Role of the unit asked about: ``doubt`` where the text does not fix it, ``group`` where it acts by
    a group unit, ``other`` where no unit was asked about."""
    via: str | None = None
    """The printed name through which the unit takes part: a group, or a name with the unit in brackets."""
    notes: tuple[str, ...] = ()
    """Doubts and contradictions a reader must know, in Chinese."""
    twin_line: int | None = None
    """Line of the other printed record of the same task, where there is one."""


@dataclass(frozen=True)
class RowGroup:
    """Rows that belong under one caption: a notice and a role, or rows in doubt, or rows through a group."""

    caption: str
    kind: Literal["lead", "support", "doubt", "group", "found"]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chip:
    """One part of how a question was understood, to show above the answer and to be changed by the user."""

    field: str
    """Which: unit, role, place, year, leader, marked, section, serial, deadline, among, topic or result."""
    label: str
    value: str
    options: tuple[str, ...] = ()
    """Other values to choose from."""
    free: bool = False
    """Any value may be typed."""
    removable: bool = False


@dataclass(frozen=True)
class Answer:
    """One turn's answer: ``groups`` hold the rows, the other fields the result where one is asked for."""

    text: str
    """The whole answer as a person reads it on a terminal."""
    headline: str
    """The first sentence or two: how many, of what, where."""
    abstained: bool = False
    read_as: dict[str, Any] = field(default_factory=dict)
    """How the question was understood, Chinese labels to Chinese values, in display order."""
    chips: tuple[Chip, ...] = ()
    """The same reading in parts that can be changed (``Engine.amend``)."""
    groups: tuple[RowGroup, ...] = ()
    units: tuple[str, ...] | None = None
    leaders: tuple[str, ...] | None = None
    deadlines: tuple[str, ...] | None = None
    count: int | None = None
    suggestions: tuple[str, ...] = ()
    """Questions that would be answered, to offer next."""
    notes: tuple[str, ...] = ()
    """Remarks on the whole answer: which notices were looked at, what was repaired in the question."""
    timings_ms: dict[str, float] = field(default_factory=dict)
    unsure: bool = False
    """The question was not understood, or nothing was found on words of it that were not understood."""
    by_model: bool = False
    """A model read the question."""
    query: Query | None = None
    """What was answered; kept for what is worded of it afterwards."""
    generation: str | None = None
    """Id of the index that was asked, where an answer is kept or commented on."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order shown, those through a group left out."""
        return tuple(row for group in self.groups if group.kind != "group" for row in group.rows)
