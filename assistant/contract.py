"""The JSON that outside checks read: notices and answers in their stable form."""

from typing import Any

from assistant.answers import Answer, Row
from index.records import Notice, Task, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assistant.drafting import Draft
    from assistant.wording.words import Wording


def notice_json(notice: Notice) -> dict[str, Any]:
    """Return a notice with its tasks and gaps as plain values."""
    return {
        "id": notice.id,
        "title": notice.title,
        "doc_number": notice.doc_number,
        "issuer": notice.issuer,
        "place": notice.place,
        "year": notice.year,
        "issued_on": notice.issued_on,
        "source": notice.source,
        "stated_total": notice.stated_total,
        "deadline": notice.deadline.text if notice.deadline else None,
        "rules": [rule.text for rule in notice.rules],
        "tasks": [task_json(task) for task in notice.tasks],
        "gaps": [gap.model_dump() for gap in notice.gaps],
    }


def task_json(task: Task) -> dict[str, Any]:
    """Return a task as plain values; ``spans`` tie each field to its characters in the source."""
    return {
        "id": task.id,
        "block": task.block,
        "serial": task.serial,
        "section": [heading.text for heading in task.section],
        "text": task.text.text,
        "leaders": [{"name": leader.text, "lead": leader.lead} for leader in task.leaders],
        "lead_units": [unit.text for unit in task.lead_units],
        "support_units": [unit.text for unit in task.support_units],
        "deadline": task.deadline.text if task.deadline else None,
        "boundary": task.boundary,
        "line": task.line,
        "same_as": task.same_as,
        "spans": {
            "text": _spans(task.text),
            "leaders": [_spans(leader) for leader in task.leaders],
            "units": [_spans(unit) for unit in task.units],
            "deadline": _spans(task.deadline) if task.deadline else None,
        },
    }


def answer_json(answer: Answer, wording: "Wording | None" = None) -> dict[str, Any]:
    """Return an answer as plain values; ``tasks`` are its rows in the order shown.

    ``wording``: what a model said above it, which is in the text as well; left out where none was asked.
    """
    doubtful = {row.id for group in answer.groups if group.kind == "doubt" for row in group.rows}
    rows = {row.id: row for row in answer.rows}
    printed = {
        "text": answer.text,
        "abstained": answer.abstained,
        "read_as": answer.read_as,
        "tasks": [_row_json(row, doubt=row.id in doubtful) for row in rows.values()],
        "units": _listed(answer.units),
        "leaders": _listed(answer.leaders),
        "deadlines": _listed(answer.deadlines),
        "count": answer.count,
        "timings_ms": answer.timings_ms,
    }
    return {**printed, "wording": _wording_json(wording)} if wording else printed


def _wording_json(wording: "Wording") -> dict[str, Any]:
    return {
        "label": wording.label,
        "sentences": list(wording.sentences),
        "by_rule": wording.by_rule,
        "withheld": wording.withheld,
        "note": wording.note,
    }


def draft_json(draft: "Draft") -> dict[str, Any]:
    """Return a summary as plain values; ``group`` are tasks that reach the unit by a group's name alone."""
    facts = draft.facts
    return {
        "unit": facts.unit,
        "place": facts.place,
        "year": facts.year,
        "notices": [notice.source for notice in facts.notices],
        **{kind: [row.id for row in rows] for kind, rows in facts.rows.items()},
        "paragraphs": list(draft.words.values()),
        "withheld": list(draft.withheld),
    }


def _row_json(row: Row, *, doubt: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": row.id,
        "source": row.notice.source,
        "block": row.block,
        "serial": row.serial,
        "line": row.line,
        "role": row.role,
        "text": row.text,
        "lead_units": list(row.lead_units),
        "support_units": list(row.support_units),
        "leaders": list(row.leaders),
        "deadline": row.deadline or row.notice.deadline,
        "notes": list(row.notes),
    }
    return {**shown, "doubt": True} if doubt else shown


def _spans(value: Value) -> list[list[int]]:
    return [[span.line, span.start, span.end] for span in value.spans]


def _listed(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)
