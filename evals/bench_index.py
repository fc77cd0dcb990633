"""What building and reading the index of the shipped notices costs.

The ratios are to work measured in the same run, so they hold on a busy machine too.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from index.build import sync
from index.chunks import make_chunks
from index.embedding import DEFAULT_EMBEDDER, make_embedder
from index.generation import open_current
from index.home import Home
from index.makers import makers_now
from index.parse import parse_notice
from index.source import read_source
from index.tokens import count_tokens

ROOT = Path(__file__).parents[1]
NOTICES = ROOT / "index" / "notices"
Result = TypeVar("Result")

_REPEATS = 5
ASSISTANT = "import sys; from assistant.cli import main; sys.exit(main(sys.argv[1:]))"
CHROMADB = "import chromadb"


def measure() -> dict[str, object]:
    """Return all figures."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        return first_index(place) | nothing_changed(place) | one_changed(place) | opening(place)


def first_index(place: Path) -> dict[str, object]:
    """Time the first index against embedding the same texts and nothing else, done before and after it."""
    notices = [parse_notice(read_source(path)) for path in sorted(NOTICES.glob("*.txt"))]
    embedder = make_embedder(DEFAULT_EMBEDDER)
    texts = [it.text for notice in notices for it in make_chunks(notice, count_tokens, embedder.budget)]
    embedder.embed_query("")
    before, _ = timed(lambda: embedder.embed_documents(texts))
    whole, summary = timed(lambda: sync(place / "home", [NOTICES]))
    after, _ = timed(lambda: embedder.embed_documents(texts))
    bare = (before + after) / 2
    return {
        "chunks": len(texts),
        "bare_embedding_seconds": bare,
        "first_index_seconds": whole,
        "first_index_ratio": whole / bare,
        "first_index_within": whole <= 1.3 * bare + 5,
        "embedded": summary.embedded,
        "search": summary.search,
    }


def nothing_changed(place: Path) -> dict[str, object]:
    """Time ``assistant index`` with nothing to do against importing chromadb, each in a new process."""
    index, chroma = in_turn(place / "home", (ASSISTANT, "index"), (CHROMADB,))
    return {
        "nothing_changed_seconds": index,
        "import_chromadb_seconds": chroma,
        "nothing_changed_ratio": index / chroma,
    }


def in_turn(home: Path, *commands: Sequence[str]) -> list[float]:
    """Return the median seconds of processes that run in turn: Python code, and what ``sys.argv`` holds."""
    environment = os.environ | {"ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    rounds = [[_process(command, environment) for command in commands] for _ in range(_REPEATS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _process(command: Sequence[str], environment: dict[str, str]) -> float:
    whole = [sys.executable, "-c", *command]
    return timed(lambda: subprocess.run(whole, env=environment, check=True, capture_output=True))[0]  # noqa: S603


def one_changed(place: Path) -> dict[str, object]:
    """Time an update after one word of one notice was changed."""
    changed = place / "changed"
    changed.mkdir()
    for path in NOTICES.glob("*.txt"):
        (changed / path.name).write_bytes(path.read_bytes())
    source = read_source(changed / "wuhu-2024.txt")
    span = parse_notice(source).distinct_tasks()[3].text.spans[0]
    text = f"{source.text[: span.start]}试点{source.text[span.start :]}"
    (changed / source.name).write_bytes(text.encode(source.encoding))
    seconds, summary = timed(lambda: sync(place / "home", [changed]))
    return {
        "one_changed_seconds": seconds,
        "one_changed": summary.changed,
        "one_changed_embedded": summary.embedded,
    }


def opening(place: Path) -> dict[str, object]:
    """Time opening records and vectors, and reading tasks back."""
    home, makers = Home(place / "home"), makers_now(DEFAULT_EMBEDDER)
    question = make_embedder(DEFAULT_EMBEDDER).embed_query("招商引资")
    records, generation = timed(lambda: open_current(home, makers))
    with generation:
        vectors, search = timed(lambda: generation.vectors)
        query = per_call(lambda: search.search(question, 10))
        ids = [row.id for row in generation.records.task_rows()][:200]
        task = per_call(lambda: generation.records.tasks(ids)) / len(ids)
    return {
        "open_records_ms": records * 1000,
        "open_vectors_ms": vectors * 1000,
        "vector_query_ms": query * 1000,
        "task_from_json_ms": task * 1000,
    }


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds that ``work`` took, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def per_call(work: Callable[[], object]) -> float:
    """Return the median seconds of a call."""
    return statistics.median(timed(work)[0] for _ in range(50))
