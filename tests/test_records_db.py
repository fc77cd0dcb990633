"""Records in SQLite: every look-up complete, by index, from a file nobody changes."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_notices import make_notice, make_task  # type: ignore[import-not-found]

from index.chunks import make_chunks
from index.parse import parse_notice
from index.records import Gap
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records
from index.source import read_source
from index.tokens import count_tokens

NOTICES = sorted((Path(__file__).parents[1] / "index" / "notices").glob("*.txt"))
GAP = Gap(task="n/body/2", field="lead_units", kind="boundary", line=7, reason="分不清牵头与协同")


def write(path: Path, *notices: ReadNotice) -> Path:
    chunks = [chunk for notice, _ in notices for chunk in make_chunks(notice, count_tokens, 512)]
    write_records(path, notices, chunks)
    return path


@pytest.fixture
def small(tmp_path):
    notice = make_notice(
        make_task(
            1, units=["市水利局", "市财政局(市国资委)"], leaders=["王小明"], same_as="n/table/3", line=4
        ),
        make_task(
            2, units=["市商务局", "市水利局"], split=1, least_and_most=(1, 2), leaders=["李红"], line=7
        ),
        make_task(
            3,
            block="table",
            units=["市水务局", "各县区人民政府"],
            deadline="6月底",
            leaders=["王小明"],
            line=20,
        ),
    ).model_copy(update={"gaps": (GAP,)})
    with RecordsDB.open(write(tmp_path / "records.sqlite", ReadNotice(notice, "原文"))) as db:
        yield db


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    sources = [read_source(path) for path in NOTICES]
    notices = [ReadNotice(parse_notice(source), source.text) for source in sources]
    with RecordsDB.open(write(tmp_path_factory.mktemp("db") / "records.sqlite", *notices)) as db:
        yield db, notices


def test_a_notice_comes_back_as_it_was_written(real):
    db, notices = real
    for notice, text in notices:
        assert db.notice(notice.id) == notice
        assert db.source_text(notice.id) == text
        assert db.tasks(task.id for task in reversed(notice.tasks)) == notice.tasks[::-1]
        assert db.task(notice.tasks[0].id) == notice.tasks[0]


def test_counts_are_of_distinct_tasks(real):
    db, notices = real
    assert db.count_tasks() == sum(len(notice.distinct_tasks()) for notice, _ in notices)
    assert db.count_records() == sum(len(notice.tasks) for notice, _ in notices)
    notice = notices[0].notice
    assert db.count_tasks(notice.place, notice.year) == len(notice.distinct_tasks())
    assert db.count_tasks(notice.place, 1900) == 0
    assert [row.id for row in db.notices(notice.place)] == [notice.id]


def test_mentions_and_units_agree_with_the_tasks(real):
    db, notices = real
    for notice, _ in notices:
        for unit in db.units(notice.place):
            leads = {
                row.distinct_id for row in db.tasks_by_mention(unit.key, ["lead"], notice.place, notice.year)
            }
            assert len(leads) == unit.lead_count
            for row in db.tasks_by_mention(unit.key, place=notice.place):
                task = db.task(row.task_id)
                assert task.units[row.position].text == row.printed
                assert task.role_of(row.position) == row.role


def test_mentions_say_by_which_name_and_share_the_distinct_task(small):
    found = [(row.task_id, row.distinct_id, row.role, row.via) for row in small.tasks_by_mention("市水利局")]
    assert found == [("n/body/1", "n/table/3", "lead", "named"), ("n/body/2", "n/body/2", "doubt", "named")]
    [body] = small.tasks_by_mention("市国有资产监督管理委员会", ["support"])
    assert (body.via, body.printed, body.position) == ("body", "市财政局(市国资委)", 1)
    [group] = [row for row in small.mentions_of("n/table/3") if row.via == "group"]
    assert group.printed == "各县区人民政府"
    assert [task.id for task in small.records_of("n/table/3")] == ["n/body/1", "n/table/3"]


def test_units_list_printed_names_and_count_distinct_tasks_by_role(small):
    [unit] = [unit for unit in small.units("云江市") if unit.key == "市水利局"]
    assert (unit.names, unit.kind, unit.is_group) == (("市水利局",), "department", False)
    assert (unit.lead_count, unit.support_count, unit.doubt_count) == (1, 0, 1)
    assert [unit.is_group for unit in small.units() if unit.lead_count == 0 and unit.kind == "group"] == [
        True
    ]
    assert small.units("别处市") == ()


def test_leaders_serials_headings_deadlines_and_gaps_are_found(small):
    assert small.leaders() == (("李红", 1), ("王小明", 1))
    assert [row.task_id for row in small.tasks_by_leader("王小明", year=2024)] == ["n/body/1", "n/table/3"]
    assert small.tasks_by_leader("王小明")[0].lead is False
    assert [row.id for row in small.tasks_by_serial("3", "云江市", 2024)] == ["n/table/3"]
    assert [row.line for row in small.tasks_by_deadline("6月底")] == [20]
    assert small.deadlines("云江市") == (("6月底", 1),)
    assert small.headings("n") == ("一、产业发展",)
    assert len(small.tasks_by_heading("一、产业发展", "n")) == 3
    assert [gap.reason for gap in small.gaps(task_id="n/body/2")] == [GAP.reason]
    assert small.notice("n").gaps == (GAP,)


def test_chunks_keep_their_order_facets_and_cuts(tmp_path):
    notice = make_notice(make_task(2, text="新建水库三座。" * 40), make_task(1))
    chunks = make_chunks(notice, count_tokens, 60)
    write_records(tmp_path / "r.sqlite", [ReadNotice(notice, "")], chunks)
    with RecordsDB.open(tmp_path / "r.sqlite") as db:
        rows = db.chunks()
        assert [row.id for row in rows] == [chunk.id for chunk in chunks]
        assert [(row.facets, row.cut, row.text) for row in rows] == [
            (it.facets, it.cut, it.text) for it in chunks
        ]
        assert rows[0].cut
        assert db.chunk(chunks[1].id).position == 1
        assert db.contents() == {chunk.id: chunk.content for chunk in chunks}


@pytest.mark.parametrize("read", ["task", "notice", "source_text", "chunk"])
def test_an_unknown_id_is_a_key_error(small, read):
    with pytest.raises(KeyError, match="nowhere"):
        getattr(small, read)("nowhere")


def test_an_unknown_id_among_many_is_a_key_error(small):
    with pytest.raises(KeyError, match="nowhere"):
        small.tasks(["n/body/1", "nowhere"])


def test_the_file_is_not_written_to_and_read_by_many_threads(small):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        small._db.execute("DELETE FROM tasks")
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: len(small.tasks_by_mention("市水利局")), range(200))) == {2}


def test_a_file_of_another_schema_is_refused(tmp_path):
    path = write(tmp_path / "r.sqlite", ReadNotice(make_notice(make_task()), ""))
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(sqlite3.DatabaseError, match="schema 99"):
        RecordsDB.open(path)


LOOK_UPS = {
    "mention": lambda db: db.tasks_by_mention("市水利局", ["lead", "doubt"], "云江市", 2024),
    "mention anywhere": lambda db: db.tasks_by_mention("市水利局"),
    "mentions of a task": lambda db: db.mentions_of("n/body/1"),
    "leader": lambda db: db.tasks_by_leader("王小明", "云江市", 2024),
    "leaders of a place": lambda db: db.leaders("云江市", 2024),
    "serial": lambda db: db.tasks_by_serial("3", "云江市", 2024),
    "deadline": lambda db: db.tasks_by_deadline("6月底", "云江市"),
    "deadlines of a place": lambda db: db.deadlines("云江市", 2024),
    "heading": lambda db: db.tasks_by_heading("一、产业发展", "n"),
    "headings": lambda db: db.headings("n"),
    "gaps of a notice": lambda db: db.gaps("n"),
    "gaps of a task": lambda db: db.gaps(task_id="n/body/2"),
    "units of a place": lambda db: db.units("云江市"),
    "task": lambda db: db.task("n/body/1"),
    "tasks": lambda db: db.tasks(["n/body/1", "n/body/2"]),
    "tasks of a notice": lambda db: db.tasks_of_notice("n"),
    "tasks of a place": lambda db: db.task_rows("云江市", 2024),
    "records of a task": lambda db: db.records_of("n/table/3"),
    "notices of a place": lambda db: db.notices("云江市", 2024),
    "chunk": lambda db: db.chunk("n/table/3"),
}


@pytest.mark.parametrize("look_up", LOOK_UPS.values(), ids=LOOK_UPS.keys())
def test_every_look_up_goes_by_an_index(small, look_up):
    asked: list[str] = []
    small._db.set_trace_callback(asked.append)
    look_up(small)
    small._db.set_trace_callback(None)
    plans = [row[3] for query in asked for row in small._db.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert asked
    assert [plan for plan in plans if plan.startswith("SCAN")] == []
