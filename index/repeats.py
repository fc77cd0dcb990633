"""Tasks that a notice prints twice, in its text and in its annexed table, and where the two disagree."""

import re
from collections import Counter, defaultdict

from index.records import Gap, Task, Value

_ALIKE = 0.6
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9.%]|^\d+\.")
_RARE = 12


def find_repeats(tasks: list[Task]) -> dict[str, str]:
    """Return, for each body task that the table prints again, the id of the table record.

    The table's record is the one kept: it adds the deadline (Fanchang 2021). Texts are compared by their pairs of
    characters, the innermost heading taken as part of a table's text where that makes them more alike.
    """
    table = [task for task in tasks if task.block == "table"]
    body = [task for task in tasks if task.block == "body"]
    if not table or not body:
        return {}
    readings = {task.id: [_pairs(text) for text in _readings(task)] for task in table}
    holders: dict[str, set[str]] = defaultdict(set)
    for task_id, options in readings.items():
        for pair in {pair for option in options for pair in option}:
            holders[pair].add(task_id)
    scored = sorted(
        (score, task.id, other)
        for task in body
        for other, score in _scores(_pairs(task.text.text), readings, holders).items()
        if score >= _ALIKE
    )
    return _best_pairs(scored)


def _best_pairs(scored: list[tuple[float, str, str]]) -> dict[str, str]:
    """Pair the most alike first; each record is used once."""
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for _, body_id, table_id in reversed(scored):
        if body_id not in pairs and table_id not in used:
            pairs[body_id] = table_id
            used.add(table_id)
    return pairs


def _readings(task: Task) -> list[str]:
    inner = task.section[-1].text if task.section else ""
    return [task.text.text, inner + task.text.text]


def _pairs(text: str) -> Counter[str]:
    bare = _NOT_WORDS.sub("", text)
    return Counter(bare[i : i + 2] for i in range(len(bare) - 1))


def _scores(
    wanted: Counter[str], readings: dict[str, list[Counter[str]]], holders: dict[str, set[str]]
) -> dict[str, float]:
    """Dice likeness to each table task that shares a rare pair of characters."""
    rare = [pair for pair in wanted if len(holders[pair]) <= _RARE] or list(wanted)
    near = {task_id for pair in rare for task_id in holders[pair]}
    return {task_id: max(_dice(wanted, option) for option in readings[task_id]) for task_id in near}


def _dice(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def contradictions(body: Task, table: Task) -> list[Gap]:
    """Return a gap for each field in which the two records of one task disagree."""
    fields: tuple[tuple[str, str, tuple[Value, ...], tuple[Value, ...]], ...] = (
        ("leaders", "负责领导", body.leaders, table.leaders),
        ("lead_units", "牵头单位", body.lead_units, table.lead_units),
        ("support_units", "协同单位", body.support_units, table.support_units),
    )
    gaps = []
    for field, label, here, there in fields:
        left, right = [value.text for value in here], [value.text for value in there]
        if sorted(left) != sorted(right):
            reason = f"正文与附表的{label}不一致:正文为{_listed(left)},附表为{_listed(right)}"
            gaps.append(Gap(task=table.id, field=field, kind="contradiction", line=table.line, reason=reason))
    return gaps


def _listed(names: list[str]) -> str:
    return f"“{'、'.join(names)}”" if names else "空"
