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
    """Cells by column position; a column left out is covered by a merged cell above.

    ``lacking``: how many cells at the end of the row were not printed at all.
    """

    cells: dict[int, Cell]
    lacking: int = 0


class GridReader:
    """Turns grid rows into rows of a sheet, carrying merged cells downwards."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        """``roles``: what each column holds, from left to right."""
        self.sheet = Sheet("table")
        self._roles = roles
        self._groups = [column for column, role in enumerate(roles) if role == "group"]
        self._held: dict[int, Printed] = {}
        self._path = Path()
        self._restarts = True
        """Whether a heading was passed since the last row: numbering may begin anew there."""
        self._leaders: tuple[Printed, ...] = ()
        self._serial: int | None = None
        self._unnumbered = 0
        """Rows without a serial since the last number; they may or may not have been counted."""

    def heading(self, cell: Cell) -> None:
        """Take a full-width heading row; no cell is merged across it."""
        printed = Printed.join(line.printed for line in cell).without_inner_space()
        self._path = self._path.enter(heading_style(printed) or "chapter", printed)
        self._held = {}
        self._leaders = ()
        self._restarts = True
        self._claim(cell)

    def row(self, row: GridRow) -> None:
        """Take one task row."""
        for cell in row.cells.values():
            self._claim(cell)
        section, carried = self._take_groups(row)
        leaders, inherited = self._take_leaders(row)
        lost = "leaders" in self._roles and not leaders
        serial = self._printed(row, "serial")
        pool = self._printed(row, "units")
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
                doubts=(
                    *self._serial_doubts(serial),
                    *_cell_doubts(row, leader_lost=lost),
                    *self._remarks(row),
                ),
            )
        )

    def _remarks(self, row: GridRow) -> tuple[Doubt, ...]:
        """What a remark column says is told: a record has no field for it."""
        printed = _without_blanks(self._printed(row, "remark"))
        text = "".join(piece.without_inner_space().text for piece in printed)
        return (Doubt("remark", "remark", f"备注栏写有“{text}”", printed[0]),) if printed else ()

    def _claim(self, cell: Cell) -> None:
        self.sheet.claimed |= {line.number for line in cell}

    def _printed(self, row: GridRow, role: str) -> tuple[Printed, ...]:
        if role not in self._roles:
            return ()
        return tuple(line.printed for line in row.cells.get(self._roles.index(role), ()))

    def _take_groups(self, row: GridRow) -> tuple[tuple[Printed, ...], frozenset[int]]:
        """Remember the group cells of this row; return the section and which parts of it are carried down."""
        fresh: set[int] = set()
        for column in self._groups:
            printed = Printed.join(line.printed for line in row.cells.get(column, ())).without_inner_space()
            if printed.text:
                self._hold(column, printed)
                fresh.add(column)
        held = [column for column in self._groups if column in self._held]
        above = self._path.headings
        carried = frozenset(len(above) + depth for depth, column in enumerate(held) if column not in fresh)
        return (*above, *(self._held[column] for column in held)), carried

    def _hold(self, column: int, printed: Printed) -> None:
        """Keep a group cell; where it is a new one, the groups inside the old one end."""
        held = self._held.get(column)
        if held is None or held.text != printed.text:
            self._held = {outer: cell for outer, cell in self._held.items() if outer < column}
        self._held[column] = printed

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
        if "serial" not in self._roles:
            return ()
        text = serial[0].strip().folded if serial else ""
        if not v.NUMBER.match(text):
            self._unnumbered += 1
            return (Doubt("serial", "serial_missing", "序号单元格为空", serial[0] if serial else None),)
        before, self._serial = self._serial, int(text)
        expected = {before + 1, before + 1 + self._unnumbered} if before is not None else {self._serial}
        if self._restarts:
            expected.add(1)
        self._unnumbered, self._restarts = 0, False
        if self._serial in expected:
            return ()
        return (Doubt("serial", "serial_gap", f"序号不连续：{before} 之后是 {text}", serial[0].strip()),)


def _cell_doubts(row: GridRow, *, leader_lost: bool) -> tuple[Doubt, ...]:
    """What the cells of a row leave open."""
    if row.lacking:
        return (Doubt("units", "row_truncated", f"这一行少了 {row.lacking} 个单元格，可能被截断"),)
    if leader_lost:
        return (Doubt("leaders", "leader_lost", "领导单元格为空，上方也没有可以沿用的姓名"),)
    return ()


def _without_blanks(lines: tuple[Printed, ...]) -> tuple[Printed, ...]:
    return tuple(line for line in lines if line.text.strip())
