"""Tables flattened to one paragraph a cell line: rows are found by their serials (Bozhou 2025, Wuhu 2024).

Cell boundaries are lost: a row is its serial, its text, then the lines of all unit cells run together.
"""

import re
from dataclasses import dataclass

from index import vocabulary as v
from index.columns import Header, find_header
from index.draft import Doubt, Row, Sheet
from index.headings import Path, heading_style
from index.people import looks_like_person
from index.printed import Printed
from index.source import Line

_MAX_UNIT_LINE = 26
_NOT_IN_UNITS = re.compile(r"[。:;!?%\d《》]|[^、,]{27}")


@dataclass(frozen=True)
class _Chunk:
    """A number paragraph and what follows it up to the next number, heading or header."""

    number: Line
    content: tuple[Line, ...]

    @property
    def texts(self) -> list[Line]:
        return [line for line in self.content if not line.is_empty_cell]


def looks_like_units(line: Line) -> bool:
    """Whether a line can be (part of) unit names rather than running text."""
    return not _NOT_IN_UNITS.search(line.printed.strip().folded)


def is_number(line: Line) -> bool:
    """Whether a line is only a number: a serial, or the number of a heading."""
    return bool(v.NUMBER.match(line.printed.strip().folded))


def parse_wrapped(lines: list[Line], header: Header) -> Sheet:
    """Read the rows of a table whose cells are wrapped over paragraphs. ``lines`` follow the header."""
    sheet = Sheet("table")
    held = [line for line in lines if not line.is_empty]
    reader = _Reader(sheet, header.roles)
    position = 0
    while position < len(held):
        position = reader.feed(held, position)
    reader.finish()
    return sheet


class _Reader:
    def __init__(self, sheet: Sheet, roles: tuple[str, ...]) -> None:
        self._sheet = sheet
        self._roles = roles
        self._path = Path()
        self._serial = 0
        self._chapters: set[str] = set()

    def feed(self, held: list[Line], position: int) -> int:
        """Read what begins at ``position``; return the position after it."""
        line = held[position]
        printed = line.printed.strip().without_inner_space()
        style = heading_style(printed)
        if style:
            self._enter(style, line)
            return position + 1
        if is_number(line):
            return self._feed_number(held, position)
        repeated = _repeated_header(held, position)
        if repeated:
            self._sheet.claimed |= repeated.lines
            return repeated.after
        if line.is_empty_cell or v.FURNITURE.match(printed.folded):
            self._sheet.claimed.add(line.number)
        return position + 1

    def finish(self) -> None:
        """Close the sheet after the last line."""
        self._sheet.items = len(self._sheet.rows)
        self._sheet.sections = len(self._chapters)
        self._sheet.marks_empty = any(row.pool and not row.pool[-1] for row in self._sheet.rows)

    def _enter(self, style: str, line: Line) -> None:
        heading = line.printed.without_inner_space()
        self._path = self._path.enter(style, heading)
        self._sheet.claimed.add(line.number)
        if style == "chapter":
            self._chapters.add(heading.text)

    def _feed_number(self, held: list[Line], position: int) -> int:
        end = position + 1
        while end < len(held) and not _ends_chunk(held, end):
            end += 1
        chunk = _Chunk(held[position], tuple(held[position + 1 : end]))
        following = int(held[end].printed.strip().folded) if end < len(held) and is_number(held[end]) else None
        if self._is_heading(chunk, following):
            self._enter("number", chunk.texts[0])
            self._sheet.claimed |= {chunk.number.number, *(line.number for line in chunk.content)}
        elif chunk.texts:
            self._add_row(chunk)
        return end

    def _is_heading(self, chunk: _Chunk, following: int | None) -> bool:
        """A number with one text and no units is a heading, unless it is the very serial that comes next."""
        expected = self._serial + 1
        if len(chunk.texts) != 1:
            return False
        return int(chunk.number.printed.strip().folded) != expected or following == expected

    def _add_row(self, chunk: _Chunk) -> None:
        number = chunk.number.printed.strip()
        text, rest = _text_and_rest(list(chunk.content))
        people, rest = _leading(rest, self._roles, "leaders")
        deadline, rest = _leading(rest, self._roles, "deadline")
        pool, used = _pool(rest)
        taken = [chunk.number, *text, *people, *deadline, *rest[:used]]
        self._sheet.claimed |= {line.number for line in taken}
        self._sheet.rows.append(
            Row(
                serial=number,
                text=tuple(line.printed for line in text),
                section=self._path.headings,
                leaders=tuple(line.printed for line in people),
                pool=pool,
                deadline=tuple(line.printed for line in deadline),
                doubts=self._serial_doubts(int(number.folded), chunk),
            )
        )
        self._serial = int(number.folded)

    def _serial_doubts(self, serial: int, chunk: _Chunk) -> tuple[Doubt, ...]:
        if not self._sheet.rows or serial == self._serial + 1:
            return ()
        reason = f"序号不连续:{self._serial} 之后是 {serial}"
        return (Doubt("serial", "serial_gap", reason, chunk.number.printed.strip()),)


def _ends_chunk(held: list[Line], position: int) -> bool:
    line = held[position]
    return (
        is_number(line)
        or heading_style(line.printed.strip()) is not None
        or _repeated_header(held, position) is not None
    )


def _repeated_header(held: list[Line], position: int) -> Header | None:
    """The header printed again at a page break, if it begins here."""
    if "".join(held[position].text.split()) not in v.COLUMNS:
        return None
    header = find_header(held[: position + 20], position)
    return header if header and header.first == position else None


def _text_and_rest(content: list[Line]) -> tuple[list[Line], list[Line]]:
    """The first paragraph is the task; it goes on while what follows cannot be units."""
    end = next((i for i, line in enumerate(content) if not line.is_empty_cell), 0) + 1
    while end < len(content) and not content[end].is_empty_cell and not looks_like_units(content[end]):
        if looks_like_closing(content[end - 1]):
            break
        end += 1
    return [line for line in content[:end] if not line.is_empty_cell], content[end:]


def looks_like_closing(line: Line) -> bool:
    """Whether a paragraph ends a sentence."""
    return line.text.rstrip().endswith(("。", "!", "!"))


def _leading(rest: list[Line], roles: tuple[str, ...], role: str) -> tuple[list[Line], list[Line]]:
    """Take the lines of a leader or deadline column off the front, where the table has one."""
    fits = looks_like_person if role == "leaders" else _is_deadline
    end = 0
    while role in roles and end < len(rest) and fits(rest[end].printed):
        end += 1
    return rest[:end], rest[end:]


def _is_deadline(printed: Printed) -> bool:
    return bool(v.DEADLINE.match(printed.strip().folded))


def _pool(rest: list[Line]) -> tuple[tuple[tuple[Printed, ...], ...], int]:
    """Group unit lines at empty cells; also how many lines were used before running text began."""
    groups: list[list[Printed]] = [[]]
    for used, line in enumerate(rest):
        if line.is_empty_cell:
            groups.append([])
        elif looks_like_units(line):
            groups[-1].append(line.printed)
        else:
            return tuple(tuple(group) for group in groups), used
    return tuple(tuple(group) for group in groups), len(rest)
