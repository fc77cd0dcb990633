"""The paragraphs of a responsibility summary, worded by rules: every number is counted from the rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Row
from assistant.draft_facts import PATH, Facts, deadline_of, sections_of
from assistant.facts import DIGIT
from index.identity import identify
from index.records_schema import NoticeRow

About = Literal["opening", "lead", "support", "doubt", "group", "deadlines", "sources"]
_FEW = 4
"""Names that are told one by one; of more, the most frequent."""


@dataclass(frozen=True)
class Passage:
    """A paragraph to be worded: what it is about, and all that may be said in it."""

    about: About
    facts: Facts


def words_by_rule(passage: Passage) -> str:
    """Return the paragraph; empty where there is nothing to say."""
    return _WORDINGS[passage.about](passage.facts)


def inner_marks(title: str) -> str:
    """Return a title as it is quoted inside 《》."""
    return title.replace("《", "〈").replace("》", "〉")


def named_notice(notice: NoticeRow) -> str:
    """Return a notice as it is cited: 《…通知》（亳政办〔2025〕1号）."""
    number = f"（{notice.doc_number}）" if notice.doc_number else ""
    return f"《{inner_marks(notice.title)}》{number}"


def remarks_on(row: Row, facts: Facts) -> tuple[str, ...]:
    """Return what a reader must know of a row: a name cut off, a name with the unit in brackets, doubts."""
    via = row.via
    if via is None or via in facts.names or row in facts.rows["group"]:
        return row.notes
    if any(name.startswith(via) for name in facts.names):
        return (f"单位名称原文印作“{via}”，印刷不全", *row.notes)
    return (f"原文写作“{via}”", *row.notes)


def _opening(facts: Facts) -> str:
    total = sum(notice.tasks for notice in facts.notices)
    named = "、".join(map(named_notice, facts.notices))
    several = f"{len(facts.notices)}份通知" if len(facts.notices) > 1 else ""
    lead, support, doubt, group = (facts.rows[kind] for kind in ("lead", "support", "doubt", "group"))
    sure = {row.id: row for row in (*lead, *support)}
    count = f"{facts.unit}牵头{len(lead)}项、配合{len(support)}项"
    both = len(lead) + len(support) - len(sure)
    count += f"（其中{both}项既牵头又配合）" if both else ""
    spread = _spread(sure.values())
    sentences = [f"{named}{several}共分解任务{total}项，其中{count}{f'，{spread}' if spread else ''}。"]
    if doubt:
        sentences.append(f"另有{len(doubt)}项，原文不能确定是牵头还是配合，列为待核实，不计入以上数字。")
    if group:
        sentences.append(
            f"此外，有{len(group)}项任务没有点名{facts.unit}，经由{_quoted_groups(group)}涉及，单独列出，不计入以上数字。"
        )
    return "".join(sentences)


def _is_self(unit: str, row: Row, facts: Facts) -> bool:
    return unit in facts.names or unit == row.via


def _spread(rows: Iterable[Row]) -> str:
    sections = [section for section in sections_of(rows) if section.heading]
    return f"分布在{len(sections)}个部分" if sections else ""


def _lead(facts: Facts) -> str:
    rows = facts.rows["lead"]
    if not rows:
        return f"通知中没有确定由{facts.unit}牵头的任务。"
    said = f"{facts.unit}牵头的任务共{len(rows)}项{_by_section(rows)}。"
    numbered = sum(bool(DIGIT.search(row.text)) for row in rows)
    said += f"其中{numbered}项的任务内容写有数字，表中加粗。" if numbered else ""
    shared = _by_unit(
        (row, unit) for row in rows for unit in row.lead_units if not _is_self(unit, row, facts)
    )
    said += f"共同牵头的单位有{_ranked(shared)}。" if shared else ""
    return said + _leaders(rows)


def _support(facts: Facts) -> str:
    rows = facts.rows["support"]
    if not rows:
        return f"通知中没有确定由{facts.unit}配合的任务。"
    heads = _by_unit((row, unit) for row in rows for unit in row.lead_units)
    told = f"牵头单位有{_ranked(heads)}。" if heads else "原文没有写牵头单位。"
    return f"{facts.unit}配合的任务共{len(rows)}项{_by_section(rows)}。{told}{_leaders(rows)}"


def _doubt(facts: Facts) -> str:
    rows = facts.rows["doubt"]
    if not rows:
        return ""
    return (
        f"下列{len(rows)}项任务，原文不能确定{facts.unit}是牵头还是配合。"
        "单位按原文印出的顺序列出，请对照原文核实后再定。"
    )


def _group(facts: Facts) -> str:
    rows = facts.rows["group"]
    if not rows:
        return ""
    return (
        f"下列{len(rows)}项任务没有点名{facts.unit}，只写了{_quoted_groups(rows)}。"
        f"是否由{facts.unit}承担，以牵头单位的安排为准。"
    )


def _deadlines(facts: Facts) -> str:
    rows = facts.named
    own = [row for row in rows if row.deadline]
    common = dict.fromkeys(row.notice.deadline for row in rows if row.notice.deadline)
    if not own and not common:
        return "通知没有写明以上任务的完成时限。"
    said = f"通知统一规定的完成时限为{'、'.join(filter(None, common))}。" if common else ""
    if own:
        said += f"以上任务中，单独写明时限的{len(own)}项。"
    without = sum(not deadline_of(row) for row in rows)
    return said + (f"未写时限的{without}项。" if without else "")


def _sources(facts: Facts) -> str:
    named = "；".join(f"{named_notice(notice)}，原文文件{notice.source}" for notice in facts.notices)
    return (
        f"依据：{named}。表中“序号”为通知印出的任务序号，带括号的是原文未印序号时该项在通知中的次序；"
        "“行号”为任务在原文文件中的行次。任务内容、单位、领导和时限均照录原文，以原文为准。"
    )


def _by_section(rows: Sequence[Row]) -> str:
    """Counts by section: "，其中“一、…”3项、“二、…”2项"; of many sections, the number alone."""
    sections = [section for section in sections_of(rows) if section.heading]
    if not sections:
        return ""
    if len(sections) == 1:
        return f"，都在“{_heading(sections[0].heading)}”部分"
    if len(sections) > _FEW:
        return f"，分布在{len(sections)}个部分"
    return "，其中" + "、".join(f"“{_heading(part.heading)}”{len(part.rows)}项" for part in sections)


def _heading(heading: str) -> str:
    """The innermost heading, as it is quoted in a sentence."""
    return heading.rsplit(PATH, maxsplit=1)[-1].rstrip("。.")


def _leaders(rows: Sequence[Row]) -> str:
    counts = Counter(name.lstrip("▲") for row in rows for name in row.leaders)
    return f"责任领导有{_ranked(counts)}。" if counts else ""


def _ranked(counts: Counter[str]) -> str:
    """Names with their numbers, most frequent first: "甲（3项）、乙（1项）等6个"."""
    told = "、".join(f"{name}（{count}项）" for name, count in counts.most_common(_FEW))
    return told + (f"等{len(counts)}个" if len(counts) > _FEW else "")


def _by_unit(named: Iterable[tuple[Row, str]]) -> Counter[str]:
    """Tasks of each unit by the first name it has in print: a unit printed under two names is one."""
    tasks: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row, name in named:
        key = identify(name, row.notice.place).key
        names.setdefault(key, name)
        tasks.setdefault(key, set()).add(row.id)
    return Counter({names[key]: len(held) for key, held in tasks.items()})


def _quoted_groups(rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(row.via.removeprefix("等") for row in rows if row.via))
    told = "、".join(f"“{name}”" for name in names[:_FEW])
    return f"{told}{'等' if len(names) > _FEW else ''}统称"


_WORDINGS: dict[About, Callable[[Facts], str]] = {
    "opening": _opening,
    "lead": _lead,
    "support": _support,
    "doubt": _doubt,
    "group": _group,
    "deadlines": _deadlines,
    "sources": _sources,
}
