"""Table headers: column names whole, wrapped or over two levels, and headers printed again."""

import pytest
from printed_notices import parsed, rows  # type: ignore[import-not-found]

from index.columns import find_headers, without_headers
from index.source import source_from_bytes


def lines(text: str):
    return list(source_from_bytes("header.txt", text.encode()).lines)


HEADERS = {
    "one name a paragraph": (
        "序号\n\n工作任务\n\n牵头单位\n\n配合单位",
        ("serial", "task", "lead", "support"),
    ),
    "names wrapped over lines": ("序\n号\n主要\n任务\n责任\n单位", ("serial", "task", "units")),
    "blanks inside names": ("序  号\n重 点 任 务\n牵头\u3000部门", ("serial", "task", "lead")),
    "a group column": (
        "主要\n\n目标\n\n序号\n\n目标任务\n\n主办单位\n\n协办单位",
        ("group", "serial", "task", "lead", "support"),
    ),
    "责任单位 beside a lead column": (
        "序号\n任务内容\n牵头责任单位\n责任单位",
        ("serial", "task", "lead", "support"),
    ),
    "two levels": (
        "序号\n类别\n具体任务分解\n时间节点\n分管领导\n责任单位\n备注\n工作内容\n主要任务\n牵头单位\n协同单位",
        ("serial", "group", "group", "task", "deadline", "leaders", "lead", "support", "remark"),
    ),
    "a name printed twice": ("序号\n任务\n责任单位\n序号", ("serial", "task", "units")),
    "tabs": ("\t序号\n\t主要工作\n\t责任\n领导\n\t责任部门", ("serial", "task", "leaders", "units")),
    "a note in brackets": ("序号\n主要任务\n责任单位（第一个为牵头单位）", ("serial", "task", "units")),
    "a name that begins another": ("序号\n任务\n内容\n牵头单位", ("serial", "task", "lead")),
}


@pytest.mark.parametrize("quirk", HEADERS)
def test_header_is_found(quirk: str):
    text, roles = HEADERS[quirk]
    (header,) = find_headers(lines(f"附件\n\n{text}\n\n1\n\n新建学校。\n"))
    assert header.roles == roles
    last = next(number for number, line in enumerate(lines(f"附件\n\n{text}\n\n1"), 1) if line.text == "1")
    assert (header.first, header.after) == (2, last - 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("序号\n姓名\n单位", id="other columns"),
        pytest.param("主要任务\n完成时限", id="no column of units"),
        pytest.param("序号\n责任单位", id="no column of tasks"),
        pytest.param("责任单位:市教育局\n主要任务是抓落实", id="labels and prose"),
        pytest.param("云泽", id="a word"),
    ],
)
def test_no_header(text: str):
    assert not list(find_headers(lines(text)))


def test_headers_printed_again_are_left_out():
    text = "1\n\n序号\n\n主要任务\n\n责任单位\n\n2"
    kept, left_out = without_headers(lines(text))
    assert [line.text for line in kept if line.text] == ["1", "2"]
    assert left_out == {3, 4, 5, 6, 7}


def test_a_table_with_other_columns_is_a_table_of_its_own():
    notice = parsed(
        *("序号", "主要任务", "牵头单位", "配合单位", "1", "新建学校3所。", "市教育局", "市财政局"),
        *("2", "新建公园5处。", "市城管局", "市财政局", "附件2", "序号", "工作任务", "责任单位"),
        *("1", "改造道路9条。", "市交通局", "2", "整治河道6条。", "市水利局"),
    )
    assert [(row[0], row[2], row[3]) for row in rows(notice)] == [
        ("1", ["市教育局"], ["市财政局"]),
        ("2", ["市城管局"], ["市财政局"]),
        ("1", ["市交通局"], []),
        ("2", ["市水利局"], []),
    ]
    assert len({task.id for task in notice.tasks}) == 4
    assert not [gap for gap in notice.gaps if gap.kind in {"unparsed", "serial_gap"}]
