"""One whole run: parsing, retrieval, answers, the plain chain beside them, and what it all cost."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from assistant.engine import Engine
from assistant.session import sample_notices
from assistant.settings import Settings
from evals.cases import Case, hand_written
from evals.citations import Citations
from evals.cost import Cost, cost_of
from evals.coverage import Coverage
from evals.curves import Curve, evidence_pairs, recall_curves, refusal_curves
from evals.generate import generated, is_quick
from evals.in_words import measured
from evals.measured import Measured, case_scores
from evals.outcome import Outcome, ask
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


def all_cases(corpus: Corpus, *, quick: bool) -> list[Case]:
    """Return the hand-written cases and the generated ones, of a quick run about an eighth of the latter.

    Raises:
        QuestionError: a hand-written question cannot be used.
    """
    made = generated(corpus)
    return hand_written(corpus) + [case for case in made if not quick or is_quick(case.id)]


def run(engine: Engine, corpus: Corpus, cases: Sequence[Case], settings: Settings, *, quick: bool) -> Run:
    """Measure everything; a quick run leaves out the plain chain, generated searches and curves.

    Raises:
        NotMeasured: there are no cases, or the index holds other records than the questions are about.
    """
    if not cases:
        raise NotMeasured("there are no questions to ask")
    check_index(engine, corpus)
    sources = {path.name: read_source(path).text for path in sample_notices()}
    clock = _Clock()
    outcomes = answered(engine, cases, Citations(corpus, sources))
    clock.done("answers")
    ranked = list(rank_cases(engine, _searched(cases, quick=quick)))
    clock.done("retrieval")
    sides = [] if quick else _beside(outcomes, corpus, sources, settings)
    clock.done("plain chain")
    curves = {} if quick else _curves(engine, ranked, sides)
    clock.done("curves")
    found = (*score_parsing(corpus.notices), *retrieval_cases(ranked), *map(measured, outcomes))
    totals = answer_totals(outcomes) | retrieval_totals(ranked) | yardstick_totals(sides) | _parsing(found)
    return Run(scores(corpus, found, totals), found, curves, cost_of(outcomes) | {"run_s": clock.seconds})


def answered(engine: Engine, cases: Sequence[Case], citations: Citations) -> list[Outcome]:
    """Return the outcome of every case."""
    return [ask(engine, case, citations) for case in cases]


def scores(corpus: Corpus, found: Sequence[Measured], totals: Totals) -> Scores:
    """Return the scores of measured cases. Raises NotMeasured where there are none."""
    if not found:
        raise NotMeasured("no case was measured")
    facts = parsing_facts(corpus.notices)
    return Scores(data=data_hash(corpus), facts=facts, totals=totals, cases=case_scores(found))


def data_hash(corpus: Corpus) -> str:
    """Return a hash of the records that questions are worked out on."""
    records = "\n".join(notice.model_dump_json() for notice in corpus.notices)
    return hashlib.sha256(records.encode()).hexdigest()


def check_index(engine: Engine, corpus: Corpus) -> None:
    """Make sure that the engine answers from the records the questions are about.

    Raises:
        NotMeasured: it holds others, because it is stale or has notices of its own.
    """
    records = engine.corpus.records
    held = {notice.id: records.notice(notice.id) for notice in records.notices()}
    wanted = {notice.id: notice for notice in corpus.notices}
    if held != wanted:
        names = sorted(name for name in held.keys() | wanted.keys() if held.get(name) != wanted.get(name))
        raise NotMeasured(
            f"the index holds other records of {'、'.join(names)} than the shipped notices give: "
            "run the evals with an ASSISTANT_HOME of their own, or bring it up to date with `assistant index`"
        )


def _searched(cases: Sequence[Case], *, quick: bool) -> list[Case]:
    """Hand-written questions; of the generated ones those that quote a task, as many as a quick run asks."""
    return [
        case
        for case in cases
        if not case.kind.startswith("gen_")
        or (case.kind == "gen_quote_lead" and is_quick(case.id) and not quick)
    ]


def _beside(
    outcomes: Sequence[Outcome], corpus: Corpus, sources: Mapping[str, str], settings: Settings
) -> list[Sides]:
    from evals.plain_chain import PlainChain, SameEmbedder

    embeddings = SameEmbedder(make_embedder(settings.embedder), settings.home / "evals" / "chunks.sqlite")
    return side_by_side(comparable(outcomes), PlainChain(sources, embeddings), Coverage(corpus))


def _curves(engine: Engine, ranked: Sequence[Ranked], sides: Sequence[Sides]) -> dict[str, list[Curve]]:
    refusal = refusal_curves(evidence_pairs(engine))
    return {"refusal threshold": refusal, "recall@k": recall_curves(ranked, sides)}


def _parsing(found: Sequence[Measured]) -> Totals:
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
