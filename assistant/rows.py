"""From stored records to the rows of an answer: one row a task, doubts and contradictions as notes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from assistant.answers import NoticeRef, Role, Row
from index.records_views import RecordViews

_NOTED = {
    "contradiction",
    "characters_lost",
    "leader_lost",
    "name_truncated",
    "open_list",
    "outdated",
    "proposed",
    "remark",
    "row_truncated",
}
_SETTLED = {"reviewer": "经人工核定", "model": "由模型建议、经校验采用(这类建议经测定可靠)"}
"""What is said of a value that the source leaves open, by its origin."""
_OWN_NOTES = {"split_undecided": "牵头与配合的分界原文不能确定，按印出的顺序列出"}


class RowMaker:
    """Makes rows from the records of one generation, holding the notices it has met."""

    def __init__(self, records: RecordViews) -> None:
        """``records`` must stay open as long as rows are made."""
        self._records = records
        self._notices: dict[str, NoticeRef] = {}

    def notice(self, notice_id: str) -> NoticeRef:
        """Return the reference of a notice."""
        if notice_id not in self._notices:
            row = next(row for row in self._records.notices() if row.id == notice_id)
            deadline = self._records.notice_deadline(notice_id)
            self._notices[notice_id] = NoticeRef(
                row.id, row.title, row.doc_number, row.place, row.year, row.source, deadline
            )
        return self._notices[notice_id]

    def rows(self, roles: dict[str, Role], via: dict[str, str] | None = None) -> list[Row]:
        """Return the rows of distinct tasks, in notice order; ``roles`` maps ids to the role to show."""
        values = self._records.task_values(roles)
        twins = self._records.twins(roles)
        notes = self._notes(roles)
        made = [
            self._row(
                value, role=roles[value["id"]], notes=notes.get(value["id"], []), twin=twins.get(value["id"])
            )
            for value in values
        ]
        if via:
            made = [replace(row, via=via.get(row.id)) for row in made]
        return sorted(
            made, key=lambda row: (row.notice.place or "", row.notice.year or 0, row.notice.id, row.ordinal)
        )

    def _notes(self, task_ids: Iterable[str]) -> dict[str, list[str]]:
        notes: dict[str, list[str]] = {}
        for gap in self._records.gaps_of(task_ids):
            text = _OWN_NOTES.get(gap.kind) or (gap.reason if gap.kind in _NOTED else None)
            if gap.task_id and text and text not in notes.setdefault(gap.task_id, []):
                notes[gap.task_id].append(text)
        return notes

    def _row(
        self, value: dict[str, Any], *, role: Role, notes: list[str], twin: dict[str, Any] | None
    ) -> Row:
        split = value["split"]
        units = tuple(unit["text"] for unit in value["units"])
        return Row(
            id=value["id"],
            notice=self.notice(value["notice"]),
            block=value["block"],
            serial=value["serial"],
            ordinal=value["ordinal"],
            line=value["line"],
            section=tuple(heading["text"] for heading in value["section"]),
            text=value["text"]["text"],
            lead_units=units[:split],
            support_units=units[split:],
            leaders=_leaders(value, twin),
            deadline=value["deadline"]["text"] if value["deadline"] else None,
            boundary="certain" if value["lead_min"] == value["lead_max"] else "ambiguous",
            role=role,
            notes=(*_settled(value), *notes),
            twin_line=twin["line"] if twin else None,
        )


def _settled(value: dict[str, Any]) -> list[str]:
    """Return a note for each value that is not from the rules: what it is, and who settled it."""
    settled = [("牵头与配合的拆分", value["split_origin"]), ("任务内容中补入的文字", value["text"]["origin"])]
    settled += [(f"责任单位“{unit['text']}”", unit["origin"]) for unit in value["units"]]
    settled += [(f"负责领导“{leader['text']}”", leader["origin"]) for leader in value["leaders"]]
    return [f"{what}{_SETTLED[origin]}" for what, origin in settled if origin in _SETTLED]


def _leaders(value: dict[str, Any], twin: dict[str, Any] | None) -> tuple[str, ...]:
    """Leaders as printed; a record whose leader cell lost names shows those of the record that repeats it."""
    own = [("▲" if leader["lead"] else "") + leader["text"] for leader in value["leaders"]]
    other = [leader["text"] for leader in twin["leaders"]] if twin else []
    return tuple(other) if set(own) < set(other) else tuple(own)
