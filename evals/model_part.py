"""The part of a run that needs a language model: the plain chain's generated answers, and all wording.

Without a model nothing of this is measured, and the run says so; that is neither pass nor fail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.models.prompting import render_prompt
from assistant.models.seam import Model, ModelFailed
from assistant.word_index import plain
from evals.coverage import CUTS, Piece
from evals.outcome import Outcome
from evals.selection import Corpus
from evals.totals import Totals, means
from evals.wording_scores import (
    Wording,
    names_of,
    score_wording,
    sentences_of,
    wording_total,
)
from evals.yardstick import Retriever, comparable, set_scores

QUESTIONS = 40
"""Hand-written questions that the plain chain answers with the model, spread over all kinds."""

_LIMIT = 1500
"""Tokens of an answer."""

_PIECE = 8
_HALF = 0.5


@dataclass(frozen=True)
class Generated:
    """The plain chain's answer to one question: its scores beside ours, and how it is worded."""

    ours: Mapping[str, float]
    plain: Mapping[str, float]
    wording: Wording
    failed: bool = False


def answer_of_chain(model: Model, question: str, pieces: Sequence[Piece]) -> str:
    """Return the model's answer from the pieces alone.

    Raises:
        ModelFailed: there is none.
    """
    prompt = render_prompt("plain_chain", question=question, pieces="\n\n".join(it.text for it in pieces))
    return "".join(model.stream(prompt, limit=_LIMIT))


class Stated:
    """Finds the tasks of a corpus in free text, so that what a model writes is scored as a set, too."""

    def __init__(self, corpus: Corpus) -> None:
        self._pieces = {
            item.id: [_pieces(plain(task.text.text)) for task in item.records] for item in corpus.items
        }

    def tasks(self, text: str) -> set[str]:
        """Return the ids of the tasks of which ``text`` prints at least half."""
        said = plain(text)
        return {
            task
            for task, records in self._pieces.items()
            if any(sum(piece in said for piece in pieces) >= _HALF * len(pieces) for pieces in records)
        }


def _pieces(text: str) -> list[str]:
    """All runs of eight characters; the whole text where it is shorter."""
    return [text[start : start + _PIECE] for start in range(max(1, len(text) - _PIECE + 1))]


def generate_answers(
    model: Model, chain: Retriever, outcomes: Sequence[Outcome], corpus: Corpus
) -> list[Generated]:
    """Let the usual chain, its best pieces and the model answer some of the hand-written questions."""
    compared = comparable(outcome.case for outcome in outcomes if not outcome.case.generated)
    chosen = {case.id for case in compared[:: max(1, len(compared) // QUESTIONS)]}
    stated, names = Stated(corpus), names_of(corpus)
    asked = (outcome for outcome in outcomes if outcome.case.id in chosen)
    return [_generate(model, chain, outcome, stated, names) for outcome in asked]


def _generate(
    model: Model, chain: Retriever, outcome: Outcome, stated: Stated, names: frozenset[str]
) -> Generated:
    case = outcome.case
    pieces = chain.retrieve(case.turns[0])[: CUTS[0]]
    try:
        said = answer_of_chain(model, case.turns[0], pieces)
    except ModelFailed:
        said = ""
    wording = score_wording(sentences_of(said), [case.turns[0], *(it.text for it in pieces)], names)
    ours, plain = set_scores(case, outcome.shown), set_scores(case, stated.tasks(said))
    return Generated(ours, plain, wording, failed=not said)


def model_totals(generated: Sequence[Generated], outcomes: Sequence[Outcome]) -> Totals:
    """Return what a model wrote, ours and the plain chain's; parts where nothing was written are left out."""
    totals: Totals = {
        "wording/ours": wording_total([it.wording for it in outcomes if it.wording]),
        "wording/plain chain": wording_total([it.wording for it in generated]),
    }
    if generated:
        failed = sum(it.failed for it in generated)
        totals["yardstick/generated/ours"] = means([it.ours for it in generated])
        totals["yardstick/generated/plain chain"] = means([it.plain for it in generated]) | {"failed": failed}
    return {name: total for name, total in totals.items() if total}
