"""Look-ups: the task a question describes in its own words, and the one fact about it that is asked for."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from assistant.answers import Answer, Row, RowGroup
from assistant.query import Query
from assistant.refusals import corpus_line, refuse
from assistant.render import serial_of
from assistant.rows import RowMaker
from assistant.search import Finder, expanded, plain, tokens
from index.records_schema import NoticeRow

THRESHOLD = 0.36
"""Least score of a task that answers; chosen on questions kept apart from those reported on (evals)."""
ASKED_THRESHOLD = 0.3
"""The same where the question is plainly about tasks: it asks who, when, which leader, or for tasks on a subject."""

_CLOSE = 0.75
"""Other tasks are shown while they score at least this share of the best."""

_MOST = 5
_TERMS = re.compile(r"[、,;/\s]+|以及|或者|(?<=.)[和与或及](?=.)")
_CLAUSE = re.compile(r"[^,，;；。]+")
_NOT_TELLING = re.compile(r"(预期|年度|增长)?(目标|指标|任务)(值|数)?|各(自)?$|(哪个)?(更)?(高|低|多|少|大)$")
_DIGIT = re.compile(r"\d")


def topic_terms(topic: str) -> list[str]:
    """Return the terms of a topic: "算力、智算" has two."""
    return [term for term in _TERMS.split(topic) if len(plain(term)) > 1]


def topic_ids(
    topic: str,
    notices: Collection[str],
    finder: Finder,
    among: Collection[str] | None = None,
    least: float = THRESHOLD,
) -> tuple[list[str], bool]:
    """Return the tasks on a topic, best first, and whether they are all that print its words.

    Where the words are printed, these tasks are the answer, complete; else those nearest in meaning are.
    """
    hits = finder.search(topic, notices, among=among)
    printed = set(finder.containing([topic, *topic_terms(topic)], notices))
    exact = printed if among is None else printed & set(among)
    if exact:
        ranked = [hit.id for hit in hits if hit.id in exact]
        return ranked + sorted(exact - set(ranked)), True
    good = [hit for hit in hits if hit.score >= least]
    return [hit.id for hit in good[:_MOST] if hit.score >= _CLOSE * good[0].score], False


class Lookup:
    """Answers questions that describe a task instead of naming it."""

    def __init__(self, finder: Finder, maker: RowMaker) -> None:
        """``finder`` searches, ``maker`` makes the rows shown."""
        self._finder = finder
        self._maker = maker

    def reply(
        self,
        query: Query,
        notices: Sequence[NoticeRow],
        read_as: dict[str, Any],
        among: Collection[str] | None,
    ) -> Answer:
        """Return the answer, or a refusal where no task is near enough."""
        if query.result == "tasks":
            return self._topic(query, notices, read_as, among)
        if query.compare:
            return self._compare(query, notices, read_as)
        best = self._best_numbered if query.result == "numbers" else self._best
        rows = best(query, {notice.id for notice in notices}, among)
        if not rows:
            return _nothing_found(query, notices, read_as)
        return _fact(query, rows, read_as)

    def _topic(
        self,
        query: Query,
        notices: Sequence[NoticeRow],
        read_as: dict[str, Any],
        among: Collection[str] | None,
    ) -> Answer:
        ids, exact = topic_ids(
            query.topic, {notice.id for notice in notices}, self._finder, among, _least(query)
        )
        if not ids:
            return _nothing_found(query, notices, read_as)
        rows = self._rows(ids)
        how = f"写有“{query.topic}”的" if exact else f"与“{query.topic}”意思相近的"
        headline = f"{corpus_line(notices)}的通知里,{how}任务共 {len(rows)} 项。"
        notes = () if exact else (f"没有任务原样写有“{query.topic}”,以下按意思相近列出,请核对原文。",)
        count = len(rows) if query.intent == "count" else None
        group = RowGroup(f"{how}任务 {len(rows)} 项", "found", tuple(rows))
        return Answer(
            "", headline, read_as=read_as, groups=(group,), count=count, notes=(*query.repairs, *notes)
        )

    def _compare(self, query: Query, notices: Sequence[NoticeRow], read_as: dict[str, Any]) -> Answer:
        """One row a notice, side by side; a notice without one is said to have none."""
        parts: list[str] = []
        rows: list[Row] = []
        for notice in notices:
            find = self._best_numbered if query.result == "numbers" else self._best
            best = find(query, {notice.id}, None)[:1]
            rows += best
            parts.append(
                _sentence(query, best[0]) if best else f"{corpus_line([notice])}的通知里没有相关任务。"
            )
        if not rows:
            return _nothing_found(query, notices, read_as)
        group = RowGroup(f"对照 {len(rows)} 项", "found", tuple(rows))
        answer = Answer("", "\n".join(parts), read_as=read_as, groups=(group,), notes=query.repairs)
        return replace(answer, **_fields(query, rows))

    def _best(self, query: Query, notices: Collection[str], among: Collection[str] | None) -> list[Row]:
        topic = _NOT_TELLING.sub("", query.topic) if query.result == "numbers" else query.topic
        hits = self._finder.search(topic or query.topic, notices, among=among)
        good = [hit for hit in hits if hit.score >= _least(query)]
        return self._rows([hit.id for hit in good[:3] if hit.score >= _CLOSE * good[0].score])

    def _best_numbered(
        self, query: Query, notices: Collection[str], among: Collection[str] | None
    ) -> list[Row]:
        """The best rows for a target: those that print a number before those that only speak of it."""
        return sorted(self._best(query, notices, among), key=lambda row: not _DIGIT.search(row.text))

    def _rows(self, ids: Sequence[str]) -> list[Row]:
        rows = {row.id: row for row in self._maker.rows(dict.fromkeys(ids, "other"))}
        return [rows[task_id] for task_id in ids]


def _least(query: Query) -> float:
    """The score a task needs: less where the wording leaves no doubt that a task is asked for."""
    return ASKED_THRESHOLD if query.result in {"units", "leaders", "deadlines"} or query.about else THRESHOLD


def _fact(query: Query, rows: list[Row], read_as: dict[str, Any]) -> Answer:
    """The fact asked for, of the best row; refused where the notice does not print it."""
    best, others = rows[0], rows[1:]
    groups = [RowGroup("所依据的任务", "found", (best,))]
    if others:
        groups.append(RowGroup("也可能是", "found", tuple(others)))
    answer = Answer(
        "",
        _sentence(query, best),
        read_as=read_as,
        groups=tuple(groups),
        notes=query.repairs,
        **_fields(query, [best]),
    )
    return answer if _is_printed(query, best) else replace(answer, abstained=True)


def with_facts(query: Query, answer: Answer) -> Answer:
    """Return a list answer with the fact asked for: as values always, as sentences where the rows are few."""
    rows = answer.rows
    answer = replace(answer, **_fields(query, rows))
    if query.result == "leaders" and query.most:
        return _busiest(answer)
    if len(rows) > _MOST:
        return answer
    printed = [row for row in rows if _is_printed(query, row)]
    return replace(answer, headline="\n".join(_sentence(query, row) for row in rows), abstained=not printed)


def _busiest(answer: Answer) -> Answer:
    """Leaders by the number of listed tasks they are named for."""
    counts = Counter(name.lstrip("▲") for row in answer.rows for name in row.leaders).most_common()
    told = "、".join(f"{name} {count} 项" for name, count in counts)
    return replace(
        answer, headline=f"上述任务按负责领导统计:{told}。", leaders=tuple(name for name, _ in counts)
    )


def _is_printed(query: Query, row: Row) -> bool:
    if query.result == "leaders":
        return bool(row.leaders)
    if query.result == "deadlines":
        return bool(row.deadline or row.notice.deadline)
    return query.result != "numbers" or bool(_DIGIT.search(row.text))


def _sentence(query: Query, row: Row) -> str:
    """The fact in one sentence, citing the task."""
    where = f"{row.notice.place or row.notice.source}{row.notice.year or ''}年"
    task = f"{where}通知第 {serial_of(row)} 项“{_short(row.text)}”"
    if query.result == "units":
        return _units_sentence(query, row, task)
    if query.result == "leaders":
        return f"{task}的负责领导是{'、'.join(row.leaders)}。" if row.leaders else f"{task}没有写负责领导。"
    if query.result == "deadlines":
        deadline = row.deadline or row.notice.deadline
        return (
            f"{task}的完成时限是{deadline}。" if deadline else f"{task}没有写完成时限,通知没有给出具体时间。"
        )
    clauses = target_clauses(query.topic, row.text)
    if not clauses:
        return f"{task}没有写具体数值。"
    return f"{where}:{_heading(row)}{'；'.join(clauses)}。"


def _units_sentence(query: Query, row: Row, task: str) -> str:
    support = f"配合单位是{'、'.join(row.support_units)}" if row.support_units else "没有写配合单位"
    if query.role == "support":
        return f"{task}的{support}。" if row.support_units else f"{task}{support}。"
    doubt = "(原文不能确定牵头与配合的分界,待核实)" if row.boundary == "ambiguous" else ""
    return f"{task}由{'、'.join(row.lead_units)}牵头{doubt}{',' + support if query.role == 'any' and query.role_given else ''}。"


def _fields(query: Query, rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """The result as values, so that nobody has to read it back out of the sentence."""
    if query.result == "units":
        roles = {"support": ["support_units"], "any": ["lead_units", "support_units"]}.get(
            query.role, ["lead_units"]
        )
        if not query.role_given:
            roles = ["lead_units"]
        return {
            "units": tuple(
                dict.fromkeys(unit for row in rows for role in roles for unit in getattr(row, role))
            )
        }
    if query.result == "leaders":
        return {"leaders": tuple(dict.fromkeys(name.lstrip("▲") for row in rows for name in row.leaders))}
    if query.result == "deadlines":
        return {"deadlines": tuple(filter(None, (row.deadline or row.notice.deadline for row in rows)))}
    return {}


def target_clauses(topic: str, text: str) -> list[str]:
    """Return the clauses of a task that print a number and share words with the topic; all with numbers if none does."""
    wanted = set(tokens(expanded(topic)))
    numbered = [clause.strip() for clause in _CLAUSE.findall(text) if _DIGIT.search(clause)]
    shared = [clause for clause in numbered if wanted & set(tokens(clause))]
    return shared or numbered


def _heading(row: Row) -> str:
    """The heading that completes a bare target ("增长9%左右" under "1.地区生产总值")."""
    inner = row.section[-1] if len(row.section) > 1 else ""
    return f"{re.sub(r'^[0-9]+[.]', '', inner)}," if re.match(r"\d+\.", inner) else ""


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _nothing_found(query: Query, notices: Sequence[NoticeRow], read_as: dict[str, Any]) -> Answer:
    headline = f"{corpus_line(notices)}的通知里没有找到与“{query.topic or query.text}”相符的任务。可以换个说法,或指明地方和年份。"
    return replace(refuse(headline, read_as), notes=query.repairs)
