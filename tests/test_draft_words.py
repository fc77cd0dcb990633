"""A summary in a model's words: a sentence is used only where it says the same, and the rest stays as it was."""

from collections.abc import Callable
from typing import get_args

import pytest
from queued_model import QueuedModel  # type: ignore[import-not-found]

from assistant.contract import draft_json
from assistant.drafting import Draft, make_draft, polished
from assistant.engine import Engine
from assistant.models.seam import ModelFailed, Trouble
from assistant.wording.draft_words import parse_lines

OPENING = (
    "《芜湖市人民政府关于分解下达2024年度重点工作任务的通知》共分解任务220项，其中市商务局牵头13项、配合1项，分布在4个部分。",
    "另有3项，原文不能确定是牵头还是配合，列为待核实，不计入以上数字。",
)
SUPPORT = (
    "市商务局配合的任务共1项，都在“(五)聚焦供给侧发力,提振芜湖消费品牌”部分。",
    "牵头单位有市市场监管局（1项）。",
)


@pytest.fixture(scope="module")
def plain(exact_engine: Engine) -> Draft:
    return make_draft(exact_engine, "市商务局", "芜湖市", 2024)


@pytest.fixture
def polish(exact_engine: Engine, plain: Draft) -> Callable[..., Draft]:
    def done(*replies: str | ModelFailed | tuple[str, str]) -> Draft:
        return polished(plain, exact_engine.corpus.lexicon, QueuedModel(*replies))

    return done


def lines(*sentences: str) -> str:
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))


def test_the_prompt_numbers_the_sentences(exact_engine, plain):
    model = QueuedModel("", "", "")
    polished(plain, exact_engine.corpus.lexicon, model)
    assert model.prompts[0].user == f"<sentences>\n{lines(*OPENING)}\n</sentences>\n\n改写："
    assert [prompt.name for prompt in model.prompts] == ["draft_paragraph"] * 3


def test_sentences_that_say_the_same_are_used(polish, plain):
    better = OPENING[0].replace("共分解任务220项，其中", "总计分解任务220项，其中")
    draft = polish(lines(better, OPENING[1]), "", "")
    assert draft.words["opening"] == better + OPENING[1]
    assert {about: draft.words[about] for about in draft.words if about != "opening"} == {
        about: plain.words[about] for about in plain.words if about != "opening"
    }
    assert draft.withheld == ()
    assert "有 1 句由语言模型润色，已逐句核对" in draft.remark
    assert draft.facts == plain.facts


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(OPENING[0].replace("13项", "14项"), id="another count"),
        pytest.param(OPENING[0].replace("13项、配合1项", "1项、配合13项"), id="counts exchanged"),
        pytest.param(OPENING[0].replace("牵头13项、配合1项", "配合13项、牵头1项"), id="roles exchanged"),
        pytest.param(OPENING[0].replace("市商务局", "市财政局"), id="another unit"),
        pytest.param(OPENING[0].replace("，分布在4个部分", ""), id="a count left out"),
        pytest.param(OPENING[0].replace("220项", "220项，由李红负责"), id="a leader of its own"),
        pytest.param(OPENING[0].replace("220项", "220项，意义重大"), id="a judgement"),
        pytest.param(OPENING[0].replace("2024年度", "2023年度"), id="another title"),
        pytest.param(OPENING[0].replace("其中", "全部由"), id="all for part"),
    ],
)
def test_others_are_withheld_and_the_rule_stands(polish, plain, worse):
    draft = polish(lines(worse, OPENING[1]), "", "")
    assert draft.words == plain.words
    assert draft.withheld == (worse,)
    assert draft_json(draft)["withheld"] == [worse]
    assert "没有采用" in draft.remark


def test_a_denial_cannot_be_lost(polish, plain):
    draft = polish(lines(OPENING[0], OPENING[1].replace("不计入", "计入")), "", "")
    assert draft.words == plain.words
    assert len(draft.withheld) == 1


@pytest.mark.parametrize("trouble", get_args(Trouble))
def test_any_trouble_leaves_the_summary_by_rule(polish, plain, trouble):
    draft = polish(ModelFailed(trouble, "模型出了问题。"))
    assert draft.words == plain.words
    assert draft.remark == "语言模型的改写没有采用，文字由规则生成；语言模型没有写完：模型出了问题。"


def test_what_was_worded_before_a_trouble_stands(polish, plain):
    better = OPENING[0].replace("共分解任务220项", "总计分解任务220项")
    draft = polish(lines(better), ("cut_off", "1. 半句"))
    assert draft.words["opening"] == better + OPENING[1]
    assert draft.words["lead"] == plain.words["lead"]
    assert "有 1 句由语言模型润色" in draft.remark
    assert "回答断开" in draft.remark


def test_prose_without_numbers_changes_nothing(polish, plain):
    assert polish("好的，改写如下。", "{}", "<think>").words == plain.words


def test_lines_of_a_reply():
    reply = "好的：\n1. 甲。\n2、**乙**\n2. 丙\n7. 丁\n 3） 戊"
    assert parse_lines(reply, 3) == {0: "甲。", 1: "乙。", 2: "戊。"}
