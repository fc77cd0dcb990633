"""Changing one part of how a question was read gives the answer to the question asked that way."""

import pytest

from assistant.chips import amended
from assistant.conversation import Conversation
from assistant.engine import Engine
from index.errors import BadQuestion

CHANGED = [
    ("2025年亳州市商务局牵头哪些任务", "role", "配合", "2025年亳州市商务局配合哪些任务"),
    ("2025年亳州市商务局牵头哪些任务", "role", "牵头和配合", "2025年亳州市商务局牵头和配合哪些任务"),
    ("2025年亳州市商务局牵头哪些任务", "place", "芜湖市", "芜湖市商务局牵头哪些任务"),
    ("2025年亳州市商务局牵头哪些任务", "unit", "市发改委", "2025年亳州市发改委牵头哪些任务"),
    ("2025年亳州市商务局牵头哪些任务", "unit", "市商物局", "2025年亳州市商务局牵头哪些任务"),
    ("亳州市商务局牵头哪些任务", "year", "2025", "亳州市2025年市商务局牵头哪些任务"),
    ("2025年亳州市商务局牵头哪些任务", "result", "数量", "2025年亳州市商务局牵头多少项任务"),
    ("2025年亳州市商务局牵头多少项任务", "result", "任务", "2025年亳州市商务局牵头哪些任务"),
    ("合肥市商务局牵头哪些任务", "place", "亳州市", "亳州市商务局牵头哪些任务"),
    ("徽州区程丽群标▲的任务有哪些", "marked", None, "徽州区程丽群负责的任务有哪些"),
    ("徽州区程丽群负责的任务有哪些", "leader", "方虹", "徽州区方虹负责的任务有哪些"),
    ("阜阳2019年常务副市长在乡村振兴那一部分牵头哪些任务", "section", None, "阜阳2019年常务副市长牵头哪些任务"),
    ("亳州2025年第三部分有哪些任务", "section", "第二部分", "亳州2025年第二部分有哪些任务"),
    ("芜湖2024年第12项任务", "serial", "13", "芜湖2024年第13项任务"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "field", "value", "full"), CHANGED)
def test_a_changed_part_answers_like_the_question_in_full(
    exact_engine: Engine, question: str, field: str, value: str | None, full: str
) -> None:
    _, state = exact_engine.ask(question)
    changed, after = exact_engine.amend(state, field, value)
    asked, _ = exact_engine.ask(full)
    assert changed.groups == asked.groups
    assert changed.rows
    assert changed.count == asked.count
    assert after.query is not None


REFUSED = [
    ("unit", "市星际旅行局", "没有“市星际旅行局”这个单位"),
    ("role", "围观", "角色只能是"),
    ("place", "合肥市", "现有：.*芜湖市"),
    ("year", "2031", "现有：2025"),
    ("leader", "张无忌", "没有“张无忌”这位领导"),
    ("section", "魔法", "没有标题含“魔法”的部分"),
    ("marked", "否", "只能去掉"),
    ("result", "天气", "结果只能是"),
    ("nothing", "x", "不能修改"),
    ("unit", "  ", "没有读到"),
    ("topic", "长" * 5000, "太长"),
]


@pytest.mark.parametrize(("field", "value", "message"), REFUSED)
def test_a_value_the_corpus_does_not_know_is_refused(
    exact_engine: Engine, field: str, value: str, message: str
) -> None:
    _, state = exact_engine.ask("2025年亳州市商务局牵头哪些任务")
    with pytest.raises(BadQuestion, match=message):
        exact_engine.amend(state, field, value)


def test_nothing_asked_leaves_nothing_to_change(exact_engine: Engine) -> None:
    with pytest.raises(BadQuestion, match="先提问"):
        exact_engine.amend(Conversation(), "role", "配合")


QUESTIONS = [question for question, *_ in CHANGED] + [
    "亳州市财政局和市商务局共同的任务",
    "繁昌12月底前完成的有哪些",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_offered_change_can_be_made(exact_engine: Engine, question: str) -> None:
    answer, state = exact_engine.ask(question)
    assert answer.chips
    assert state.query is not None
    for chip in answer.chips:
        assert chip.value
        assert chip.value not in chip.options
        for value in (*chip.options, *((None,) if chip.removable else ())):
            assert amended(state.query, chip.field, value, exact_engine.corpus) != state.query


def test_a_question_that_no_change_mends_has_no_parts(exact_engine: Engine) -> None:
    assert exact_engine.ask("亳州明天天气怎么样？")[0].chips == ()
    assert exact_engine.ask("你好")[0].chips == ()


def test_the_next_turn_builds_on_the_changed_reading(exact_engine: Engine) -> None:
    _, state = exact_engine.ask("2025年亳州市商务局牵头哪些任务")
    _, state = exact_engine.amend(state, "role", "配合")
    answer, _ = exact_engine.ask("那芜湖的呢", state)
    assert answer.groups == exact_engine.ask("芜湖市商务局配合哪些任务")[0].groups
