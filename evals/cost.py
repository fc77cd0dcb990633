"""What answering costs: time by stage, tokens, memory. Apart from the scores: no two runs cost the same."""

import math
import resource
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from evals.outcome import Outcome
from index.tokens import count_tokens

STAGES = ("plan", "retrieve", "compose", "model", "total")
Cost = dict[str, dict[str, float]]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def cost_of(outcomes: Iterable[Outcome], peak_mb: float) -> Cost:
    """Return, by path and stage, p50 and p95 in milliseconds of the last turns; and tokens of their texts.

    A question is on the path ``search`` where it was read to describe a subject, else on ``records``.
    """
    times: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.answer is not None:
            path = "search" if "主题" in outcome.answer.read_as else "records"
            times[path].append(outcome.timings_ms)
            texts[path].append(outcome.answer.text)
    cost = {path: _stages(held) for path, held in times.items()}
    for path, held in texts.items():
        cost[path] |= _tokens(held)
    return cost | {"memory": {"peak_mb": round(peak_mb)}}


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kilobytes


def _stages(timings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {"cases": len(timings)}
    for stage in STAGES:
        values = [timing.get(stage, 0.0) for timing in timings]
        found |= {f"{stage}_p50_ms": percentile(values, 0.5), f"{stage}_p95_ms": percentile(values, 0.95)}
    return found


def _tokens(texts: Sequence[str]) -> dict[str, float]:
    """Tokens of the answers' texts; every twentieth is counted, since counting costs more than answering."""
    counts = [count_tokens(text) for text in texts[::20]]
    return {"tokens_p50": percentile(counts, 0.5), "tokens_p95": percentile(counts, 0.95)}
