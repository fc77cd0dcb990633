"""One whole run: parsing, retrieval, answers, the plain chain beside them, and what it all cost."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from assistant.engine import Engine
from assistant.models.seam import Model
from assistant.session import sample_notices
from assistant.settings import Settings
from evals.cases import Case, hand_written
from evals.cost import Cost, cost_of
from evals.coverage import Coverage
from evals.curves import RECALL, REFUSAL, Curve, recall_curves, refusal_curves
from evals.evidence import score_all
from evals.generate import generated, is_quick
from evals.in_words import measured
from evals.measured import Measured, case_scores
from evals.model_part import Generated, generate_answers, model_totals
from evals.outcome import Examiner, Outcome
from evals.parsing_scores import parsing_facts, score_parsing
from evals.retrieval_scores import Ranked, rank_cases, retrieval_cases, retrieval_totals
from evals.scores import NotMeasured, Scores
from evals.selection import Corpus
from evals.totals import Totals, answer_totals
from evals.yardstick import Sides, comparable, side_by_side, yardstick_totals
from index.embedding import make_embedder
from index.source import read_source


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


@dataclass(frozen=True)
class Beside:
    """The plain chain beside ours: what it retrieves, and what a model makes of that where there is one."""

    sides: Sequence[Sides] = ()
    generated: Sequence[Generated] = ()


def all_cases(corpus: Corpus, *, quick: bool) -> list[Case]:
    """Return the hand-written cases and the generated ones, of a quick run about an eighth of the latter.

    Raises:
        QuestionError: a hand-written question cannot be used.
    """
    made = generated(corpus)
    return hand_written(corpus) + [case for case in made if not quick or is_quick(case.id)]


class Runner:
    """Measures an engine against a corpus."""

    def __init__(
        self, engine: Engine, corpus: Corpus, settings: Settings, model: Model | None = None
    ) -> None:
        """``model``: answers for the plain chain; without one nothing that needs it is measured."""
        self._engine = engine
        self._corpus = corpus
        self._settings = settings
        self._model = model
        self._sources = {path.name: read_source(path).text for path in sample_notices()}

    def run(self, cases: Sequence[Case], *, quick: bool) -> Run:
        """Measure everything; a quick run leaves out the plain chain and the curves.

        Raises:
            NotMeasured: there are no cases, or the index holds other records than the questions are about.
        """
        if not cases:
            raise NotMeasured("there are no questions to ask")
        check_index(self._engine, self._corpus)
        clock = _Clock()
        outcomes = Examiner(self._engine, self._corpus, self._sources).ask_all(cases)
        clock.done("answers")
        ranked = list(rank_cases(self._engine, cases))
        clock.done("retrieval")
        beside = Beside() if quick else self._beside(outcomes)
        clock.done("plain chain")
        curves = {} if quick else self._curves(ranked, beside.sides)
        clock.done("curves")
        found = (*score_parsing(self._corpus.notices), *retrieval_cases(ranked), *map(measured, outcomes))
        totals = answer_totals(outcomes) | retrieval_totals(ranked) | yardstick_totals(beside.sides)
        totals |= model_totals(beside.generated, outcomes) | _parsing_totals(found)
        name = self._model.card.name if self._model else ""
        cost = cost_of(outcomes) | {"run_s": clock.seconds}
        return Run(scores(self._corpus, found, totals, name), found, curves, cost)

    def _beside(self, outcomes: Sequence[Outcome]) -> Beside:
        from evals.plain_chain import PlainChain, SameEmbedder

        embedder = make_embedder(self._settings.embedder)
        chain = PlainChain(self._sources, SameEmbedder(embedder, self._settings.home / "chunks.sqlite"))
        sides = side_by_side(comparable(outcomes), chain, Coverage(self._corpus))
        if self._model is None:
            return Beside(sides)
        return Beside(sides, generate_answers(self._model, chain, outcomes, self._corpus))

    def _curves(self, ranked: Sequence[Ranked], sides: Sequence[Sides]) -> dict[str, list[Curve]]:
        refusal = refusal_curves(list(score_all(self._engine, self._corpus)))
        return {REFUSAL: refusal, RECALL: recall_curves(ranked, sides)}


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


def check_index(engine: Engine, corpus: Corpus) -> None:
    """Make sure that the engine answers from the records the questions are about.

    Raises:
        NotMeasured: it holds others: it is stale, or has notices of its own.
    """
    records = engine.corpus.records
    held = {notice.id: records.notice(notice.id) for notice in records.notices()}
    wanted = {notice.id: notice for notice in corpus.notices}
    if held != wanted:
        names = sorted(name for name in held.keys() | wanted.keys() if held.get(name) != wanted.get(name))
        raise NotMeasured(
            f"the index holds other records of {'、'.join(names)} than the shipped notices give"
        )


def _parsing_totals(found: Sequence[Measured]) -> Totals:
    """Field exactness of each notice, as a row of the totals."""
    totals: Totals = {}
    for case in found:
        if case.kind == "parsing":
            _, notice, name = case.id.split("/")
            totals.setdefault(f"parsing/{notice}", {})[name] = case.scores["f1"]
    return totals


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
