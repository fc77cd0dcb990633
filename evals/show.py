"""What a run and a comparison print on the terminal."""

from collections.abc import Mapping, Sequence

from evals.gate import Changes
from evals.run import Run
from evals.scores import CaseScore, Measured, Scores
from evals.significance import Verdict

WORDED = {
    "wording/ours": "Our wording that is supported",
    "wording/plain chain": "The plain chain's, with the model",
    "yardstick/generated/plain chain": "Recall of the plain chain's answers",
}
"""Totals that only a language model gives, and what the report calls them."""

_SHOWN = 40
"""Cases of one sort that are printed in full; the rest are counted."""


def show_run(run: Run) -> None:
    """Print passes by kind, the scores of each part, the plain chain beside ours, and the cost."""
    totals = run.scores.totals
    for name in sorted(name for name in totals if name.startswith("answers/kind/")):
        print(_passes(name.removeprefix("answers/kind/"), totals[name]))
    print(_passes("all answers", totals["answers/all"]))
    for part in ("parsing/", "retrieval/", "answers/refusal", "answers/roles"):
        for name in sorted(name for name in totals if name.startswith(part)):
            print(f"{name}: {_numbers(totals[name])}")
    _show_yardstick(totals)
    _show_model_part(run.scores)
    for name, cost in run.cost.items():
        print(f"cost/{name}: {_numbers(cost)}")


def _show_yardstick(totals: Mapping[str, Mapping[str, float]]) -> None:
    """The plain chain beside ours, each figure with how many times as much ours is."""
    prefix = "yardstick/all/"
    sides = {name.removeprefix(prefix): total for name, total in totals.items() if name.startswith(prefix)}
    if not sides:
        return
    columns = ("recall", "whole", "readable", "precision", "f1", "ceiling")
    print(f"{'beside the plain chain':24}" + "".join(f"{column:>16}" for column in columns))
    for name, total in sides.items():
        cells = (_cell(total, column) for column in columns)
        print(f"{name:24}" + "".join(f"{cell:>16}" for cell in cells))


def _cell(total: Mapping[str, float], column: str) -> str:
    if column not in total:
        return ""
    ratio = total.get(f"{column}_ratio")
    return f"{total[column]:.3f}" + (f" (1:{ratio:.1f})" if ratio else "")


def _show_model_part(scores: Scores) -> None:
    """What a model wrote; where nothing was written that is no score."""
    for name in WORDED:
        total = scores.totals.get(name)
        print(f"{name}: {_numbers(total) if total else not_measured(scores)}")


def not_measured(scores: Scores) -> str:
    """Return why a part that needs a model has no score."""
    return f"NOT MEASURED: {'it wrote nothing' if scores.model else 'no model had a part in this run'}"


def _passes(name: str, total: Mapping[str, float]) -> str:
    means = {key: value for key, value in total.items() if key not in {"cases", "passed", "errors"}}
    return f"{name:22} {total['passed']:5.0f} / {total['cases']:5.0f}  {_numbers(means)}"


def _numbers(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in values.items())


def show_changes(changes: Changes, before: Scores, after: Scores, measured: Sequence[Measured]) -> None:
    """Print every case that changed: what was asked and expected, before and after."""
    known = {case.id: case for case in measured}
    if before.data != after.data:
        print("NOTE the records differ from the baseline's: what is expected was worked out anew")
    for fact in changes.facts:
        print(f"FACT {fact}")
    sorts = {"ERROR": changes.errors, "BROKEN": changes.broken, "MISSING": changes.missing}
    for sort, cases in (sorts | {"FIXED": changes.fixed, "NEW": new_that_fail(changes, after)}).items():
        for case in cases[:_SHOWN]:
            print(f"{sort} {case}")
            worded = known.get(case) or known.get(case.removeprefix("retrieval/"))
            for line in _case(case, before.cases.get(case), after.cases.get(case), worded):
                print(f"    {line}")
        if len(cases) > _SHOWN:
            print(f"{sort} … and {len(cases) - _SHOWN} more")
    if changes.verdict:
        print(verdict_line(changes.verdict))
    print(summary(changes))


def verdict_line(verdict: Verdict) -> str:
    """Return what came out of comparing runs in which a model had a part."""
    gain = verdict.gain
    return (
        f"with a model: {verdict.broken} broken, {verdict.fixed} fixed by majority, "
        f"exact McNemar p {verdict.p:.3g}, "
        f"passes {gain.mean:+.3f} (95 % {gain.low:+.3f} to {gain.high:+.3f}, by notice): "
        f"{'WORSE' if verdict.worse else 'no more than noise'}"
    )


def summary(changes: Changes) -> str:
    """Return the numbers of a comparison on one line."""
    counts = {name: len(getattr(changes, name)) for name in ("fixed", "broken", "new", "missing", "errors")}
    return ", ".join(f"{name} {count}" for name, count in {**counts, "same": changes.same}.items())


def new_that_fail(changes: Changes, after: Scores) -> tuple[str, ...]:
    """Return the new cases that fail; those that pass need no word."""
    return tuple(case for case in changes.new if not after.cases[case].ok)


def _case(
    case_id: str, before: CaseScore | None, after: CaseScore | None, case: Measured | None
) -> list[str]:
    lines = [f"asked:    {case.asked if case else case_id}"]
    if case:
        lines.append(f"expected: {case.expected}")
    lines += [f"before:   {score_line(before)}", f"after:    {score_line(after)}"]
    return lines + [f"          {fault}" for fault in (case.faults if case else ())]


def score_line(score: CaseScore | None) -> str:
    """Return a score in words."""
    if score is None:
        return "not there"
    state = "error" if score.error else "passed" if score.ok else "failed"
    return f"{state} {_numbers(score.scores)}".strip()
