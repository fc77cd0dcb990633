"""An answer as an Excel workbook: one sheet, one row a task, ready to print and to work in.

Text from notices and people stays text: a cell that begins like a formula is stored as a string, with Excel's
own mark for quoted text, and characters that a workbook cannot hold are left out.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from math import ceil
from typing import Any, NamedTuple, cast
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.answers import Answer, Role, Row

SHEET = "任务清单"
LONGEST = 32_000
"""Characters written of one value; Excel refuses a file with more than 32,767 in a cell."""

_CUT = "……（内容过长，请看原文）"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n")
_MOST_DIGITS = 9
"""A longer number is no serial and no line, and a spreadsheet would round it."""
_LINE_HEIGHT, _HIGHEST = 15.5, 409.0
"""Points: of a line of the body, and of the highest row that Excel allows."""
_INK, _SOFT, _FONT = "1C2733", "5A6775", "微软雅黑"
_HEAD, _DOUBT = PatternFill("solid", fgColor="E8F0FA"), PatternFill("solid", fgColor="FFF4D6")
_THIN = Side("thin", color="C3CCD6")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_ROLES: dict[Role, str] = {"lead": "牵头", "support": "配合", "doubt": "待核实", "group": "涉及", "other": ""}


class Listed(NamedTuple):
    """One task to write, and the role in it of the unit asked about."""

    row: Row
    role: str


class Column(NamedTuple):
    """A column of the sheet; ``width`` in characters as Excel counts them, two to a Chinese one."""

    name: str
    width: float
    value: Callable[[Listed], str]
    centred: bool = False


COLUMNS = (
    Column("序号", 8, lambda it: it.row.serial or f"（{it.row.ordinal}）", centred=True),
    Column("通知", 15, lambda it: _notice(it.row)),
    Column("文号", 17, lambda it: it.row.notice.doc_number or ""),
    Column("任务内容", 56, lambda it: it.row.text),
    Column("章节", 24, lambda it: " › ".join(it.row.section)),
    Column("牵头单位", 22, lambda it: "、".join(it.row.lead_units)),
    Column("配合单位", 28, lambda it: "、".join(it.row.support_units)),
    Column("领导", 13, lambda it: "、".join(it.row.leaders)),
    Column("时限", 14, lambda it: it.row.deadline or it.row.notice.deadline or ""),
    Column("本单位角色/待核实", 14, lambda it: it.role),
    Column("备注", 24, lambda it: "；".join(it.row.notes)),
    Column("原文行号", 10, lambda it: _printed_at(it.row), centred=True),
)
_WIDTH = sum(column.width for column in COLUMNS)


def workbook_bytes(answer: Answer, question: str = "") -> bytes:
    """Return the listed tasks as an .xlsx file; ``question`` is what the sheet says was asked."""
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = SHEET
    head = _write_title(sheet, answer, question)
    _write_head(sheet, head)
    for number, listed in enumerate(listed_tasks(answer), head + 1):
        _write_task(sheet, number, listed)
    _lay_out(sheet, head)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def listed_tasks(answer: Answer) -> list[Listed]:
    """Return the tasks of all groups in the order shown, each once, with all the roles it is shown in."""
    rows: dict[str, Row] = {}
    roles: dict[str, dict[str, None]] = {}
    for group in answer.groups:
        for row in group.rows:
            rows.setdefault(row.id, row)
            roles.setdefault(row.id, {}).update(dict.fromkeys(_roles(row)))
    return [Listed(row, "；".join(roles[task_id])) for task_id, row in rows.items()]


def _roles(row: Row) -> list[str]:
    role = f"{_ROLES[row.role] or '涉及'}（经由 {row.via}）" if row.via else _ROLES[row.role]
    undecided = "分工待核实" if row.boundary == "ambiguous" and row.role != "doubt" else ""
    return [part for part in (role, undecided) if part]


def _notice(row: Row) -> str:
    return f"{row.notice.place or ''}{row.notice.year or ''}" or row.notice.title


def _printed_at(row: Row) -> str:
    return "、".join(str(line) for line in (row.line, row.twin_line) if line)


def _title_lines(answer: Answer, question: str) -> Iterator[str]:
    yield answer.headline
    if question:
        yield f"问题：{question}"
    if answer.read_as:
        yield "理解为：" + "；".join(f"{label}：{_shown(value)}" for label, value in answer.read_as.items())
    notices = dict.fromkeys(row.notice for group in answer.groups for row in group.rows)
    if notices:
        yield "通知：" + "；".join(f"《{n.title}》{n.doc_number or ''}" for n in notices)
    if answer.notes:
        yield "说明：" + " ".join(answer.notes)


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _write_title(sheet: Worksheet, answer: Answer, question: str) -> int:
    """Write what was asked and how it was read; return the number of the row for the head."""
    number = 0
    for number, line in enumerate(_title_lines(answer, question), 1):
        size = 13 if number == 1 else 10
        cell = _put(sheet, number, 1, line)
        cell.font = Font(_FONT, size, bold=number == 1, color=_INK if number == 1 else _SOFT)
        cell.alignment = Alignment("left", "center", wrap_text=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(COLUMNS))
        lines = _line_count(line, _WIDTH * 10 / size)
        sheet.row_dimensions[number].height = min(_HIGHEST, lines * _LINE_HEIGHT * size / 10 + 4)
    return number + 1


def _write_head(sheet: Worksheet, number: int) -> None:
    for place, column in enumerate(COLUMNS, 1):
        cell = _put(sheet, number, place, column.name)
        cell.font = Font(_FONT, 10, bold=True, color=_INK)
        cell.fill, cell.border = _HEAD, _BORDER
        cell.alignment = Alignment("center", "center", wrap_text=True)
    sheet.row_dimensions[number].height = 2 * _LINE_HEIGHT + 4


def _write_task(sheet: Worksheet, number: int, listed: Listed) -> None:
    lines = 1
    for place, column in enumerate(COLUMNS, 1):
        text = column.value(listed)
        cell = _put(sheet, number, place, text)
        cell.font, cell.border = Font(_FONT, 10, color=_INK), _BORDER
        cell.alignment = Alignment("center" if column.centred else "left", "top", wrap_text=True)
        if "待核实" in listed.role:
            cell.fill = _DOUBT
        lines = max(lines, _line_count(text, column.width))
    sheet.row_dimensions[number].height = min(_HIGHEST, lines * _LINE_HEIGHT + 4)


def _put(sheet: Worksheet, row: int, column: int, value: str) -> Cell:
    """Write text as text, and a plain whole number as a number, so that it sorts."""
    cell = cast("Cell", sheet.cell(row, column))
    text = _NOT_IN_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
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


def _lay_out(sheet: Worksheet, head: int) -> None:
    """Column widths, the frozen head, and A4 across, one page wide, with the head on every page."""
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = get_column_letter(len(COLUMNS))
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
