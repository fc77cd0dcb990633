"""Scores of one answer against what was wanted: the set of tasks, roles, counts, refusals, citations.

The set is what counts: a list that misses most rows is fluent and faithful, and its recall says what it is.
"""

from collections import Counter
from dataclasses import dataclass, field

from evals.answers_check import Answer, check_answer
from evals.citations import Citations
from evals.expectation import Wanted
from evals.selection import Item
from index.identity import identify

Roles = Counter[tuple[str, str]]
"""How often a role (printed) was shown as a role: (lead, support) counts rows that were mixed up."""


@dataclass(frozen=True)
class Judged:
    """What is wrong with an answer, in words, and its scores, each 1 at best and 0 at worst.

    ``scores``: ``precision``, ``recall`` and ``f1`` of the tasks; ``rank`` of the task looked for (1, 1/2 …);
    ``count``; ``citations`` that re-read to the text quoted. A score that the question has no use for is left
    out. ``roles``: the roles shown; ``count_error``: by how much the count is off.
    """

    faults: tuple[str, ...]
    scores: dict[str, float] = field(default_factory=dict)
    roles: Roles = field(default_factory=Counter)
    count_error: int | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def judge(answer: Answer, wanted: Wanted, citations: Citations) -> Judged:
    """Return what an answer is worth."""
    bad = citations.faults(answer)
    roles = shown_roles(answer, wanted)
    mixed = sum(count for (printed, shown), count in roles.items() if printed != shown)
    faults = [*check_answer(answer, wanted), *bad]
    if mixed:
        faults.append(f"{mixed} rows shown in a role that is not printed")
    scores = _sets(answer, wanted) | _rank(answer, wanted)
    if answer.tasks:
        scores["citations"] = 1 - len(bad) / len(answer.tasks)
    error = None
    if wanted.count is not None:
        error = abs((answer.count or 0) - wanted.count)
        scores["count"] = float(answer.count == wanted.count)
    return Judged(tuple(faults), scores, roles, error)


def precision_recall_f1(shown: set[str], truth: frozenset[str], allowed: frozenset[str]) -> dict[str, float]:
    """Return the three scores of a set; what is ``allowed`` but not wanted counts neither way."""
    right = len(shown & truth)
    extra = len(shown - allowed)
    precision = right / (right + extra) if right + extra else 0.0
    recall = right / len(truth)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _sets(answer: Answer, wanted: Wanted) -> dict[str, float]:
    if wanted.tasks is None:
        return {}
    shown = {wanted.corpus.same.get(task.id, task.id) for task in answer.tasks}
    return precision_recall_f1(shown, wanted.tasks.certain, wanted.tasks.every)


def _rank(answer: Answer, wanted: Wanted) -> dict[str, float]:
    """One over the place of the first task that was looked for."""
    if not wanted.first:
        return {}
    shown = [wanted.corpus.same.get(task.id, task.id) for task in answer.tasks]
    places = (1 / place for place, task in enumerate(dict.fromkeys(shown), 1) if task in wanted.first)
    return {"rank": next(places, 0.0)}


def shown_roles(answer: Answer, wanted: Wanted) -> Roles:
    """Return, for a question about one unit, the printed and the shown role of every row that names it."""
    selector = wanted.expect.tasks
    roles: Roles = Counter()
    if selector is None or selector.unit is None:
        return roles
    for task in answer.tasks:
        item = wanted.corpus.by_id.get(wanted.corpus.same.get(task.id, task.id))
        printed = _printed_roles(item, selector.unit) if item else set()
        if printed and task.role in {"lead", "support"}:
            roles[task.role if task.role in printed else min(printed), task.role] += 1
    return roles


def _printed_roles(item: Item, unit: str) -> set[str]:
    """Roles in which a task names the unit itself, in any of its records."""
    key = identify(unit, item.notice.place).key
    return {
        task.role_of(position)
        for task in item.records
        for position, printed in enumerate(task.units)
        for identity in (identify(printed.text, item.notice.place),)
        if key in (identity.key, *identity.bodies)
    }
