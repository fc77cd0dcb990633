"""Tasks that a notice prints twice, in its text and in its annexed table, and where the two disagree."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from index.identity import identities
from index.records import Gap, Task, Value

_ALIKE = 0.6
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9.%]|^\d+\.")
_RARE = 12
"""How many pairs of characters are looked up for a task, and how far around it their holders are compared."""


def find_repeats(tasks: Sequence[Task]) -> dict[str, str]:
    """Return, for each body task that the table prints again, the id of the table record.

    The table's record is the one kept: it adds the deadline (Fanchang 2021). Texts are compared by their
    pairs of characters, the innermost heading of a table taken as part of the text where that is more alike.
    """
    table = [task for task in tasks if task.block == "table"]
    body = [task for task in tasks if task.block == "body"]
    readings = [[_pairs(text) for text in _readings(task)] for task in table]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, options in enumerate(readings):
        for pair in {pair for option in options for pair in option}:
            holders[pair].append(place)
    scored = [
        (score, -number, place)
        for number, task in enumerate(body)
        for place, score in _scores(_pairs(task.text.text), readings, holders, number)
        if score >= _ALIKE
    ]
    pairs = _best_pairs(scored)
    return {body[number].id: table[place].id for number, place in sorted(pairs.items())}


def _best_pairs(scored: list[tuple[float, int, int]]) -> dict[int, int]:
    """Pair the most alike first, of equals those printed first; each record is used once."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, number, place in sorted(scored, key=lambda entry: (-entry[0], -entry[1], entry[2])):
        if -number not in pairs and place not in used:
            pairs[-number] = place
            used.add(place)
    return pairs


def _readings(task: Task) -> list[str]:
    inner = task.section[-1].text if task.section else ""
    return [task.text.text, inner + task.text.text]


def _pairs(text: str) -> Counter[str]:
    bare = _NOT_WORDS.sub("", text)
    return Counter(bare[i : i + 2] for i in range(len(bare) - 1))


def _scores(
    wanted: Counter[str], readings: list[list[Counter[str]]], holders: dict[str, list[int]], number: int
) -> list[tuple[int, float]]:
    """Dice likeness to the table tasks that share the rarest pairs of characters.

    A pair that very many tasks hold says little: of its holders only those at about the same place are asked.
    """
    rarest = sorted((pair for pair in wanted if pair in holders), key=lambda pair: (len(holders[pair]), pair))
    near: set[int] = set()
    for pair in rarest[:_RARE]:
        held = holders[pair]
        here = bisect_left(held, number)
        near.update(held[max(0, here - _RARE) : here + _RARE])
    return [(place, max(_dice(wanted, option) for option in readings[place])) for place in sorted(near)]


def _dice(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def compare(body: Task, table: Task, lost: Iterable[Gap], place: str | None) -> tuple[list[Gap], list[Gap]]:
    """Compare the two records of one task, whose leaders partly are ``lost`` (gaps).

    Returns those gaps, now telling what the other record prints, and a gap for each field in which the
    records disagree. A name that one record lost is no disagreement.
    """
    told = [_told(gap, table if gap.task == body.id else body, is_table=gap.task == body.id) for gap in lost]
    gaps = []
    if not _explained(body, table, {gap.task for gap in told}):
        gaps.append(_contradiction("leaders", "负责领导", body.leaders, table.leaders, table))
    for field, label in (("lead_units", "牵头单位"), ("support_units", "协同单位")):
        here, there = getattr(body, field), getattr(table, field)
        if _identified(here, place) != _identified(there, place):
            gaps.append(_contradiction(field, label, here, there, table))
    return told, gaps


def _told(gap: Gap, other: Task, *, is_table: bool) -> Gap:
    block = "附表" if is_table else "正文"
    return gap.model_copy(update={"reason": f"{gap.reason}；{block}为{_listed(other.leaders)}"})


def _explained(body: Task, table: Task, lost: set[str | None]) -> bool:
    """Whether the leaders are the same but for names lost in the records ``lost``."""
    left, right = {leader.text for leader in body.leaders}, {leader.text for leader in table.leaders}
    missing_in_table, missing_in_body = left - right, right - left
    return not (missing_in_table and table.id not in lost) and not (missing_in_body and body.id not in lost)


def _identified(values: Sequence[Value], place: str | None) -> Counter[tuple[str, tuple[str, ...]]]:
    """The units meant, in any order: 区市场监管局 is 区市场监督管理局, but not 区市场监管局(食安办)."""
    found = identities([value.text for value in values], place)
    return Counter((unit.key, unit.bodies) for unit in found)


def _contradiction(field: str, label: str, here: Sequence[Value], there: Sequence[Value], task: Task) -> Gap:
    reason = f"正文与附表的{label}不一致：正文为{_listed(here)}，附表为{_listed(there)}"
    return Gap(task=task.id, field=field, kind="contradiction", line=task.line, reason=reason)


def _listed(values: Sequence[Value]) -> str:
    return f"“{'、'.join(value.text for value in values)}”" if values else "空"
