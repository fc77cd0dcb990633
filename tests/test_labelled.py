"""Labelled text: items, sub-items, labels below, behind and in brackets, shared heads, lost labels."""

import pytest
from printed_notices import kinds, parsed, rows, units  # type: ignore[import-not-found]

TAIL = ("2.举办读书节。", "牵头责任单位:市文旅局。", "协同责任单位:市教育局。")

QUIRKS: dict[str, tuple[list[str], list]] = {
    "labels a line each": (
        [
            "1.新建学校3所。",
            "牵头负责领导:沈文远。",
            "牵头责任单位:市教育局。",
            "协同责任单位:市财政局、市住建局。",
        ],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局", "市住建局"]],
    ),
    "full-width marks and blanks": (
        ["１．新建学校３所。", "牵头责任单位 ： 市教育局。", "配合单位：市财政局，市住建局。"],
        ["1", "新建学校３所。", ["市教育局"], ["市财政局", "市住建局"]],
    ),
    "责任单位 beside a lead label supports": (
        ["1.新建学校3所。", "牵头单位:市教育局", "责任单位:市财政局"],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局"]],
    ),
    "several labels on one line": (
        ["1.新建学校3所。", "牵头单位:市教育局;配合单位:市财政局、市住建局。"],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局", "市住建局"]],
    ),
    "labels in brackets behind the text": (
        ["1.新建学校3所。(牵头单位:市教育局;配合单位:市财政局、市住建局)"],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局", "市住建局"]],
    ),
    "brackets closed by a full stop": (
        ["1.新建学校3所（牵头单位：市教育局；配合单位：市财政局(市国资委)）。"],
        ["1", "新建学校3所", ["市教育局"], ["市财政局(市国资委)"]],
    ),
    "labels in square brackets on their own line": (
        ["1.新建学校3所。", "【牵头单位:市教育局;配合单位:市财政局】"],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局"]],
    ),
    "a text of two paragraphs": (
        ["1.新建学校3所。", "改造学校5所。", "牵头单位:市教育局。", "配合单位:市财政局。"],
        ["1", "新建学校3所。改造学校5所。", ["市教育局"], ["市财政局"]],
    ),
    "a list wrapped over lines": (
        ["1.新建学校3所。", "牵头单位:市教育局。", "配合单位:市财政局、东陵区、", "西陵区人民政府。"],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局", "东陵区人民政府", "西陵区人民政府"]],
    ),
    "a name wrapped over lines": (
        ["1.新建学校3所。", "牵头单位:市教育局。", "配合单位:市自然资源", "和规划局、市住建局。"],
        ["1", "新建学校3所。", ["市教育局"], ["市自然资源和规划局", "市住建局"]],
    ),
    "shared heads and an open list": (
        ["1.新建学校3所。", "牵头单位:市教育局。", "配合单位:市财政局,东陵区、西陵区人民政府等。"],
        ["1", "新建学校3所。", ["市教育局"], ["市财政局", "东陵区人民政府", "西陵区人民政府"]],
    ),
    "a decimal is no number of an item": (
        ["1.粮食产量稳定在", "1.6亿斤以上。", "牵头单位:市农业局。", "配合单位:市财政局。"],
        ["1", "粮食产量稳定在1.6亿斤以上。", ["市农业局"], ["市财政局"]],
    ),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_task_is_read(quirk: str):
    paragraphs, expected = QUIRKS[quirk]
    notice = parsed("一、社会事业", *paragraphs, *TAIL)
    assert list(rows(notice)[0]) == expected
    assert [task.serial for task in notice.tasks] == ["1", "2"]
    assert [value.text for value in notice.tasks[0].section] == ["一、社会事业"]
    assert not [kind for _, kind in kinds(notice) if kind not in {"open_list", "total_mismatch"}]


def test_sub_items_stand_under_their_item():
    notice = parsed(
        *("一、社会事业", "1.办好教育。", "(1)新建学校3所。", "牵头单位:市教育局。", "配合单位:市财政局。"),
        *(
            "(2)改造学校5所。",
            "牵头单位:市教育局。",
            "配合单位:市住建局。",
            "2.办好医疗。",
            "(1)新建医院1所。",
        ),
        *("牵头单位:市卫健委。", "配合单位:市财政局。"),
    )
    assert [(task.serial, task.section[-1].text) for task in notice.tasks] == [
        ("1.(1)", "1.办好教育"),
        ("1.(2)", "1.办好教育"),
        ("2.(1)", "2.办好医疗"),
    ]
    assert kinds(notice) == []


def test_sub_items_numbered_through_keep_their_number():
    notice = parsed(
        *("1.办好教育。", "1)新建学校3所。", "牵头单位:市教育局。", "配合单位:市财政局。", "2)改造学校5所。"),
        *(
            "牵头单位:市教育局。",
            "配合单位:市住建局。",
            "2.办好医疗。",
            "3)新建医院1所。",
            "牵头单位:市卫健委。",
        ),
    )
    assert [task.serial for task in notice.tasks] == ["1.1)", "1.2)", "2.3)"]
    assert kinds(notice) == []


def test_a_sub_number_does_not_stand_under_an_item_with_units_of_its_own():
    notice = parsed(
        *("一、社会事业", "1.新建学校3所。", "牵头单位:市教育局。", "二、城市建设", "(1)改造道路9条。"),
        *("牵头单位:市交通局。", "(2)整治河道6条。", "牵头单位:市水利局。"),
    )
    assert [(task.serial, [value.text for value in task.section]) for task in notice.tasks] == [
        ("1", ["一、社会事业"]),
        ("(1)", ["二、城市建设"]),
        ("(2)", ["二、城市建设"]),
    ]


def test_paragraphs_numbered_like_headings_are_tasks_where_they_name_units():
    notice = parsed(
        *(
            "一、社会事业",
            "(一)新建学校3所。(责任单位:市教育局、市财政局)",
            "(二)新建医院1所。(责任单位:市卫健委)",
        ),
        *("二、城市建设", "(一)改造道路9条。(责任单位:市交通局)"),
    )
    assert [(task.serial, task.section[0].text) for task in notice.tasks] == [
        ("(一)", "一、社会事业"),
        ("(二)", "一、社会事业"),
        ("(一)", "二、城市建设"),
    ]
    assert (notice.tasks[0].lead_min, notice.tasks[0].lead_max) == (1, 2)


def test_paragraphs_without_number_are_tasks_where_they_name_units():
    notice = parsed(
        *("一、社会事业", "新建学校3所。(牵头单位:市教育局;配合单位:市财政局)"),
        *("新建医院1所。(牵头单位:市卫健委;配合单位:市财政局)",),
    )
    assert [(task.serial, task.text.text) for task in notice.tasks] == [
        (None, "新建学校3所。"),
        (None, "新建医院1所。"),
    ]
    assert kinds(notice) == [("serial", "serial_missing")] * 2


def test_prose_that_mentions_labels_is_no_task():
    notice = parsed(
        *(
            "各牵头责任单位:要主动担责(牵头单位:要抓总),各协同责任单位要配合。",
            "一、社会事业",
            "1.新建学校3所。",
        ),
        *(
            "牵头单位:市教育局",
            "配合单位:市财政局",
            "各协同责任单位要积极主动作为，认真配合支持。完成时限另行通知。",
        ),
    )
    assert rows(notice) == [("1", "新建学校3所。", ["市教育局"], ["市财政局"])]


def test_an_item_that_lost_its_labels_is_kept_with_a_gap():
    notice = parsed(
        *(
            "1.新建学校3所。",
            "牵头单位:市教育局。",
            "2.新建医院1所。",
            "3.改造道路9条。",
            "牵头单位:市交通局。",
        )
    )
    assert [task.serial for task in notice.tasks] == ["1", "2", "3"]
    assert kinds(notice) == [("units", "units_missing")]


def test_a_missing_number_is_a_gap():
    notice = parsed(*("1.新建学校3所。", "牵头单位:市教育局。", "3.改造道路9条。", "牵头单位:市交通局。"))
    (gap,) = notice.gaps
    assert (gap.kind, gap.task, gap.reason) == ("serial_gap", notice.tasks[1].id, "序号不连续：1 之后是 3")


def test_text_that_belongs_nowhere_is_a_gap():
    notice = parsed(
        *(
            "1.新建学校3所。",
            "牵头单位:市教育局。",
            "此项工作另有安排,请关注。",
            "2.新建医院1所。",
            "牵头单位:市卫健委。",
        )
    )
    (gap,) = notice.gaps
    assert (gap.kind, gap.task, gap.line) == ("unparsed", None, 13)
    assert "此项工作另有安排" in gap.reason


def test_one_list_without_a_rule_is_in_doubt():
    notice = parsed(
        *("1.新建学校3所。", "责任单位:市教育局、市财政局。", "2.新建医院1所。", "责任单位:市卫健委。")
    )
    assert [task.boundary for task in notice.tasks] == ["ambiguous", "certain"]
    assert [gap.kind for gap in notice.gaps] == ["split_undecided"]
    assert units(notice.tasks[0]) == (["市教育局"], ["市财政局"])


def test_leaders_and_deadline():
    notice = parsed(
        *("1.新建学校3所。", "责任领导:沈文远、许  岚", "牵头单位:市教育局", "完成时限:2027年底", *TAIL),
    )
    task = notice.tasks[0]
    assert [leader.text for leader in task.leaders] == ["沈文远", "许岚"]
    assert task.deadline is not None
    assert task.deadline.text == "2027年底"
    assert notice.deadline is None
