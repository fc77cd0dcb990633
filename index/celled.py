"""Tables flattened to one paragraph a cell, lines inside a cell parted by single line ends (Fanchang 2021).

Columns right of the task are always printed (U+00A0 where empty); merged cells left of it are left out.
"""

from index import vocabulary as v
from index.columns import Header
from index.draft import Sheet
from index.grid import Cell, GridReader, GridRow
from index.headings import heading_style
from index.people import looks_like_person
from index.source import Line

_ENOUGH = 0.98
_ENOUGH_WIDE = 0.8
_WIDE = 6
_MISFIT = 5


def parse_celled(lines: list[Line], header: Header) -> Sheet | None:
    """Read the rows, or return None where paragraphs are not cells. ``lines`` follow the header."""
    layout = _Layout(header.roles)
    chunks = _chunks(_paragraphs(lines))
    fitting = sum(layout.least - 1 <= len(chunk) <= layout.most for chunk in chunks)
    enough = _ENOUGH_WIDE if len(header.roles) >= _WIDE else _ENOUGH
    if not chunks or fitting < enough * len(chunks):
        return None
    reader = GridReader(header.roles)
    for chunk in chunks:
        for cells in layout.rows(chunk):
            reader.row(cells)
    return reader.finish()


def _paragraphs(lines: list[Line]) -> list[Cell]:
    """Runs of lines that no empty line parts; a U+00A0 line is not empty."""
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if line.is_empty:
            paragraphs.append([])
        else:
            paragraphs[-1].append(line)
    return [tuple(paragraph) for paragraph in paragraphs if paragraph]


def _chunks(paragraphs: list[Cell]) -> list[list[Cell]]:
    """Cut before each paragraph that is a number; what stands before the first is dropped."""
    chunks: list[list[Cell]] = []
    for paragraph in paragraphs:
        if _is_number(paragraph):
            chunks.append([])
        if chunks:
            chunks[-1].append(paragraph)
    return chunks


def _is_number(cell: Cell) -> bool:
    return len(cell) == 1 and bool(v.NUMBER.match(cell[0].printed.strip().folded))


def _is_blank(cell: Cell) -> bool:
    return all(line.is_empty_cell for line in cell)


class _Layout:
    """Fits runs of cells to the columns of a table."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        self._roles = roles
        task = roles.index("task")
        self._serial = roles.index("serial") if "serial" in roles else None
        self._groups = [column for column, role in enumerate(roles) if role == "group" and column < task]
        self._fixed = list(range(task, len(roles)))
        self.least = 1 + len(self._fixed)
        self.most = self.least + len(self._groups)

    def rows(self, chunk: list[Cell]) -> list[GridRow]:
        """Cut a chunk into rows: usually one, more where a serial cell inside it is blank."""
        head, *rest = self._best(chunk)
        return [head, *rest]

    def _best(self, chunk: list[Cell]) -> list[GridRow]:
        options = [self._fit(chunk)]
        for end in range(self.least, len(chunk) - self.least + 2):
            if _is_blank(chunk[end]):
                tail = chunk[end:]
                options.append((self._fit(chunk[:end])[0], [*self._fit(chunk[:end])[1], *self._best(tail)]))
                options[-1] = (options[-1][0] + self._fit(tail)[0], options[-1][1])
        return min(options, key=lambda option: option[0])[1]

    def _fit(self, cells: list[Cell]) -> tuple[int, list[GridRow]]:
        """Lay cells on the columns from the right; return how badly their contents suit, and the row."""
        fixed = self._fixed
        if len(cells) < self.least or self._cost(cells, fixed[:-1]) < self._cost(cells, fixed):
            fixed = fixed[:-1]
        right = dict(zip(fixed, cells[-len(fixed) :], strict=False))
        left = cells[1 : len(cells) - len(fixed)]
        placed = self._place_groups(left)
        serial = {} if self._serial is None else {self._serial: cells[0]}
        strayed = abs(len(left) - len(placed)) * _MISFIT
        return strayed + self._cost(cells, fixed), [GridRow({**serial, **placed, **right})]

    def _cost(self, cells: list[Cell], fixed: list[int]) -> int:
        right = zip(fixed, cells[-len(fixed) :], strict=False)
        return sum(not _suits(self._roles[column], cell) for column, cell in right)

    def _place_groups(self, left: list[Cell]) -> dict[int, Cell]:
        """The innermost group column is printed most often; a chapter heading belongs to the outermost."""
        columns = self._groups[-len(left) :] if left else []
        if len(left) == 1 and len(self._groups) > 1 and heading_style(left[0][0].printed.strip()) == "chapter":
            columns = self._groups[:1]
        return dict(zip(columns, left[-len(columns) :] if columns else [], strict=False))


def _suits(role: str, cell: Cell) -> bool:
    """Whether the content of a cell is what its column holds."""
    text = cell[0].printed.strip().folded
    if role == "deadline":
        return bool(v.DEADLINE.match(text))
    if role == "leaders":
        return _is_blank(cell) or looks_like_person(cell[-1].printed)
    if role in {"lead", "support", "units"}:
        return bool(text) and not any(mark in text for mark in "。:;") and not text.isdigit()
    if role == "task":
        return bool(text)
    return True
