"""Our answers and the plain chain's, side by side on the same questions by the same metrics."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from evals.answer_scores import precision_recall_f1
from evals.cases import GENERATED, Case
from evals.coverage import CUTS, Coverage, Piece
from evals.outcome import Outcome
from evals.totals import Totals, means

_LISTS = f"{GENERATED}list_lead"


class Retriever(Protocol):
    """What the plain chain does."""

    def retrieve(self, question: str) -> Sequence[Piece]:
        """Return the nearest pieces, best first."""


@dataclass(frozen=True)
class Sides:
    """One question: the scores of our answer, and those of the plain chain by k."""

    case: Case
    ours: dict[str, float]
    plain: dict[int, dict[str, float]]


def comparable(cases: Iterable[Case]) -> list[Case]:
    """Return the cases to compare on: single questions that want tasks.

    All hand-written ones; of the generated ones what each unit of each notice leads, in one wording.
    """
    chosen: list[Case] = []
    seen: set[object] = set()
    for case in cases:
        wanted = case.wanted
        if len(case.turns) > 1 or not (wanted.tasks or wanted.first):
            continue
        if case.generated and (case.kind != _LISTS or wanted.expect.tasks in seen):
            continue
        if case.generated:
            seen.add(wanted.expect.tasks)
        chosen.append(case)
    return chosen


def side_by_side(outcomes: Iterable[Outcome], chain: Retriever, coverage: Coverage) -> list[Sides]:
    """Return both sides of every outcome."""
    return [_both(outcome, chain, coverage) for outcome in outcomes]


def _both(outcome: Outcome, chain: Retriever, coverage: Coverage) -> Sides:
    case = outcome.case
    pieces = chain.retrieve(case.turns[0])
    plain = {k: _plain(case, pieces[:k], coverage) for k in CUTS}
    scores = set_scores(case, outcome.shown)
    return Sides(case, scores | {"readable": scores["whole"]}, plain)


def _plain(case: Case, pieces: Sequence[Piece], coverage: Coverage) -> dict[str, float]:
    """Scores of retrieved chunks; ``readable``: every task wanted is there with its units."""
    truth = _truth(case)
    readable = set_scores(case, coverage.readable(pieces))["whole"]
    ceiling = min(1.0, len(pieces) / (1 if case.wanted.any_will_do else len(truth)))
    return set_scores(case, coverage.tasks(pieces)) | {"readable": readable, "ceiling": ceiling}


def set_scores(case: Case, shown: set[str]) -> dict[str, float]:
    """Return the scores of the tasks shown; where one of several is enough, any of them is the whole."""
    truth = _truth(case)
    scores = precision_recall_f1(shown, truth, case.wanted.tasks.every if case.wanted.tasks else truth)
    if case.wanted.any_will_do:
        scores["recall"] = float(bool(shown & truth))
    return scores | {"whole": float(scores["recall"] == 1)}


def _truth(case: Case) -> frozenset[str]:
    return case.wanted.tasks.certain if case.wanted.tasks else case.wanted.first


def yardstick_totals(sides: Sequence[Sides]) -> Totals:
    """Return both sides' means over all questions and by group of kinds, with the ratio of ours to theirs."""
    groups: dict[str, list[Sides]] = defaultdict(list)
    for side in sides:
        for group in ("all", f"kind/{side.case.kind}"):
            groups[group].append(side)
    totals: Totals = {}
    for group, held in groups.items():
        totals[f"yardstick/{group}/ours"] = means([side.ours for side in held])
        for k in CUTS:
            plain = means([side.plain[k] for side in held])
            ours = totals[f"yardstick/{group}/ours"]
            ratios = {
                f"{name}_ratio": ours[name] / plain[name]
                for name in ("recall", "whole", "readable")
                if plain[name]
            }
            totals[f"yardstick/{group}/plain top {k}"] = plain | ratios
    return totals
