"""Refusals: what the corpus cannot answer, said plainly, with what it has instead."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from assistant.answers import Answer, Row, RowGroup
from assistant.corpus import Corpus
from assistant.facts import task_named
from assistant.query import AskedUnit, Query
from index.records_schema import NoticeRow

_ECHOED = 20
"""Longer topics are not repeated in a refusal."""
_SHOWN = 3
_PROBLEMS = {
    "off_topic": "这个问题不在任务分解通知的范围内。我只回答通知里写明的任务、责任单位、领导、时限和目标。",
    "not_printed": "任务分解通知只写任务、责任单位、负责领导、时限和目标，"
    "没有写完成情况、进度、原因或人事资金，无法回答。",
    "small_talk": "您好，我可以回答任务分解通知里的问题：谁牵头、谁配合、谁负责、何时完成、目标是多少。",
    "instruction": "我只按任务分解通知的内容回答问题，不执行改变规则的指令。",
}


def refuse(headline: str, read_as: dict[str, Any], suggestions: Iterable[str] = ()) -> Answer:
    """Return an abstaining answer."""
    return Answer(text="", headline=headline, abstained=True, read_as=read_as, suggestions=tuple(suggestions))


def refuse_problem(problem: str, read_as: dict[str, Any], suggestions: Iterable[str]) -> Answer:
    """Refuse a question that is outside what notices print."""
    return refuse(_PROBLEMS[problem], read_as, suggestions)


def corpus_line(notices: Iterable[NoticeRow]) -> str:
    """Name the notices there are: "亳州市2025年、芜湖市2024年"."""
    return "、".join(f"{notice.place or notice.source}{notice.year or ''}年" for notice in notices)


def refuse_place(query: Query, corpus: Corpus, read_as: dict[str, Any]) -> Answer:
    """Refuse a place that is in no notice."""
    headline = f"语料里没有{query.unknown_place}的通知。现有：{corpus_line(corpus.lexicon.notices)}。"
    units = "、".join(unit.name for unit in query.units)
    offers = [f"{n.place}{n.year}年{units or ''}{_doing(query, units)}" for n in corpus.lexicon.notices[:3]]
    return refuse(headline, read_as, offers)


def refuse_year(query: Query, corpus: Corpus, read_as: dict[str, Any]) -> Answer:
    """Refuse a year that the asked places have no notice of."""
    asked = "、".join(f"{year}年" for year in query.years)
    held = [n for n in corpus.lexicon.notices if not query.places or n.place in query.places]
    where = "、".join(query.places) or "语料里"
    years = "、".join(f"{n.year}年" for n in held) if query.places else corpus_line(held)
    headline = f"{where}没有{asked}的通知，现有{years}。"
    units = "、".join(unit.name for unit in query.units)
    return refuse(headline, read_as, [f"{n.place}{n.year}年{units}{_doing(query, units)}" for n in held[:3]])


def refuse_unit(
    unit: AskedUnit, notices: Sequence[NoticeRow], query: Query, corpus: Corpus, read_as: dict[str, Any]
) -> Answer:
    """Refuse a unit that none of the notices names; say which names are near and where it does exist."""
    places = {notice.place for notice in notices}
    near = corpus.lexicon.near_units(unit.name, places)
    elsewhere = [n for n in corpus.lexicon.notices if n.place in {c.place for c in unit.candidates}]
    parts = [f"{corpus_line(notices)}的通知里没有“{unit.name}”这个单位。"]
    if near:
        parts.append(f"相近的单位有：{'、'.join(near)}。")
    if elsewhere:
        parts.append(f"“{unit.name}”出现在：{corpus_line(elsewhere)}。")
    where = f"{notices[0].place}{notices[0].year}年" if len(notices) == 1 else ""
    offers = [f"{where}{name}{_doing(query, name)}" for name in near]
    offers += [f"{n.place}{n.year}年{unit.name}{_doing(query, unit.name)}" for n in elsewhere]
    return refuse("".join(parts), read_as, offers)


def refuse_leader(name: str, notices: Sequence[NoticeRow], corpus: Corpus, read_as: dict[str, Any]) -> Answer:
    """Refuse a leader whom none of the notices names; say where the name does stand."""
    held = {mention.notice_id for mention in corpus.records.tasks_by_leader(name)}
    elsewhere = [n for n in corpus.lexicon.notices if n.id in held]
    headline = f"{corpus_line(notices)}的通知里没有领导“{name}”；这个名字出现在：{corpus_line(elsewhere)}。"
    return refuse(headline, read_as, [f"{n.place}{n.year}年{name}负责哪些任务" for n in elsewhere])


def refuse_serial(serial: str, notices: Sequence[NoticeRow], read_as: dict[str, Any]) -> Answer:
    """Refuse a serial that none of the notices has; say how many tasks they have."""
    held = "、".join(f"{n.place or n.source}{n.year or ''}年共 {n.tasks} 项" for n in notices)
    return refuse(f"没有第 {serial} 项任务：{held}。", read_as)


def nothing_found(query: Query, notices: Sequence[NoticeRow], read_as: dict[str, Any]) -> Answer:
    """Say that no task is near enough to what the question describes."""
    topic = query.topic or query.text
    about = f"与“{topic}”" if len(topic) <= _ECHOED else ""
    headline = f"{corpus_line(notices)}的通知里没有找到{about}相符的任务。可以换个说法，或指明地方和年份。"
    return replace(refuse(headline, read_as), notes=query.repairs, unsure=True)


def thing_not_printed(thing: str, rows: Sequence[Row], query: Query, read_as: dict[str, Any]) -> Answer:
    """Say that the nearest tasks (``rows``) do not print what is asked of them (施工图纸), and show them."""
    told = "\n".join(f"{task_named(row)}没有写“{thing}”。" for row in rows[:_SHOWN])
    group = RowGroup("最接近的任务", "found", tuple(rows[:_SHOWN]))
    return Answer("", told, abstained=True, read_as=read_as, groups=(group,), notes=query.repairs)


def _doing(query: Query, units: str) -> str:
    if not units:
        return "有哪些任务"
    return {"lead": "牵头哪些任务", "support": "配合哪些任务", "any": "有哪些任务"}[query.role]
