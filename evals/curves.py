"""Curves: what another refusal threshold would do, and how recall grows with k."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from assistant import found
from assistant.engine import Engine
from evals.retrieval_scores import Ranked
from evals.yardstick import Sides

EVIDENCE = Path(__file__).with_name("evidence")
"""Subjects that some task is about (``present.jsonl``) and that none is about (``absent.jsonl``)."""

_STEPS = 50
_DEEPEST = 20

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Curve:
    """A line to draw: points (x, y), all y from 0 to 1."""

    name: str
    points: Points


def evidence_pairs(engine: Engine, folder: Path = EVIDENCE) -> list[tuple[float, bool]]:
    """Return the best score of each subject over all notices, and whether a task is about it."""
    notices = {notice.id for notice in engine.corpus.lexicon.notices}
    pairs = []
    for name, answerable in (("present", True), ("absent", False)):
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            hits = engine.finder.search(json.loads(line)["subject"], notices)
            pairs.append((hits[0].score if hits else 0.0, answerable))
    return pairs


def thresholds() -> dict[str, float]:
    """Return the thresholds that the assistant uses, by name."""
    return {name: value for name, value in vars(found).items() if name.endswith("THRESHOLD")}


def refusal_curves(pairs: Sequence[tuple[float, bool]]) -> list[Curve]:
    """Return the shares of false refusals and of false answers at thresholds from 0 to 1."""
    answerable = [score for score, is_answerable in pairs if is_answerable]
    others = [score for score, is_answerable in pairs if not is_answerable]
    steps = [step / _STEPS for step in range(_STEPS + 1)]
    return [
        Curve("false refusals", [(at, fmean(score < at for score in answerable)) for at in steps]),
        Curve("false answers", [(at, fmean(score >= at for score in others)) for at in steps]),
    ]


def recall_curves(ranked: Sequence[Ranked], sides: Sequence[Sides]) -> list[Curve]:
    """Return recall@k of each ranking for hand-written questions, and of the plain chain for the same ones."""
    held = [it for it in ranked if not it.case.kind.startswith("gen_")]
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
