"""The records a notice is parsed into: frozen values, each tied to its place in the source.

Offsets are characters of the decoded source text (``Source.text``); lines are 1-based. A value that
was wrapped over lines or shares a head with its neighbours has several spans; the slices joined and
stripped of whitespace give the value back.
"""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of all records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A piece of the source: characters ``start`` to ``end`` (exclusive), beginning on ``line``."""

    line: int
    start: int
    end: int


class Origin(StrEnum):
    """Where a value comes from."""

    RULE = "rule"
    INHERITED = "inherited"
    MODEL = "model"
    REVIEWER = "reviewer"


class Value(Record):
    """A printed value, whitespace normalised, with the spans it was read from."""

    text: str
    spans: tuple[Span, ...] = ()
    origin: Origin = Origin.RULE


class Leader(Value):
    """A person or post in charge; ``lead`` is true where the notice marks the lead leader (▲)."""

    lead: bool = False


class Gap(Record):
    """What the parser could not decide: on which task and field, of what kind, where and why."""

    task: str | None
    field: str
    kind: str
    line: int | None
    reason: str


class Task(Record):
    """One numbered task.

    ``units`` keeps the printed order of all units; the first ``split`` of them lead, the others
    support. Where the text does not fix the split, the number of lead units lies anywhere from
    ``lead_min`` to ``lead_max`` and ``split`` is the best reading.
    """

    id: str
    notice: str
    block: Literal["body", "table"]
    ordinal: int
    """Position among the tasks of the notice, from 1."""
    serial: str | None
    section: tuple[Value, ...]
    text: Value
    leaders: tuple[Leader, ...]
    units: tuple[Value, ...]
    split: int
    lead_min: int
    lead_max: int
    split_origin: Origin = Origin.RULE
    open_lead: bool = False
    """The lead list ends in 等: it may be incomplete."""
    open_support: bool = False
    deadline: Value | None = None
    line: int | None
    same_as: str | None = None

    @property
    def lead_units(self) -> tuple[Value, ...]:
        """Units that lead, by the best reading."""
        return self.units[: self.split]

    @property
    def support_units(self) -> tuple[Value, ...]:
        """Units that support, by the best reading."""
        return self.units[self.split :]

    @property
    def boundary(self) -> Literal["certain", "ambiguous"]:
        """Whether the text fixes which units lead."""
        return "certain" if self.lead_min == self.lead_max else "ambiguous"

    def role_of(self, position: int) -> Literal["lead", "support", "doubt"]:
        """Role of the unit at ``position`` in ``units``, as far as the text fixes it."""
        if position < self.lead_min:
            return "lead"
        return "support" if position >= self.lead_max else "doubt"


class Notice(Record):
    """One notice with all its tasks and gaps."""

    id: str
    title: str
    doc_number: str | None
    issuer: str | None
    place: str | None
    year: int | None
    """The year the tasks are for."""
    issued_on: str | None
    """ISO date."""
    source: str
    """File name."""
    sha256: str
    """Of the file's bytes."""
    stated_total: int | None
    deadline: Value | None
    """A deadline the notice states once for all tasks."""
    rules: tuple[Value, ...]
    """Rules the notice states about itself, as printed, that the parser applied."""
    tasks: tuple[Task, ...]
    gaps: tuple[Gap, ...]

    def distinct_tasks(self) -> tuple[Task, ...]:
        """The tasks with repeated records (``same_as``) left out."""
        return tuple(task for task in self.tasks if task.same_as is None)
