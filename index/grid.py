"""Tables whose cells are known, one paragraph or tab-led cell each: merged cells filled in, rows made.

The layouts that know cell boundaries (``celled``, ``tabbed``, later readers of Word and Excel) all end here.
"""

from dataclasses import dataclass

from index import vocabulary as v
from index.draft import Doubt, Row, Sheet
from index.headings import Path, heading_style
from index.printed import Printed
from index.source import Line

Cell = tuple[Line, ...]
"""The non-empty lines of one cell; an empty cell has none, or one that is only U+00A0."""


@dataclass(frozen=True)
class GridRow:
    """Cells by column position; a column left out is covered by a merged cell above."""

    cells: dict[int, Cell]


class GridReader:
    """Turns grid rows into rows of a sheet, carrying merged cells downwards."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        """``roles``: what each column holds, from left to right."""
        self.sheet = Sheet("table")
        self._roles = roles
        self._groups = [column for column, role in enumerate(roles) if role == "group"]
        self._held: dict[int, Printed] = {}
        self._path = Path()
        self._leaders: tuple[Printed, ...] = ()
        self._serial: int | None = None

    def heading(self, cell: Cell) -> None:
        """Take a full-width heading row."""
        printed = Printed.join(line.printed for line in cell).without_inner_space()
        self._path = self._path.enter(heading_style(printed) or "chapter", printed)
        self._held.clear()
        self._claim(cell)

    def row(self, row: GridRow) -> None:
        """Take one task row."""
        for cell in row.cells.values():
            self._claim(cell)
        fresh = self._take_groups(row)
        leaders, inherited = self._take_leaders(row)
        serial = self._printed(row, "serial")
        pool = self._printed(row, "units")
        section = (*self._path.headings, *(self._held[column] for column in self._groups if column in self._held))
        carried = frozenset(len(self._path.headings) + i for i, c in enumerate(self._held_columns()) if c not in fresh)
        self.sheet.rows.append(
            Row(
                serial=serial[0].strip() if serial and serial[0].text.strip() else None,
                text=_without_blanks(self._printed(row, "task")),
                section=section,
                section_inherited=carried,
                leaders=leaders,
                leaders_inherited=inherited,
                lead=_without_blanks(self._printed(row, "lead")),
                support=_without_blanks(self._printed(row, "support")),
                pool=(_without_blanks(pool),) if pool else (),
                deadline=_without_blanks(self._printed(row, "deadline")),
                doubts=self._serial_doubts(serial),
            )
        )

    def finish(self) -> Sheet:
        """Return the sheet with its totals."""
        self.sheet.items = len(self.sheet.rows)
        self.sheet.sections = len({row.section[0].text for row in self.sheet.rows if row.section})
        return self.sheet

    def _held_columns(self) -> list[int]:
        return [column for column in self._groups if column in self._held]

    def _claim(self, cell: Cell) -> None:
        self.sheet.claimed |= {line.number for line in cell}

    def _printed(self, row: GridRow, role: str) -> tuple[Printed, ...]:
        if role not in self._roles:
            return ()
        return tuple(line.printed for line in row.cells.get(self._roles.index(role), ()))

    def _take_groups(self, row: GridRow) -> set[int]:
        """Remember the group cells printed in this row; return their columns."""
        fresh: set[int] = set()
        for column in self._groups:
            printed = Printed.join(line.printed for line in row.cells.get(column, ())).without_inner_space()
            if not printed.text:
                continue
            held = self._held.get(column)
            if held is None or held.text != printed.text:
                for inner in self._groups:
                    if inner > column:
                        self._held.pop(inner, None)
            self._held[column] = printed
            fresh.add(column)
        return fresh

    def _take_leaders(self, row: GridRow) -> tuple[tuple[Printed, ...], bool]:
        """An entirely empty leader cell continues the one above; one that prints U+00A0 lost its name."""
        printed = self._printed(row, "leaders")
        if "leaders" not in self._roles:
            return (), False
        if any(line.text.strip("\t ") for line in printed):
            self._leaders = printed
            return printed, False
        return self._leaders, bool(self._leaders)

    def _serial_doubts(self, serial: tuple[Printed, ...]) -> tuple[Doubt, ...]:
        text = serial[0].strip().folded if serial else ""
        if not v.NUMBER.match(text):
            at = serial[0] if serial else None
            return (Doubt("serial", "serial_missing", "序号单元格为空", at),)
        before, self._serial = self._serial, int(text)
        if before is None or self._serial == before + 1:
            return ()
        return (Doubt("serial", "serial_gap", f"序号不连续:{before} 之后是 {text}", serial[0].strip()),)


def _without_blanks(lines: tuple[Printed, ...]) -> tuple[Printed, ...]:
    return tuple(line for line in lines if line.text.strip())
