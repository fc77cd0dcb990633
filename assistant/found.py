"""Look-ups: the task a question describes in its own words, and the one fact about it that is asked for."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from assistant.answers import Answer, Row, RowGroup
from assistant.asked_things import asked_thing, tells
from assistant.concepts import generic_words
from assistant.facts import DIGIT, is_printed, sentence, with_values
from assistant.query import Query
from assistant.refusals import corpus_line, nothing_found, thing_not_printed
from assistant.rows import RowMaker
from assistant.search import Finder, Scored
from assistant.vocabulary import name_words, number_words, result_words, role_words, topic_words
from assistant.word_index import SHORT, core, plain
from assistant.words import words
from index.records_schema import NoticeRow

THRESHOLD = 0.64
"""Least evidence of a task that answers; chosen on questions kept apart from those reported on (evals)."""
BARE_THRESHOLD = 0.69
"""The same where nothing says that notices are asked at all: no place, no year, no word for a task."""
FEW_WORDS = 0.4
"""Share of the question's words below which the meaning alone speaks for a task."""
_MEANING_ALONE = 0.04
"""What such a task's score counts less."""

_CLOSE = 0.85
"""Other tasks are shown while they score at least this share of the best."""

_ALL_WORDS = 0.9
"""A task that covers this share of the question's words prints them, though not in one piece."""
_MOST = 5
_SHOWN = 3
_NUMBERED = 8
"""Rows looked at for one with the number asked for."""


def topic_terms(topic: str) -> list[str]:
    """Return the terms of a topic, any of which may be printed: "算力、智算" has two."""
    return [term for term in topic_words.TERM_END.split(topic) if len(plain(term)) > 1]


def evidence(hit: Scored) -> float:
    """Return what speaks for a task: its score, less where it has few of the question's words."""
    return hit.score - (_MEANING_ALONE if hit.words < FEW_WORDS else 0.0)


def printing(topic: str, notices: Collection[str], finder: Finder) -> list[str]:
    """Return the tasks that print a topic or one of its terms; none where a term joined by 和 is in no task.

    猪肉供应和价格 is one subject: a task that prints 价格 alone is not about it.
    """
    terms = [core(term) for term in topic_terms(topic)]
    joined = topic_words.JOINED.search(topic) and not all(
        finder.containing([term], notices) for term in terms
    )
    return finder.containing([topic] if joined else [topic, *terms], notices)


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
    printed = set(printing(topic, notices, finder))
    exact = printed if among is None else printed & set(among)
    if exact:
        ranked = [hit.id for hit in hits if hit.id in exact]
        return ranked + sorted(exact - set(ranked)), True
    good = [hit for hit in hits if evidence(hit) >= least]
    good = [hit for hit in good if hit.words >= _ALL_WORDS] or good
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
        ids = {notice.id for notice in notices}
        if self._names_another(query, ids):
            return nothing_found(query, notices, read_as)
        if query.result == "tasks":
            return self._topic(query, notices, read_as, among)
        if query.compare:
            return self._compare(query, notices, read_as)
        best = self._best_numbered if query.result == "numbers" else self._best
        parts = self._parts(query, ids, among)
        if parts:
            return _facts(parts, read_as)
        rows = best(query, ids, among)
        if not rows:
            return nothing_found(query, notices, read_as)
        return _facts([(query, rows[0])], read_as, rows[1:])

    def _names_another(self, query: Query, notices: Collection[str]) -> bool:
        """Whether something is asked about by a name that these notices do not print: 2号线, “无废城市”."""
        numbered = number_words.NUMBERED_ONE.findall(query.topic)
        quoted = name_words.QUOTED.findall(query.text)
        return any(not self._finder.containing([one], notices) for one in numbered) or any(
            self._finder.printed_elsewhere(one, notices) for one in quoted
        )

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
            return nothing_found(query, notices, read_as)
        rows = self._rows(ids)
        thing = asked_thing(query.text)
        if not any(tells(thing, row.text) for row in rows):
            return thing_not_printed(thing, rows, query, read_as)
        subject = "、".join(map(core, topic_terms(query.topic))) or query.topic
        how = f"写有“{subject}”的" if exact else f"与“{query.topic}”意思相近的"
        headline = f"{corpus_line(notices)}的通知里，{how}任务共 {len(rows)} 项。"
        notes = () if exact else (f"没有任务原样写有“{query.topic}”，以下按意思相近列出，请核对原文。",)
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
                sentence(query, best[0]) if best else f"{corpus_line([notice])}的通知里没有相关任务。"
            )
        if not rows:
            return nothing_found(query, notices, read_as)
        group = RowGroup(f"对照 {len(rows)} 项", "found", tuple(rows))
        answer = Answer("", "\n".join(parts), read_as=read_as, groups=(group,), notes=query.repairs)
        return with_values(query, rows, answer)

    def _parts(
        self, query: Query, notices: Collection[str], among: Collection[str] | None
    ) -> list[tuple[Query, Row]]:
        """Subjects asked about apart (X和Y分别…), each with its own task; none for one subject."""
        pieces = [term for piece in query.topic.split() for term in topic_terms(piece)]
        # 改厕多少户、新建幸福院多少个
        one_each = len(pieces) == len(number_words.HOW_MANY.findall(query.text))
        several = len(pieces) > 1 and one_each and all(self._prints(piece, notices) for piece in pieces)
        terms = pieces if role_words.EACH.search(query.text) or several else []
        best = self._best_numbered if query.result == "numbers" else self._best
        queries = [query.model_copy(update={"topic": term}) for term in terms]
        rows = [row for part in queries for row in best(part, notices, among)[:1]]
        apart = len(rows) == len(terms) and len({row.id for row in rows}) > 1
        return list(zip(queries, rows, strict=True)) if apart else []

    def _prints(self, topic: str, notices: Collection[str]) -> bool:
        """Whether the best task prints the words of a topic, if not in one piece."""
        telling = any(word not in generic_words() for word in words(topic))
        hits = self._finder.search(topic, notices) if telling else []
        return bool(hits) and hits[0].words >= _ALL_WORDS

    def _best(
        self, query: Query, notices: Collection[str], among: Collection[str] | None, most: int = _SHOWN
    ) -> list[Row]:
        topic = topic_words.NOT_TELLING.sub("", query.topic) if query.result == "numbers" else query.topic
        hits = self._finder.search(topic or query.topic, notices, among=among)
        subject = core(topic)
        whole = set(self._finder.containing([subject], notices)) if len(plain(subject)) > SHORT else set()
        good = [hit for hit in hits if evidence(hit) >= _least(query)]
        # Those that print the subject first, the rest by score, as they are.
        good.sort(key=lambda hit: (hit.id not in whole, -hit.words if hit.words >= _ALL_WORDS else 0.0))
        return self._rows([hit.id for hit in good[:most] if hit.score >= _CLOSE * good[0].score])

    def _best_numbered(
        self, query: Query, notices: Collection[str], among: Collection[str] | None
    ) -> list[Row]:
        """The best rows for a target: first those that print a number, for growth one in per cent."""
        share, measure = number_words.GROWTH.search(query.text), number_words.MEASURE.search(query.text)
        return sorted(
            self._best(query, notices, among, _NUMBERED),
            key=lambda row: (
                not DIGIT.search(row.text),
                bool(share) and not number_words.SHARE.search(row.text),
                measure is not None and not _in_measure(row.text, measure[1]),
            ),
        )[:_SHOWN]

    def _rows(self, ids: Sequence[str]) -> list[Row]:
        rows = {row.id: row for row in self._maker.rows(dict.fromkeys(ids, "other"))}
        return [rows[task_id] for task_id in ids]


def _in_measure(text: str, measure: str) -> bool:
    """Whether a text has a number of what is counted: 10.88万贫困人口 for 人."""
    return bool(re.search(rf"\d[万亿]?[^\d，,。;；]{{0,4}}{measure}", text))


def _least(query: Query) -> float:
    """The evidence a task needs: more where nothing says that notices are asked."""
    asked = query.result != "tasks" or query.about or query.places or query.years
    return THRESHOLD if asked or result_words.LIST_WORDS.search(query.text) else BARE_THRESHOLD


def _facts(parts: Sequence[tuple[Query, Row]], read_as: dict[str, Any], others: Sequence[Row] = ()) -> Answer:
    """The fact asked for of each subject, one sentence each; refused where no notice prints any."""
    rows = list({row.id: row for _, row in parts}.values())
    told = "\n".join(sentence(query, row) for query, row in parts)
    groups = [RowGroup("所依据的任务", "found", tuple(rows))]
    if others:
        groups.append(RowGroup("也可能是", "found", tuple(others)))
    query = parts[0][0]
    found = Answer("", told, read_as=read_as, groups=tuple(groups), notes=query.repairs)
    answer = with_values(query, rows, found)
    return answer if any(is_printed(*part) for part in parts) else replace(answer, abstained=True)
