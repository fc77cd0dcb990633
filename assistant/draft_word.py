"""A responsibility summary as a Word document in the usual official layout.

Page, styles, fonts and page numbers stand in the parts of an empty document under ``data/word``; here the
content is put in.
"""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from assistant.archive import settled
from assistant.draft_blocks import Band, Cell, Column, Footnote, Heading, Paragraph, Table
from assistant.draft_outline import outline
from assistant.drafting import Draft
from assistant.text import writable

TEXT_WIDTH = 156
"""Millimetres between the margins."""
_BLANKS = re.compile(r"\s+")
_GAP = Pt(6)
_SHADE = "F2F2F2"


def draft_document(draft: Draft) -> bytes:
    """Return the document as a .docx file; the same draft gives the same bytes."""
    document = Document(_empty())
    document.core_properties.title = _text(draft.title)[:255]  # no longer value fits there
    document.add_paragraph(_text(draft.title), "Title")
    document.add_paragraph(_text(draft.subtitle), "Subtitle")
    before: WordParagraph | None = None
    for block in outline(draft):
        if isinstance(block, Table):
            _add_table(document, block)
            if before is not None:
                before.paragraph_format.space_after = _GAP
        else:
            before = _add_paragraph(document, block)
    return settled(document.save)


def _add_paragraph(document: WordDocument, block: Heading | Paragraph | Footnote) -> WordParagraph:
    if isinstance(block, Footnote):
        return document.add_paragraph(_text(block.text), "Table Aside")
    if isinstance(block, Paragraph):
        return document.add_paragraph(_text(block.text))
    paragraph = document.add_paragraph(_text(block.text), "Heading 1")
    paragraph.paragraph_format.page_break_before = block.apart or None
    return paragraph


def _empty() -> BytesIO:
    """The empty document, packed from its parts."""
    root = files("assistant").joinpath("data/word")
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, part in _parts(root, ""):
            archive.writestr(name, part.read_bytes())
    stream.seek(0)
    return stream


def _parts(folder: Traversable, prefix: str) -> Iterable[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = prefix + entry.name
        yield from _parts(entry, f"{name}/") if entry.is_dir() else [(name, entry)]


def _text(value: str) -> str:
    """One line of text that a document can hold."""
    return _BLANKS.sub(" ", writable(value))


def _add_table(document: WordDocument, table: Table) -> None:
    widths = _widths(table.columns)
    made = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    _add_head(made, table.columns)
    for band in table.bands:
        _add_band(made, band)
        for row in band.rows:
            _add_row(made, table.columns, row)


def _widths(columns: Sequence[Column]) -> list[Mm]:
    """The columns' widths, stretched to fill the line."""
    total = sum(column.width for column in columns)
    return [Mm(column.width * TEXT_WIDTH / total) for column in columns]


def _add_head(table: WordTable, columns: Sequence[Column]) -> None:
    row = _new_row(table)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- no public name in python-docx
    for cell, column in zip(row.cells, columns, strict=True):
        _write(cell.paragraphs[0], column.name, "Table Head")
        _shade(cell)


def _add_band(table: WordTable, band: Band) -> None:
    if band.heading:
        cells = _new_row(table).cells
        whole = cells[0].merge(cells[-1])
        _write(whole.paragraphs[0], band.heading, "Table Band")
        _shade(whole)


def _add_row(table: WordTable, columns: Sequence[Column], row: Sequence[Cell]) -> None:
    for cell, column, content in zip(_new_row(table).cells, columns, row, strict=True):
        _fill(cell, content, centred=column.centred)


def _new_row(table: WordTable) -> _Row:
    """A row that is not torn between two pages."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- as above
    return row


def _fill(cell: _Cell, content: Cell, *, centred: bool) -> None:
    paragraphs = chain(cell.paragraphs, iter(cell.add_paragraph, None))
    for line, paragraph in zip(content, paragraphs, strict=False):
        paragraph.style = "Table Aside" if line.aside else "Table Text"
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, strong in line.pieces:
            paragraph.add_run(_text(text)).bold = strong or None


def _write(paragraph: WordParagraph, text: str, style: str) -> None:
    paragraph.style = style
    paragraph.add_run(_text(text))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 -- as above
