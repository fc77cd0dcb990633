"""Tables copied with tabs: shared cells, marks, lost serials, remarks below, a table cut off."""

import pytest
from printed_notices import kinds, parsed, rows  # type: ignore[import-not-found]

HEADER = "\t序号\n\t主要任务\n\t责任\n领导\n\t责任单位"
RULE = "备注:标“▲”为牵头责任领导;多个单位共同负责的,排在前面的为牵头责任单位。"
FIRST = "\t1\n\t新建学校3所。\n\t▲许  岚\n\n 沈文远\n\t市教育局\n\n市财政局"
ROW_1 = ("1", "新建学校3所。", ["市教育局"], ["市财政局"])

SECOND: dict[str, tuple[str, tuple, list[str], list]] = {
    "units parted by blanks": (
        "\t2\n\t新建医院1所。\n\t韩飞\n\t市卫健委    市财政局      各乡镇",
        ("2", "新建医院1所。", ["市卫健委"], ["市财政局", "各乡镇"]),
        ["韩飞"],
        [],
    ),
    "a name wrapped over lines": (
        "\t2\n\t新建医院1所。\n\t韩飞\n\t市卫健委\n\n市“四送一服”领导\n\n小组成员单位",
        ("2", "新建医院1所。", ["市卫健委"], ["市“四送一服”领导小组成员单位"]),
        ["韩飞"],
        [],
    ),
    "an empty cell continues the leader above": (
        "\t2\n\t新建医院1所。\n\t\n\t市卫健委",
        ("2", "新建医院1所。", ["市卫健委"], []),
        ["许岚", "沈文远"],
        [],
    ),
    "a lost serial": (
        "\t\n\t新建医院1所。\n\t韩飞\n\t市卫健委",
        (None, "新建医院1所。", ["市卫健委"], []),
        ["韩飞"],
        [("serial", "serial_missing")],
    ),
    "a lost leader": (
        "\t2\n\t新建医院1所。\n\t\u00a0\n\t市卫健委",
        ("2", "新建医院1所。", ["市卫健委"], []),
        [],
        [("leaders", "leader_lost")],
    ),
    "all cells on one line": (
        "\t2\t新建医院1所。\t韩飞\t市卫健委\n\n市财政局",
        ("2", "新建医院1所。", ["市卫健委"], ["市财政局"]),
        ["韩飞"],
        [],
    ),
    "a missing cell": (
        "\t2\n\t新建医院1所。\n\t韩飞",
        ("2", "新建医院1所。", [], []),
        ["韩飞"],
        [("units", "row_truncated"), ("units", "units_missing")],
    ),
    "the header again": (
        f"{HEADER}\n\t2\n\t新建医院1所。\n\t韩飞\n\t市卫健委",
        ("2", "新建医院1所。", ["市卫健委"], []),
        ["韩飞"],
        [],
    ),
}


@pytest.mark.parametrize("quirk", SECOND)
def test_second_row(quirk: str):
    printed, expected, leaders, gaps = SECOND[quirk]
    notice = parsed(HEADER, FIRST, printed, "\t3\n\t改造道路9条。\n\t韩飞\n\t市交通局", RULE)
    assert rows(notice) == [ROW_1, expected, ("3", "改造道路9条。", ["市交通局"], [])]
    assert [leader.text for leader in notice.tasks[1].leaders] == leaders
    assert kinds(notice) == gaps


@pytest.mark.parametrize(
    "remark", [RULE, f"\t{RULE}", f"\t\n\t{RULE}"], ids=["bare", "in a cell", "in a second cell"]
)
def test_the_remark_is_no_unit(remark: str):
    notice = parsed(HEADER, FIRST, remark)
    assert rows(notice) == [ROW_1]
    assert [leader.lead for leader in notice.tasks[0].leaders] == [True, False]
    assert [rule.text for rule in notice.rules] == ["标“▲”为牵头责任领导", "排在前面的为牵头责任单位"]


@pytest.mark.parametrize(
    "tail", ["云泽市人民政府办公室\n\n2027年2月1日", "打印本页 关闭窗口", "以上任务须认真落实。"]
)
def test_what_follows_the_table_is_no_unit(tail: str):
    assert rows(parsed(RULE.removeprefix("备注:"), HEADER, FIRST, tail)) == [ROW_1]


def test_headings_are_sections_and_no_cell_is_shared_across_them():
    notice = parsed(
        *(HEADER, "\t（一）社会事业", FIRST, "\t2\n\t新建医院1所。\n\t\n\t市卫健委"),
        *("\t（二）城市建设", "\t3\n\t改造道路9条。\n\t\n\t市交通局", RULE),
    )
    assert [[value.text for value in task.section] for task in notice.tasks] == [
        ["（一）社会事业"],
        ["（一）社会事业"],
        ["（二）城市建设"],
    ]
    assert [len(task.leaders) for task in notice.tasks] == [2, 2, 0]
    assert [leader.origin for leader in notice.tasks[1].leaders] == ["inherited"] * 2
    assert kinds(notice) == [("leaders", "leader_lost")]


@pytest.mark.parametrize(
    ("cut", "expected", "gaps"),
    [
        (
            "\t2",
            ("2", "", [], []),
            [("units", "row_truncated"), ("text", "text_missing"), ("units", "units_missing")],
        ),
        ("\t2\n\t新建医", ("2", "新建医", [], []), [("units", "row_truncated"), ("units", "units_missing")]),
        (
            "\t2\n\t新建医院。\n\t韩飞\n\t市卫健委\n\n市住房和城",
            ("2", "新建医院。", ["市卫健委"], ["市住房和城"]),
            [("units", "name_truncated")],
        ),
    ],
    ids=["after the serial", "inside the task", "inside a name"],
)
def test_a_table_cut_off(cut: str, expected: tuple, gaps: list):
    notice = parsed(RULE.removeprefix("备注:"), HEADER, FIRST, cut)
    assert rows(notice) == [ROW_1, expected]
    assert kinds(notice) == gaps
