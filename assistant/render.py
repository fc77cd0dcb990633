"""An answer as text: what a person reads on a terminal, every row with its source."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.answers import Answer, Row, RowGroup


def source_of(row: Row) -> str:
    """Where a row is printed: "徽政〔2023〕1号 第88行"."""
    where = row.notice.doc_number or f"《{row.notice.title}》"
    return f"{where} 第{row.line}行" if row.line else where


def serial_of(row: Row) -> str:
    """The printed serial, or the row's place where none is printed."""
    return row.serial or f"(第{row.ordinal}行，未印序号)"


def render_row(row: Row) -> str:
    """One task on two or three lines."""
    lines = [f"  {serial_of(row)} {row.text}"]
    parts = [f"牵头：{'、'.join(row.lead_units) or '—'}"]
    if row.support_units:
        parts.append(f"配合：{'、'.join(row.support_units)}")
    if row.leaders:
        parts.append(f"领导：{'、'.join(row.leaders)}")
    if row.deadline or row.notice.deadline:
        parts.append(f"时限：{row.deadline or row.notice.deadline}")
    if row.via:
        parts.append(f"经由：{row.via}")
    lines.append(f"     {'；'.join(parts)}〔{source_of(row)}〕")
    lines += [f"     注：{note}" for note in row.notes]
    return "\n".join(lines)


def render_group(group: RowGroup) -> str:
    """A caption and its rows."""
    return "\n".join([f"【{group.caption}】", *(render_row(row) for row in group.rows)])


def render_text(
    headline: str, groups: Iterable[RowGroup], notes: Iterable[str], suggestions: Iterable[str]
) -> str:
    """The whole answer."""
    parts = [headline, *(render_group(group) for group in groups if group.rows)]
    parts += [f"说明：{note}" for note in notes]
    offered = list(suggestions)
    if offered:
        parts.append("可以接着问:\n" + "\n".join(f"  · {question}" for question in offered))
    return "\n\n".join(parts)


def finished(answer: Answer) -> Answer:
    """Return the answer with its text made from its parts."""
    text = render_text(answer.headline, answer.groups, answer.notes, answer.suggestions)
    return replace(answer, text=text)
