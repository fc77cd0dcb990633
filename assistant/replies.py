"""Exact replies: lists and counts, rendered from records by code alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Literal

from assistant.answers import Answer, Role, Row, RowGroup
from assistant.chips import SHARING
from assistant.listing import Selection
from assistant.query import AskedUnit, Query
from assistant.refusals import refuse
from assistant.rows import RowMaker
from index.identity import identify
from index.records_schema import NoticeRow

_ROLE_WORDS = {"lead": "牵头", "support": "配合", "any": "牵头或配合"}
_Kind = Literal["lead", "support", "doubt", "group", "found"]


def list_reply(
    query: Query, selection: Selection, notices: Sequence[NoticeRow], maker: RowMaker, read_as: dict[str, Any]
) -> Answer:
    """Return the complete list (or count) of a selection, grouped by notice and role, doubt apart."""
    parts = _unit_parts(query, selection) if query.units else _plain_parts(selection)
    groups = [group for kind, roles in parts for group in _groups(kind, roles, query, selection, maker)]
    groups.sort(key=lambda group: _notice_key(group.rows[0]))
    certain = len(
        {row.id for group in groups if group.kind in {"lead", "support", "found"} for row in group.rows}
    )
    doubtful = len({row.id for group in groups if group.kind == "doubt" for row in group.rows})
    if not groups:
        return _nothing(query, selection, notices, read_as)
    return Answer(
        text="",
        headline=_headline(query, groups, certain, doubtful),
        read_as=read_as,
        groups=tuple(groups),
        count=certain if query.intent == "count" else None,
        suggestions=_next_questions(query, notices),
        notes=tuple(_notes(query, selection, notices)),
    )


def _unit_parts(query: Query, selection: Selection) -> list[tuple[_Kind, dict[str, Role]]]:
    """Split a unit's tasks into kinds of rows, by the role asked about."""
    asked: tuple[Role, ...] = ("lead", "support") if query.role == "any" else (query.role,)
    kinds: tuple[Literal["lead", "support"], ...] = ("lead", "support")
    parts: list[tuple[_Kind, dict[str, Role]]] = [
        (kind, dict.fromkeys(selection.of_role(kind), kind)) for kind in kinds if kind in asked
    ]
    doubtful: dict[str, Role] = dict.fromkeys(selection.doubtful(*asked), "doubt")
    if query.with_groups:
        grouped = {task: mention.role for task, mention in selection.grouped.items()}
        parts.append(("found", {task: "group" for task, role in grouped.items() if role in asked}))
        doubtful |= {task: "doubt" for task, role in grouped.items() if role == "doubt"}
    parts.append(("doubt", doubtful))
    return parts


def _plain_parts(selection: Selection) -> list[tuple[_Kind, dict[str, Role]]]:
    return [("found", dict.fromkeys(selection.roles, "other"))]


def _groups(
    kind: _Kind, roles: dict[str, Role], query: Query, selection: Selection, maker: RowMaker
) -> list[RowGroup]:
    """One group a notice."""
    via = {**selection.via, **{task: group.printed for task, group in selection.grouped.items()}}
    rows = maker.rows(roles, via) if roles else []
    groups = []
    for _, held in groupby(rows, key=lambda row: row.notice.id):
        part = tuple(held)
        groups.append(RowGroup(_caption(kind, part, query), kind, part))
    return groups


def _caption(kind: _Kind, rows: tuple[Row, ...], query: Query) -> str:
    notice = rows[0].notice
    where = f"{notice.place or notice.source}{notice.year or ''}年"
    units = "、".join(unit.name for unit in query.units)
    what = {
        "lead": f"{units} 牵头",
        "support": f"{units} 配合",
        "doubt": f"{units} 待核实(原文不能确定牵头还是配合)",
        "group": f"{units} 经由集体名称涉及",
        "found": f"{units} 经由集体名称涉及" if query.units else _what(query),
    }[kind]
    return f"{where} {what} {len(rows)} 项"


def _what(query: Query) -> str:
    if query.leaders:
        mark = "(标▲)" if query.marked else "(未标▲)" if query.unmarked else ""
        return f"{'、'.join(query.leaders)}{mark} 负责的任务"
    return "任务"


def _notice_key(row: Row) -> tuple[str, int, str]:
    return (row.notice.place or "", row.notice.year or 0, row.notice.id)


def _headline(query: Query, groups: Sequence[RowGroup], certain: int, doubtful: int) -> str:
    units = "、".join(unit.name for unit in query.units)
    who = units or "、".join(query.leaders)
    doing = _ROLE_WORDS.get(query.role, "牵头或配合") if query.units else ("负责" if query.leaders else "")
    doing += "(含经由集体名称)" if query.with_groups else ""
    notices = list(dict.fromkeys(f"{g.rows[0].notice.place}{g.rows[0].notice.year}年" for g in groups))
    where = notices[0] if len(notices) == 1 else f"{len(notices)} 份通知"
    about = f"、与“{query.topic}”有关的" if query.topic else ""
    outside = "以外" if query.section and query.section.outside else ""
    section = f"“{_section_words(query)}”部分{outside}" if query.section else ""
    marked = "标▲的" if query.marked else "未标▲的" if query.unmarked else ""
    deadline = f"时限为“{'、'.join(query.deadline)}”的" if query.deadline else ""
    shared = SHARING.get(query.shared, "")
    held = f"({shared})" if who and shared else f"{shared}的" if shared else ""
    what = f"{who}{doing}{marked}{held}{deadline}{about}".lstrip("、")
    within = f"上面列出的 {len(query.among)} 项中，" if query.among and certain < len(query.among) else ""
    whose = f"{what}{'的' if what and not what.endswith('的') else ''}"
    text = f"{where}{section}：{within}{whose}任务共 {certain} 项"
    text += f"(不含{query.excluded.told})" if query.excluded else ""
    if len(notices) > 1:
        text += f"({_by_notice(groups)})"
    if doubtful:
        text += f"，另有 {doubtful} 项待核实"
    text += _by_name(query, groups)
    return text + ("。" if query.intent == "count" else "，以下全部列出。")


def _by_notice(groups: Sequence[RowGroup]) -> str:
    """Counts by notice: "亳州市2025年 12 项、芜湖市2024年 13 项"."""
    counts: dict[str, set[str]] = {}
    for group in groups:
        notice = group.rows[0].notice
        held = counts.setdefault(f"{notice.place}{notice.year}年", set())
        held |= {row.id for row in group.rows if group.kind != "doubt"}
    return "、".join(f"{where} {len(rows)} 项" for where, rows in counts.items())


def _by_name(query: Query, groups: Sequence[RowGroup]) -> str:
    """Counts for each of several leaders or units asked about: "其中方红雨 13 项、何建中 10 项"."""
    rows = list({row.id: row for group in groups for row in group.rows}.values())
    mark = ("▲",) if query.marked else ("▲", "")
    counts = [
        (name, sum(any(m + name in row.leaders for m in mark) for row in rows)) for name in query.leaders
    ]
    counts += [(unit.name, sum(_has_unit(row, unit, query) for row in rows)) for unit in query.units]
    if len(counts) < 2 or query.together:  # noqa: PLR2004 - one name's count is the total
        return ""
    return f"，其中{'、'.join(f'{name} {count} 项' for name, count in counts)}"


def _has_unit(row: Row, unit: AskedUnit, query: Query) -> bool:
    """Whether a row names the unit in the role asked about."""
    keys = {candidate.key for candidate in unit.candidates}
    names = {"lead": row.lead_units, "support": row.support_units}.get(
        query.role, row.lead_units + row.support_units
    )
    return any(not keys.isdisjoint((identity.key, *identity.bodies)) for identity in map(identify, names))


def _section_words(query: Query) -> str:
    if query.section is None:
        return ""
    numbers = (query.section.number, *query.section.others) if query.section.number else ()
    named = "、".join(f"第{number}部分" for number in numbers)
    return " ".join(filter(None, [named, query.section.words or ""]))


def _notes(query: Query, selection: Selection, notices: Iterable[NoticeRow]) -> list[str]:
    looked = "、".join(f"{n.doc_number or n.title}({n.tasks} 项)" for n in notices)
    notes = [*query.repairs, f"已查通知：{looked}。"]
    if selection.grouped and query.units and not query.with_groups:
        names = "、".join(dict.fromkeys(group.printed for group in selection.grouped.values()))
        notes.append(f"另有 {len(selection.grouped)} 项没有点名、经由“{names}”等集体名称涉及，未列入。")
    return notes


def _next_questions(query: Query, notices: Sequence[NoticeRow]) -> tuple[str, ...]:
    if not query.units or len(notices) != 1:
        return ()
    where, unit = f"{notices[0].place}{notices[0].year}年", query.units[0].name
    other = {"lead": "配合哪些任务", "support": "牵头哪些任务"}.get(query.role)
    return (f"{where}{unit}{other}",) if other else ()


def _nothing(
    query: Query, selection: Selection, notices: Sequence[NoticeRow], read_as: dict[str, Any]
) -> Answer:
    """The unit or leader is known, but nothing fits the rest of the question."""
    units = "、".join(unit.name for unit in query.units)
    who = units or "、".join(query.leaders) or "通知"
    doing = _ROLE_WORDS.get(query.role, "牵头或配合") if query.units else "负责"
    held = len(selection.roles)
    within = f"上面列出的 {len(query.among)} 项中，" if query.among else ""
    headline = f"{within}没有找到{who}{doing}且符合条件的任务。"
    narrowed = (
        query.section or query.leaders or query.excluded or query.topic or query.deadline or query.shared
    )
    if held and query.units and not (narrowed or within):
        headline = f"{units}在通知里没有{doing}的任务；它另有其他角色的任务 {held} 项。"
    if query.intent == "count":
        answer = refuse(headline, read_as, _next_questions(query, notices))
        return replace(answer, abstained=False, count=0, notes=tuple(_notes(query, selection, notices)))
    return replace(
        refuse(headline, read_as, _next_questions(query, notices)),
        notes=tuple(_notes(query, selection, notices)),
    )
