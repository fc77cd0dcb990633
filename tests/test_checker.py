"""The checker of a model's sentences: what it lets through, what it withholds, and that planted swaps are caught."""

import pytest

from assistant.engine import Engine
from assistant.wording.checker import checked, sentences_in
from assistant.wording.evidence import Evidence, Known, evidence_of

LIST = "芜湖市2024年市商务局牵头哪些任务"
ALL = "徽州区2023年区教育局有哪些任务"
ONE = "繁昌区2021年新建学校怎么做"
LEADER = "徽州区2023年何建中负责哪些任务"


@pytest.fixture(scope="module")
def known(exact_engine: Engine) -> Known:
    return Known.of(exact_engine.corpus.lexicon)


def evidence(engine: Engine, question: str, known: Known) -> Evidence:
    return evidence_of(engine.ask(question)[0], known)


PASSES = {
    LIST: [
        "芜湖市2024年，市商务局牵头的任务共13项，另有3项待核实。",
        "市商务局牵头十三项任务。",
        "其中“聚焦供给侧发力,提振芜湖消费品牌”部分6项，“主要预期目标”部分2项。",
        "任务须在2024年底前完成。",
        "配合单位有各县市区政府（2项）、开发区管委会（2项）。",
        "涉及社会消费品零售总额增长6.5%左右、进出口总额增长10%左右等任务。",
        "第6项是社会消费品零售总额增长6.5%左右，由市商务局牵头。",
        "任务分布在4个部分。",
    ],
    ALL: [
        "区教育局牵头1项，配合2项。",
        "共涉及3项任务，责任领导有方虹（3项）、洪晓波（2项）。",
        "均由方虹负责。",
    ],
    LEADER: ["黄山市徽州区2023年的任务中，何建中负责42项。", "牵头单位有区文旅体局（11项）。"],
}
WITHHELD = {
    LIST: {
        "another unit": "市财政局牵头的任务共13项。",
        "another count": "市商务局牵头的任务共14项。",
        "another count in Chinese": "市商务局牵头十四项任务。",
        "another role": "市商务局配合13项任务。",
        "no role": "市商务局共有13项任务。",
        "a unit that only supports": "各县市区政府牵头2项。",
        "a lead unit as support": "配合单位有市商务局。",
        "a unit as the object": "市商务局牵头，配合各县市区政府。",
        "counts of two parts exchanged": "“聚焦供给侧发力,提振芜湖消费品牌”2项、“主要预期目标”6项。",
        "another date": "任务须在2024年6月底前完成。",
        "another year": "芜湖市2023年，市商务局牵头13项。",
        "another place": "亳州市2024年，市商务局牵头13项。",
        "a qualified number": "社会消费品零售总额增长6.5%以上。",
        "a bare number": "社会消费品零售总额增长6.5%。",
        "numbers of two tasks exchanged": "进出口总额增长6.5%左右。",
        "a share": "消费任务占比46%。",
        "a share in words": "消费任务占百分之四十六。",
        "a leader from elsewhere": "由何建中负责。",
        "an invented leader": "由赵大勇负责。",
        "an invented unit": "配合单位有市低空经济办公室。",
        "a judgement": "这些任务十分重要，意义重大。",
        "a plan": "市商务局将召开动员会。",
        "a denial": "市商务局不牵头这13项任务。",
        "a denied quotation": "不要求社会消费品零售总额增长6.5%左右。",
        "another notice": "根据芜政办〔2024〕8号，市商务局牵头13项。",
        "another title": "根据《芜湖市重点任务分解通知》，市商务局牵头13项。",
        "another serial": "第7项是社会消费品零售总额增长6.5%左右。",
        "another line": "见第3行，社会消费品零售总额增长6.5%左右。",
        "what is quoted is not printed": "其中“消费促进”部分6项。",
        "a unit of some as of all": "均由各县市区政府配合。",
        "a unit of some unsaid": "由各县市区政府配合。",
        "about so many": "市商务局牵头10余项任务。",
        "the most": "消费任务最多。",
        "parts": "任务分布在5个部分。",
    },
    ALL: {
        "a leader of some as of all": "均由洪晓波负责。",
        "a leader of some unsaid": "由洪晓波负责。",
        "a wrong share": "责任领导有方虹（2项）。",
        "two roles in one": "区教育局牵头3项。",
        "a leader who supports": "方虹配合3项。",
    },
}  # fmt: skip


@pytest.mark.parametrize(("question", "said"), [(q, said) for q, every in PASSES.items() for said in every])
def test_what_the_rows_bear_out_passes(exact_engine, known, question, said):
    assert checked(said, evidence(exact_engine, question, known)).fault == ""


@pytest.mark.parametrize(
    ("question", "said"),
    [pytest.param(q, said, id=name) for q, every in WITHHELD.items() for name, said in every.items()],
)
def test_what_they_do_not_is_withheld(exact_engine, known, question, said):
    assert checked(said, evidence(exact_engine, question, known)).fault


def test_without_evidence_nothing_is_said():
    nothing = Evidence(rows=())
    assert checked("市商务局牵头13项。", nothing).fault
    assert checked("由李红负责。", nothing).fault


def test_lists_and_emphasis_are_taken_off():
    said = "1. **市商务局**牵头13项。\n- 另有3项待核实！\n\n导语：共3项"
    assert list(sentences_in(said)) == ["市商务局牵头13项。", "另有3项待核实！", "共3项"]
