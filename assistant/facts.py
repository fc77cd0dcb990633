"""The one fact a question asks for - units, leaders, deadline, number - in a sentence and as values."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answers import Answer, Row
from assistant.asked_things import asked_thing, tells
from assistant.concepts import expanded
from assistant.query import Query, Result
from assistant.render import serial_of
from assistant.vocabulary import number_words
from assistant.words import tokens

FEW = 5
"""Up to so many rows each get a sentence of their own."""
DIGIT = re.compile(r"\d")

_TOP = 10
_NOT_THERE = {
    "leaders": "这些任务都没有写负责领导。",
    "deadlines": "这些任务都没有写完成时限，通知没有给出具体时间。",
    "units": "这些任务都没有写责任单位。",
}
_CLAUSE = re.compile(r"[^,，;；。]+|[,，;；。]+")


def with_facts(query: Query, answer: Answer) -> Answer:
    """Return a list answer with the fact asked for: as values always, as sentences where the rows are few."""
    rows = answer.rows
    answer = with_values(query, rows, answer)
    printed = [row for row in rows if is_printed(query, row)]
    if query.most and query.result in {"leaders", "units"}:
        return _busiest(query, answer)
    if len(rows) <= FEW:
        told = "\n".join(sentence(query, row) for row in rows)
        return replace(answer, headline=told, abstained=not printed)
    if printed or query.result == "numbers":
        return answer
    return replace(answer, headline=f"{_NOT_THERE[query.result]}{answer.headline}", abstained=True)


def _busiest(query: Query, answer: Answer) -> Answer:
    """Leaders or units by the number of listed tasks they are named for."""
    led = query.result == "leaders" and any(row.leaders for row in answer.rows)
    if led:
        counts = Counter(name.lstrip("▲") for row in answer.rows for name in row.leaders)
    else:
        counts = Counter(unit for row in answer.rows for unit in set(_asked_units(query, row)))
    ranked = counts.most_common()
    told = "、".join(f"{name} {count} 项" for name, count in ranked[:_TOP])
    names = tuple(name for name, _ in ranked)
    headline = f"按任务数排列：{told}{'等' if len(ranked) > _TOP else ''}。"
    if led:
        return replace(answer, headline=headline, leaders=names)
    return replace(answer, headline=headline, units=names)


def is_printed(query: Query, row: Row) -> bool:
    """Whether the notice prints what is asked for, or some of it."""
    return any(_prints(query, result, row) for result in (query.result, *query.also))


def _prints(query: Query, result: Result, row: Row) -> bool:
    if result == "leaders":
        return bool(row.leaders)
    if result == "deadlines":
        return bool(row.deadline or row.notice.deadline)
    if result == "units":
        return tells(asked_thing(query.text), f"{row.text} {'、'.join(row.lead_units)}")
    if result != "numbers":
        return True
    return bool(DIGIT.search(row.text) and _speaks_of_part(query, row)) or bool(_relative(query, row))


def _relative(query: Query, row: Row) -> list[str]:
    """Clauses that print a target without a figure (增速高于全省水平), where a target is asked for."""
    if not number_words.ASK_TARGET.search(f"{query.text} {query.topic}") or DIGIT.search(row.text):
        return []
    return [clause.strip() for clause, _ in clauses(row.text) if number_words.RELATIVE.search(clause)]


def _speaks_of_part(query: Query, row: Row) -> bool:
    """Whether a row has a word of the part whose number is asked for (里区级配套多少), or a sum of money."""
    if number_words.ASK_MONEY.search(query.text) and not number_words.MONEY.search(row.text):
        return False
    if number_words.ASK_COUNT.search(query.text) and not DIGIT.search(
        number_words.PER_CENT.sub("", row.text)
    ):
        return False
    part = number_words.PART_OF.search(query.text)
    return tells(part[1] if part else asked_thing(query.text), row.text)


def sentence(query: Query, row: Row) -> str:
    """Return each fact asked for in one sentence, citing the task."""
    return "".join(_sentence(query, result, row) for result in (query.result, *query.also))


def task_named(row: Row) -> str:
    """Return how a sentence names a task: its notice, its serial, its first words."""
    return f"{_where(row)}通知第 {serial_of(row)} 项“{_short(row.text)}”"


def _where(row: Row) -> str:
    return f"{row.notice.place or row.notice.source}{row.notice.year or ''}年"


def _sentence(query: Query, result: Result, row: Row) -> str:
    task = task_named(row)
    if result == "units":
        return _units_sentence(query, row, task)
    if result == "leaders":
        return f"{task}的负责领导是{'、'.join(row.leaders)}。" if row.leaders else f"{task}没有写负责领导。"
    if result == "deadlines":
        deadline = row.deadline or row.notice.deadline
        return (
            f"{task}的完成时限是{deadline}。" if deadline else f"{task}没有写完成时限，通知没有给出具体时间。"
        )
    told = _relative(query, row) or target_clauses(query.topic, row.text)
    if not told or not _prints(query, "numbers", row):
        return f"{task}没有写具体数值。"
    return f"{_where(row)}：{_heading(row)}{'；'.join(told)}。"


def _units_sentence(query: Query, row: Row, task: str) -> str:
    support = f"配合单位是{'、'.join(row.support_units)}" if row.support_units else "没有写配合单位"
    if query.role == "support":
        return f"{task}的{support}。" if row.support_units else f"{task}{support}。"
    doubt = "(原文不能确定牵头与配合的分界，待核实)" if row.boundary == "ambiguous" else ""
    both = f"，{support}" if query.role == "any" and query.role_given else ""
    return f"{task}由{'、'.join(row.lead_units)}牵头{doubt}{both}。"


def with_values(query: Query, rows: Sequence[Row], answer: Answer) -> Answer:
    """Return the answer with the result as values, so that nobody has to read it back out of the sentence."""
    asked = {query.result, *query.also}
    if "units" in asked:
        units = _unique(unit for row in rows for unit in _asked_units(query, row))
        answer = replace(answer, units=units)
    if "leaders" in asked:
        named = [name for row in rows for name in row.leaders]
        leading = [name for name in named if name.startswith("▲")] if query.marked else []
        answer = replace(answer, leaders=_unique(name.lstrip("▲") for name in leading or named))
    if "deadlines" in asked:
        held = (row.deadline or row.notice.deadline for row in rows)
        answer = replace(answer, deadlines=tuple(deadline for deadline in held if deadline))
    return answer


def _asked_units(query: Query, row: Row) -> tuple[str, ...]:
    """Units of the role asked about: lead units, where the question says no role."""
    if query.role == "support":
        return row.support_units
    return row.lead_units + (row.support_units if query.role == "any" and query.role_given else ())


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def clauses(text: str) -> list[tuple[str, bool]]:
    """Return the clauses of a text and the signs between them, and of each whether it prints a number."""
    return [(piece, bool(DIGIT.search(piece))) for piece in _CLAUSE.findall(text)]


def target_clauses(topic: str, text: str) -> list[str]:
    """Return the clauses that print a number and share words with the topic; else all with numbers."""
    wanted = set(tokens(expanded(topic)))
    numbered = [clause.strip() for clause, holds in clauses(text) if holds]
    shared = [clause for clause in numbered if wanted & set(tokens(clause))]
    return shared or numbered


def _heading(row: Row) -> str:
    """The heading that completes a bare target ("增长9%左右" under "1.地区生产总值")."""
    inner = row.section[-1] if len(row.section) > 1 else ""
    return f"{re.sub(r'^[0-9]+[.]', '', inner)}，" if re.match(r"\d+\.", inner) else ""


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"
