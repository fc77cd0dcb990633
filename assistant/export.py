"""An answer as an Excel workbook: one sheet, one row a task, ready to print and to work in."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.answers import Answer, Role, Row
from assistant.workbook import Column, Table, workbook_bytes

SHEET = "任务清单"

_ROLES: dict[Role, str] = {"lead": "牵头", "support": "配合", "doubt": "待核实", "group": "涉及", "other": ""}


class Listed(NamedTuple):
    """One task to write, and the role in it of the unit asked about."""

    row: Row
    role: str


COLUMNS: tuple[Column[Listed], ...] = (
    Column("序号", 8, lambda it: it.row.serial or f"（{it.row.ordinal}）", centred=True),
    Column("通知", 15, lambda it: _notice(it.row)),
    Column("文号", 17, lambda it: it.row.notice.doc_number or ""),
    Column("任务内容", 56, lambda it: it.row.text),
    Column("章节", 24, lambda it: " › ".join(it.row.section)),
    Column("牵头单位", 22, lambda it: "、".join(it.row.lead_units)),
    Column("配合单位", 28, lambda it: "、".join(it.row.support_units)),
    Column("领导", 13, lambda it: "、".join(it.row.leaders)),
    Column("时限", 14, lambda it: it.row.deadline or it.row.notice.deadline or ""),
    Column("本单位角色/待核实", 14, lambda it: it.role),
    Column("备注", 24, lambda it: "；".join(it.row.notes)),
    Column("原文行号", 10, lambda it: "、".join(lines_of(it.row)), centred=True),
)


def answer_workbook(answer: Answer, question: str = "") -> bytes:
    """Return the listed tasks as an .xlsx file; ``question`` is what the sheet says was asked."""
    above = list(_title_lines(answer, question))
    return workbook_bytes(Table(SHEET, above, COLUMNS, listed_tasks(answer), lambda it: "待核实" in it.role))


def listed_tasks(answer: Answer) -> list[Listed]:
    """Return the tasks of all groups in the order shown, each once, with all the roles it is shown in."""
    rows: dict[str, Row] = {}
    roles: dict[str, dict[str, None]] = {}
    for group in answer.groups:
        for row in group.rows:
            rows.setdefault(row.id, row)
            roles.setdefault(row.id, {}).update(dict.fromkeys(_roles(row)))
    return [Listed(row, "；".join(roles[task_id])) for task_id, row in rows.items()]


def lines_of(row: Row) -> tuple[str, ...]:
    """The lines a task is printed on: 19 and, where it is printed twice, 91."""
    return tuple(str(line) for line in (row.line, row.twin_line) if line)


def _roles(row: Row) -> list[str]:
    role = f"{_ROLES[row.role] or '涉及'}（经由 {row.via}）" if row.via else _ROLES[row.role]
    undecided = "分工待核实" if row.boundary == "ambiguous" and row.role != "doubt" else ""
    return [part for part in (role, undecided) if part]


def _notice(row: Row) -> str:
    return f"{row.notice.place or ''}{row.notice.year or ''}" or row.notice.title


def _title_lines(answer: Answer, question: str) -> Iterator[str]:
    yield answer.headline
    if question:
        yield f"问题：{question}"
    if answer.read_as:
        yield "理解为：" + "；".join(f"{label}：{_shown(value)}" for label, value in answer.read_as.items())
    notices = dict.fromkeys(row.notice for group in answer.groups for row in group.rows)
    if notices:
        yield "通知：" + "；".join(f"《{n.title}》{n.doc_number or ''}" for n in notices)
    if answer.notes:
        yield "说明：" + " ".join(answer.notes)


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
