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
        (
            "徽州区住建局2023年牵头的任务，（八）民生那部分除外",
            AskedSection(number=8, words="民生", outside=True),
        ),
        (
            "徽州区2023年十、加强政府自身建设以外的任务有多少项",
            AskedSection(words="加强政府自身建设", outside=True),
        ),
        ("分别列出徽州区2023年第一部分和第二部分的任务", AskedSection(number=1, others=(2,))),
        ("亳州2025年分解表第六大块的任务都列一下", AskedSection(number=6)),
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
def test_how_joint_leads_are_counted(exact_engine, question, shared):
    query = read(exact_engine, question)
    assert (query.shared, query.role) == (shared, "lead")


@pytest.mark.parametrize(
    ("question", "units", "role"),
    [
        ("分别列出亳州市教育局、市科技局2025年牵头的任务", ["市教育局", "市科技局"], "lead"),
        ("分别算一下亳州市教育局、市科技局牵头多少项", ["市教育局", "市科技局"], "lead"),
        ("分别把各县区政府牵头的任务列出来", ["各县区政府"], "lead"),
        ("亳州市教育局2025年哪些任务不用牵头、只要配合", ["市教育局"], "support"),
        ("请列出亳州市教育局2025年牵头的全部任务，不要漏掉任何一项", ["市教育局"], "lead"),
        ("亳州市教育局2025年除了职业教育还牵头哪些任务", ["市教育局"], "lead"),
        ("亳州2025年第5项市科技局是不是牵头单位", ["市科技局"], "lead"),
    ],
)
def test_who_is_asked_about_is_not_left_out(exact_engine, question, units, role):
    query = read(exact_engine, question)
    assert ([unit.name for unit in query.units], query.role) == (units, role)
    assert not query.excluded.units


def test_tasks_beside_a_subject(exact_engine):
    query = read(exact_engine, "亳州市教育局2025年除了职业教育还牵头哪些任务")
    assert query.excluded.topics == ("职业教育",)


def test_only_who_stands_behind_the_words_is_left_out(exact_engine):
    query = read(exact_engine, "阜阳市卫健委2019年牵头的任务里不含市财政局配合的")
    assert [unit.name for unit in query.units] == ["市卫健委"]
    assert [unit.name for unit in query.excluded.units] == ["市财政局"]


@pytest.mark.parametrize(
    ("question", "units", "left_out"),
    [
        ("阜阳2019年非市发改委牵头、由常务副市长负责的任务", [], ["市发改委"]),
        ("阜阳2019年由常务副市长负责但牵头单位不是市发改委的任务有多少", [], ["市发改委"]),
        ("阜阳2019年王显义负责的任务中，市农业农村局以外的单位牵头的", [], ["市农业农村局"]),
        ("阜阳2019年市财政局没有参与的、市水利局牵头的任务", ["市水利局"], ["市财政局"]),
        ("阜阳2019年市财政局配合、但不是市发改委牵头的任务", ["市财政局"], ["市发改委"]),
        ("芜湖2024年市农业农村局牵头的任务里去掉和耕地有关的", ["市农业农村局"], []),
    ],
)
def test_units_that_are_denied(exact_engine, question, units, left_out):
    query = read(exact_engine, question)
    assert [unit.name for unit in query.units] == units
    assert [unit.name for unit in query.excluded.units] == left_out


@pytest.mark.parametrize(
    ("turn", "by"),
    [
        ("不要持续推进的", "时限"),
        ("除了鲁胜启的", "领导"),
        ("去掉持续推进的", "时限"),
    ],
)
def test_a_turn_that_only_leaves_out(exact_engine, turn, by):
    first, rest = exact_engine.converse(["繁昌2021年区商务局牵头哪些", turn])
    gone = [row for row in first.rows if row.id not in {one.id for one in rest.rows}]
    if by == "领导":
        assert all("鲁胜启" in row.leaders for row in gone)
        assert not any("鲁胜启" in row.leaders for row in rest.rows)
    else:
        assert {row.deadline for row in gone} == {"持续推进"}
        assert rest.rows
        assert all(row.deadline != "持续推进" for row in rest.rows)


@pytest.mark.parametrize(("turn", "role"), [("去掉配合的", "牵头"), ("不要牵头的", "配合")])
def test_a_role_left_out_leaves_the_other(exact_engine, turn, role):
    answer = exact_engine.converse(["亳州住建局2025年牵头和配合的任务", turn])[-1]
    assert answer.read_as["角色"] == role


def test_an_empty_list_does_not_say_that_the_unit_has_none(exact_engine):
    answer = exact_engine.converse(["阜阳市科技局2019年牵头哪些任务", "不含李红分管的"])[-1]
    assert not answer.rows
    assert "没有牵头的任务" not in answer.headline
