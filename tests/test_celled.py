"""Tables of one paragraph a cell: merged cells, blank cells, heading rows, rows cut off or without a serial."""

import pytest
from printed_notices import kinds, parsed, rows  # type: ignore[import-not-found]

BLANK = "\u00a0"
NARROW = ("附件", "序号", "工作任务", "牵头单位", "配合单位")
WIDE = (
    *("附件", "序号", "工作类别", "具体任务分解", "完成时限", "分管领导", "责任单位", "备注"),
    *("工作内容", "主要任务", "牵头单位", "协同单位"),
)
PLAIN = [
    ("1", "新建学校3所", "市教育局", "市财政局、市住建局"),
    ("2", "新建医院1所", "市卫健委\n市医保局", "市财政局"),
    ("3", "改造道路9条", "市交通局", "市公安局、市城管局"),
]
RECORDS = [
    ("1", "新建学校3所", ["市教育局"], ["市财政局", "市住建局"]),
    ("2", "新建医院1所", ["市卫健委", "市医保局"], ["市财政局"]),
    ("3", "改造道路9条", ["市交通局"], ["市公安局", "市城管局"]),
]


def table(*rows_printed: tuple[str, ...]) -> list[str]:
    return [cell for row in rows_printed for cell in row]


BETWEEN: dict[str, tuple[list[str], list]] = {
    "nothing": ([], []),
    "a heading row": (["二、城市建设"], []),
    "the header again": (["序号", "工作任务", "牵头单位", "配合单位"], []),
    "page furniture": (["第 3 页"], []),
}


@pytest.mark.parametrize("quirk", BETWEEN)
def test_what_stands_between_rows(quirk: str):
    paragraphs, gaps = BETWEEN[quirk]
    notice = parsed(*NARROW, *table(*PLAIN[:2]), *paragraphs, *table(PLAIN[2]))
    assert rows(notice) == RECORDS
    assert kinds(notice) == gaps
    assert [task.boundary for task in notice.tasks] == ["certain"] * 3


def test_headings_between_rows_are_sections():
    notice = parsed(*NARROW, "一、社会事业", *table(*PLAIN[:2]), "二、城市建设", *table(PLAIN[2]))
    assert [[value.text for value in task.section] for task in notice.tasks] == [
        ["一、社会事业"],
        ["一、社会事业"],
        ["二、城市建设"],
    ]


AFTER: dict[str, tuple[list[str], list, list]] = {
    "closing remarks": (["各单位要按季度报送进展情况，重要情况随时报告。"], [], []),
    "a signature and a date": (["云泽市人民政府办公室", "2027年2月1日"], [], []),
    "a remark": (["备注:未列明的由市政府办公室协调。"], [], []),
    "cut after the serial": (
        ["4"],
        [("4", "", [], [])],
        [("units", "row_truncated"), ("text", "text_missing"), ("units", "units_missing")],
    ),
    "cut after the task": (
        ["4", "新建公园5处"],
        [("4", "新建公园5处", [], [])],
        [("units", "row_truncated"), ("units", "units_missing")],
    ),
    "cut after the lead": (
        ["4", "新建公园5处", "市城管局"],
        [("4", "新建公园5处", ["市城管局"], [])],
        [("units", "row_truncated")],
    ),
    "a blank supporting cell": (
        ["4", "新建公园5处", "市城管局", BLANK],
        [("4", "新建公园5处", ["市城管局"], [])],
        [],
    ),
}


@pytest.mark.parametrize("quirk", AFTER)
def test_what_stands_after_the_last_whole_row(quirk: str):
    paragraphs, expected, gaps = AFTER[quirk]
    notice = parsed(*NARROW, *table(*PLAIN), *paragraphs)
    assert rows(notice) == [*RECORDS, *expected]
    assert kinds(notice) == gaps


CHAPTER, ITEM = "一、社会事业", "1.办好人民满意的教育"
FULL = ("1", CHAPTER, ITEM, "新建学校3所", "12月底前", "沈文远", "市教育局", "市财政局、市住建局", BLANK)
LATER: dict[str, tuple[tuple[str, ...], tuple, list]] = {
    "merged groups": (
        ("2", "引进教师50名", "持续推进", "许  岚", "市教育局\n市人社局", "市财政局", BLANK),
        ("2", [CHAPTER, ITEM], ["许岚"], ["市教育局", "市人社局"], ["市财政局"], "持续推进"),
        [],
    ),
    "a new inner group": (
        ("2", "2.办好医疗", "新建医院1所", "全年", "许岚", "市卫健委", "市财政局", BLANK),
        ("2", [CHAPTER, "2.办好医疗"], ["许岚"], ["市卫健委"], ["市财政局"], "全年"),
        [],
    ),
    "a new chapter": (
        ("2", "二、城市建设", "2.改善出行", "改造道路9条", "2027年底", "许岚", "市交通局", "市公安局", BLANK),
        ("2", ["二、城市建设", "2.改善出行"], ["许岚"], ["市交通局"], ["市公安局"], "2027年底"),
        [],
    ),
    "a new chapter alone": (
        ("2", "二、城市建设", "改造道路9条", "2027年底", "许岚", "市交通局", "市公安局", BLANK),
        ("2", ["二、城市建设"], ["许岚"], ["市交通局"], ["市公安局"], "2027年底"),
        [],
    ),
    "a blank serial": (
        (BLANK, "引进教师50名", "持续推进", "许岚", "市教育局", "市财政局", BLANK),
        (None, [CHAPTER, ITEM], ["许岚"], ["市教育局"], ["市财政局"], "持续推进"),
        [("serial", "serial_missing")],
    ),
    "no serial at all": (
        ("引进教师50名", "持续推进", "许岚", "市教育局", "市财政局", BLANK),
        (None, [CHAPTER, ITEM], ["许岚"], ["市教育局"], ["市财政局"], "持续推进"),
        [("serial", "serial_missing")],
    ),
    "a lost leader": (
        ("2", "引进教师50名", "持续推进", BLANK, "市教育局", "市财政局", BLANK),
        ("2", [CHAPTER, ITEM], [], ["市教育局"], ["市财政局"], "持续推进"),
        [("leaders", "leader_lost")],
    ),
    "one of two leaders lost": (
        ("2", "引进教师50名", "持续推进", f"{BLANK}\n许岚", "市教育局", "市财政局", BLANK),
        ("2", [CHAPTER, ITEM], ["许岚"], ["市教育局"], ["市财政局"], "持续推进"),
        [("leaders", "leader_lost")],
    ),
    "a deadline without 年": (
        ("2", "引进教师50名", "20276月底前", "许岚", "市教育局", "市财政局", BLANK),
        ("2", [CHAPTER, ITEM], ["许岚"], ["市教育局"], ["市财政局"], "20276月底前"),
        [("deadline", "characters_lost")],
    ),
    "a full remark": (
        ("2", "引进教师50名", "持续推进", "许岚", "市教育局", "市财政局", "续建"),
        ("2", [CHAPTER, ITEM], ["许岚"], ["市教育局"], ["市财政局"], "持续推进"),
        [("remark", "remark")],
    ),
}


@pytest.mark.parametrize("quirk", LATER)
def test_second_row_of_a_wide_table(quirk: str):
    second, expected, gaps = LATER[quirk]
    last = ("3", "三、政府建设", "3.依法行政", "开展法治培训", "全年", "沈文远", "市司法局", "市人社局")
    notice = parsed(*WIDE, *FULL, *second, *last)
    task = notice.tasks[1]
    printed, _, lead, support = rows(notice)[1]
    found = (
        *(
            printed,
            [value.text for value in task.section],
            [leader.text for leader in task.leaders],
            lead,
            support,
        ),
        task.deadline and task.deadline.text,
    )
    assert found == expected
    assert [task.serial for task in notice.tasks] == ["1", expected[0], "3"]
    assert [gap for gap in kinds(notice) if gap != ("serial", "serial_gap")] == gaps


def test_a_group_carried_down_is_marked_inherited():
    second = ("2", "引进教师50名", "持续推进", "许岚", "市教育局", "市财政局", BLANK)
    tasks = parsed(*WIDE, *FULL, *second, *("3", "新建食堂8个", "全年", "许岚", "市教育局", "市财政局")).tasks
    assert [[value.origin for value in task.section] for task in tasks] == [
        ["rule"] * 2,
        ["inherited"] * 2,
        ["inherited"] * 2,
    ]


def test_wrapped_cells_are_not_taken_for_cells():
    """Every second row has more paragraphs than columns: the unit names are wrapped."""
    wrapped = [
        ("1", "新建学校3所。", "市教育局", "市自然资源", "和规划局"),
        ("2", "新建医院1所。", "市卫健委", "市财政局"),
    ] * 3
    notice = parsed(*NARROW, *table(*((str(n), *row[1:]) for n, row in enumerate(wrapped, 1))))
    assert [[unit.text for unit in task.units] for task in notice.tasks] == [
        ["市教育局", "市自然资源和规划局"],
        ["市卫健委", "市财政局"],
    ] * 3


def test_a_thousand_blank_serials_take_linear_time():
    row = (BLANK, "引进教师50名", "持续推进", "许岚", "市教育局", "市财政局", BLANK)
    assert len(parsed(*WIDE, *FULL, *(row * 1000)).tasks) == 1001
