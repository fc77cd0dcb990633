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
        parts = _parts(task_ids)
        return [json.loads(text) for part in parts for (text,) in self._select("json", "tasks", "", id=part)]

    def twins(self, task_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return, for tasks printed twice, the record that repeats them as plain values."""
        repeats = (
            row
            for part in _parts(task_ids)
            for row in self._select("distinct_id, json", "tasks", "AND id <> distinct_id", distinct_id=part)
        )
        return {distinct: json.loads(text) for distinct, text in repeats}

    def gaps_of(self, task_ids: Iterable[str]) -> list[GapRow]:
        """Return the gaps of several records, by record and line."""
        parts = _parts(task_ids)
        return [row for part in parts for row in self._rows(GapRow, "gaps", "task_id, line", task_id=part)]

    def distinct_ids(self, notice_id: str) -> list[str]:
        """Return the ids of a notice's distinct tasks in printed order."""
        rows = self._select("id", "tasks", "AND id = distinct_id ORDER BY ordinal", notice_id=notice_id)
        return [str(task_id) for (task_id,) in rows]

    def tasks_of_serial(self, serial: str, notice_id: str) -> list[TaskRow]:
        """Return the records with this serial.

        An item's number also gives its sub-tasks; "91)" the sub-task printed so; where a notice prints no
        serials, a number counts its rows.
        """
        exact = self._rows(TaskRow, "tasks", "ordinal", serial=serial, notice_id=notice_id)
        if exact:
            return list(exact)
        if not serial.isdigit():
            return self._tasks_where("AND substr(serial, -?) = ?", notice_id, len(serial) + 1, f".{serial}")
        below = self._tasks_where("AND serial GLOB ?", notice_id, f"{int(serial)}.*")
        return below or self._tasks_where("AND ordinal = ? AND serial IS NULL", notice_id, int(serial))

    def _tasks_where(self, condition: str, notice_id: str, *values: str | int) -> list[TaskRow]:
        """Query tasks of a notice; ``condition`` is a word of this module, values are parameters."""
        columns = ", ".join(TaskRow._fields)
        query = f"SELECT {columns} FROM tasks WHERE notice_id = ? {condition} ORDER BY ordinal"  # noqa: S608
        return [TaskRow(*row) for row in self._db.execute(query, (notice_id, *values))]

    def units_of_notice(self, notice_id: str) -> list[str]:
        """Return the keys of the units that a notice names, those with most distinct tasks first."""
        query = """SELECT unit_key FROM mentions WHERE notice_id = ?
            GROUP BY unit_key ORDER BY count(DISTINCT distinct_id) DESC, unit_key"""
        return [str(key) for (key,) in self._db.execute(query, (notice_id,))]

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield (id, notice, searchable text) of each distinct task: its words and innermost heading."""
        order = "WHERE id = distinct_id ORDER BY place, year, ordinal"
        rows = self._select("id, notice_id, json", "tasks", order)
        for task_id, notice_id, text in rows:
            value = json.loads(text)
            heading = value["section"][-1]["text"] if value["section"] else ""
            yield task_id, notice_id, f"{value['text']['text']} {heading}"

    def all_headings(self) -> list[str]:
        """Return every heading of the corpus, each once."""
        return [str(heading) for (heading,) in self._db.execute("SELECT DISTINCT heading FROM sections")]

    def section_entries(self, notice_id: str) -> tuple[Heading, ...]:
        """Return all headings above the records of a notice, in printed order."""
        return self._rows(Heading, "sections", "ordinal, depth", notice_id=notice_id)


def _parts(values: Iterable[str]) -> list[list[str]]:
    held = list(values)
    return [held[start : start + _MANY] for start in range(0, len(held), _MANY)]
