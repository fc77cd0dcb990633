"""Retrieval: where the tasks looked for stand in the hybrid ranking and in each of its halves alone.

One search scores every task by words and by meaning; ordering by either alone gives the halves.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.engine import Engine
from assistant.listing import notices_of
from assistant.reading import read_question
from assistant.search import Scored
from assistant.text import clean_question
from evals.cases import Case
from evals.in_words import source_line
from evals.scores import Measured
from evals.totals import Totals

CUTS = (1, 3, 5, 10, 20)
"""k of recall@k."""
GATED = 10
"""A case passes when what it looks for is among so many."""

_KEPT = 50


@dataclass(frozen=True)
class Ranked:
    """The rankings for one question by name - ``hybrid``, ``vector``, ``lexical`` - best first."""

    case: Case
    truth: frozenset[str]
    any_will_do: bool
    rankings: dict[str, tuple[str, ...]]

    def recall(self, name: str, k: int) -> float:
        """Share of what is looked for among the first ``k``; all or nothing where one task is enough."""
        found = self.truth & set(self.rankings[name][:k])
        return float(bool(found)) if self.any_will_do else len(found) / len(self.truth)

    def reciprocal_rank(self, name: str) -> float:
        """One over the place of the first task looked for, 0 where there is none."""
        places = (1 / place for place, task in enumerate(self.rankings[name], 1) if task in self.truth)
        return next(places, 0.0)

    def ndcg(self, name: str, k: int = GATED) -> float:
        """Discounted gain of the first ``k`` over the best there could be, every task looked for worth 1."""
        gained = sum(
            _gain(place) for place, task in enumerate(self.rankings[name][:k], 1) if task in self.truth
        )
        return gained / sum(map(_gain, range(1, min(k, len(self.truth)) + 1)))


def _gain(place: int) -> float:
    return 1 / math.log2(place + 1)


def rank_cases(engine: Engine, cases: Iterable[Case]) -> Iterator[Ranked]:
    """Yield the rankings of every single question that describes a task in words."""
    for case in cases:
        truth = case.wanted.first
        if not truth or len(case.turns) > 1:
            continue
        query = read_question(clean_question(case.turns[0]), engine.corpus.lexicon)
        if query.topic and not query.serials:
            notices = {notice.id for notice in notices_of(query, engine.corpus)}
            hits = engine.finder.search(query.topic, notices)
            yield Ranked(case, truth, case.wanted.any_will_do, _rankings(hits))


def _rankings(hits: Sequence[Scored]) -> dict[str, tuple[str, ...]]:
    by_meaning = sorted(hits, key=lambda hit: (-hit.cosine, hit.id))
    by_words = sorted((hit for hit in hits if hit.words), key=lambda hit: (-hit.words, hit.id))
    lists = {"hybrid": hits, "vector": by_meaning, "lexical": by_words}
    return {name: tuple(hit.id for hit in held[:_KEPT]) for name, held in lists.items()}


def retrieval_totals(ranked: Sequence[Ranked]) -> Totals:
    """Return recall@k, MRR and nDCG of each ranking, hand-written questions and generated ones apart."""
    totals: Totals = {}
    for group, generated in (("hand-written", False), ("generated", True)):
        held = [it for it in ranked if it.case.generated == generated]
        for name in held[0].rankings if held else ():
            totals[f"retrieval/{group}/{name}"] = _of(held, name)
    return totals


def _of(ranked: Sequence[Ranked], name: str) -> dict[str, float]:
    total = {f"recall@{k}": fmean(it.recall(name, k) for it in ranked) for k in CUTS}
    total["mrr"] = fmean(it.reciprocal_rank(name) for it in ranked)
    total[f"ndcg@{GATED}"] = fmean(it.ndcg(name) for it in ranked)
    return {"cases": len(ranked), **total}


def retrieval_cases(ranked: Iterable[Ranked]) -> list[Measured]:
    """Return a case for every question: the hybrid ranking has all that is looked for among the first ten."""
    return [_measured(it) for it in ranked]


def _measured(ranked: Ranked) -> Measured:
    recall = ranked.recall("hybrid", GATED)
    places = [place for place, task in enumerate(ranked.rankings["hybrid"], 1) if task in ranked.truth]
    missing = () if recall == 1 else sorted(ranked.truth - set(ranked.rankings["hybrid"][:GATED]))
    faults = () if recall == 1 else (f"found at {places or 'no place'} of {_KEPT}",)
    return Measured(
        id=f"retrieval/{ranked.case.id}",
        kind="retrieval",
        notice=ranked.case.notice,
        asked=ranked.case.question,
        expected=f"among the first {GATED}: {'、'.join(sorted(ranked.truth))}",
        faults=faults,
        scores={"f1": recall},
        lines=tuple(f"missing: {source_line(ranked.case.wanted.corpus, task)}" for task in missing),
    )
