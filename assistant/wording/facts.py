"""What a model is told of an answer: a few computed facts, worded as they may be said, never the whole list.

Counts are taken from the evidence, by the rules that the checker holds the sentences to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.answers import Answer, Row
from assistant.wording.evidence import heading_forms, key_of

FEW = 3
"""Names of a kind that are told, the most frequent first."""
_TELLING = 0.7
"""The share of the rows that one part may hold where counts by part still tell something."""
_LONGEST_TEXT = 400
"""Characters of a task's text that a model is shown."""


def list_sentences(answer: Answer) -> list[str]:
    """Return the facts about a list answer as two or three sentences."""
    return [f"{'，'.join(part)}。" for part in _fact_groups(answer) if part]


def list_facts(answer: Answer) -> list[str]:
    """Return the facts about a list answer one by one."""
    return [fact for part in _fact_groups(answer) for fact in part]


def _fact_groups(answer: Answer) -> tuple[list[str], list[str], list[str]]:
    """How many; in which places and parts; with whom, under whom, by when."""
    groups = {kind: _rows(answer, kind) for kind in ("lead", "support", "found", "doubt")}
    sure = list({row.id: row for kind in ("lead", "support", "found") for row in groups[kind]}.values())
    with_whom = [*_partners(answer, groups), *_by_leader(answer, sure), *_by_deadline(sure)]
    return list(_totals(answer, groups)), [*_by_place(sure), *_by_section(sure)], with_whom


def task_facts(rows: Sequence[Row]) -> list[str]:
    """Return what is printed of a few tasks, one line each."""
    return ["；".join(_task(row)) for row in rows]


def _task(row: Row) -> Iterator[str]:
    if row.serial:
        yield f"第{row.serial.rstrip('.、')}项"
    yield f"内容：{row.text[:_LONGEST_TEXT].rstrip('。；;')}"
    if row.boundary == "certain":
        yield f"牵头单位：{'、'.join(row.lead_units)}"
        if row.support_units:
            yield f"配合单位：{'、'.join(row.support_units)}"
    if row.leaders:
        yield f"责任领导：{'、'.join(name.lstrip('▲') for name in row.leaders)}"
    if deadline := row.deadline or row.notice.deadline:
        yield f"完成时限：{deadline}"


def _rows(answer: Answer, kind: str) -> list[Row]:
    return list({row.id: row for group in answer.groups if group.kind == kind for row in group.rows}.values())


def _totals(answer: Answer, groups: dict[str, list[Row]]) -> Iterator[str]:
    query = answer.query
    names = [unit.name for unit in query.units] if query else []
    leaders = query.leaders if query else ()
    if len(names) == 1:
        for kind, role in (("lead", "牵头"), ("support", "配合")):
            if groups[kind]:
                where = _where(groups[kind])
                yield (
                    f"{names[0]}在{where}的通知中{role}{len(groups[kind])}项任务"
                    if where
                    else f"{names[0]}{role}{len(groups[kind])}项任务"
                )
    elif len(leaders) == 1 and groups["found"]:
        yield f"{_where(groups['found'])}的任务中，{leaders[0]}负责{len(groups['found'])}项"
    elif every := groups["found"] or [*groups["lead"], *groups["support"]]:
        yield f"{_where(every)}任务共{len({row.id for row in every})}项"
    if groups["doubt"]:
        yield f"另有{len(groups['doubt'])}项待核实"


def _where(rows: Sequence[Row]) -> str:
    places = {(row.notice.place, row.notice.year) for row in rows}
    if len(places) > 1:
        return ""
    place, year = places.pop()
    return f"{place or ''}{f'{year}年' if year else ''}"


def _by_place(rows: Sequence[Row]) -> Iterator[str]:
    counts = Counter(_where([row]) for row in rows)
    if len(counts) > 1:
        yield "、".join(f"{where}{count}项" for where, count in counts.most_common(FEW))


def _by_section(rows: Sequence[Row]) -> Iterator[str]:
    """Counts by the outermost headings under which no part holds nearly all rows."""
    deepest = max((len(row.section) for row in rows), default=0)
    for depth in range(deepest):
        counts = Counter(_bare(row.section[min(depth, len(row.section) - 1)]) for row in rows if row.section)
        if max(counts.values()) <= _TELLING * len(rows):
            yield "任务分布在" + _told(counts, "“{}”({}项)") + "部分"
            return
    headings = {_bare(row.section[0]) if row.section else "" for row in rows}
    if len(headings) == 1 and len(rows) > 1 and "" not in headings:
        yield f"任务都在“{headings.pop()}”部分"


def _partners(answer: Answer, groups: dict[str, list[Row]]) -> Iterator[str]:
    """With whom: who supports what the unit leads, who leads what it supports; else who leads."""
    asked = {c.key for unit in answer.query.units for c in unit.candidates} if answer.query else set()
    if groups["lead"] and not groups["support"]:
        yield from _counted("配合单位有", groups["lead"], lambda row: row.support_units, asked)
    elif groups["support"] and not groups["lead"]:
        yield from _counted("牵头单位有", groups["support"], lambda row: row.lead_units, asked)
    elif groups["found"]:
        yield from _counted("牵头单位有", groups["found"], lambda row: row.lead_units, asked)


def _counted(
    opening: str, rows: Iterable[Row], units: Callable[[Row], Sequence[str]], asked: set[str]
) -> Iterator[str]:
    """One unit may be printed under several names: it is counted once, by the first of them."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in rows:
        if row.boundary == "ambiguous":
            continue
        keys: dict[str, str] = {}
        for name in units(row):
            keys.setdefault(key_of(name.removeprefix("等"), row.notice.place), name.removeprefix("等"))
        counts.update(key for key in keys if key not in asked)
        names = keys | names
    if counts:
        yield opening + _told(Counter({names[key]: count for key, count in counts.items()}), "{}({}项)")


def _by_leader(answer: Answer, rows: Sequence[Row]) -> Iterator[str]:
    asked = answer.query.leaders if answer.query else ()
    counts = Counter(name.lstrip("▲") for row in rows for name in row.leaders)
    counts = Counter({name: count for name, count in counts.items() if name not in asked})
    if counts:
        yield "责任领导有" + _told(counts, "{}({}项)")


def _by_deadline(rows: Sequence[Row]) -> Iterator[str]:
    counts = Counter(row.deadline or row.notice.deadline or "" for row in rows)
    if set(counts) == {""}:
        return
    if len(counts) == 1:
        yield f"完成时限均为{next(iter(counts))}"
        return
    told = [f"{deadline}的{count}项" for deadline, count in counts.most_common() if deadline][:FEW]
    yield "完成时限为" + "、".join(told)


def _told(counts: Counter[str], form: str) -> str:
    told = "、".join(form.format(name, count) for name, count in counts.most_common(FEW))
    return told.replace("(", "（").replace(")", "）") + ("等" if len(counts) > FEW else "")


def _bare(heading: str) -> str:
    return (heading_forms(heading) or (heading,))[-1]
