"""The queries answers are made of: tasks as plain values, their doubts and their places, many at a time."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Self

from index.records_db import RecordsDB
from index.records_schema import GapRow, Heading, TaskRow

_MANY = 500


class RecordViews(RecordsDB):
    """The records of one generation, read in the shapes that answers need."""

    @classmethod
    def over(cls, records: RecordsDB) -> Self:
        """Return the views of an open records file; closing either closes both."""
        return cls(records._db)  # noqa: SLF001 - the parent class

    def notice_deadline(self, notice_id: str) -> str | None:
        """Return the deadline a notice states once for all its tasks. Raises KeyError for an unknown id."""
        deadline = json.loads(self._one("SELECT json FROM notices WHERE id = ?", notice_id))["deadline"]
        return str(deadline["text"]) if deadline else None

    def task_values(self, task_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return records as plain values (the fields of ``Task``), in no order; cheaper than ``tasks``."""
        return [json.loads(text) for part in _parts(task_ids) for (text,) in self._select("json", "tasks", "", id=part)]

    def twin_lines(self, task_ids: Iterable[str]) -> dict[str, int]:
        """Return, for tasks printed twice, the line of the record that repeats them."""
        found = (
            row
            for part in _parts(task_ids)
            for row in self._select("distinct_id, line", "tasks", "AND id <> distinct_id", distinct_id=part)
        )
        return {distinct: line for distinct, line in found if line is not None}

    def gaps_of(self, task_ids: Iterable[str]) -> list[GapRow]:
        """Return the gaps of several records, by record and line."""
        parts = _parts(task_ids)
        return [row for part in parts for row in self._rows(GapRow, "gaps", "task_id, line", task_id=part)]

    def distinct_ids(self, notice_id: str) -> list[str]:
        """Return the ids of a notice's distinct tasks in printed order."""
        rows = self._select("id", "tasks", "AND id = distinct_id ORDER BY ordinal", notice_id=notice_id)
        return [str(task_id) for (task_id,) in rows]

    def tasks_of_serial(self, serial: str, notice_id: str) -> list[TaskRow]:
        """Return the records with this serial; an item's number also gives its sub-tasks."""
        exact = self._rows(TaskRow, "tasks", "ordinal", serial=serial, notice_id=notice_id)
        if exact or not serial.isdigit():
            return list(exact)
        below = f"AND serial GLOB '{int(serial)}.*' ORDER BY ordinal"
        rows = self._select(", ".join(TaskRow._fields), "tasks", below, notice_id=notice_id)
        return [TaskRow(*row) for row in rows]

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield (id, notice, searchable text) of each distinct task: its words, and the heading that completes it."""
        rows = self._select("id, notice_id, json", "tasks", "WHERE id = distinct_id ORDER BY place, year, ordinal")
        for task_id, notice_id, text in rows:
            value = json.loads(text)
            heading = value["section"][-1]["text"] if value["section"] else ""
            yield task_id, notice_id, f"{value['text']['text']} {heading}"

    def section_entries(self, notice_id: str) -> tuple[Heading, ...]:
        """Return all headings above the records of a notice, in printed order."""
        return self._rows(Heading, "sections", "ordinal, depth", notice_id=notice_id)


def _parts(values: Iterable[str]) -> list[list[str]]:
    held = list(values)
    return [held[start : start + _MANY] for start in range(0, len(held), _MANY)]
