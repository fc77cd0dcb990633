"""The rows of an answer as an HTML table; on a narrow screen the style sheet lays each row out as a card."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answers import NoticeRef, Row, RowGroup
from assistant.markup import Html, joined, tag

_EMPTY = tag("span", "—", class_="none")
_MEANINGS = {
    "doubt": "是牵头还是配合，请点开出处对照原文核实。",
    "group": "该单位属于下列统称，通过统称涉及这些任务，不计入本单位自己的任务。",
}


@dataclass(frozen=True)
class _Column:
    name: str
    style: str
    cell: Callable[[Row], Html]
    wanted: Callable[[Row], bool] = lambda _row: True
    """A column none of whose rows wants it is left out."""


def group_html(group: RowGroup) -> Html:
    """Return one group: its caption with the number of rows, what the kind means, the table of all rows."""
    return tag(
        "section",
        tag("h3", *_caption(group)),
        *(tag("p", line, class_="group-note") for line in _remarks(group)),
        _table(group),
        class_=f"group group-{group.kind}",
    )


def notice_name(notice: NoticeRef) -> str:
    """Return the shortest name a notice is known by: its number, else place and year, else its title."""
    if notice.doc_number:
        return notice.doc_number
    return f"{notice.place}{notice.year}年" if notice.place and notice.year else notice.title


def _caption(group: RowGroup) -> list[Html]:
    count = f"{len(group.rows)} 项"
    unmarked = group.kind == "doubt" and "待核实" not in group.caption
    marks = [tag("span", "待核实", class_="mark")] if unmarked else []
    return [
        *marks,
        tag("span", group.caption.removesuffix(count).rstrip()),
        tag("span", count, class_="count"),
    ]


def _remarks(group: RowGroup) -> list[str]:
    remarks = [_MEANINGS[group.kind]] if group.kind in _MEANINGS else []
    notices = dict.fromkeys(row.notice for row in group.rows)
    remarks += [f"{notice_name(n)}统一规定时限：{n.deadline}" for n in notices if n.deadline]
    if any(name.startswith("▲") for row in group.rows for name in row.leaders):
        remarks.append("▲ 为牵头领导。")
    return remarks + _shared_notes(group)


def _shared_notes(group: RowGroup) -> list[str]:
    """Notes that every row of several has: said once, not in every row."""
    if len(group.rows) < 2:  # noqa: PLR2004 -- shared means by two
        return []
    return [note for note in group.rows[0].notes if all(note in row.notes for row in group.rows)]


def _table(group: RowGroup) -> Html:
    columns = [column for column in _COLUMNS if any(column.wanted(row) for row in group.rows)]
    shared = _shared_notes(group)
    rows = (replace(row, notes=tuple(note for note in row.notes if note not in shared)) for row in group.rows)
    head = tag("thead", tag("tr", *(_heading(column, group) for column in columns)))
    body = tag("tbody", *(_row(row, columns) for row in rows))
    return tag("table", head, body, class_=f"tasks columns-{len(columns)}", aria_label=group.caption)


def _heading(column: _Column, group: RowGroup) -> Html:
    doubtful = group.kind == "doubt" and column.style in {"lead", "support"}
    mark = tag("span", "待核实", class_="mark") if doubtful else ""
    return tag("th", column.name, mark, scope="col", class_=f"c-{column.style}")


def _row(row: Row, columns: list[_Column]) -> Html:
    return tag("tr", *(tag("td", c.cell(row), class_=f"c-{c.style}", data_label=c.name) for c in columns))


def _serial(row: Row) -> Html:
    if row.serial:
        return tag("span", row.serial)
    return tag("span", f"({row.ordinal})", class_="unprinted", title="原文未印序号，这是它在通知中的次序")


def _task(row: Row) -> Html:
    above = [tag("span", "经由 ", row.via, class_="via")] if row.via else []
    if row.boundary == "ambiguous" and row.role != "doubt":
        above.append(tag("span", "分工待核实", class_="mark"))
    below = [tag("div", " › ".join(row.section), class_="section")] if row.section else []
    below += [tag("div", note, class_="row-note") for note in row.notes]
    return joined([*above, tag("span", row.text, class_="task"), *below])


def _names(names: tuple[str, ...]) -> Html:
    """The names with 、 between them, each kept in one piece where a line is long enough."""
    if not names:
        return _EMPTY
    ends = ["、"] * (len(names) - 1) + [""]
    parts = (tag("span", name, end, class_="name") for name, end in zip(names, ends, strict=True))
    return tag("div", *parts)


def _sources(row: Row) -> Html:
    first = _cite(row.notice, row.line, notice_name(row.notice))
    return joined([first, _cite(row.notice, row.twin_line, "另见")]) if row.twin_line else first


def _cite(notice: NoticeRef, line: int | None, name: str) -> Html:
    place = tag("span", f"第{line}行", class_="line-no") if line else tag("span", "看原文")
    label = [tag("span", name), " ", place]
    return tag("button", *label, type="button", class_="cite", data_notice=notice.id, data_line=line)


_COLUMNS = (
    _Column("序号", "serial", _serial),
    _Column("任务", "task", _task),
    _Column("牵头单位", "lead", lambda row: _names(row.lead_units)),
    _Column("配合单位", "support", lambda row: _names(row.support_units)),
    _Column("负责领导", "leaders", lambda row: _names(row.leaders), lambda row: bool(row.leaders)),
    _Column("时限", "deadline", lambda row: tag("span", row.deadline or "—"), lambda row: bool(row.deadline)),
    _Column("出处", "source", _sources),
)
