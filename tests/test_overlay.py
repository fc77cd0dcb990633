"""The log of proposals and decisions: the last word counts, nothing is lost, no crash makes it unreadable."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.errors import OverlayLost
from index.home import Home
from index.overlay import Decision, Proposal, add_entry, read_overlay

ROOT = Path(__file__).parents[1]


def proposal(blank: str = "b1", value: tuple[str, ...] = ("市教育局",), **more) -> Proposal:
    known = {
        "blank": blank,
        "notice": "n",
        "task": "n/1",
        "gap": "split_undecided",
        "evidence": "e",
        "value": value,
        "time": "2026-01-01T00:00:00+00:00",
        "standing": "proposed",
        "model": "m",
        "prompt": "p",
        "prompt_version": "1",
        "runs": 3,
        "agreed": 2,
    }
    return Proposal.model_validate({**known, **more})


def decision(verdict: str = "accepted", **more) -> Decision:
    made = Decision.accepting(proposal(), "reviewer")
    return made.model_copy(update={"verdict": verdict, **more})


@pytest.fixture
def path(tmp_path) -> Path:
    return Home(tmp_path / "home").overlay


def written(path: Path, *entries):
    for entry in entries:
        add_entry(path, entry)
    return read_overlay(path)


def test_no_file_is_an_empty_overlay(path):
    overlay = read_overlay(path)
    assert (overlay.entries, overlay.decisions, overlay.pending, overlay.damaged) == ([], {}, {}, [])


def test_what_is_written_is_read_back(path):
    entries = [proposal(), proposal("b2", (), standing="refused", reason="原文没有印出"), decision()]
    overlay = written(path, *entries)
    assert overlay.entries == entries
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_newest_proposal_is_pending_until_somebody_decides(path):
    overlay = written(path, proposal(), proposal(value=("市财政局",), model="better"))
    assert overlay.pending["b1"].value == ("市财政局",)
    assert not overlay.settled("b1")
    overlay = written(path, decision())
    assert overlay.pending == {}
    assert overlay.settled("b1")
    assert overlay.decisions["b1"].value == ("市教育局",)


def test_a_rejected_proposal_is_gone_and_a_later_one_is_pending_again(path):
    overlay = written(path, proposal(), decision("rejected", value=()))
    assert (overlay.pending, overlay.settled("b1")) == ({}, False)
    overlay = written(path, proposal(model="better"))
    assert overlay.pending["b1"].model == "better"


def test_a_decided_blank_takes_no_proposal(path):
    assert written(path, decision(), proposal(model="late")).pending == {}


def test_what_was_asked_is_known_by_model_and_prompt(path):
    overlay = written(path, proposal(value=(), standing="abstained"))
    assert overlay.asked == {("b1", "m", "p", "1")}


def test_the_hashes_follow_what_is_applied_and_what_is_shown(path):
    empty = read_overlay(path)
    pending = written(path, proposal())
    assert (pending.decided, pending.suggested != empty.suggested) == (empty.decided, True)
    decided = written(path, decision())
    assert (decided.decided != empty.decided, decided.suggested) == (True, empty.suggested)
    undone = written(path, decision("rejected", value=()))
    assert (undone.decided, undone.suggested) == (empty.decided, empty.suggested)


def test_a_damaged_line_is_told_and_stays(path):
    written(path, proposal())
    with path.open("ab") as file:
        file.write(b'{"type": "decision"}\n{"type": "prop')
    overlay = written(path, proposal("b2"))
    assert set(overlay.pending) == {"b1", "b2"}
    assert [line.split("，")[0] for line in overlay.damaged] == [
        "overlay.jsonl 第 2 行不是一条完整的记录",
        "overlay.jsonl 第 3 行不是一条完整的记录",
    ]
    assert b'{"type": "prop' in path.read_bytes()


def test_a_half_written_end_is_told(path):
    written(path, proposal())
    with path.open("ab") as file:
        file.write(b'{"type": "prop')
    assert "只写了一半" in read_overlay(path).damaged[0]


def test_what_cannot_be_written_is_said(path, monkeypatch):
    path.parent.mkdir(parents=True)
    path.mkdir()
    with pytest.raises(OverlayLost, match="没有保存"):
        add_entry(path, proposal())


WRITER = """
import sys
from pathlib import Path
from test_overlay import proposal
from index.overlay import add_entry
for number in range(100000):
    add_entry(Path(sys.argv[1]), proposal(f"b{number}", ("单位" * 2000,)))
    print(number, flush=True)
"""


def test_killed_at_any_moment_it_loses_nothing_that_was_confirmed(path):
    confirmed = 0
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, "-c", WRITER, str(path)]
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "0\n"
            time.sleep(0.05)
            writer.kill()
            confirmed += 1 + writer.stdout.read().count("\n")
    overlay = written(path, decision())
    assert len(overlay.entries) - 1 >= confirmed
    assert len(overlay.damaged) <= 3
    assert overlay.settled("b1")
