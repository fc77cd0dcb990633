"""Tables copied from Word with tabs: a tab opens each cell, blank lines run through cells (Huizhou 2023)."""

from dataclasses import replace

from index.columns import Header, without_headers
from index.draft import Sheet
from index.grid import Cell, GridReader, GridRow
from index.headings import heading_style
from index.line_kinds import count_unit_lines, is_number
from index.source import Line

_TAB = "\t"


def is_tabbed(lines: list[Line]) -> bool:
    """Whether the cells of a table open with a tab: that is so for a good part of its lines."""
    printed = [line for line in lines if not line.is_empty]
    return 4 * sum(line.text.startswith(_TAB) for line in printed) >= len(printed)


def parse_tabbed(lines: list[Line], header: Header) -> Sheet:
    """Read the rows of a tab-led table. ``lines`` follow the header; text before the first tab is left."""
    kept, repeated = without_headers(lines)
    reader = GridReader(header.roles)
    reader.sheet.claimed |= repeated
    cells = _cells(kept)
    position = 0
    while position < len(cells):
        row = _row_at(cells, position, len(header.roles))
        if row:
            at_end = position + len(row.cells) == len(cells)
            reader.row(_without_tail(row, header.roles) if at_end else row)
        elif cells[position] and heading_style(cells[position][0].printed.strip()):
            reader.heading(cells[position])
        position += len(row.cells) if row else 1
    return reader.sheet


def _row_at(cells: list[Cell], position: int, width: int) -> GridRow | None:
    """The row whose serial stands at ``position``; short where the next serial or the end comes too soon."""
    first = cells[position]
    if not _is_serial(first):
        return None
    found = cells[position : position + width]
    if first:
        following = int(first[0].folded) + 1
        ends = (
            at
            for at, cell in enumerate(found)
            if at and _is_number(cell) and int(cell[0].folded) == following
        )
        found = found[: next(ends, width)]
    if len(found) < width and not first:
        return None
    return GridRow(dict(enumerate(found)), lacking=width - len(found))


def _without_tail(row: GridRow, roles: tuple[str, ...]) -> GridRow:
    """The last row of a table without what stands below it: no tab parts it from the last cell."""
    column = len(row.cells) - 1
    if roles[column] not in {"lead", "units", "support"}:
        return row
    cell = row.cells[column]
    return replace(row, cells={**row.cells, column: cell[: count_unit_lines(cell)]})


def _cells(lines: list[Line]) -> list[Cell]:
    """Cut the lines at tabs; a cell holds its non-empty lines."""
    cells: list[list[Line]] = []
    for line in lines:
        for number, piece in enumerate(_pieces(line)):
            if number:
                cells.append([])
            if cells and piece.text:
                cells[-1].append(piece)
    return [tuple(cell) for cell in cells]


def _pieces(line: Line) -> list[Line]:
    """The parts of a line before, between and after its tabs, without the blanks around them."""
    pieces: list[Line] = []
    start = 0
    for text in line.text.split(_TAB):
        pieces.append(Line(line.number, line.printed[start : start + len(text)].strip(" \u3000")))
        start += len(text) + 1
    return pieces


def _is_serial(cell: Cell) -> bool:
    """A serial cell is a number, or empty where Word's automatic numbers were lost."""
    return not cell or _is_number(cell)


def _is_number(cell: Cell) -> bool:
    return len(cell) == 1 and is_number(cell[0])
