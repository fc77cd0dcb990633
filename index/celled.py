"""Tables flattened to one paragraph a cell, lines inside a cell parted by single line ends (Fanchang 2021).

Columns right of the task are always printed (U+00A0 where empty); merged cells left of it are left out. The
paragraphs are cut into rows, headings and other matter so that contents suit the columns best.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index import vocabulary as v
from index.columns import Header, without_headers
from index.draft import Sheet
from index.grid import Cell, GridReader, GridRow
from index.headings import heading_style
from index.line_kinds import is_date, is_furniture, is_number, is_remark
from index.people import looks_like_person
from index.source import Line

_ENOUGH = 0.98
"""Share of rows that must suit a narrow table: there a wrapped cell easily looks like two cells."""
_ENOUGH_WIDE = 0.8
_WIDE = 6
_MISFIT, _LACKS_ONE, _LACKS_MORE, _NO_NUMBER, _STRAY = 2, 3, 4, 1, 5
"""What it costs that a cell does not suit its column, that a row lacks one cell or more at its end or has a
blank serial, that a paragraph belongs to no row."""


def parse_celled(lines: list[Line], header: Header) -> Sheet | None:
    """Read the rows, or return None where paragraphs are not cells. ``lines`` follow the header."""
    kept, repeated = without_headers(lines)
    paragraphs = _paragraphs(kept)
    layout = _Layout(header.roles)
    wide = len(header.roles) >= _WIDE
    if not wide and not layout.may_fit(paragraphs):
        return None
    pieces = layout.cut(paragraphs)
    if not _suit_a_table(pieces, wide=wide):
        return None
    reader = GridReader(header.roles)
    reader.sheet.claimed |= repeated
    for piece in pieces:
        if piece.row:
            reader.row(piece.row)
        elif piece.heading:
            reader.heading(piece.heading)
    return reader.sheet


def _suit_a_table(pieces: list["_Piece"], *, wide: bool) -> bool:
    """Whether nearly all rows suit.

    What stands before the first row and after the last tells nothing, nor does the last row itself, which the
    end of the text may have cut off.
    """
    rows = [number for number, piece in enumerate(pieces) if piece.row]
    if not rows:
        return False
    poor = sum(piece.cost > _NO_NUMBER for piece in pieces[rows[0] : max(rows[-1], rows[0] + 1)])
    return poor <= (1 - (_ENOUGH_WIDE if wide else _ENOUGH)) * len(rows)


def _paragraphs(lines: list[Line]) -> list[Cell]:
    """Runs of lines that no empty line parts, up to the remarks under the table; U+00A0 is not empty."""
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if is_remark(line):
            break
        if line.is_empty:
            paragraphs.append([])
        elif not is_furniture(line):
            paragraphs[-1].append(line)
    return _without_signature([tuple(paragraph) for paragraph in paragraphs if paragraph])


def _without_signature(paragraphs: list[Cell]) -> list[Cell]:
    """The paragraphs without a date at their end, which is no cell, and the signature above it."""
    end = len(paragraphs)
    if end and is_date(paragraphs[-1][0]):
        end -= 1 + (end > 1 and bool(v.SIGNATURE.search(paragraphs[-2][0].folded)))
    return paragraphs[:end]


@dataclass(frozen=True)
class _Piece:
    """A row, a heading, or a paragraph that is neither; ``size`` paragraphs long."""

    size: int
    cost: int
    row: GridRow | None = None
    heading: Cell = ()


class _Layout:
    """Fits paragraphs to the columns of a table."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        self._roles = roles
        task = roles.index("task")
        self._serial = roles.index("serial") if "serial" in roles else None
        first = 0 if self._serial is None else self._serial
        self._groups = [column for column in range(first, task) if roles[column] == "group"]
        self._fixed = list(range(task, len(roles)))
        self._known: dict[tuple[str, int], bool] = {}

    def may_fit(self, paragraphs: list[Cell]) -> bool:
        """Whether at least every second row has as many paragraphs as cells: a quick look before ``cut``."""
        starts = [place for place, paragraph in enumerate(paragraphs) if _is_number(paragraph)]
        whole = 1 + len(self._fixed)
        sizes = [after - before for before, after in pairwise(starts)]
        full = sum(whole <= size <= whole + len(self._groups) for size in sizes)
        return self._serial is None or 2 * full >= len(sizes)

    def cut(self, paragraphs: list[Cell]) -> list[_Piece]:
        """Return the pieces, in order, that cost least together."""
        best: list[tuple[int, _Piece | None]] = [(0, None)] * (len(paragraphs) + 1)
        for start in range(len(paragraphs) - 1, -1, -1):
            options = [
                (piece.cost + best[start + piece.size][0], piece) for piece in self._pieces(paragraphs, start)
            ]
            best[start] = min(options, key=lambda option: option[0])
        pieces: list[_Piece] = []
        start = 0
        while (piece := best[start][1]) is not None:
            pieces.append(piece)
            start += piece.size
        return pieces

    def _pieces(self, paragraphs: list[Cell], start: int) -> Iterator[_Piece]:
        """Yield all pieces that may begin at ``start``, the likelier first.

        A row may lack cells at its end, or its serial, not both.
        """
        first = paragraphs[start]
        opens = self._serial is not None and (_is_number(first) or _is_blank(first))
        least = 1 - _is_number(first) if opens else len(self._fixed)
        for printed in range(len(self._fixed), least - 1, -1):
            for groups in range(len(self._groups) + 1):
                size = opens + groups + printed
                if start + size <= len(paragraphs):
                    yield self._row(paragraphs[start : start + size], opens, printed)
        if heading_style(first[0].printed.strip()):
            yield _Piece(1, 0, heading=first)
        yield _Piece(1, _STRAY)

    def _row(self, cells: list[Cell], opens: bool, printed: int) -> _Piece:  # noqa: FBT001 - 1 or 0 serial cells
        """Lay cells on the columns: the serial if it opens the row, groups, then ``printed`` fixed ones."""
        left, right = cells[opens : len(cells) - printed], cells[len(cells) - printed :]
        placed = {**self._place_groups(left), **dict(zip(self._fixed, right, strict=False))}
        cost = _MISFIT * sum(not self._suits(self._roles[column], cell) for column, cell in placed.items())
        if self._serial is not None:
            placed[self._serial] = cells[0] if opens else ()
            cost += _LACKS_ONE if not opens else 0 if _is_number(cells[0]) else _NO_NUMBER
        lacking = len(self._fixed) - printed
        if lacking == 1 and self._roles[-1] == "remark":
            lacking = 0
        cost += (0, _LACKS_ONE, _LACKS_MORE)[min(lacking, 2)]
        return _Piece(len(cells), cost, GridRow(placed, lacking))

    def _suits(self, role: str, cell: Cell) -> bool:
        """Whether the content of a cell is what its column holds; each cell is asked many times."""
        key = role, cell[0].number
        if key not in self._known:
            self._known[key] = _suits(role, cell)
        return self._known[key]

    def _place_groups(self, left: list[Cell]) -> dict[int, Cell]:
        """The innermost group column is printed most often; a chapter heading belongs to the outermost."""
        columns = self._groups[len(self._groups) - len(left) :]
        if len(left) == 1 and heading_style(left[0][0].printed.strip()) == "chapter":
            columns = self._groups[:1]
        return dict(zip(columns, left, strict=True))


def _is_number(cell: Cell) -> bool:
    return len(cell) == 1 and is_number(cell[0])


def _is_blank(cell: Cell) -> bool:
    return all(line.is_empty_cell for line in cell)


def _suits(role: str, cell: Cell) -> bool:
    """Whether the content of a cell is what its column holds."""
    text = cell[0].folded
    if role == "deadline":
        return bool(v.DEADLINE.match(text))
    if role == "leaders":
        return all(line.is_empty_cell or looks_like_person(line.printed) for line in cell)
    if role in {"lead", "support", "units"}:
        return bool(text) and not any(mark in text for mark in "。:;") and not text.isdigit()
    if role in {"task", "group"}:
        return bool(text) and not _is_number(cell)
    return True
