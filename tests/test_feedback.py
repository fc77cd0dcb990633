import fcntl
import json
import multiprocessing
import os
import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from chat_samples import HOSTILE, LISTED, UNSAFE, leads  # type: ignore[import-not-found]

from assistant.feedback import (
    MAX_FILE,
    MAX_TASKS,
    MAX_TURNS,
    MAX_VALUE,
    Feedback,
    FeedbackLost,
    feedback_file,
    read_feedback,
    save_feedback,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return feedback_file(tmp_path / "home")


def wrong(comment: str = "少了第5项", turns: tuple[str, ...] = ("问",)) -> Feedback:
    return Feedback.of(replace(LISTED, generation="g1"), turns, "wrong", "漏了任务", comment)


def test_what_is_saved_is_read_back_in_order(path):
    first, second = wrong(), Feedback.of(LISTED, ("问", "改：角色 → 配合"), "useful", "", "")
    save_feedback(path, first)
    save_feedback(path, second)
    assert read_feedback(path) == ([first, second], [])
    assert path.read_bytes().count(b"\n") == 2
    line = json.loads(path.read_text("utf-8").splitlines()[0])
    assert datetime.fromisoformat(line["time"]).tzinfo == UTC
    assert line["generation"] == "g1"
    assert line["program"]
    assert line["turns"] == ["问"]
    assert line["read_as"]["单位"] == "市商务局"
    assert line["tasks"][0] == LISTED.rows[0].id
    assert (line["verdict"], line["reason"], line["comment"]) == ("wrong", "漏了任务", "少了第5项")


def test_the_file_is_its_owners_alone(path):
    before = os.umask(0)
    try:
        save_feedback(path, wrong())
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_no_file_is_an_empty_one(path):
    assert read_feedback(path) == ([], [])


@pytest.mark.parametrize(
    "text", [HOSTILE, "两\n行\r\n三\u2028行", '{"verdict":"useful"}\n', "半个\ud83d字", "\x00"]
)
def test_any_text_stays_one_line(path, text):
    save_feedback(path, wrong(text, (text, text)))
    save_feedback(path, Feedback.of(UNSAFE, (), "useful", "", ""))
    records, damaged = read_feedback(path)
    assert damaged == []
    assert len(records) == 2
    assert records[0].comment == text.encode("utf-8", "replace").decode()


def test_a_record_is_bounded(path):
    many = replace(LISTED, groups=(leads(total=MAX_TASKS + 5),), read_as={"主题": "长" * 9_000})
    save_feedback(path, Feedback.of(many, ("问" * 9_000,) * 50, "wrong", "其他", "字" * 9_000))
    ((kept,), _) = read_feedback(path)
    assert (len(kept.tasks), kept.total) == (MAX_TASKS, MAX_TASKS + 5)
    assert [len(turn) for turn in kept.turns] == [MAX_VALUE] * MAX_TURNS
    assert len(kept.comment) == 500
    assert path.stat().st_size < 200_000


def test_a_half_last_line_is_told_and_does_not_swallow_the_next(path):
    save_feedback(path, wrong("一"))
    save_feedback(path, wrong("二"))
    path.write_bytes(path.read_bytes()[:-40])  # a crash in the middle of a write
    records, damaged = read_feedback(path)
    assert [record.comment for record in records] == ["一"]
    assert damaged == ["第 2 行只写了一半，已跳过。"]
    save_feedback(path, wrong("三"))
    records, damaged = read_feedback(path)
    assert [record.comment for record in records] == ["一", "三"]
    assert damaged == ["第 2 行不是一条完整的反馈，已跳过。"]


def test_damage_is_told_line_by_line(path):
    save_feedback(path, wrong("一"))
    with path.open("ab") as file:
        file.write(b"\xff\xfe\n[]\n\n{}\n")
    save_feedback(path, wrong("二"))
    records, damaged = read_feedback(path)
    assert [record.comment for record in records] == ["一", "二"]
    assert [line[:5] for line in damaged] == ["第 2 行", "第 3 行", "第 5 行"]


def test_a_field_of_a_later_version_is_no_damage(path):
    save_feedback(path, wrong())
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"stars": 5}) + "\n", "utf-8")
    assert len(read_feedback(path).records) == 1


def save_many(path: Path, name: str, count: int) -> None:
    for number in range(count):
        save_feedback(path, wrong(f"{name}-{number}", ("问" * 400,) * 10))


def test_threads_and_processes_may_add_at_once(path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=save_many, args=(path, f"p{n}", 25)) for n in range(2)]
    for process in processes:
        process.start()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: save_many(path, f"t{n}", 25), range(4)))
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    records, damaged = read_feedback(path)
    assert damaged == []
    wanted = {
        f"{kind}{n}-{number}"
        for kind, total in (("p", 2), ("t", 4))
        for n in range(total)
        for number in range(25)
    }
    assert {record.comment for record in records} == wanted
    assert len(records) == 150


def test_a_writer_waits_for_the_one_before(path):
    """Else one that takes its failed line back would cut off the line of another."""
    save_feedback(path, wrong("一"))
    with path.open("ab") as held, ThreadPoolExecutor(1) as threads:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = threads.submit(save_feedback, path, wrong("二"))
        with pytest.raises(TimeoutError):
            waiting.result(0.3)
        fcntl.flock(held, fcntl.LOCK_UN)
        waiting.result(10)
    assert len(read_feedback(path).records) == 2


def test_a_failed_write_is_said_and_leaves_the_file_as_it_was(path):
    save_feedback(path, wrong("一"))
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 30, hard))  # room for a part of the line only
    try:
        with pytest.raises(FeedbackLost, match=r"没能保存这条反馈.*File too large"):
            save_feedback(path, wrong("二"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before


def test_a_full_file_takes_no_more(path):
    save_feedback(path, wrong())
    os.truncate(path, MAX_FILE - 10)  # a hole, no bytes on the disk
    with pytest.raises(FeedbackLost, match="已满"):
        save_feedback(path, wrong())
    assert path.stat().st_size == MAX_FILE - 10


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "home").write_text("", "utf-8")
    with pytest.raises(FeedbackLost, match="没能保存"):
        save_feedback(feedback_file(tmp_path / "home"), wrong())
