"""What a question leaves out: single tasks, parts, how the lead is held; and what only looks left out."""

import pytest

from assistant.query import AskedSection
from assistant.reading import read_question
from assistant.text import clean_question


def read(engine, question):
    return read_question(clean_question(question), engine.corpus.lexicon)


def serials(answer):
    return [row.serial for row in answer.rows]


@pytest.mark.parametrize(
    ("question", "left_out", "topics"),
    [
        ("阜阳市公安局2019年牵头的，不要112那项", ("112",), ()),
        ("阜阳市公安局2019年牵头的，扫黑除恶那一项除外", (), ("扫黑除恶",)),
        ("阜阳市公安局2019年牵头的，除了扫黑除恶这项", (), ("扫黑除恶",)),
        ("阜阳市公安局2019年牵头的，配合的那些项不要", (), ()),
        ("阜阳市公安局2019年牵头的扫黑除恶那一项", (), ()),
    ],
)
def test_single_tasks_left_out(exact_engine, question, left_out, topics):
    excluded = read(exact_engine, question).excluded
    assert (excluded.serials, excluded.topics) == (left_out, topics)


def test_a_task_left_out_by_its_words_is_not_listed(full_engine):
    first, rest = full_engine.converse(["阜阳市公安局2019年牵头哪些任务", "扫黑除恶那一项除外，还剩哪些"])
    assert set(serials(first)) - set(serials(rest)) == {"39.(7)"}
    assert "不含“扫黑除恶”那项" in rest.text


def test_a_task_left_out_by_its_number_is_not_listed(exact_engine):
    _, part, rest = exact_engine.converse(
        ["芜湖市文旅局2024年牵头哪些", "激活城市文化消费那一节的", "不要112那项"]
    )
    assert set(serials(part)) - set(serials(rest)) == {"112"}


@pytest.mark.parametrize(
    ("question", "section"),
    [
        (
            "徽州区文旅体局2023年在“抓文旅”那一块以外还牵头哪些任务",
            AskedSection(words="抓文旅", outside=True),
        ),
        (
            "阜阳市科技局2019年牵头的任务，但不要科技创新那一条下面的",
            AskedSection(words="科技创新", outside=True),
        ),
        ("徽州区2023年（八）民生那部分有多少项任务", AskedSection(number=8, words="民生")),
        ("芜湖市财政局2024年牵头的任务，自身建设那部分也算", None),
    ],
)
def test_parts_outside_of_which_is_asked(exact_engine, question, section):
    assert read(exact_engine, question).section == section


@pytest.mark.parametrize(
    ("question", "shared"),
    [
        ("阜阳市卫健委2019年牵头的任务，和别的单位联合牵头的去掉", "alone"),
        ("阜阳市卫健委2019年牵头的任务，和别的单位联合牵头的也要", None),
    ],
)
def test_joint_leads_left_out(exact_engine, question, shared):
    query = read(exact_engine, question)
    assert (query.shared, query.role) == (shared, "lead")


def test_a_leader_picks_from_the_unit_listed_before(exact_engine):
    answer = exact_engine.converse(["阜阳市水利局2019年牵头哪几项", "王显义负责的是哪些"])[-1]
    assert answer.rows
    assert all("市水利局" in row.lead_units and "王显义" in row.leaders for row in answer.rows)


def test_another_unit_picks_what_it_leads_as_well(exact_engine):
    answer = exact_engine.converse(["繁昌区文旅体局2021年牵头任务有哪些？", "有繁阳镇一起牵头的是哪几项"])[-1]
    assert answer.rows
    assert all({"区文化旅游体育局", "繁阳镇"} <= set(row.lead_units) for row in answer.rows)


def test_either_of_two_quoted_words(exact_engine):
    answer = exact_engine.converse(["阜阳市交通运输局2019年牵头、跟“高速公路”或“农村路”字样有关的任务"])[-1]
    assert serials(answer) == ["21.(3)", "27.(3)"]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("亳州国防动员办牵头什么任务", "市国动办"),
        ("阜阳民航中心2019年点名配合的任务", "阜阳民用航空中心"),
        ("亳州市政府办公室挂着营商环境办牌子牵头的任务有哪些", "市政府办公室(市营商环境办)"),
    ],
)
def test_units_by_the_whole_name_in_short_and_by_a_sign(exact_engine, question, printed):
    answer = exact_engine.converse([question])[-1]
    assert answer.rows
    assert all(printed in (*row.lead_units, *row.support_units) for row in answer.rows)


def test_three_counties_named_behind_their_level(exact_engine):
    query = read(exact_engine, "2025年三县政府（涡阳、蒙城、利辛）一起牵头的任务有几项")
    assert [unit.name for unit in query.units] == ["涡阳县政府", "蒙城县政府", "利辛县政府"]
    assert query.together
