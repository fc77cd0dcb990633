"""A responsibility summary as Markdown: every text from notices shows exactly its words."""

from collections.abc import Sequence

from assistant.draft_blocks import Cell, Column, Footnote, Heading, Line, Paragraph, Table
from assistant.draft_outline import outline
from assistant.drafting import Draft
from assistant.render import markdown_text
from assistant.text import writable


def draft_markdown(draft: Draft) -> str:
    """Return the whole document."""
    parts = [f"# {_text(draft.title)}", _text(draft.subtitle)]
    for block in outline(draft):
        if isinstance(block, Heading):
            parts.append(f"## {_text(block.text)}")
        elif isinstance(block, Paragraph | Footnote):
            parts.append(_text(block.text))
        else:
            parts += _tables(block)
    return "\n\n".join(part for part in parts if part) + "\n"


def _tables(table: Table) -> list[str]:
    """One table for each band, under its heading."""
    parts = []
    for band in table.bands:
        parts += [f"### {_text(band.heading)}"] if band.heading else []
        parts.append(_table(table.columns, band.rows))
    return parts


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    head = _row([_text(column.name) for column in columns])
    return "\n".join(
        [head, "|" + " --- |" * len(columns), *(_row([_cell(cell) for cell in row]) for row in rows)]
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    return "".join(_piece(text, strong=strong) for text, strong in line.pieces)


def _piece(value: str, *, strong: bool) -> str:
    """A piece of a line: the blank at its ends is kept, outside the mark for strong words."""
    inner = _text(value)
    before, after = (" " if end.isspace() else "" for end in (value[:1], value[-1:]))
    return f"{before}{f'**{inner}**' if strong and inner else inner}{after if inner else ''}"


def _text(value: str) -> str:
    return markdown_text(writable(value))
