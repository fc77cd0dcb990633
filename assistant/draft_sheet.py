"""A responsibility summary as a ledger: a workbook with one row a task, whatever the unit's roles in it."""

from typing import NamedTuple

from assistant.answers import Row
from assistant.draft_facts import KINDS, Facts, Kind, deadline_of
from assistant.draft_tables import UNDECIDED, serial_of
from assistant.draft_wording import remarks_on
from assistant.drafting import Draft
from assistant.export import lines_of
from assistant.facts import target_clauses
from assistant.workbook import Column, Table, workbook_bytes

SHEET = "职责台账"
_ROLES: dict[Kind, str] = {"lead": "牵头", "support": "配合", "doubt": "待核实", "group": "涉及"}


class Entry(NamedTuple):
    """One task of the ledger, and the unit's roles in it."""

    row: Row
    role: str
    facts: Facts


COLUMNS: tuple[Column[Entry], ...] = (
    Column("角色", 10, lambda it: it.role, centred=True),
    Column("序号", 8, lambda it: serial_of(it.row), centred=True),
    Column("任务内容", 54, lambda it: it.row.text),
    Column("写有数字的表述", 28, lambda it: "；".join(target_clauses("", it.row.text))),
    Column("章节", 24, lambda it: " › ".join(it.row.section)),
    Column("牵头单位", 22, lambda it: "、".join(it.row.lead_units)),
    Column("配合单位", 28, lambda it: "、".join(it.row.support_units)),
    Column("责任领导", 13, lambda it: "、".join(it.row.leaders)),
    Column("完成时限", 14, lambda it: deadline_of(it.row)),
    Column("待核实原因和说明", 26, lambda it: "；".join(_remarks(it))),
    Column("原文行号", 10, lambda it: "、".join(lines_of(it.row)), centred=True),
    Column("通知", 26, lambda it: it.row.notice.doc_number or it.row.notice.title),
)


def draft_workbook(draft: Draft) -> bytes:
    """Return the ledger as an .xlsx file; the prose stands above its head."""
    above = [draft.title, draft.words["opening"], draft.words["deadlines"], draft.words["sources"]]
    return workbook_bytes(Table(SHEET, above, COLUMNS, _entries(draft.facts), _is_open))


def _entries(facts: Facts) -> list[Entry]:
    rows: dict[str, Row] = {}
    roles: dict[str, list[str]] = {}
    for kind in KINDS:
        for row in facts.rows[kind]:
            rows.setdefault(row.id, row)
            roles.setdefault(row.id, []).append(_ROLES[kind])
    return [Entry(row, "；".join(roles[task_id]), facts) for task_id, row in rows.items()]


def _remarks(entry: Entry) -> tuple[str, ...]:
    row = entry.row
    if entry.role == _ROLES["group"]:
        return (f"经由“{row.via}”", *row.notes)
    return remarks_on(row, entry.facts) or ((UNDECIDED,) if _is_open(entry) else ())


def _is_open(entry: Entry) -> bool:
    return _ROLES["doubt"] in entry.role
