"""An answer as text: for a terminal, or as Markdown for notes and mails; every row with its source."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.answers import Answer, Row, RowGroup

_SIGNS = re.compile(r"([\\`*_\[\]|~$#!])")
_OPENS_BLOCK = re.compile(r"^([-+=:]|\d+(?=[.)]))")
"""At the start of a line these would make a list, a heading or a rule: "- 甲", "1. 甲", "---"."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


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


def markdown_text(value: str) -> str:
    """Return Markdown that shows exactly these words, on one line, in a table as elsewhere."""
    escaped = _SIGNS.sub(r"\\\1", " ".join(value.split()))
    escaped = re.sub(r"[&<>]", lambda sign: _ENTITIES[sign[0]], escaped)
    return _OPENS_BLOCK.sub(_as_text, escaped)


def markdown_table(answer: Answer) -> str:
    """Return the whole answer: headline, one table a group, remarks, what to ask next."""
    parts = [markdown_text(answer.headline)]
    parts += [_markdown_group(group) for group in answer.groups if group.rows]
    parts += [_bullets("说明：", answer.notes)] if answer.notes else []
    parts += [_bullets("可以接着问：", answer.suggestions)] if answer.suggestions else []
    return "\n\n".join(parts)


def markdown_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; every cell is escaped here."""
    lines = [head, *rows]
    written = [f"| {' | '.join(markdown_text(cell) for cell in line)} |" for line in lines]
    return "\n".join([written[0], "|" + " --- |" * len(head), *written[1:]])


def _as_text(match: re.Match[str]) -> str:
    """A number keeps its digits: the sign after it is what opens a list."""
    return f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}"


def _bullets(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, "", *(f"- {markdown_text(line)}" for line in lines)])


def _markdown_group(group: RowGroup) -> str:
    columns = [(name, read) for name, read in _COLUMNS if name in _ALWAYS or any(map(read, group.rows))]
    rows = [[read(row) for _, read in columns] for row in group.rows]
    return f"### {markdown_text(group.caption)}\n\n{markdown_rows([name for name, _ in columns], rows)}"


def _remarks(row: Row) -> str:
    undecided = ["牵头与配合待核实"] if row.boundary == "ambiguous" and not row.notes else []
    return "；".join([*([f"经由 {row.via}"] if row.via else []), *undecided, *row.notes])


_COLUMNS: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("序号", serial_of),
    ("任务", lambda row: row.text),
    ("章节", lambda row: " › ".join(row.section)),
    ("牵头单位", lambda row: "、".join(row.lead_units)),
    ("配合单位", lambda row: "、".join(row.support_units)),
    ("领导", lambda row: "、".join(row.leaders)),
    ("时限", lambda row: row.deadline or row.notice.deadline or ""),
    ("备注", _remarks),
    ("出处", source_of),
)
_ALWAYS = {"序号", "任务", "牵头单位"}
