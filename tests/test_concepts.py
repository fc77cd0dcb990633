"""Everyday words stand for what notices print: found whole, and looked for in the printed words."""

import json
from importlib.resources import files

import pytest

from assistant.concepts import expanded, generic_words, plainly, split, spoken_in
from assistant.word_index import WordIndex, covered

DATA = json.loads(files("assistant").joinpath("data/everyday.json").read_text("utf-8"))
TEXTS = {"a": "启动市殡仪馆迁建工作。", "b": "建设城市公墓。", "c": "改造老旧小区79个。"}


def found(subject: str) -> list[str]:
    return [subject[one.start : one.end] for one in spoken_in(subject)]


def test_an_everyday_form_is_found_with_what_notices_print():
    (one,) = spoken_in("火葬场要搬")
    assert one.terms[0] == "殡仪馆"
    assert one.terms[-1] == "火葬场"


def test_the_longest_form_wins_and_none_overlaps():
    assert found("消防站和老旧小区改造") == ["消防站", "老旧小区改造"]


def test_a_form_may_leave_room_for_a_few_words():
    assert found("工资被老板一直拖着不发") == ["工资被老板一直拖"]
    assert found("工资在很久很久很久以前被拖") == ["工资"]


def test_no_latin_word_is_cut():
    assert found("AI产业") == ["AI"]
    assert found("a campaign against it") == []


def test_no_form_lies_inside_two_words():
    assert found("外卖骑手") == ["外卖骑手"]
    assert "外卖" not in found("到国外卖车")


def test_colloquial_words_are_put_plainly_beside_the_forms():
    assert plainly("庄户人涨本领") == "农民增长技能"
    assert WordIndex(TEXTS).reworded("庄户人的火葬场", TEXTS) == "农民的殡仪馆"
    assert plainly("殡仪馆") == "殡仪馆"


def test_what_stands_beside_the_forms_is_kept():
    spoken, beside = split("市里火葬场要搬")
    assert ([one.terms[0] for one in spoken], beside) == (["殡仪馆"], ["市里", "要搬"])
    assert split("迁建") == ([], ["迁建"])
    assert expanded("火葬场").startswith("火葬场 殡仪馆")


def test_a_form_counts_as_printed_where_one_of_its_terms_is():
    index = WordIndex(TEXTS)
    shares = covered(index.parts("火葬场要搬"), TEXTS)
    assert shares["a"] > 0.6
    assert "b" not in shares


def test_a_generic_word_says_less_than_another():
    assert {"建设", "项目"} < generic_words()
    telling, generic = WordIndex(TEXTS).parts("迁建改造")
    assert (telling.holders, generic.holders) == (frozenset("a"), frozenset("c"))
    assert generic.weight < telling.weight


def test_a_topic_is_reworded_only_where_a_task_prints_the_words():
    index = WordIndex(TEXTS)
    assert index.reworded("火葬场要搬", TEXTS) == "殡仪馆要搬"
    assert index.reworded("火葬场要搬", ["b", "c"]) == "火葬场要搬"


def test_every_entry_has_forms_and_printed_terms():
    assert len(DATA["concepts"]) > 1000
    for everyday, printed in DATA["concepts"]:
        assert everyday.split(), printed
        assert printed.split(), everyday
        assert len(set(everyday.split())) == len(everyday.split()), everyday
        assert all(part for form in everyday.split() for part in form.split("*")), everyday
        assert "*" not in printed, printed


def test_a_colloquial_word_is_long_enough_not_to_be_part_of_others():
    assert len(DATA["plain"]) > 300
    short = {word for word in DATA["plain"] if len(word) == 1}
    assert short <= set("涨挣娃")
    assert all(word != written for word, written in DATA["plain"].items())
    assert not set(DATA["plain"]) & {form for everyday, _ in DATA["concepts"] for form in everyday.split()}


def test_no_everyday_form_is_a_word_of_every_task():
    forms = {form for everyday, _ in DATA["concepts"] for form in everyday.split()}
    assert not forms & generic_words()


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("阜阳火葬场要搬，哪个单位牵头？", "殡仪馆"),
        ("繁昌谁管私搭乱建", "违法建设"),
        ("阜阳师傅带徒弟那种企业培训制度谁牵头推", "学徒制"),
        ("阜阳过年不让放炮仗谁管", "烟花爆竹"),
        ("芜湖老百姓打热线、给市长写信谁来办", "市长信箱"),
        ("徽州旅游来多少人、挣多少钱", "旅游总收入"),
        ("亳州天上灰蒙蒙怎么治，哪个局管", "蓝天"),
        ("芜湖2024年跟天上飞的有关的产业任务，比如无人机、小飞机", "航空"),
    ],
)
def test_a_task_is_found_by_everyday_words(full_engine, question, printed):
    (answer,) = full_engine.converse([question])
    assert not answer.abstained
    assert any(printed in row.text for row in answer.rows)


@pytest.mark.parametrize(
    "question",
    [
        "芜湖2024年居民小区装充电桩是哪家牵头？",
        "亳州2025年抓禁毒工作的是哪个部门牵头",
        "阜阳市2019年人口普查由谁牵头",
        "亳州2025年新建消防站由谁牵头",
    ],
)
def test_a_subject_printed_in_none_of_its_wordings_is_refused(full_engine, question):
    (answer,) = full_engine.converse([question])
    assert answer.abstained
    assert not answer.rows
