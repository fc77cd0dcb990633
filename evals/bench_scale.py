"""What 1,000, 10,000 and 100,000 tasks cost: building the index, exact questions, questions by meaning.

The tasks are invented. Embedding 100,000 texts would take an hour and say no more than what one text takes,
so some are embedded and the vectors of the others lie around theirs. Everything else is the real thing:
records, Chroma, the check of a new generation.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from assistant.engine import Engine
from assistant.session import engine_over
from evals.cost import percentile
from evals.world import World
from index.assemble import Contents, assemble
from index.chunks import make_chunks
from index.embedding import DEFAULT_EMBEDDER, Embedder, make_embedder
from index.generation import Generation
from index.home import Home
from index.makers import makers_now
from index.overlay import Overlay
from index.records import Notice, Task, Value
from index.records_writer import ReadNotice
from index.tokens import count_tokens

if TYPE_CHECKING:
    from index.embedding import Matrix

SIZES = (1_000, 10_000, 100_000)
TASKS_A_NOTICE = 200
YEAR = 2030

_BUREAUS = (
    "商务局",
    "财政局",
    "教育局",
    "民政局",
    "水利局",
    "科技局",
    "公安局",
    "司法局",
    "审计局",
    "统计局",
)
_SYLLABLES = "安平永宁长春新兴东海西山南河北江清泉石金银玉龙凤云"
_SUBJECTS = ("停车难", "让孩子就近上学", "修水渠", "开新公交线", "帮大学生找工作", "治理黑臭水体", "建充电桩")
_REPEATS = 40
_EMBEDDED = 300
_APART = 0.3


@dataclass(frozen=True)
class Measured:
    """What one size cost; times of questions in milliseconds, p50 and p95."""

    tasks: int
    index_s: float
    search: str
    """``ann``, or ``exact`` where the approximate search fell short of it."""
    structured_ms: tuple[float, float]
    semantic_ms: tuple[float, float]
    exact_search_ms: float
    """The yardstick of the same run: numpy over all vectors, for one question already embedded."""


def measure(largest: int) -> dict[str, object]:
    """Return the costs by size up to ``largest``, and what ten times the tasks multiply them by."""
    embedder = make_embedder(DEFAULT_EMBEDDER)
    embedder.embed_query("")
    query = median(milliseconds(lambda s=s: embedder.embed_query(s)) for s in _SUBJECTS * 5)  # type: ignore[misc]
    found = [_measure(size, embedder) for size in SIZES if size <= max(largest, SIZES[0])]
    first = found[0]
    return {"embedder_query_ms": query} | {str(it.tasks): _figures(it, first, query) for it in found}


def _figures(found: Measured, first: Measured, query_ms: float) -> dict[str, float | str]:
    times = found.tasks / first.tasks
    return {
        "index_s": found.index_s,
        "search": found.search,
        "index_ratio_per_task": found.index_s / first.index_s / times,
        "structured_p50_ms": found.structured_ms[0],
        "structured_p95_ms": found.structured_ms[1],
        "structured_ratio": found.structured_ms[1] / first.structured_ms[1],
        "structured_to_embedder_query": found.structured_ms[1] / query_ms,
        "semantic_p50_ms": found.semantic_ms[0],
        "semantic_p95_ms": found.semantic_ms[1],
        "semantic_ratio": found.semantic_ms[1] / first.semantic_ms[1],
        "semantic_to_embedding_and_exact_search": found.semantic_ms[0] / (query_ms + found.exact_search_ms),
    }


def _measure(size: int, embedder: Embedder) -> Measured:
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        contents = _contents(size, embedder)
        started = time.perf_counter()
        search = assemble(home.generations / "made", contents, lambda _: None).search
        index_s = time.perf_counter() - started
        with Generation(home.generations / "made", home.readers) as generation:
            engine = engine_over(generation, lambda: embedder)
            structured = _ask(engine, _structured(contents.notices))
            semantic = _ask(engine, _semantic(contents.notices))
        vector = contents.matrix[0]
        exact = median(
            milliseconds(lambda: np.argpartition(-(contents.matrix @ vector), 60)) for _ in range(20)
        )
    return Measured(size, index_s, search, structured, semantic, exact)


def _ask(engine: Engine, questions: Sequence[str]) -> tuple[float, float]:
    """P50 and p95 of questions, after some that warm the caches."""
    for question in questions[:5]:
        engine.ask(question)
    times = [milliseconds(lambda q=q: engine.ask(q)) for q in questions]  # type: ignore[misc]
    return percentile(times, 0.5), percentile(times, 0.95)


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long a call took."""
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def _contents(size: int, embedder: Embedder) -> Contents:
    notices = [ReadNotice(_notice(place), "") for place in _places(size // TASKS_A_NOTICE)]
    chunks = [it for notice, _ in notices for it in make_chunks(notice, count_tokens, embedder.budget)]
    real = embedder.embed_documents([chunk.text for chunk in chunks[:_EMBEDDED]])
    return Contents(makers_now(DEFAULT_EMBEDDER), Overlay(), (), notices, chunks, _around(real, len(chunks)))


def _around(real: "Matrix", count: int) -> "Matrix":
    """``count`` vectors of length 1, each near one of the ``real`` ones, as like tasks are."""
    rng = np.random.default_rng(count)
    noise = rng.standard_normal((count, real.shape[1]), dtype=np.float32) * (_APART / real.shape[1] ** 0.5)
    drawn = real[rng.integers(len(real), size=count)] + noise
    matrix: Matrix = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return matrix


def _places(count: int) -> list[str]:
    names = (f"{a}{b}市" for a in _SYLLABLES for b in _SYLLABLES if a != b)
    return [name for name, _ in zip(names, range(count), strict=False)]


def _notice(place: str) -> Notice:
    notice_id = f"{place}{YEAR}"
    return Notice(
        id=notice_id,
        title=f"{place}人民政府关于印发{YEAR}年任务的通知",
        doc_number=None,
        issuer=None,
        place=place,
        year=YEAR,
        issued_on=None,
        source=f"{place}.txt",
        sha256="0",
        stated_total=None,
        deadline=None,
        rules=(),
        tasks=tuple(_tasks(notice_id, World.of(place))),
        gaps=(),
    )


def _tasks(notice_id: str, world: World) -> Iterator[Task]:
    for number in range(1, TASKS_A_NOTICE + 1):
        units = tuple(Value(text="市" + _BUREAUS[(number + step) % len(_BUREAUS)]) for step in range(3))
        yield Task(
            id=f"{notice_id}/table/{number}",
            notice=notice_id,
            block="table",
            ordinal=number,
            serial=str(number),
            section=(Value(text="一、重点工作"),),
            text=Value(text=f"{world.text()}第{number}批。"),
            leaders=(),
            units=units,
            split=1,
            lead_min=1,
            lead_max=1,
            line=number,
        )


def _structured(notices: Sequence[ReadNotice]) -> list[str]:
    step = max(1, len(notices) // 50)
    return [
        f"{read.notice.place}{YEAR}年市{bureau}{word}哪些任务"
        for read in notices[::step]
        for bureau in _BUREAUS[:4]
        for word in ("牵头", "配合")
    ]


def _semantic(notices: Sequence[ReadNotice]) -> list[str]:
    """Half of them over all notices, half within one."""
    places = ["", *(f"{read.notice.place}{YEAR}年" for read in notices)]
    return [
        f"{places[number % 2 * (number % len(places))]}{_SUBJECTS[number % len(_SUBJECTS)]}谁牵头"
        for number in range(_REPEATS)
    ]
