"""Totals of the answers: by kind, by notice, and over all; refusals and roles apart. Never one number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from evals.outcome import Outcome

Totals = dict[str, dict[str, float]]

_MEANS = ("precision", "recall", "f1", "rank", "count", "citations")


def answer_totals(outcomes: Sequence[Outcome]) -> Totals:
    """Return the totals of all outcomes and of each kind and notice, under ``answers/…``."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for group in ("all", f"kind/{outcome.case.kind}", f"notice/{outcome.case.notice}"):
            groups[group].append(outcome)
    totals = {f"answers/{group}": _of(held) for group, held in groups.items()}
    totals["answers/refusal"] = refusals(outcomes)
    totals["answers/roles"] = roles(outcomes)
    return totals


def _of(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Cases, how many passed, and the means of the scores; sets that were exact as a share."""
    total: dict[str, float] = {
        "cases": len(outcomes),
        "passed": sum(outcome.judged.ok for outcome in outcomes),
        "errors": sum(outcome.error for outcome in outcomes),
    }
    for name in _MEANS:
        values = [outcome.judged.scores[name] for outcome in outcomes if name in outcome.judged.scores]
        if values:
            total[name] = fmean(values)
    sets = [outcome.judged.scores["f1"] for outcome in outcomes if "f1" in outcome.judged.scores]
    if sets:
        total["set_exact"] = fmean(value == 1 for value in sets)
    off = [outcome.judged.count_error for outcome in outcomes if outcome.judged.count_error is not None]
    if off:
        total["count_error"] = fmean(off)
    return total


def refusals(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Return how refusals fell: precision and recall where something was refused and had to be."""
    fell: Counter[tuple[bool, bool]] = Counter()
    for outcome in outcomes:
        if outcome.answer is not None and outcome.case.wanted.expect.nothing is None:
            fell[outcome.case.wanted.expect.abstain, outcome.answer.abstained] += 1
    right, missed, wrong = fell[True, True], fell[True, False], fell[False, True]
    found: dict[str, float] = {"right": right, "missed": missed, "wrong": wrong}
    if right + wrong:
        found["precision"] = right / (right + wrong)
    if right + missed:
        found["recall"] = right / (right + missed)
    return found


def roles(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Return how many rows were shown in each role, by the role printed: ``lead as support`` is mixed up."""
    shown: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        shown.update(outcome.judged.roles)
    return {f"{printed} as {role}": float(count) for (printed, role), count in sorted(shown.items())}


def means(scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return how many cases there are, and the mean of each score; all must have the same scores."""
    return {"cases": len(scores)} | {name: fmean(it[name] for it in scores) for name in scores[0]}
