"""Tasks printed in the text and again in the annexed table: found, paired, compared."""

import pytest
from printed_notices import parsed  # type: ignore[import-not-found]

HEADER = (
    *("附件", "序号", "工作类别", "具体任务分解", "完成时限", "分管领导", "责任单位", "备注"),
    *("工作内容", "主要任务", "牵头单位", "协同单位"),
)
BODY = {
    "text": "新建、改扩建中小学校3所。",
    "leaders": "沈文远、许  岚",
    "lead": "市教育局",
    "support": "市财政局、市市场监管局",
}
TABLE = {
    "text": "新建、改扩建中小学校3所",
    "leaders": "沈文远\n许岚",
    "lead": "市教育局",
    "support": "市财政局、市市场监管局",
}


def notice(body: dict[str, str], table: dict[str, str]):
    task, row = BODY | body, TABLE | table
    return parsed(
        *(
            "一、社会事业",
            f"1.{task['text']}",
            f"牵头负责领导:{task['leaders']}。",
            f"牵头单位:{task['lead']}。",
        ),
        *(f"协同单位:{task['support']}。", "2.全面推进河湖长制,整治河道6条。", "牵头负责领导:韩飞。"),
        *(
            "牵头单位:市水利局。",
            "协同单位:市财政局。",
            *HEADER,
            "1",
            "一、社会事业",
            row["text"],
            "12月底前",
        ),
        *(
            row["leaders"],
            row["lead"],
            row["support"],
            "\u00a0",
            "2",
            "全面推进河湖长制，整治河道6条",
            "全年",
            "韩飞",
        ),
        *("市水利局", "市财政局", "\u00a0"),
    )


ALIKE = {
    "the same": ({}, {}),
    "another order": ({"support": "市市场监管局、市财政局"}, {}),
    "a unit written in full": ({"support": "市财政局、市市场监督管理局"}, {}),
    "leaders in another order": ({"leaders": "许岚、沈文远"}, {}),
    "other punctuation": ({"text": "新建,改扩建“中小学校”3所。"}, {}),
    "members with and without 各": (
        {"support": "各防汛抗旱指挥部成员单位"},
        {"support": "防汛抗旱指挥部成员单位"},
    ),
}


@pytest.mark.parametrize("quirk", ALIKE)
def test_two_records_of_one_task_agree(quirk: str):
    found = notice(*ALIKE[quirk])
    assert [task.same_as for task in found.tasks[:2]] == [task.id for task in found.tasks[2:]]
    assert len(found.distinct_tasks()) == 2
    assert list(found.gaps) == []


DIFFERENT = {
    "a missing unit": (
        {},
        {"support": "市财政局"},
        "support_units",
        "“市财政局、市市场监管局”，附表为“市财政局”",
    ),
    "another lead": ({"lead": "市体育局"}, {}, "lead_units", "“市体育局”，附表为“市教育局”"),
    "a body in brackets": (
        {},
        {"lead": "市教育局(市督导办)"},
        "lead_units",
        "“市教育局”，附表为“市教育局(市督导办)”",
    ),
    "another leader": ({"leaders": "韩飞、许岚"}, {}, "leaders", "“韩飞、许岚”，附表为“沈文远、许岚”"),
    "a leader fewer": ({}, {"leaders": "沈文远"}, "leaders", "“沈文远、许岚”，附表为“沈文远”"),
}


@pytest.mark.parametrize("quirk", DIFFERENT)
def test_two_records_of_one_task_disagree(quirk: str):
    body, table, field, told = DIFFERENT[quirk]
    found = notice(body, table)
    (gap,) = found.gaps
    assert (gap.field, gap.kind, gap.task, gap.line) == (
        field,
        "contradiction",
        found.tasks[2].id,
        found.tasks[2].line,
    )
    assert f"不一致：正文为{told}" in gap.reason


LOST = {
    "all names": ("\u00a0", "沈文远、许岚", 1),
    "one of two": ("沈文远\n\u00a0", "沈文远、许岚", 1),
    "two of two": ("\u00a0\n\u00a0", "沈文远、许岚", 2),
}


@pytest.mark.parametrize("quirk", LOST)
def test_a_name_lost_in_the_table_is_told_from_the_text(quirk: str):
    leaders, told, gaps = LOST[quirk]
    found = notice({}, {"leaders": leaders})
    assert [gap.kind for gap in found.gaps] == ["leader_lost"] * gaps
    assert all(gap.reason.endswith(f"；正文为“{told}”") for gap in found.gaps)


def test_a_lost_name_does_not_excuse_another_one():
    found = notice({}, {"leaders": "韩飞\n\u00a0"})
    assert [gap.kind for gap in found.gaps] == ["leader_lost", "contradiction"]


def test_different_tasks_are_not_paired():
    found = notice({"text": "引进高层次人才,新增博士后工作站。"}, {})
    assert [task.same_as is None for task in found.tasks] == [True, False, True, True]


def test_each_record_is_paired_once():
    """Two rows print the same words: the first of the text goes with the first of the table."""
    body = [
        line
        for number in (1, 2, 3)
        for line in (f"{number}.新建口袋公园{number % 2}处。", "牵头单位:市城管局。", "协同单位:市财政局。")
    ]
    table = [
        cell
        for number in (1, 2, 3)
        for cell in (
            str(number),
            f"新建口袋公园{number % 2}处",
            "全年",
            "韩飞",
            "市城管局",
            "市财政局",
            "\u00a0",
        )
    ]
    found = parsed("一、城市建设", *body, *HEADER, *table)
    assert [task.same_as for task in found.tasks[:3]] == [task.id for task in found.tasks[3:]]
