"""False premises: nothing named is on the topic or of the serial. Said with the true fact instead."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answers import Answer
from assistant.corpus import Corpus
from assistant.listing import select_serials
from assistant.query import Query
from assistant.refusals import corpus_line, refuse, refuse_serial
from assistant.vocabulary import name_words
from index.records_schema import NoticeRow


def no_such_topic(
    query: Query,
    known: Sequence[str],
    notices: Sequence[NoticeRow],
    corpus: Corpus,
    read_as: dict[str, Any],
) -> Answer:
    """Nothing named is on the topic: say so, and who leads the tasks (``known``, ids) that are."""
    who = "、".join(unit.name for unit in query.units) or "、".join(query.leaders) or "所问的任务"
    doing = {"lead": "牵头的", "support": "配合的"}.get(query.role, "") if query.units else ""
    headline = f"{corpus_line(notices)}的通知里，{who}{doing}任务中没有与“{query.topic}”有关的。"
    answer = refuse(headline, read_as, [f"与“{query.topic}”有关的任务有哪些"] if known else [])
    if not known:
        return replace(answer, unsure=True)
    return replace(answer, notes=(f"写有“{query.topic}”的任务：{_led_by(known[:3], corpus)}。",))


def not_of_serial(
    query: Query, notices: Sequence[NoticeRow], corpus: Corpus, read_as: dict[str, Any]
) -> Answer:
    """The task of the serial has not whom the question puts there: who leads it is told."""
    held = select_serials(query.serials, notices, corpus).roles
    if not held:
        return refuse_serial("、".join(query.serials), notices, read_as)
    who = "、".join((*(unit.name for unit in query.units), *query.leaders))
    doing = {"lead": "牵头", "support": "配合", "any": "参与"}[query.role] if query.units else "负责"
    headline = f"第 {'、'.join(query.serials)} 项不由{who}{doing}：{_led_by(list(held)[:3], corpus)}。"
    answer = refuse(headline, read_as)
    return replace(answer, abstained=not name_words.WHETHER.search(query.text))


def _led_by(task_ids: Sequence[str], corpus: Corpus) -> str:
    lines = []
    for value in corpus.records.task_values(task_ids):
        units = "、".join(unit["text"] for unit in value["units"][: value["split"]])
        lines.append(f"“{value['text']['text'][:30]}…”由{units}牵头(第{value['line']}行)")
    return "；".join(lines)
