"""Tables copied from Word with tabs: a tab opens each cell, blank lines run through cells (Huizhou 2023)."""

from index import vocabulary as v
from index.columns import Header
from index.draft import Sheet
from index.grid import Cell, GridReader, GridRow
from index.headings import heading_style
from index.source import Line

_TAB = "\t"


def is_tabbed(lines: list[Line], header: Header) -> bool:
    """Whether the header's cells open with a tab."""
    return lines[header.first].text.startswith(_TAB)


def parse_tabbed(lines: list[Line], header: Header) -> Sheet:
    """Read the rows of a tab-led table. ``lines`` follow the header; text before the first tab is left alone."""
    reader = GridReader(header.roles)
    cells = _cells(lines)
    width = len(header.roles)
    position = 0
    while position < len(cells):
        first = cells[position]
        if _is_serial(first) and position + width <= len(cells):
            reader.row(GridRow(dict(enumerate(cells[position : position + width]))))
            position += width
        else:
            if first and heading_style(first[0].printed.strip()):
                reader.heading(first)
            position += 1
    return reader.finish()


def _cells(lines: list[Line]) -> list[Cell]:
    """Cut the lines at tabs; a cell holds its non-empty lines."""
    cells: list[list[Line]] = []
    for line in lines:
        pieces = line.text.split(_TAB)
        start = line.printed.offsets[0] if line.printed.offsets else 0
        for number, piece in enumerate(pieces):
            if number:
                cells.append([])
                start += 1
            if cells and piece.strip(" \u3000"):
                cells[-1].append(_part_of(line, start, piece))
            start += len(piece)
    return [tuple(cell) for cell in cells]


def _part_of(line: Line, start: int, piece: str) -> Line:
    """The part of a line that stands in one cell."""
    place = start - line.printed.offsets[0]
    return Line(line.number, line.printed[place : place + len(piece)].strip(" \u3000"))


def _is_serial(cell: Cell) -> bool:
    """A serial cell is a number, or empty where Word's automatic numbers were lost."""
    return not cell or (len(cell) == 1 and bool(v.NUMBER.match(cell[0].printed.strip().folded)))
