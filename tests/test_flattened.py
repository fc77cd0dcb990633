"""Tables flattened to paragraphs: rows found by serials, headings, empty cells, page breaks, what was lost."""

import pytest
from printed_notices import kinds, parsed, rows  # type: ignore[import-not-found]

HEADER = ("附件", "序号", "主要工作任务", "牵头单位", "配合单位")
FIRST = ("1", "新建学校3所。", "市教育局", "市自然资源", "和规划局", "市政府相关部门", "各园区")
THIRD = ("3", "改造道路9条。", "市交通运输局", "市公安局", "市财政局", "市政府相关部门", "各园区")
ROW_1 = ("1", "新建学校3所。", ["市教育局", "市自然资源和规划局"], ["市政府相关部门", "各园区"])
ROW_3 = ("3", "改造道路9条。", ["市交通运输局", "市公安局", "市财政局"], ["市政府相关部门", "各园区"])

MIDDLE: dict[str, tuple[list[str], list, list]] = {
    "a plain row": (
        ["2", "新建医院1所。", "市卫生健康委", "市政府相关部门"],
        [("2", "新建医院1所。", ["市卫生健康委"], ["市政府相关部门"])],
        [],
    ),
    "a text that is no sentence": (
        ["2", "新建医院1所", "市卫生健康委", "市政府相关部门"],
        [("2", "新建医院1所", ["市卫生健康委"], ["市政府相关部门"])],
        [],
    ),
    "a text over two paragraphs": (
        [
            "2",
            "新建医院1所，改造医院5所，建设标准化村卫生室20个，实现全",
            "覆盖，完成投资3亿元。",
            "市卫生健康委",
            "市政府相关部门",
        ],
        [
            (
                "2",
                "新建医院1所，改造医院5所，建设标准化村卫生室20个，实现全覆盖，完成投资3亿元。",
                ["市卫生健康委"],
                ["市政府相关部门"],
            )
        ],
        [],
    ),
    "a unit with a number": (
        ["2", "办好热线。", "市12345热线服务中心", "市政府相关部门"],
        [("2", "办好热线。", ["市12345热线服务中心"], ["市政府相关部门"])],
        [],
    ),
    "a header and heading at a page break": (
        [
            "一、社会事业",
            "序号",
            "主要工作任务",
            "牵头单位",
            "配合单位",
            "2",
            "新建医院1所。",
            "市卫生健康委",
            "市政府部门",
        ],
        [("2", "新建医院1所。", ["市卫生健康委"], ["市政府部门"])],
        [],
    ),
    "a header inside a row": (
        [
            "2",
            "新建医院1所。",
            "市卫生",
            "序号",
            "主要工作任务",
            "牵头单位",
            "配合单位",
            "健康委",
            "市政府部门",
        ],
        [("2", "新建医院1所。", ["市卫生健康委"], ["市政府部门"])],
        [],
    ),
    "a page number and furniture": (
        ["2", "新建医院1所。", "市卫生健康委", "市政府相关部门", "- 5 -", "打印本页"],
        [("2", "新建医院1所。", ["市卫生健康委"], ["市政府相关部门"])],
        [],
    ),
    "a serial that was lost": (
        ["新建医院1所，改造医院5所。", "市卫生健康委", "市政府相关部门"],
        [(None, "新建医院1所，改造医院5所。", ["市卫生健康委"], ["市政府相关部门"])],
        [("serial", "serial_missing")],
    ),
    "a row that was lost": ([], [], [("serial", "serial_gap")]),
    "units that were lost": (
        ["2", "新建医院1所。", "二、城市建设"],
        [("2", "新建医院1所。", [], [])],
        [("units", "units_missing")],
    ),
    "text among the units": (
        ["2", "新建医院1所。", "市卫生健康委", "市政府相关部门", "注意：此项须于年内完成。"],
        [("2", "新建医院1所。", ["市卫生健康委"], ["市政府相关部门"])],
        [("text", "unparsed")],
    ),
}


@pytest.mark.parametrize("quirk", MIDDLE)
def test_row_between_two_others(quirk: str):
    paragraphs, expected, gaps = MIDDLE[quirk]
    notice = parsed(*HEADER, "一、社会事业", *FIRST, *paragraphs, *THIRD)
    assert rows(notice) == [ROW_1, *expected, ROW_3]
    assert kinds(notice) == gaps


LAST: dict[str, tuple[list[str], list, list]] = {
    "cut after the serial": (
        ["4"],
        [("4", "", [], [])],
        [("text", "text_missing"), ("units", "units_missing")],
    ),
    "cut inside the text": (
        ["4", "新建公园"],
        [("4", "新建公园", [], [])],
        [("units", "units_missing")],
    ),
    "cut inside a name": (
        ["4", "新建公园5处。", "市城市管理局", "市住房和城"],
        [("4", "新建公园5处。", ["市城市管理局"], ["市住房和城"])],
        [("units", "split_undecided"), ("units", "name_truncated")],
    ),
    "closing remarks": (
        ["各单位要按季度报送进展情况，重要情况随时报告。", "联系电话:0550-1234567"],
        [],
        [],
    ),
    "a signature and a date": (["云泽市人民政府办公室", "2027年2月1日"], [], []),
    "a remark": (["备注:各园区包括经开区、高新区。"], [], []),
    "page furniture": (["上一篇:关于印发通知", "关闭窗口", "扫一扫在手机打开当前页"], [], []),
}


@pytest.mark.parametrize("quirk", LAST)
def test_what_stands_after_the_last_whole_row(quirk: str):
    paragraphs, expected, gaps = LAST[quirk]
    second = ("2", "新建医院1所。", "市卫生健康委", "市政府相关部门")
    notice = parsed(*HEADER, *FIRST, *second, *THIRD, *paragraphs)
    assert rows(notice)[2:] == [ROW_3, *expected]
    assert kinds(notice) == gaps


def test_an_empty_cell_is_a_mark():
    notice = parsed(
        *(
            *HEADER,
            "1",
            "新建学校3所。",
            "市教育局",
            "市财政局",
            "\u00a0",
            "2",
            "新建医院1所。",
            "市卫健委",
            "\u00a0",
        ),
        *(
            "3",
            "改造道路9条。",
            "市交通局",
            "市公安局",
            "4",
            "整治河道6条。",
            "市水利局",
            "各县市区政府、",
            "开发区管委会",
        ),
        *("5", "新建公园5处。", "市城管局", "市园林局", "市水利局"),
    )
    assert [(row[2], row[3]) for row in rows(notice)] == [
        (["市教育局", "市财政局"], []),
        (["市卫健委"], []),
        (["市交通局"], ["市公安局"]),
        (["市水利局"], ["各县市区政府", "开发区管委会"]),
        (["市城管局"], ["市园林局", "市水利局"]),
    ]
    assert [task.boundary for task in notice.tasks] == ["certain"] * 4 + ["ambiguous"]


def test_numbered_headings_are_told_from_rows():
    notice = parsed(
        *(
            *HEADER,
            "一、社会事业",
            "(一)办好教育。",
            "1",
            "扩大学位供给。",
            "1",
            "新建学校3所。",
            "市教育局",
            "市财政局",
            "市住建局",
        ),
        *("2", "提高办学质量。", "2", "引进教师50名。", "市教育局", "市人社局", "市委编办"),
        *(
            "(二)办好医疗。",
            "1",
            "强化基层医疗。",
            "3",
            "改造卫生院5家。",
            "市卫健委",
            "市财政局",
            "市住建局",
        ),
    )
    assert [(task.serial, [value.text for value in task.section][1:]) for task in notice.tasks] == [
        ("1", ["(一)办好教育。", "扩大学位供给。"]),
        ("2", ["(一)办好教育。", "提高办学质量。"]),
        ("3", ["(二)办好医疗。", "强化基层医疗。"]),
    ]
    assert {kind for _, kind in kinds(notice)} == {"split_undecided"}


def test_numbers_that_begin_anew_in_each_chapter():
    notice = parsed(*HEADER, "一、社会事业", *FIRST, "二、城市建设", *("1", *THIRD[1:]))
    assert [task.serial for task in notice.tasks] == ["1", "1"]
    assert len({task.id for task in notice.tasks}) == 2
    assert kinds(notice) == []


def test_leaders_and_deadlines_in_columns_of_their_own():
    header = ("序号", "主要工作任务", "完成时限", "责任领导", "牵头单位", "配合单位")
    notice = parsed(
        *(
            *header,
            "1",
            "新建学校3所。",
            "12月底前",
            "李志行",
            "许  岚",
            "市教育局",
            "市自然资源",
            "和规划局",
        ),
        *("2", "新建医院1所。", "持续推进", "沈文远", "市卫健委", "市财政局", "市住房和", "城乡建设局"),
    )
    assert [task.deadline and task.deadline.text for task in notice.tasks] == ["12月底前", "持续推进"]
    assert [[leader.text for leader in task.leaders] for task in notice.tasks] == [
        ["李志行", "许岚"],
        ["沈文远"],
    ]
    assert [len(task.units) for task in notice.tasks] == [2, 3]
