"""What is asked beside tasks, units, leaders, deadlines and figures is told only where a task prints it."""

import pytest

from assistant.asked_things import asked_thing, tells

THINGS = [
    ("a noun behind 哪些", "芜湖神山音乐节今年请了哪些歌手", "歌手"),
    ("a noun behind 多少", "城东小学计划招多少学生", "学生"),
    ("a noun behind a counter", "儿童医院设多少张床位", "床位"),
    ("a noun behind 什么", "他对脱贫攻坚作过什么批示", "批示"),
    ("a verb at the end", "人才码怎么申领", "申领"),
    ("tasks are no thing", "市商务局牵头哪些任务", ""),
    ("how many tasks", "市商务局牵头多少项任务", ""),
    ("one of the tasks", "机器换人是哪一条", ""),
    ("units are no thing", "牵头的是哪两家", ""),
    ("a day is no thing", "具体哪一天首航", ""),
    ("a measure is no thing", "新增绿道多少公里", ""),
    ("a sum is told by its digits", "计划投入多少资金", ""),
    ("what all tasks do", "低空经济怎么推进", ""),
    ("nothing is asked", "低空经济", ""),
]


@pytest.mark.parametrize(
    ("question", "thing"), [pair[1:] for pair in THINGS], ids=[pair[0] for pair in THINGS]
)
def test_thing(question: str, thing: str) -> None:
    assert asked_thing(question) == thing


def test_a_task_tells_what_it_prints_in_its_own_words_or_in_everyday_ones() -> None:
    assert tells("学位", "新增公办学位3000个")
    assert tells("火葬场", "启动市殡仪馆迁建工作")
    assert not tells("歌手", "高标准举办神山音乐节")
    assert tells("", "任何任务")


@pytest.mark.parametrize(
    "question",
    [
        "芜湖神山音乐节今年请了哪些歌手",
        "繁昌城东小学计划招多少学生",
        "芜湖2024年人才码怎么申领",
        "亳州市儿童医院设多少张床位",
        "亳州644条农村黑臭水体涉及多少户居民",
        "阜阳2019年扶贫车间要建多少个",
        "徽州区上荫山城市公园总投资额",
    ],
)
def test_what_no_task_prints_is_not_answered(full_engine, question):
    answer = full_engine.converse([question])[-1]
    assert answer.abstained
    assert "没有写" in answer.text


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("芜湖2024年神山音乐节由谁牵头", "市文旅局"),
        ("繁昌2021年新建多少所城区小学", "1所"),
        ("亳州2025年治理多少条农村黑臭水体", "644条"),
        ("徽州区2023年新增绿道多少公里", "公里"),
    ],
)
def test_what_a_task_prints_is_answered(full_engine, question, printed):
    answer = full_engine.converse([question])[-1]
    assert not answer.abstained
    assert printed in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "亳州市教育局的一把手姓什么",
        "繁昌区教育局周六上不上班",
        "黄劼老家是哪里的",
        "徽州区程丽群是哪个大学毕业的",
        "芜湖市贸促会在哪条路上办公",
        "孙正东对阜阳脱贫攻坚工作作过什么批示",
    ],
)
def test_what_is_asked_of_somebody_else_than_their_tasks_is_no_list(full_engine, question):
    answer = full_engine.converse([question])[-1]
    assert answer.abstained
    assert not answer.rows


def test_nor_in_a_turn_about_the_person_asked_about_before(full_engine):
    listed, answer = full_engine.converse(["阜阳市2019年王玉峰负责哪些任务", "他老家是哪里的"])
    assert listed.rows
    assert answer.abstained


@pytest.mark.parametrize(
    ("colloquial", "plain"),
    [
        ("亳州市商务局2025年有哪些大动作", "亳州市商务局2025年牵头和配合的任务"),
        ("黄珍手里有哪些担子", "黄珍负责的任务"),
        ("亳州市教育局都有啥指标要完成", "亳州市教育局牵头和配合的任务"),
        ("亳州市教育局今年要忙活些什么", "亳州市教育局牵头和配合的任务"),
        ("徽州区财政局2023年摊了哪些硬骨头", "徽州区财政局2023年牵头和配合的任务"),
    ],
)
def test_tasks_by_another_name_are_listed(exact_engine, colloquial, plain):
    asked, meant = (exact_engine.converse([question])[-1] for question in (colloquial, plain))
    assert [row.id for row in asked.rows] == [row.id for row in meant.rows] != []


def test_words_that_narrow_nothing_are_not_said_to(exact_engine):
    answer = exact_engine.converse(["亳州市商务局2025年牵头哪些任务", "里面月亮呢"])[-1]
    assert len(answer.rows) > 1
    assert "与“" not in answer.headline
    assert "没有用作条件" in answer.text
