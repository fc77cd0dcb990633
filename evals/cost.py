"""What answering costs: time by stage, tokens, memory. Apart from the scores: no two runs cost the same."""

import math
import resource
from collections import defaultdict
from collections.abc import Iterable, Sequence

from evals.outcome import Outcome
from index.tokens import count_tokens

STAGES = ("plan", "retrieve", "compose", "model", "total")
Cost = dict[str, dict[str, float]]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def cost_of(outcomes: Iterable[Outcome], peak_mb: float) -> Cost:
    """Return p50 and p95 by path and stage, in milliseconds of the last turns; tokens of the texts; memory.

    A question is on the path ``search`` where it was read to describe a subject, else on ``records``. Two
    processes ask at once, each with one core; a subject that was asked about before is not embedded again.
    """
    paths: dict[str, list[Outcome]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.answer is not None:
            path = "search" if "主题" in outcome.answer.read_as else "records"
            paths[path].append(outcome)
            texts[path].append(outcome.answer.text)
    cost = {
        f"{path}: {stage} ms": _spread([outcome.timings_ms.get(stage, 0.0) for outcome in held])
        for path, held in sorted(paths.items())
        for stage in STAGES
    }
    # Every twentieth text is counted, since counting costs more than answering.
    cost |= {f"{path}: tokens": _spread([*map(count_tokens, held[::20])]) for path, held in texts.items()}
    return cost | {"memory": {"peak_mb": round(peak_mb)}}


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kilobytes


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"cases": len(values), "p50": percentile(values, 0.5), "p95": percentile(values, 0.95)}
