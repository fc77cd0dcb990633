"""``python -m evals bench``: what parsing, indexing and answering cost, as ratios to work of the same run."""

import json
import sys
from collections.abc import Callable
from functools import partial

from evals import bench_answers, bench_index, bench_parse, bench_scale


def measure(largest: int) -> str:
    """Measure everything and return it as JSON; each part is told on stderr when it is done.

    ``largest``: tasks of the largest index; one of 100,000 took 37 minutes to build on one shared core.
    """
    parts: dict[str, Callable[[], object]] = {
        "parse": bench_parse.measure,
        "index": bench_index.measure,
        "answers": bench_answers.measure,
        "scale": partial(bench_scale.measure, largest),
    }
    figures: dict[str, object] = {}
    for name, part in parts.items():
        figures[name] = part()
        sys.stderr.write(f"{name}: {json.dumps(figures[name], ensure_ascii=False)}\n")
    return json.dumps(figures, ensure_ascii=False, indent=1)
