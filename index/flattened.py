"""Tables flattened to one paragraph a cell line: rows are found by their serials (Bozhou 2025, Wuhu 2024).

Cell boundaries are lost: a row is its serial, its text, then the lines of all unit cells run together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index import vocabulary as v
from index.columns import Header, without_headers
from index.draft import Doubt, Row, Sheet
from index.headings import Path, heading_style
from index.line_kinds import closes_sentence, count_unit_lines, is_furniture, is_number, looks_like_units
from index.people import looks_like_person
from index.printed import Printed
from index.source import Line

Lines = Sequence[Line]


@dataclass(frozen=True)
class _Chunk:
    """A number paragraph and what follows it up to the next number or heading."""

    number: Line
    content: Lines
    following: int | None
    """The number after the content, None where a heading or the end follows."""

    @property
    def value(self) -> int:
        return int(self.number.folded)

    @property
    def texts(self) -> Lines:
        return [line for line in self.content if not line.is_empty_cell]


def parse_wrapped(lines: list[Line], header: Header) -> Sheet:
    """Read the rows of a table whose cells are wrapped over paragraphs. ``lines`` follow the header."""
    kept, repeated = without_headers(lines)
    reader = _Reader(header.roles)
    reader.sheet.claimed |= repeated
    held = [line for line in kept if not line.is_empty]
    position = 0
    while position < len(held):
        position = reader.feed(held, position)
    return reader.finish()


class _Reader:
    def __init__(self, roles: tuple[str, ...]) -> None:
        self.sheet = Sheet("table")
        self._roles = roles
        self._path = Path()
        self._serial = 0
        self._restarts = True
        """Whether a heading was passed since the last row: numbering may begin anew there."""
        self._bare: set[int] = set()
        """Lines of a numbered heading with no row under it so far: perhaps a row that lost its units."""

    def feed(self, held: Lines, position: int) -> int:
        """Read what begins at ``position``; return the position after it."""
        line = held[position]
        style = heading_style(line.printed.strip().without_inner_space())
        if style:
            self._enter(style, line)
        elif is_number(line):
            return self._feed_number(held, position)
        elif line.is_empty_cell or is_furniture(line):
            self.sheet.claimed.add(line.number)
        return position + 1

    def finish(self) -> Sheet:
        """Return the sheet, with what the whole table shows about its rows."""
        self.sheet.claimed -= self._bare
        self.sheet.marks_empty = any(row.pool and not row.pool[-1] for row in self.sheet.rows)
        return self.sheet

    def _enter(self, style: str, line: Line) -> None:
        self._path = self._path.enter(style, line.printed.without_inner_space())
        self.sheet.claimed -= self._bare
        self._bare = {line.number} if style == "number" else set()
        self.sheet.claimed.add(line.number)
        self._restarts = True

    def _feed_number(self, held: Lines, position: int) -> int:
        end = position + 1
        while (
            end < len(held) and not is_number(held[end]) and heading_style(held[end].printed.strip()) is None
        ):
            end += 1
        following = int(held[end].folded) if end < len(held) and is_number(held[end]) else None
        chunk = _Chunk(held[position], held[position + 1 : end], following)
        if self._is_heading(chunk):
            self._enter("number", chunk.texts[0])
            self._claim([chunk.number, *chunk.content])
        elif chunk.texts or chunk.value == self._serial + 1:
            self._add_rows(chunk)
        return end

    def _is_heading(self, chunk: _Chunk) -> bool:
        """A number with one text and no units is a heading, unless it is the very serial that comes next."""
        if len(chunk.texts) != 1:
            return False
        return chunk.value != self._serial + 1 or chunk.following == self._serial + 1

    def _add_rows(self, chunk: _Chunk) -> None:
        """Add the chunk's row, and one more where the number of the row after it was lost."""
        rest = self._add_row(chunk.number, chunk.content)
        lost = chunk.following == chunk.value + 2 and rest and not looks_like_units(rest[0])
        if lost and any(looks_like_units(line) for line in rest):
            rest = self._add_row(None, rest)
        self._claim(line for line in rest if line.is_empty_cell or is_furniture(line))

    def _add_row(self, number: Line | None, content: Lines) -> Lines:
        """Add one row; return the lines that are not its."""
        text, rest = _text_and_rest(content)
        beside: dict[str, Lines] = {"leaders": (), "deadline": ()}
        for role in self._roles:
            if role in beside:
                beside[role], rest = _leading(rest, _FITS[role])
        used = count_unit_lines(rest)
        self._claim([*text, *beside["leaders"], *beside["deadline"], *rest[:used]])
        doubts = self._count(number)
        self.sheet.rows.append(
            Row(
                serial=number.printed.strip() if number else None,
                text=tuple(line.printed for line in text),
                section=self._path.headings,
                leaders=tuple(line.printed for line in beside["leaders"]),
                pool=_pool(rest[:used]),
                deadline=tuple(line.printed for line in beside["deadline"]),
                doubts=doubts,
            )
        )
        return rest[used:]

    def _count(self, number: Line | None) -> tuple[Doubt, ...]:
        """Take the serial; return a doubt where it does not follow the one before."""
        before, self._serial = self._serial, int(number.folded) if number else self._serial + 1
        restarts, self._restarts = self._restarts, False
        self._bare = set()
        if number is None:
            return (Doubt("serial", "serial_missing", "序号在转换中丢失"),)
        self._claim([number])
        if self._serial == before + 1 or (restarts and self._serial == 1) or not self.sheet.rows:
            return ()
        reason = f"序号不连续：{before} 之后是 {self._serial}"
        return (Doubt("serial", "serial_gap", reason, number.printed.strip()),)

    def _claim(self, lines: Iterable[Line]) -> None:
        self.sheet.claimed |= {line.number for line in lines}


def _text_and_rest(content: Lines) -> tuple[Lines, Lines]:
    """The first paragraph is the task; it goes on while what follows cannot be units."""
    end = next((i for i, line in enumerate(content) if not line.is_empty_cell), 0) + 1
    while end < len(content) and not content[end].is_empty_cell and not looks_like_units(content[end]):
        if closes_sentence(content[end - 1]):
            break
        end += 1
    return [line for line in content[:end] if not line.is_empty_cell], content[end:]


def _leading(lines: Lines, fits: Callable[[Printed], bool]) -> tuple[Lines, Lines]:
    """Take the lines of a column between the task and the units off the front."""
    end = 0
    while end < len(lines) and fits(lines[end].printed):
        end += 1
    return lines[:end], lines[end:]


def _is_deadline(printed: Printed) -> bool:
    return bool(v.DEADLINE.match(printed.strip().folded))


_FITS: dict[str, Callable[[Printed], bool]] = {"leaders": looks_like_person, "deadline": _is_deadline}


def _pool(lines: Lines) -> tuple[tuple[Printed, ...], ...]:
    """Group unit lines at empty cells."""
    groups: list[list[Printed]] = [[]]
    for line in lines:
        if line.is_empty_cell:
            groups.append([])
        else:
            groups[-1].append(line.printed)
    return tuple(tuple(group) for group in groups)
