"""``python -m evals bench``: what parsing, indexing and answering cost, as ratios to work of the same run."""

import json
import sys

from evals import bench_answers, bench_index, bench_parse, bench_scale


def measure() -> str:
    """Measure everything and return it as JSON; each part is told on stderr as it begins."""
    parts = {
        "parse": bench_parse.measure,
        "index": bench_index.measure,
        "answers": bench_answers.measure,
        "scale": bench_scale.measure,
    }
    figures = {}
    for name, part in parts.items():
        sys.stderr.write(f"{name} ...\n")
        figures[name] = part()
    return json.dumps(figures, ensure_ascii=False, indent=1)
