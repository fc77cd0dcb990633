"""The gate: what a run changed against a baseline, and whether that is a regression.

Every case is fixed, broken, same, new, missing or an error. A case is broken when it passed before, or when it
failed before and its set of tasks is now worse. Broken, missing and error are red, so is a fact that moved,
and so is a run that measured nothing: to have learned nothing is no pass.
"""

from dataclasses import dataclass

from evals.scores import CaseScore, Scores


@dataclass(frozen=True)
class Changes:
    """Case ids by what became of them; ``facts``: those that moved, in words; ``same``: how many cases."""

    fixed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    same: int = 0

    @property
    def red(self) -> bool:
        """Whether something got worse, or was not measured."""
        measured = self.same or self.fixed or self.broken
        return bool(self.broken or self.missing or self.errors or self.facts) or not measured


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


def _step(before: CaseScore, after: CaseScore) -> int:
    """1 better, 0 same, -1 worse."""
    return (after.rank > before.rank) - (after.rank < before.rank)


def _moved_facts(before: Scores, after: Scores) -> tuple[str, ...]:
    names = sorted(before.facts.keys() | after.facts.keys())
    return tuple(
        f"{name}: {before.facts.get(name)} before, {after.facts.get(name)} now"
        for name in names
        if before.facts.get(name) != after.facts.get(name)
    )
