"""The tables of records.sqlite and the rows read from them.

Written once by ``records_writer``, read by ``records_db``. A repeated record (``same_as``) shares the
``distinct_id`` of the record it repeats; every other record is its own.
"""

from typing import Literal, NamedTuple

from index.facets import Facets

SCHEMA_VERSION = 2
"""Raised whenever a table changes: older generations are then rebuilt."""

TABLES = """
CREATE TABLE notices(
    id TEXT PRIMARY KEY, place TEXT, year INTEGER, title TEXT NOT NULL, doc_number TEXT, issuer TEXT,
    issued_on TEXT, source TEXT NOT NULL, sha256 TEXT NOT NULL, stated_total INTEGER,
    tasks INTEGER NOT NULL,    -- distinct tasks
    records INTEGER NOT NULL,  -- printed records, repeated ones included
    json TEXT NOT NULL         -- the Notice, tasks and gaps left out
);
CREATE TABLE sources(notice_id TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE tasks(
    id TEXT PRIMARY KEY, distinct_id TEXT NOT NULL, notice_id TEXT NOT NULL, place TEXT, year INTEGER,
    block TEXT NOT NULL, ordinal INTEGER NOT NULL, serial TEXT, line INTEGER, deadline TEXT,
    boundary TEXT NOT NULL, json TEXT NOT NULL
);
CREATE TABLE mentions(
    unit_key TEXT NOT NULL, place TEXT, year INTEGER, notice_id TEXT NOT NULL, task_id TEXT NOT NULL,
    distinct_id TEXT NOT NULL, ordinal INTEGER NOT NULL, role TEXT NOT NULL, via TEXT NOT NULL,
    printed TEXT NOT NULL, position INTEGER NOT NULL
);
CREATE TABLE leaders(
    name TEXT NOT NULL, place TEXT, year INTEGER, notice_id TEXT NOT NULL, task_id TEXT NOT NULL,
    distinct_id TEXT NOT NULL, ordinal INTEGER NOT NULL, lead INTEGER NOT NULL
);
CREATE TABLE sections(
    notice_id TEXT NOT NULL, task_id TEXT NOT NULL, distinct_id TEXT NOT NULL, ordinal INTEGER NOT NULL,
    depth INTEGER NOT NULL, heading TEXT NOT NULL
);
CREATE TABLE gaps(
    notice_id TEXT NOT NULL, task_id TEXT, field TEXT NOT NULL, kind TEXT NOT NULL, line INTEGER,
    reason TEXT NOT NULL
);
CREATE TABLE units(  -- counts are of distinct tasks
    place TEXT, key TEXT NOT NULL, kind TEXT NOT NULL, is_group INTEGER NOT NULL, names TEXT NOT NULL,
    lead_count INTEGER NOT NULL, support_count INTEGER NOT NULL, doubt_count INTEGER NOT NULL
);
CREATE TABLE chunks(
    id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, text TEXT NOT NULL, sha256 TEXT NOT NULL,
    tokens INTEGER NOT NULL, content TEXT NOT NULL, facets TEXT NOT NULL, cut INTEGER NOT NULL
);
"""

INDEXES = """
CREATE INDEX notices_by_place ON notices(place, year);
CREATE INDEX tasks_by_distinct ON tasks(distinct_id);
CREATE INDEX tasks_by_notice ON tasks(notice_id, ordinal);
CREATE INDEX tasks_by_serial ON tasks(serial, place, year);
CREATE INDEX tasks_by_deadline ON tasks(deadline, place, year);
CREATE INDEX tasks_by_place ON tasks(place, year, deadline);
CREATE INDEX mentions_by_unit ON mentions(unit_key, role, place, year);
CREATE INDEX mentions_by_task ON mentions(task_id, position);
CREATE INDEX leaders_by_name ON leaders(name, place, year);
CREATE INDEX leaders_by_place ON leaders(place, year, name);
CREATE INDEX sections_by_heading ON sections(heading, notice_id);
CREATE INDEX sections_by_notice ON sections(notice_id, ordinal);
CREATE INDEX gaps_by_notice ON gaps(notice_id);
CREATE INDEX gaps_by_task ON gaps(task_id);
CREATE INDEX units_by_place ON units(place, key);
CREATE INDEX units_by_key ON units(key);
"""

Role = Literal["lead", "support", "doubt"]
Via = Literal["named", "body", "group"]


class NoticeRow(NamedTuple):
    """A notice without its tasks; ``tasks`` counts distinct tasks, ``records`` printed ones."""

    id: str
    place: str | None
    year: int | None
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: str | None
    source: str
    sha256: str
    stated_total: int | None
    tasks: int
    records: int


class TaskRow(NamedTuple):
    """Where a record stands, without its words."""

    id: str
    distinct_id: str
    notice_id: str
    place: str | None
    year: int | None
    block: str
    ordinal: int
    serial: str | None
    line: int | None
    deadline: str | None
    boundary: str


class Mention(NamedTuple):
    """A unit named by a record, at ``position`` of its units.

    ``via``: ``named`` by itself, as a ``body`` in the parentheses of another unit, or as a ``group``.
    """

    unit_key: str
    place: str | None
    year: int | None
    notice_id: str
    task_id: str
    distinct_id: str
    ordinal: int
    role: Role
    via: Via
    printed: str
    position: int


class LeaderMention(NamedTuple):
    """A leader named by a record; ``lead`` is true where the notice marks the lead leader."""

    name: str
    place: str | None
    year: int | None
    notice_id: str
    task_id: str
    distinct_id: str
    ordinal: int
    lead: bool


class Heading(NamedTuple):
    """A heading above a record; depth 0 is the outermost."""

    notice_id: str
    task_id: str
    distinct_id: str
    ordinal: int
    depth: int
    heading: str


class GapRow(NamedTuple):
    """What the parser could not decide."""

    notice_id: str
    task_id: str | None
    field: str
    kind: str
    line: int | None
    reason: str


class UnitRow(NamedTuple):
    """A unit of one place: the names it is printed under, and how many distinct tasks it has by role."""

    place: str | None
    key: str
    kind: str
    is_group: bool
    names: tuple[str, ...]
    lead_count: int
    support_count: int
    doubt_count: int


class ChunkRow(NamedTuple):
    """The searchable form of a distinct task; ``position`` is its row in the file of vectors."""

    id: str
    position: int
    text: str
    sha256: str
    tokens: int
    content: str
    facets: Facets
    cut: int
