"""Parsing, scored field by field against the reviewed snapshots of whole notices (``tests/snapshots``).

The expected answers of all other parts follow the records; these snapshots do not, so a fault of the parser
shows here first.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from evals.scores import Measured
from evals.totals import Totals
from index.records import Notice, Task

SNAPSHOTS = Path(__file__).parents[1] / "tests" / "snapshots"

Fields = Mapping[str, object]
_SHOWN = 5


def task_fields(task: Task) -> dict[str, object]:
    """Return a task as a person would check it against the notice: one line of a snapshot."""
    return {
        "serial": task.serial,
        "line": task.line,
        "section": " > ".join(value.text for value in task.section),
        "text": task.text.text,
        "leaders": "、".join("▲" * leader.lead + leader.text for leader in task.leaders),
        "lead": "、".join(unit.text for unit in task.lead_units) + "等" * task.open_lead,
        "support": "、".join(unit.text for unit in task.support_units) + "等" * task.open_support,
        "boundary": "certain" if task.boundary == "certain" else f"{task.lead_min}-{task.lead_max}",
        "deadline": task.deadline and task.deadline.text,
        "same_as": task.same_as and task.same_as.removeprefix(f"{task.notice}/"),
    }


def read_snapshot(notice: Notice, folder: Path = SNAPSHOTS) -> list[Fields]:
    """Return the reviewed tasks of a notice; none where it has no snapshot."""
    path = folder / f"{Path(notice.source).stem}.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def score_parsing(notices: Iterable[Notice], folder: Path = SNAPSHOTS) -> list[Measured]:
    """Return a case for every notice and field, and one for the tasks found and one for the stated total."""
    return [case for notice in notices for case in _of_notice(notice, read_snapshot(notice, folder))]


def parsing_facts(notices: Iterable[Notice]) -> dict[str, dict[str, int]]:
    """Return the counts of each notice that may not move unseen: records, tasks, gaps by kind."""
    return {f"parsing/{Path(notice.source).stem}": _facts(notice) for notice in notices}


def parsing_totals(found: Iterable[Measured]) -> Totals:
    """Return the field exactness of each notice, as a row of the totals."""
    totals: Totals = {}
    for case in found:
        if case.kind == "parsing":
            _, notice, name = case.id.split("/")
            totals.setdefault(f"parsing/{notice}", {})[name] = case.scores["f1"]
    return totals


def _facts(notice: Notice) -> dict[str, int]:
    gaps = Counter(f"gap {gap.kind}" for gap in notice.gaps)
    return {"records": len(notice.tasks), "tasks": len(notice.distinct_tasks()), **gaps}


def _of_notice(notice: Notice, kept: list[Fields]) -> Iterator[Measured]:
    found = [task_fields(task) for task in notice.tasks]
    pairs, lost, extra = _align(kept, found)
    faults = [f"not read: {_name(it)}" for it in lost] + [f"not in the notice: {_name(it)}" for it in extra]
    if not kept:
        faults = ["there is no snapshot of it"]
    share = len(pairs) / max(len(kept), len(found), 1)
    yield _measured(notice, "tasks", f"{len(kept)} reviewed records", faults, share)
    for field in found[0] if found else ():
        wrong = [
            f"{_name(old)}: {new[field]!r}, not {old[field]!r}"
            for old, new in pairs
            if old[field] != new[field]
        ]
        share = 1 - len(wrong) / len(pairs) if pairs else 0.0
        yield _measured(notice, field, f"{field} as reviewed", wrong, share)
    if notice.stated_total is not None:
        yield _reconciled(notice)


def _align(
    kept: Sequence[Fields], found: Sequence[Fields]
) -> tuple[list[tuple[Fields, Fields]], list[Fields], list[Fields]]:
    """Pair records by their texts in printed order; return the pairs and what is left on either side."""
    matcher = SequenceMatcher(None, [it["text"] for it in kept], [it["text"] for it in found], autojunk=False)
    pairs: list[tuple[Fields, Fields]] = []
    lost: list[Fields] = []
    extra: list[Fields] = []
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        old, new = kept[start:end], found[other_start:other_end]
        pairs += zip(old, new, strict=False)
        lost += old[len(new) :]
        extra += new[len(old) :]
    return pairs, lost, extra


def _reconciled(notice: Notice) -> Measured:
    """Whether the notice's own total is the number of its tasks, or of the items that head sub-tasks."""
    tasks = notice.distinct_tasks()
    items = {(task.serial or task.id).partition(".")[0] for task in tasks}
    fits = notice.stated_total in {len(tasks), len(items)}
    faults = [] if fits else [f"{len(tasks)} tasks, {len(items)} items"]
    return _measured(notice, "stated_total", f"{notice.stated_total} as stated", faults, float(fits))


def _measured(notice: Notice, field: str, expected: str, faults: list[str], share: float) -> Measured:
    stem = Path(notice.source).stem
    more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    return Measured(
        id=f"parsing/{stem}/{field}",
        kind="parsing",
        notice=f"{notice.place}{notice.year}",
        asked=f"{notice.source}: {field}",
        expected=expected,
        faults=(*faults[:_SHOWN], *more),
        scores={"f1": share},
    )


def _name(fields: Fields) -> str:
    return f"line {fields['line']} {fields['serial'] or ''} {str(fields['text'])[:20]}"
