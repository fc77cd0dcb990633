"""Each score against examples worked by hand; what is not asked for is not scored."""

import math
from types import SimpleNamespace

import pytest
from small_notices import make_notice, make_task  # type: ignore[import-not-found]

from evals.answer_scores import precision_recall_f1, shown_roles
from evals.answers_check import Answer
from evals.citations import Citations
from evals.cost import percentile
from evals.coverage import Coverage, Piece
from evals.expectation import Expect, compute
from evals.model_part import Stated
from evals.retrieval_scores import Ranked
from evals.selection import Corpus, Selector
from evals.totals import refusals
from index.records import Span, Value

TEXT = "新建道路10公里。\n市交通运输局\n改造老旧小区，\n加装电梯。\n市住建局\n"


def at(text, *pieces):
    """A value, and where its pieces stand."""
    starts = [TEXT.index(piece) for piece in pieces]
    spans = (
        Span(line=TEXT.count("\n", 0, start) + 1, start=start, end=start + len(piece))
        for start, piece in zip(starts, pieces, strict=True)
    )
    return Value(text=text, spans=tuple(spans))


TASKS = [
    make_task(1).model_copy(
        update={
            "text": at("新建道路10公里。", "新建道路10公里。"),
            "units": (at("市交通运输局", "市交通运输局"),),
        }
    ),
    make_task(2).model_copy(
        update={
            "text": at("改造老旧小区,加装电梯。", "改造老旧小区，", "加装电梯。"),
            "units": (at("市住建局", "市住建局"),),
            "line": 3,
        }
    ),
]
CORPUS = Corpus([make_notice(*TASKS)])
ONE, TWO = "n/body/1", "n/body/2"


@pytest.mark.parametrize(
    ("shown", "truth", "precision", "recall", "f1"),
    [
        ("ab", "ab", 1, 1, 1),
        ("a", "ab", 1, 0.5, 2 / 3),
        ("abcd", "ab", 0.5, 1, 2 / 3),
        ("c", "ab", 0, 0, 0),
        ("", "ab", 0, 0, 0),
        ("abx", "ab", 1, 1, 1),  # x is allowed, not wanted
    ],
)
def test_sets(shown, truth, precision, recall, f1):
    found = precision_recall_f1(set(shown), frozenset(truth), frozenset(truth + "x"))
    assert found == pytest.approx({"precision": precision, "recall": recall, "f1": f1})


def ranked(*ids, truth=("a", "b"), any_will_do=False):
    return Ranked(SimpleNamespace(), frozenset(truth), any_will_do, {"hybrid": ids})  # type: ignore[arg-type]


def test_rankings():
    found = ranked("x", "a", "y", "b")
    assert [found.recall("hybrid", k) for k in (1, 2, 4)] == [0, 0.5, 1]
    assert found.reciprocal_rank("hybrid") == 0.5
    ideal = 1 + 1 / math.log2(3)
    assert found.ndcg("hybrid") == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert ranked("a", any_will_do=True).recall("hybrid", 1) == 1
    assert (ranked("x").reciprocal_rank("hybrid"), ranked("x").ndcg("hybrid")) == (0, 0)


def test_roles_shown_are_counted_by_the_role_printed():
    wanted = compute(Expect(tasks=Selector(notice="云江市2024", unit="市交通运输局")), CORPUS)
    shown = [{"id": ONE, "role": "support"}]
    answer = Answer.model_validate({"text": "", "abstained": False, "tasks": shown})
    assert shown_roles(answer, wanted) == {("lead", "support"): 1}


def cited(**change):
    row = {"id": TWO, "source": "n.txt", "line": 3, "text": "改造老旧小区，加装电梯。", **change}
    answer = {"text": "见第3行", "abstained": False, "tasks": [row]}
    return Citations(CORPUS, {"n.txt": TEXT}).faults(Answer.model_validate(answer))


def test_a_citation_is_read_again_in_the_source():
    assert cited() == []
    assert cited(line=4) == [f"citation of {TWO}: the text starts on line 3, not 4"]
    assert cited(text="加装电梯。") == [f"citation of {TWO}: the cited characters are not the text quoted"]
    assert cited(source="m.txt") == [f"citation of {TWO}: the source is n.txt, not m.txt"]
    assert cited(id="n/body/9") == ["citation of n/body/9: no such record"]


def test_an_answer_that_does_not_print_the_line_does_not_cite_it():
    wrong = CORPUS.items[1].records[0].model_copy(update={"line": 4})
    shifted = Citations(Corpus([make_notice(TASKS[0], wrong)]), {"n.txt": TEXT})
    row = {"id": TWO, "source": "n.txt", "line": 3, "text": "改造老旧小区，加装电梯。"}
    answer = Answer.model_validate({"text": "第30行", "abstained": False, "tasks": [row]})
    assert shifted.faults(answer) == [f"citation of {TWO}: the answer does not print line 3"]


def test_a_task_is_retrieved_when_the_pieces_hold_all_its_characters():
    coverage = Coverage(CORPUS)
    cut = TEXT.index("加装") + 1
    left, right = Piece("n.txt", 0, TEXT[:cut]), Piece("n.txt", cut, TEXT[cut:])
    assert coverage.tasks([left]) == {ONE}
    assert coverage.tasks([right]) == set()
    assert coverage.tasks([right, left]) == {ONE, TWO}
    assert coverage.readable([Piece("n.txt", 0, TEXT[:12])]) == set()
    assert coverage.readable([left]) == {ONE}


def test_a_task_is_stated_when_half_of_it_is_written():
    stated = Stated(CORPUS)
    assert stated.tasks("1. 新建道路 10 公里（市交通运输局）") == {ONE}
    assert stated.tasks("改造老旧小区") == set()
    assert stated.tasks("改造老旧小区，加装电") == {TWO}
    assert stated.tasks("不知道") == set()


def outcome(*, abstain=False, abstained=False):
    expect = SimpleNamespace(abstain=abstain, nothing=None)
    case = SimpleNamespace(wanted=SimpleNamespace(expect=expect))
    return SimpleNamespace(case=case, answer=SimpleNamespace(abstained=abstained))


def test_refusals_have_precision_and_recall():
    right, missed = outcome(abstain=True, abstained=True), outcome(abstain=True)
    fell = [right, right, right, missed, outcome(abstained=True), outcome()]
    found = refusals(fell)
    assert (found["precision"], found["recall"]) == (0.75, 0.75)
    assert refusals([outcome()]) == {"right": 0, "missed": 0, "wrong": 0}


def test_percentiles_are_values_that_were_measured():
    assert [percentile([4, 1, 3, 2], share) for share in (0.5, 0.95, 0.25)] == [2, 4, 1]
