"""A desk: one engine, and the plain chain beside it, where cases are asked and measured."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from assistant.engine import Engine
from assistant.names import Lexicon
from assistant.session import engine_over, open_generation, sample_notices
from assistant.settings import Settings
from evals.cases import Case
from evals.cost import peak_megabytes
from evals.coverage import Coverage
from evals.evidence import Scored, Subject, score
from evals.outcome import Examiner, Outcome
from evals.retrieval_scores import Ranked, rank_cases
from evals.scores import NotMeasured
from evals.selection import Corpus
from evals.yardstick import Retriever, Sides, side_by_side
from index.embedding import Embedder, make_embedder
from index.source import read_source

if TYPE_CHECKING:
    from index.embedding import Matrix


@dataclass(frozen=True)
class Found:
    """What some cases gave: answers, rankings of those that describe a task, both sides of those compared.

    ``peak_mb``: the most memory that a process which asked them has held.
    """

    outcomes: Sequence[Outcome]
    ranked: Sequence[Ranked]
    sides: Sequence[Sides]
    peak_mb: float


class Desk:
    """Asks an engine about a corpus."""

    def __init__(
        self, engine: Engine, corpus: Corpus, sources: Mapping[str, str], make_chain: Callable[[], Retriever]
    ) -> None:
        """``sources``: the text of each notice's file by name; ``make_chain`` is called at the first use.

        Raises:
            NotMeasured: the engine answers from other records than those of the corpus.
        """
        check_index(engine, corpus)
        self._engine = engine
        self._examiner = Examiner(engine, corpus, sources)
        self._coverage = Coverage(corpus)
        self._make_chain = make_chain

    @property
    def lexicon(self) -> Lexicon:
        """The names that questions are read by."""
        return self._engine.corpus.lexicon

    @cached_property
    def chain(self) -> Retriever:
        """The plain chain."""
        return self._make_chain()

    def prepare_chain(self) -> None:
        """Embed the chunks of the plain chain, so that every desk finds them in the cache."""
        _ = self.chain

    def ask(self, cases: Sequence[Case], compared: frozenset[str]) -> Found:
        """Return what the cases give; ``compared``: ids of those that the plain chain is asked, too."""
        outcomes = self._examiner.ask_all(cases)
        ranked = list(rank_cases(self._engine, cases))
        beside = [outcome for outcome in outcomes if outcome.case.id in compared]
        sides = side_by_side(beside, self.chain, self._coverage) if beside else []
        return Found(outcomes, ranked, sides, peak_megabytes())

    def score(self, subjects: Sequence[Subject]) -> list[Scored]:
        """Return the best score that each subject reaches."""
        return [score(self._engine, subject) for subject in subjects]


@contextmanager
def open_desk(settings: Settings, corpus: Corpus) -> Iterator[Desk]:
    """Yield a desk over the served index.

    Raises:
        NotMeasured: the index holds other records than the corpus.
    """
    from evals.plain_chain import PlainChain, SameEmbedder

    embedder = Remembering(make_embedder(settings.embedder))
    chunks = SameEmbedder(embedder, settings.home / "chunks.sqlite")
    generation = open_generation(settings, lambda _: None)
    try:
        engine = engine_over(generation, lambda: embedder)
        yield Desk(engine, corpus, shipped_sources(), lambda: PlainChain(shipped_sources(), chunks))
    finally:
        generation.close()


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


@cache
def shipped_sources() -> dict[str, str]:
    """Return the text of each sample notice by the name of its file."""
    return {path.name: read_source(path).text for path in sample_notices()}


class Remembering:
    """An embedder that keeps the vectors of questions: answers, rankings and curves ask for the same ones."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Matrix] = {}
        self.id, self.dimension, self.budget = embedder.id, embedder.dimension, embedder.budget

    def embed_documents(self, texts: Sequence[str]) -> "Matrix":
        """Return one float32 row for each text."""
        return self._embedder.embed_documents(texts)

    def embed_query(self, text: str) -> "Matrix":
        """Return the float32 vector of a question."""
        if text not in self._vectors:
            self._vectors[text] = self._embedder.embed_query(text)
        return self._vectors[text]
