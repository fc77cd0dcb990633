from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from chat_samples import (  # type: ignore[import-not-found]
    ABSTAINED,
    HOSTILE,
    LISTED,
    TWO_NOTICES,
    UNSAFE,
    WUHU,
    doubts,
    leads,
    row,
)
from openpyxl import load_workbook

from assistant.answers import Answer, RowGroup
from assistant.export import answer_workbook
from assistant.workbook import LONGEST

HEAD = [
    "序号", "通知", "文号", "任务内容", "章节", "牵头单位", "配合单位", "领导", "时限", "本单位角色/待核实", "备注", "原文行号",
]  # fmt: skip


def sheet_of(answer: Answer, question: str = "芜湖市商务局牵头哪些任务？"):
    book = load_workbook(BytesIO(answer_workbook(answer, question)))
    assert len(book.worksheets) == 1
    return book.active


def head_row(sheet) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == "序号")


def tasks(sheet) -> list[dict[str, object]]:
    rows = sheet.iter_rows(min_row=head_row(sheet), values_only=True)
    head = next(rows)
    return [dict(zip(head, values, strict=True)) for values in rows]


def found(*rows) -> Answer:
    return Answer("", "一句话", groups=(RowGroup("任务", "found", rows),))


def test_the_sheet_says_what_was_asked_how_it_was_read_and_of_which_notices():
    sheet = sheet_of(LISTED)
    told = [sheet.cell(number, 1).value for number in range(1, head_row(sheet))]
    assert told[0] == LISTED.headline
    assert told[1] == "问题：芜湖市商务局牵头哪些任务？"
    assert told[2] == "理解为：单位：市商务局；角色：牵头；地方：芜湖市；年份：2024；要的结果：任务"
    assert told[3] == f"通知：《{WUHU.title}》"
    assert told[4].startswith("说明：查找范围")


def test_every_task_is_one_row_with_all_its_fields():
    sheet = sheet_of(TWO_NOTICES)
    written = tasks(sheet)
    assert list(written[0]) == HEAD
    assert len(written) == 12 + 5 + 2
    first = LISTED.rows[0]
    assert written[0] == {
        "序号": 20,
        "通知": "芜湖市2024",
        "文号": None,
        "任务内容": first.text,
        "章节": " › ".join(first.section),
        "牵头单位": "市商务局",
        "配合单位": None,
        "领导": None,
        "时限": "2024年12月底前",
        "本单位角色/待核实": "牵头",
        "备注": None,
        "原文行号": 190,
    }
    unprinted = written[12]
    assert unprinted["序号"] == "（1）"
    assert unprinted["领导"] == "▲黄劼、洪晓波"
    assert unprinted["原文行号"] == "19、91"
    assert written[-1]["本单位角色/待核实"] == "涉及（经由 市政府各部门）"


def test_what_is_in_doubt_says_so_and_is_coloured():
    sheet = sheet_of(LISTED)
    last = sheet.max_row
    assert sheet.cell(last, 10).value == "待核实"
    assert sheet.cell(last, 11).value == doubts().rows[0].notes[0]
    assert {cell.fill.fgColor.rgb for cell in sheet[last]} == {"00FFF4D6"}
    sure = replace(doubts().rows[0], role="lead")
    assert tasks(sheet_of(found(sure)))[0]["本单位角色/待核实"] == "牵头；分工待核实"


def test_a_task_of_two_groups_is_written_once_with_both_roles():
    led = leads(total=1)
    supported = RowGroup("配合", "support", (replace(led.rows[0], role="support"),))
    written = tasks(sheet_of(Answer("", "一句话", groups=(led, supported))))
    assert [line["本单位角色/待核实"] for line in written] == ["牵头；配合"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", "\r=", "\n="])
def test_no_cell_is_a_formula(start):
    text = f'{start}HYPERLINK("http://example.com","点")'
    one = row(WUHU, 1, text, serial=text, lead_units=(text,), deadline=text, notes=(text,))
    sheet = sheet_of(replace(found(one), headline=text, notes=(text,)), text)
    cells = [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    begins = [cell for cell in cells if cell.value.startswith(start.replace("\r", "\n"))]
    assert len(begins) == 6
    assert all(cell.quotePrefix for cell in begins)
    assert b"<f>" not in ZipFile(BytesIO(answer_workbook(found(one)))).read("xl/worksheets/sheet1.xml")


def test_an_error_value_and_a_long_number_are_text():
    written = tasks(sheet_of(found(row(WUHU, 1, "#REF!", serial="007", deadline="20241231235959"))))[0]
    assert (written["任务内容"], written["序号"], written["时限"]) == ("#REF!", "007", "20241231235959")


def test_markup_and_characters_that_no_workbook_holds():
    assert tasks(sheet_of(UNSAFE, HOSTILE))[0]["任务内容"] == HOSTILE
    written = tasks(sheet_of(found(row(WUHU, 1, "甲\x00\x0b\x1f\ud800\uffff乙\n丙"))))[0]
    assert written["任务内容"] == "甲乙\n丙"


def test_a_value_too_long_for_a_cell_is_cut_and_says_so():
    written = str(tasks(sheet_of(found(row(WUHU, 1, "字" * 40_000))))[0]["任务内容"])
    assert written.endswith("请看原文）")
    assert LONGEST < len(written) <= 32_767


def test_the_sheet_is_ready_to_print():
    sheet = sheet_of(LISTED)
    head = head_row(sheet)
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:L{sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${head}:${head}"
    body = sheet[head + 1]
    assert all(cell.alignment.wrap_text for cell in body)
    assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in body)
    assert all(row.height and row.height <= 409 for row in sheet.row_dimensions.values())


def test_an_answer_without_tasks_is_still_a_workbook():
    assert tasks(sheet_of(ABSTAINED)) == []
