"""One sheet as an Excel workbook: lines above a table, a frozen head, a row for each item, ready to print.

Text from notices and people stays text: a cell that begins like a formula is stored as a string, with Excel's
own mark for quoted text, and characters that a workbook cannot hold are left out. The same content gives the
same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any, Generic, NamedTuple, TypeVar, cast
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from assistant.archive import EPOCH, settled
from assistant.text import writable

LONGEST = 32_000
"""Characters written of one value; Excel refuses a file with more than 32,767 in a cell."""

_CUT = "……（内容过长，请看原文）"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n")
_MOST_DIGITS = 9
"""A longer number is no serial and no line, and a spreadsheet would round it."""
_LINE_HEIGHT, _HIGHEST = 15.5, 409.0
"""Points: of a line of the body, and of the highest row that Excel allows."""
_INK, _SOFT, _FONT = "1C2733", "5A6775", "微软雅黑"
_HEAD, _MARKED = PatternFill("solid", fgColor="E8F0FA"), PatternFill("solid", fgColor="FFF4D6")
_THIN = Side("thin", color="C3CCD6")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_Item = TypeVar("_Item")


class Column(NamedTuple, Generic[_Item]):
    """A column of the sheet; ``width`` in characters as Excel counts them, two to a Chinese one."""

    name: str
    width: float
    value: Callable[[_Item], str]
    centred: bool = False


class Table(NamedTuple, Generic[_Item]):
    """What the sheet shows: ``above`` stands over the head, the first line as its title."""

    name: str
    above: Sequence[str]
    columns: Sequence[Column[_Item]]
    items: Iterable[_Item]
    marked: Callable[[_Item], bool]
    """Whether an item's row is coloured."""


def workbook_bytes(table: Table[_Item]) -> bytes:
    """Return the table as an .xlsx file."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(*EPOCH)  # noqa: DTZ001 -- no zone in the file
    book.properties.creator = ""
    sheet = cast("Worksheet", book.active)
    sheet.title = table.name
    head = _write_title(sheet, table)
    _write_head(sheet, head, table)
    for number, item in enumerate(table.items, head + 1):
        _write_item(sheet, number, item, table)
    _lay_out(sheet, head, table)
    return settled(lambda stream: _save(book, stream))


def _save(book: Workbook, stream: BytesIO) -> None:
    """As ``Workbook.save``, which would put the current time into the file."""
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()


def _write_title(sheet: Worksheet, table: Table[_Item]) -> int:
    """Write the lines above; return the number of the row for the head."""
    width = sum(column.width for column in table.columns)
    number = 0
    for number, line in enumerate(table.above, 1):
        size = 13 if number == 1 else 10
        cell = _put(sheet, number, 1, line)
        cell.font = Font(_FONT, size, bold=number == 1, color=_INK if number == 1 else _SOFT)
        cell.alignment = Alignment("left", "center", wrap_text=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(table.columns))
        lines = _line_count(line, width * 10 / size)
        sheet.row_dimensions[number].height = min(_HIGHEST, lines * _LINE_HEIGHT * size / 10 + 4)
    return number + 1


def _write_head(sheet: Worksheet, number: int, table: Table[_Item]) -> None:
    for place, column in enumerate(table.columns, 1):
        cell = _put(sheet, number, place, column.name)
        cell.font = Font(_FONT, 10, bold=True, color=_INK)
        cell.fill, cell.border = _HEAD, _BORDER
        cell.alignment = Alignment("center", "center", wrap_text=True)
    sheet.row_dimensions[number].height = 2 * _LINE_HEIGHT + 4


def _write_item(sheet: Worksheet, number: int, item: _Item, table: Table[_Item]) -> None:
    lines = 1
    marked = table.marked(item)
    for place, column in enumerate(table.columns, 1):
        text = column.value(item)
        cell = _put(sheet, number, place, text)
        cell.font, cell.border = Font(_FONT, 10, color=_INK), _BORDER
        cell.alignment = Alignment("center" if column.centred else "left", "top", wrap_text=True)
        if marked:
            cell.fill = _MARKED
        lines = max(lines, _line_count(text, column.width))
    sheet.row_dimensions[number].height = min(_HIGHEST, lines * _LINE_HEIGHT + 4)


def _put(sheet: Worksheet, row: int, column: int, value: str) -> Cell:
    """Write text as text, and a plain whole number as a number, so that it sorts."""
    cell = cast("Cell", sheet.cell(row, column))
    text = writable(value)
    text = text if len(text) <= LONGEST else text[:LONGEST] + _CUT
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and not text.startswith("0"):
        cell.value = int(text)
    elif text:
        cell.value = text
        cell.data_type = "s"  # a value beginning with "=" became a formula by the line above
        cell.quotePrefix = text.startswith(_FORMULA)
    return cell


def _line_count(text: str, width: float) -> int:
    """How many lines a text takes in a cell of this width, as nearly as can be told without a font."""
    lines = text.split("\n")
    return sum(max(1, ceil(sum(map(_cells, line)) / (width - 1.5))) for line in lines)


def _cells(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1


def _lay_out(sheet: Worksheet, head: int, table: Table[_Item]) -> None:
    """Column widths, the frozen head, and A4 across, one page wide, with the head on every page."""
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{last}{max(head, sheet.max_row)}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    cast("Any", sheet.oddFooter).center.text = "第 &P 页，共 &N 页"
