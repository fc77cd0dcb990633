"""A case in words, for the maintainers: what was expected, and the source lines it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from evals.cases import Case
from evals.expectation import Wanted
from evals.outcome import Outcome
from evals.scores import Measured
from evals.selection import Corpus

_LISTED = 6
_LINE = 120


def asked(case: Case) -> Measured:
    """Return a case before anything is known of its answer."""
    return Measured(case.id, case.kind, case.notice, case.question, expected(case.wanted))


def measured(outcome: Outcome) -> Measured:
    """Return an outcome as the gate and the reports read it."""
    return replace(
        asked(outcome.case),
        faults=outcome.judged.faults,
        scores=outcome.judged.scores,
        error=outcome.error,
        lines=() if outcome.judged.ok else tuple(_lines(outcome)),
        sampled=outcome.sampled,
    )


def expected(wanted: Wanted) -> str:
    """Return what a right answer holds."""
    return "; ".join(_parts(wanted))


def _parts(wanted: Wanted) -> Iterator[str]:
    expect = wanted.expect
    if expect.abstain:
        yield "a refusal"
    if expect.nothing:
        yield "no task"
    if wanted.tasks:
        yield f"{len(wanted.tasks.certain)} tasks: {_listed(wanted.tasks.certain)}"
        if wanted.tasks.doubt:
            yield f"in doubt: {_listed(wanted.tasks.doubt)}"
    if wanted.first:
        among = "one of" if wanted.any_will_do else "all of"
        yield f"among the first {expect.top} {among}: {_listed(wanted.first)}"
    if wanted.count is not None:
        yield f"count {wanted.count}"
    yield from _values(wanted)


def _values(wanted: Wanted) -> Iterator[str]:
    named = {
        "units": {key for _, key in wanted.units},
        "leaders": wanted.leaders,
        "deadlines": wanted.deadlines,
        "most": wanted.busiest,
        "numbers": set(map(str, wanted.counts)),
        "says": set(wanted.expect.must_say),
        "offers": set(wanted.expect.suggest),
    }
    yield from (f"{label}: {_listed(values)}" for label, values in named.items() if values)


def _listed(names: Iterable[str]) -> str:
    held = sorted(names)
    more = f" and {len(held) - _LISTED} more" if len(held) > _LISTED else ""
    return "、".join(held[:_LISTED]) + more


def _lines(outcome: Outcome) -> Iterator[str]:
    """The source lines of the tasks that are missing, then of those shown too much."""
    wanted = outcome.case.wanted
    truth = wanted.tasks.certain if wanted.tasks else wanted.first
    allowed = wanted.tasks.every if wanted.tasks else wanted.first
    shown = outcome.shown
    for sign, ids in (("missing", truth - shown), ("shown", shown - allowed)):
        yield from (f"{sign}: {source_line(wanted.corpus, task)}" for task in sorted(ids)[:_LISTED])


def source_line(corpus: Corpus, task_id: str) -> str:
    """Return where a task is printed, its text and its units, cut to one line."""
    item = corpus.by_id.get(task_id)
    if item is None:
        return task_id
    task = item.records[0]
    units = "、".join(unit.text for unit in task.units)
    return f"{item.notice.source}:{task.line} {task.serial or ''} {task.text.text} ({units})"[:_LINE]
