"""What a responsibility summary is laid out in: headings, paragraphs and tables, alike for every format."""

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a cell in pieces, each strong or not; ``aside``: said beside the task itself."""

    pieces: tuple[tuple[str, bool], ...]
    aside: bool = False


Cell = tuple[Line, ...]


class Band(NamedTuple):
    """Rows of a table under one heading, which may be empty."""

    heading: str
    rows: tuple[tuple[Cell, ...], ...]


class Column(NamedTuple):
    """A column of a table; ``width`` in millimetres beside the others, ``centred`` for short values."""

    name: str
    width: float
    centred: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; ``apart`` begins a page of its own."""

    text: str
    apart: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of prose."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with its head and its bands."""

    columns: tuple[Column, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Footnote:
    """What the marks in a table stand for, right below it."""

    text: str


Block = Heading | Paragraph | Table | Footnote
