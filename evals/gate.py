"""The gate: what a run changed against a baseline, and whether that is a regression.

Every case is fixed, broken, same, new, missing or an error. A case is broken when it passed before and fails
now, or failed before and its set of tasks is now worse. Broken, missing and error are red, so is a fact that
moved, and so is a run that measured nothing: to have learned nothing is no pass. Cases in whose answers a
language model had a part fall now so, now so; of these, broken ones are red when that is more than noise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evals.scores import CaseScore, NotMeasured, Scores
from evals.significance import Runs, Verdict, judge_sampled


@dataclass(frozen=True)
class Changes:
    """Case ids by what became of them.

    ``facts``: those that moved, in words. ``same``: how many cases. ``sampled``: those a model had a part in,
    and ``verdict`` on them.
    """

    fixed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    same: int = 0
    sampled: frozenset[str] = frozenset()
    verdict: Verdict | None = None

    @property
    def red(self) -> bool:
        """Whether something got worse, or was not measured."""
        measured = self.same or self.fixed or self.broken
        return bool(self.red_cases or self.missing or self.errors or self.facts) or not measured

    @property
    def red_cases(self) -> frozenset[str]:
        """The broken cases, without those that a model had a part in where that is no more than noise."""
        excused = self.sampled if self.verdict and not self.verdict.worse else frozenset[str]()
        return frozenset(self.broken) - excused


def compare(before: Scores, after: Scores) -> Changes:
    """Return what changed from ``before`` to ``after``."""
    errors = {case for case, score in after.cases.items() if score.error}
    both = before.cases.keys() & after.cases.keys() - errors
    moved = {case: _step(before.cases[case], after.cases[case]) for case in both}
    return Changes(
        fixed=tuple(sorted(case for case, step in moved.items() if step > 0)),
        broken=tuple(sorted(case for case, step in moved.items() if step < 0)),
        new=tuple(sorted(after.cases.keys() - before.cases.keys() - errors)),
        missing=tuple(sorted(before.cases.keys() - after.cases.keys())),
        errors=tuple(sorted(errors)),
        facts=_moved_facts(before, after),
        same=sum(step == 0 for step in moved.values()),
    )


def compare_runs(before: Sequence[Scores], after: Sequence[Scores], notices: Mapping[str, str]) -> Changes:
    """Return what changed from the last of some runs to the last of others.

    The cases that a model had a part in are looked at in all runs, to tell a regression from noise.
    ``notices``: which notice a case is about; a case it does not know stands for itself.

    Raises:
        NotMeasured: runs of rules alone were repeated (one says it all), or none of the cases that a model
            had a part in is in all runs.
    """
    changes, runs = compare(before[-1], after[-1]), (*before, *after)
    sampled = frozenset(case for run in runs for case, score in run.cases.items() if score.sampled)
    if sampled:
        verdict = judge_sampled(_passes(before, sampled), _passes(after, sampled), notices)
        return replace(changes, sampled=sampled, verdict=verdict)
    if len(runs) > 2 and not any(run.model for run in runs):  # noqa: PLR2004 - one on each side
        raise NotMeasured("several runs are compared only where a model had a part; rules give one result")
    return changes


def _passes(runs: Sequence[Scores], sampled: frozenset[str]) -> Runs:
    """Whether each of these cases passed, run by run; cases that some run lacks are left out."""
    held = sorted(sampled.intersection(*(run.cases for run in runs)))
    return {case: [run.cases[case].ok for run in runs] for case in held}


def _step(before: CaseScore, after: CaseScore) -> int:
    """1 better, 0 same, -1 worse."""
    return (after.rank > before.rank) - (after.rank < before.rank)


def _moved_facts(before: Scores, after: Scores) -> tuple[str, ...]:
    old, new = _facts(before), _facts(after)
    moved = sorted(fact for fact in old.keys() | new.keys() if old.get(fact) != new.get(fact))
    return tuple(f"{fact}: {old.get(fact, 0)} before, {new.get(fact, 0)} now" for fact in moved)


def _facts(scores: Scores) -> dict[str, int]:
    return {f"{of}: {name}": count for of, held in scores.facts.items() for name, count in held.items()}
