"""Writing records.sqlite: once, from nothing, in one go. A half-written file is thrown away."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, get_args

from index.chunks import Chunk
from index.identity import Identity, identify, identities
from index.records import Notice
from index.records_schema import (
    INDEXES,
    SCHEMA_VERSION,
    TABLES,
    GapRow,
    Heading,
    LeaderMention,
    Mention,
    NoticeRow,
    Role,
    TaskRow,
    Via,
)

Row = tuple[object, ...]


class ReadNotice(NamedTuple):
    """A parsed notice and the whole text it was read from."""

    notice: Notice
    text: str


def write_records(path: Path, notices: Sequence[ReadNotice], chunks: Sequence[Chunk]) -> None:
    """Write everything known of ``notices`` into a new SQLite file at ``path``."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(TABLES)
        db.execute("BEGIN")
        for table, rows in _tables(notices, chunks):
            _insert(db, table, rows)
        db.execute("COMMIT")
        db.executescript(INDEXES)  # no ANALYZE: without it a look-up takes the same index at every size
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    width = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    db.executemany(f"INSERT INTO {table} VALUES({', '.join('?' * width)})", rows)


def _tables(notices: Sequence[ReadNotice], chunks: Sequence[Chunk]) -> Iterator[tuple[str, Iterable[Row]]]:
    mentions = [mention for notice, _ in notices for mention in _mentions(notice)]
    yield "mentions", mentions
    yield "units", _units(mentions)
    yield "chunks", (_chunk(position, chunk) for position, chunk in enumerate(chunks))
    for notice, text in notices:
        yield "notices", [_notice(notice)]
        yield "sources", [(notice.id, text)]
        yield "tasks", _tasks(notice)
        yield "leaders", _leaders(notice)
        yield "sections", _sections(notice)
        yield "gaps", _gaps(notice)


def _notice(notice: Notice) -> Row:
    row = NoticeRow(
        notice.id,
        notice.place,
        notice.year,
        notice.title,
        notice.doc_number,
        notice.issuer,
        notice.issued_on,
        notice.source,
        notice.sha256,
        notice.stated_total,
        len(notice.distinct_tasks()),
        len(notice.tasks),
    )
    return (*row, notice.model_copy(update={"tasks": (), "gaps": ()}).model_dump_json())


def _tasks(notice: Notice) -> Iterator[Row]:
    for task in notice.tasks:
        row = TaskRow(
            task.id,
            task.same_as or task.id,
            notice.id,
            notice.place,
            notice.year,
            task.block,
            task.ordinal,
            task.serial,
            task.line,
            task.deadline.text if task.deadline else None,
            task.boundary,
        )
        yield (*row, task.model_dump_json())


def _mentions(notice: Notice) -> Iterator[Mention]:
    for task in notice.tasks:
        distinct = task.same_as or task.id
        found = identities([unit.text for unit in task.units], notice.place)
        for position, (unit, identity) in enumerate(zip(task.units, found, strict=True)):
            keys: list[tuple[str, Via]] = [(identity.key, "group" if identity.group else "named")]
            keys += [(body, "body") for body in identity.bodies]
            for key, via in keys:
                where = (key, notice.place, notice.year, notice.id, task.id, distinct, task.ordinal)
                yield Mention(*where, task.role_of(position), via, unit.text, position)


def _leaders(notice: Notice) -> Iterator[LeaderMention]:
    for task in notice.tasks:
        where = (notice.place, notice.year, notice.id, task.id, task.same_as or task.id, task.ordinal)
        for leader in task.leaders:
            yield LeaderMention(leader.text, *where, leader.lead)


def _sections(notice: Notice) -> Iterator[Heading]:
    for task in notice.tasks:
        for depth, heading in enumerate(task.section):
            yield Heading(notice.id, task.id, task.same_as or task.id, task.ordinal, depth, heading.text)


def _gaps(notice: Notice) -> Iterator[GapRow]:
    for gap in notice.gaps:
        yield GapRow(notice.id, gap.task, gap.field, gap.kind, gap.line, gap.reason)


@dataclass
class _Unit:
    """What is known of one unit of one place: its names in order of print, its tasks by role."""

    identity: Identity
    names: dict[str, None] = field(default_factory=dict)
    tasks: dict[Role, set[str]] = field(default_factory=lambda: {role: set() for role in get_args(Role)})


def _units(mentions: Iterable[Mention]) -> Iterator[Row]:
    units: dict[tuple[str | None, str], _Unit] = {}
    for mention in mentions:
        name = mention.unit_key if mention.via == "body" else mention.printed
        place_and_key = mention.place, mention.unit_key
        known_as = mention.unit_key if mention.via == "group" else name  # a group's key says what it covers
        unit = units.setdefault(place_and_key, _Unit(identify(known_as, mention.place)))
        unit.names[name] = None
        unit.tasks[mention.role].add(mention.distinct_id)
    for (place, key), unit in units.items():
        counts = [len(tasks) for tasks in unit.tasks.values()]
        yield (place, key, unit.identity.kind, unit.identity.group, _json(list(unit.names)), *counts)


def _chunk(position: int, chunk: Chunk) -> Row:
    facets = chunk.facets.to_json()
    return (chunk.id, position, chunk.text, chunk.sha256, chunk.tokens, chunk.content, facets, chunk.cut)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
