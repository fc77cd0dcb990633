"""Reading records.sqlite: every list, count and look-up that has to be complete, by indexed queries.

The file is immutable, so any number of processes and threads may read it at once.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from index.facets import Facets
from index.records import Gap, Notice, Task
from index.records_schema import (
    SCHEMA_VERSION,
    ChunkRow,
    GapRow,
    Heading,
    LeaderMention,
    Mention,
    NoticeRow,
    Role,
    TaskRow,
    UnitRow,
)

_Row = TypeVar("_Row", bound=NamedTuple)
_MANY = 500
_Wanted = str | int | None | Sequence[str]
_IN_ORDER = "place, year, notice_id, ordinal"


class RecordsDB:
    """The records of one generation. Close it, or use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> "RecordsDB":
        """Open the file at ``path`` for reading, as a file that nobody changes.

        Raises:
            sqlite3.DatabaseError: it is no records file of this schema.
        """
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found != SCHEMA_VERSION:
            connection.close()
            raise sqlite3.DatabaseError(f"schema {found}, expected {SCHEMA_VERSION}")
        return cls(connection)

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def notices(self, place: str | None = None, year: int | None = None) -> tuple[NoticeRow, ...]:
        """Return the notices by place and year."""
        return self._rows(NoticeRow, "notices", "place, year, id", place=place, year=year)

    def notice(self, notice_id: str) -> Notice:
        """Return the whole notice with its tasks and gaps. Raises KeyError for an unknown id."""
        head = Notice.model_validate_json(self._one("SELECT json FROM notices WHERE id = ?", notice_id))
        gaps = tuple(
            Gap(task=gap.task_id, field=gap.field, kind=gap.kind, line=gap.line, reason=gap.reason)
            for gap in self._rows(GapRow, "gaps", "rowid", notice_id=notice_id)
        )
        return head.model_copy(update={"tasks": self.tasks_of_notice(notice_id), "gaps": gaps})

    def source_text(self, notice_id: str) -> str:
        """Return the text the notice was read from, to slice by spans. Raises KeyError for an unknown id."""
        return self._one("SELECT text FROM sources WHERE notice_id = ?", notice_id)

    def task(self, task_id: str) -> Task:
        """Return one record. Raises KeyError for an unknown id."""
        return Task.model_validate_json(self._one("SELECT json FROM tasks WHERE id = ?", task_id))

    def tasks(self, task_ids: Iterable[str]) -> tuple[Task, ...]:
        """Return records in the order asked for. Raises KeyError for an unknown id."""
        wanted = list(task_ids)
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            found |= dict(self._select("id, json", "tasks", "", id=part))
        return tuple(Task.model_validate_json(found[task_id]) for task_id in wanted)

    def tasks_of_notice(self, notice_id: str) -> tuple[Task, ...]:
        """Return all records of a notice in printed order."""
        query = "SELECT json FROM tasks WHERE notice_id = ? ORDER BY ordinal"
        return tuple(Task.model_validate_json(text) for (text,) in self._db.execute(query, (notice_id,)))

    def records_of(self, distinct_id: str) -> tuple[Task, ...]:
        """Return the record with this id and those that repeat it, in printed order."""
        query = "SELECT json FROM tasks WHERE distinct_id = ? ORDER BY ordinal"
        return tuple(Task.model_validate_json(text) for (text,) in self._db.execute(query, (distinct_id,)))

    def task_rows(self, place: str | None = None, year: int | None = None) -> tuple[TaskRow, ...]:
        """Return where each record stands, repeated ones included."""
        return self._rows(TaskRow, "tasks", _IN_ORDER, place=place, year=year)

    def tasks_by_serial(
        self, serial: str, place: str | None = None, year: int | None = None
    ) -> tuple[TaskRow, ...]:
        """Return where the serial, as printed, stands."""
        return self._rows(TaskRow, "tasks", _IN_ORDER, serial=serial, place=place, year=year)

    def tasks_by_deadline(
        self, deadline: str, place: str | None = None, year: int | None = None
    ) -> tuple[TaskRow, ...]:
        """Return the records with this deadline, as printed with them."""
        return self._rows(TaskRow, "tasks", _IN_ORDER, deadline=deadline, place=place, year=year)

    def tasks_by_mention(
        self,
        unit_key: str,
        roles: Sequence[Role] = ("lead", "support", "doubt"),
        place: str | None = None,
        year: int | None = None,
    ) -> tuple[Mention, ...]:
        """Return every mention of a unit in these roles; one distinct task may have several."""
        wanted = {"unit_key": unit_key, "role": roles, "place": place, "year": year}
        return self._rows(Mention, "mentions", _IN_ORDER, **wanted)

    def mentions_of(self, task_id: str) -> tuple[Mention, ...]:
        """Return the units a record names, in printed order."""
        return self._rows(Mention, "mentions", "position", task_id=task_id)

    def units(self, place: str | None = None) -> tuple[UnitRow, ...]:
        """Return the units by place and key."""
        rows = self._select(", ".join(UnitRow._fields), "units", "ORDER BY place, key", place=place)
        return tuple(
            UnitRow(where, key, kind, bool(is_group), tuple(json.loads(names)), *counts)
            for where, key, kind, is_group, names, *counts in rows
        )

    def leaders(self, place: str | None = None, year: int | None = None) -> tuple[tuple[str, int], ...]:
        """Return each leader's name and number of distinct tasks."""
        columns, order = "name, count(DISTINCT distinct_id)", "GROUP BY name ORDER BY name"
        return tuple(self._select(columns, "leaders", order, place=place, year=year))

    def tasks_by_leader(
        self, name: str, place: str | None = None, year: int | None = None
    ) -> tuple[LeaderMention, ...]:
        """Return every record that names the leader."""
        rows = self._rows(LeaderMention, "leaders", _IN_ORDER, name=name, place=place, year=year)
        return tuple(row._replace(lead=bool(row.lead)) for row in rows)

    def tasks_by_heading(self, heading: str, notice_id: str | None = None) -> tuple[Heading, ...]:
        """Return the records under this heading, at any depth."""
        return self._rows(Heading, "sections", "notice_id, ordinal", heading=heading, notice_id=notice_id)

    def headings(self, notice_id: str) -> tuple[str, ...]:
        """Return the headings of a notice in printed order, each once."""
        rows = self._rows(Heading, "sections", "ordinal, depth", notice_id=notice_id)
        return tuple(dict.fromkeys(row.heading for row in rows))

    def deadlines(self, place: str | None = None, year: int | None = None) -> tuple[tuple[str, int], ...]:
        """Return each printed deadline and its number of distinct tasks."""
        columns, order = "deadline, count(DISTINCT distinct_id)", "GROUP BY deadline ORDER BY deadline"
        rows = self._select(columns, "tasks", order, place=place, year=year)
        return tuple(row for row in rows if row[0] is not None)

    def gaps(self, notice_id: str | None = None, task_id: str | None = None) -> tuple[GapRow, ...]:
        """Return what the parser could not decide, by line."""
        return self._rows(GapRow, "gaps", "notice_id, line", notice_id=notice_id, task_id=task_id)

    def chunk(self, distinct_id: str) -> ChunkRow:
        """Return the searchable form of a task. Raises KeyError for an unknown id."""
        rows = self._chunks(id=distinct_id)
        if not rows:
            raise KeyError(distinct_id)
        return rows[0]

    def chunks(self) -> tuple[ChunkRow, ...]:
        """Return all chunks in the order of their vectors."""
        return self._chunks()

    def contents(self) -> dict[str, str]:
        """Return the content hash of each distinct task, by id."""
        return dict(self._db.execute("SELECT id, content FROM chunks"))

    def count_tasks(self, place: str | None = None, year: int | None = None) -> int:
        """Return the number of distinct tasks."""
        return sum(notice.tasks for notice in self.notices(place, year))

    def count_records(self, place: str | None = None, year: int | None = None) -> int:
        """Return the number of printed records, repeated ones included."""
        return sum(notice.records for notice in self.notices(place, year))

    def _chunks(self, **wanted: _Wanted) -> tuple[ChunkRow, ...]:
        rows = self._select(", ".join(ChunkRow._fields), "chunks", "ORDER BY position", **wanted)
        return tuple(ChunkRow(*row)._replace(facets=Facets.from_json(row[-2]), cut=row[-1]) for row in rows)

    def _rows(self, kind: type[_Row], table: str, order: str, **wanted: _Wanted) -> tuple[_Row, ...]:
        rows = self._select(", ".join(kind._fields), table, f"ORDER BY {order}", **wanted)
        return tuple(kind(*row) for row in rows)

    def _select(self, columns: str, table: str, order: str, **wanted: _Wanted) -> Iterator[tuple[Any, ...]]:
        """Query with values as parameters; columns, table and order are words of this module."""
        terms: list[str] = []
        values: list[str | int] = []
        for column, value in wanted.items():
            if value is not None:
                accepted = [value] if isinstance(value, (str, int)) else list(value)
                terms.append(f"{column} IN ({', '.join('?' * len(accepted))})")
                values += accepted
        given = f"WHERE {' AND '.join(terms)}" if terms else ""
        return self._db.execute(f"SELECT {columns} FROM {table} {given} {order}", values)  # noqa: S608 - see above

    def _one(self, query: str, key: str) -> str:
        row = self._db.execute(query, (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return str(row[0])
