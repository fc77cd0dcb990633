"""Benchmark of the parser, CPU seconds throughout.

``shipped_cpu_seconds``: the five sample notices together, caches cold (limit 1 s). ``per_notice_ratio``: time
a task over 100 invented notices against over 10. ``per_row_ratio``: time a task in notices of ten times the
rows. Both ratios are about 1 where time grows linearly; ``layouts`` has the latter for each layout.
"""

import gc
import time
from collections.abc import Iterable
from importlib.resources import files
from statistics import median

from evals.generate_notices import LAYOUTS, Made, make_notice
from index import identity, units
from index.parse import parse_notice
from index.source import Source, source_from_bytes

_FEW, _MANY = 10, 100
_ROWS = 60
_ROUNDS = 3


def measure() -> dict[str, object]:
    """Return all figures."""
    shipped = [
        source_from_bytes(path.name, path.read_bytes())
        for path in sorted(files("index").joinpath("notices").iterdir(), key=lambda path: path.name)
    ]
    made = [_source(make_notice(list(LAYOUTS)[seed % len(LAYOUTS)], seed, _ROWS)) for seed in range(_MANY)]
    layouts = {layout: _growth(layout) for layout in LAYOUTS}
    return {
        "shipped_cpu_seconds": round(median(_seconds(shipped) for _ in range(_ROUNDS)), 3),
        "invented_notices": _MANY,
        "seconds_per_1000_tasks": round(_per_task(made) * 1000, 3),
        "per_notice_ratio": round(_per_task(made) / _per_task(made[:_FEW]), 2),
        "per_row_ratio": round(median(layouts.values()), 2),
        "layouts": layouts,
    }


def _source(made: Made) -> Source:
    return source_from_bytes(f"{made.layout}.txt", made.text.encode())


def _growth(layout: str) -> float:
    """Time a task in one notice of ten times the rows, against one notice of ``_ROWS``."""
    small = [_source(make_notice(layout, seed, _ROWS)) for seed in range(_FEW)]
    large = [_source(make_notice(layout, 1, _ROWS * 10))]
    return round(_per_task(large) / _per_task(small), 2)


def _per_task(sources: list[Source]) -> float:
    tasks = sum(len(parse_notice(source).tasks) for source in sources)
    return median(_seconds(sources) for _ in range(_ROUNDS)) / tasks


def _seconds(sources: Iterable[Source]) -> float:
    """CPU seconds to parse ``sources`` as a fresh process would: with nothing remembered."""
    fresh = [Source(source.name, source.text, source.sha256, source.encoding) for source in sources]
    for function in (*vars(units).values(), *vars(identity).values()):
        if hasattr(function, "cache_clear"):
            function.cache_clear()
    gc.collect()
    start = time.process_time()
    for source in fresh:
        parse_notice(source)
    return time.process_time() - start
