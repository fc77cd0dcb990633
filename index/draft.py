"""What a layout parser hands on: rows as printed, before names are read and records made."""

from dataclasses import dataclass, field
from typing import Literal

from index.printed import Printed


@dataclass(frozen=True)
class Doubt:
    """Something on a row that the layout could not decide; ``at`` is where, if anywhere."""

    field: str
    kind: str
    reason: str
    at: Printed | None = None


@dataclass(frozen=True)
class Row:
    """One task as its layout printed it.

    ``lead`` and ``support`` are the lines of the two unit cells. Where the layout does not part them, the
    lines of both are in ``pool``, cut into groups at paragraphs that print an empty cell.
    """

    serial: Printed | None
    text: tuple[Printed, ...]
    parents: tuple[str, ...] = ()
    """Printed numbers of the items a sub-task stands under: body/17.1) has ("17.",)."""
    section: tuple[Printed, ...] = ()
    section_inherited: frozenset[int] = frozenset()
    leaders: tuple[Printed, ...] = ()
    leaders_inherited: bool = False
    lead: tuple[Printed, ...] = ()
    support: tuple[Printed, ...] = ()
    pool: tuple[tuple[Printed, ...], ...] = ()
    deadline: tuple[Printed, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def anchor(self) -> Printed:
        """Where the row begins, as far as any of it was printed."""
        fields = (self.text, self.lead, self.support, *self.pool, self.leaders, self.deadline)
        printed = (piece for pieces in fields for piece in pieces)
        return next(printed, self.serial or Printed("", ()))

    def unit_cells(self) -> list[list[Printed]]:
        """The cells that hold unit names, for learning."""
        return [list(cell) for cell in (self.lead, self.support, *self.pool) if cell]


@dataclass
class Sheet:
    """The rows of one block of a notice, and every line the layout accounts for."""

    block: Literal["body", "table"]
    rows: list[Row] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    """Line numbers that belong to a row, heading, header or known furniture."""
    items: int | None = None
    """Top-level numbered items, where some of them only head sub-tasks."""
    marks_empty: bool = False
    """Whether an empty supporting cell is printed as a paragraph of its own."""
    one_unit_column: bool = False
    """Whether lead and supporting units share one column."""
