"""One whole run: parsing, retrieval, answers, the plain chain beside them, and what it all cost."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol

from assistant.models.seam import Model
from evals.cases import Case, hand_written
from evals.cost import Cost, cost_of
from evals.curves import RECALL, REFUSAL, Curve, recall_curves, refusal_curves
from evals.desk import Desk, Found
from evals.evidence import Scored, Subject, subjects
from evals.generate import generated, is_quick
from evals.in_words import measured
from evals.model_part import Generated, generate_answers, model_totals
from evals.outcome import Outcome
from evals.parsing_scores import parsing_facts, parsing_totals, score_parsing
from evals.retrieval_scores import retrieval_cases, retrieval_totals
from evals.scores import Measured, NotMeasured, Scores, case_scores
from evals.selection import Corpus
from evals.totals import Totals, answer_totals
from evals.yardstick import comparable, yardstick_totals


@dataclass(frozen=True)
class Run:
    """What a run found: its scores, the cases behind them, the curves; and what it cost, apart."""

    scores: Scores
    measured: tuple[Measured, ...]
    curves: Mapping[str, list[Curve]] = field(default_factory=dict)
    cost: Cost = field(default_factory=dict)

    @property
    def errors(self) -> list[str]:
        """Ids of the cases that could not be measured."""
        return [case.id for case in self.measured if case.error]


def all_cases(corpus: Corpus, *, quick: bool) -> list[Case]:
    """Return the hand-written cases and the generated ones, of a quick run about an eighth of the latter.

    Raises:
        QuestionError: a hand-written question cannot be used.
    """
    made = generated(corpus)
    return hand_written(corpus) + [case for case in made if not quick or is_quick(case.id)]


class Asks(Protocol):
    """What asks cases: a desk, or several."""

    def ask(self, cases: Sequence[Case], compared: frozenset[str]) -> Found:
        """Return what the cases give; ``compared``: ids of those that the plain chain is asked, too."""

    def score(self, subjects: Sequence[Subject]) -> list[Scored]:
        """Return the best score that each subject reaches."""


class Runner:
    """Measures everything about a corpus."""

    def __init__(
        self, desk: Desk, corpus: Corpus, *, asks: Asks | None = None, model: Model | None = None
    ) -> None:
        """``asks``: where cases are asked, else at the desk; ``model``: answers for the plain chain."""
        self._desk, self._corpus, self._model = desk, corpus, model
        self._asks: Asks = asks or desk

    def run(self, cases: Sequence[Case], *, quick: bool) -> Run:
        """Measure everything; a quick run leaves out the plain chain and the curves.

        Raises:
            NotMeasured: there are no cases.
        """
        if not cases:
            raise NotMeasured("there are no questions to ask")
        clock = _Clock()
        if not quick:
            self._desk.prepare_chain()
        compared = frozenset() if quick else frozenset(case.id for case in comparable(cases))
        found = self._asks.ask(cases, compared)
        clock.done("questions")
        curves = {} if quick else self._curves(found)
        clock.done("curves")
        written = self._written(found.outcomes)
        clock.done("plain chain with a model")
        measures = (
            *score_parsing(self._corpus.notices),
            *retrieval_cases(found.ranked),
            *map(measured, found.outcomes),
        )
        totals = answer_totals(found.outcomes) | retrieval_totals(found.ranked)
        totals |= yardstick_totals(found.sides) | model_totals(written, found.outcomes)
        totals |= parsing_totals(measures)
        cost = cost_of(found.outcomes, found.peak_mb) | {"seconds": clock.seconds}
        return Run(scores(self._corpus, measures, totals, self._model_name), measures, curves, cost)

    @property
    def _model_name(self) -> str:
        return self._model.card.name if self._model else ""

    def _written(self, outcomes: Sequence[Outcome]) -> list[Generated]:
        """What a model makes of the plain chain's pieces, where there is a model."""
        if self._model is None:
            return []
        return generate_answers(self._model, self._desk.chain, outcomes, self._corpus)

    def _curves(self, found: Found) -> dict[str, list[Curve]]:
        looked_for = list(subjects(self._desk.lexicon, self._corpus))
        refusal = refusal_curves(self._asks.score(looked_for))
        return {REFUSAL: refusal, RECALL: recall_curves(found.ranked, found.sides)}


def scores(corpus: Corpus, found: Sequence[Measured], totals: Totals, model: str = "") -> Scores:
    """Return the scores of measured cases. Raises NotMeasured where there are none."""
    if not found:
        raise NotMeasured("no case was measured")
    facts = parsing_facts(corpus.notices)
    return Scores(data=data_hash(corpus), model=model, facts=facts, totals=totals, cases=case_scores(found))


def data_hash(corpus: Corpus) -> str:
    """Return a hash of the records that questions are worked out on."""
    records = "\n".join(notice.model_dump_json() for notice in corpus.notices)
    return hashlib.sha256(records.encode()).hexdigest()


class _Clock:
    """Seconds each part took, told on stderr as they go by."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self.seconds: dict[str, float] = {}

    def done(self, part: str) -> None:
        """Note that a part is over."""
        now = perf_counter()
        self.seconds[part] = round(now - self._last, 1)
        self._last = now
        sys.stderr.write(f"{part}: {self.seconds[part]} s\n")
