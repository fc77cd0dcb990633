"""Curves for the report: what other refusal thresholds would do, and how recall grows with k."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant import found
from evals.evidence import Scored, Split, curve
from evals.retrieval_scores import Ranked
from evals.yardstick import Sides

REFUSAL, RECALL = "refusal threshold", "recall@k"
"""Names of the two drawings."""

_DEEPEST = 20

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Curve:
    """A line to draw: points (x, y), all y from 0 to 1."""

    name: str
    points: Points


def thresholds() -> dict[str, float]:
    """Return the refusal thresholds in use, by name."""
    return {
        "any question": found.THRESHOLD,
        "bare words": found.BARE_THRESHOLD,
    }


def refusal_curves(scored: Sequence[Scored], split: Split = "report") -> list[Curve]:
    """Return the shares of wrong refusals and of wrong answers at each threshold from 0 to 1.

    Raises:
        ValueError: as ``evidence.curve``.
    """
    points = curve([one for one in scored if one.split == split], [step / 50 for step in range(51)])
    return [
        Curve("refused wrongly", [(point.threshold, point.refused) for point in points]),
        Curve("answered wrongly", [(point.threshold, point.answered) for point in points]),
    ]


def recall_curves(ranked: Sequence[Ranked], sides: Sequence[Sides]) -> list[Curve]:
    """Return recall@k of each ranking for hand-written questions, and of the plain chain for the same."""
    held = [it for it in ranked if not it.case.generated]
    if not held:
        return []
    cuts = range(1, _DEEPEST + 1)
    curves = [
        Curve(name, [(k, fmean(it.recall(name, k) for it in held)) for k in cuts])
        for name in held[0].rankings
    ]
    return curves + _plain(sides, {it.case.id for it in held})


def _plain(sides: Iterable[Sides], ids: set[str]) -> list[Curve]:
    same = [side for side in sides if side.case.id in ids]
    if not same:
        return []
    points: Points = [(k, fmean(side.plain[k]["recall"] for side in same)) for k in same[0].plain]
    return [Curve("plain chain", points)]
