"""Backfill with a queued model: every reply is verified and kept, nothing is asked twice, a dead model ends it."""

import json
from typing import Any

import pytest
from gap_notices import STRAY_ROWS, read_gaps  # type: ignore[import-not-found]
from queued_model import QueuedModel  # type: ignore[import-not-found]
from test_overlay import decision, proposal  # type: ignore[import-not-found]

from assistant import backfill
from assistant.backfill import Backfill, Reply, Scope, ask
from assistant.backfill_measured import MIN_PRECISION, MIN_ROWS, Measured, good_enough, read_measured
from assistant.backfill_prompts import ask_about
from assistant.models.seam import ModelFailed
from index.blanks import NAME, SPLIT, STRAY, blanks_of
from index.errors import InputError
from index.home import Home
from index.overlay import Proposal, add_entry, read_overlay
from index.stray import BEFORE, NO_TASK

LEADS = [{"lead_count": 1}]
GARBLED = ModelFailed("unusable", "语言模型的回答不合格式。")
GONE = ModelFailed("unreachable", "连不上语言模型的接口。")


@pytest.fixture
def read(tmp_path):
    return read_gaps(tmp_path / "notice")


@pytest.fixture
def path(home):
    return Home(home).overlay


def work(path, read, model, scope=None, runs=1, measured=()):
    """Ask about everything that is open and return the summary."""
    run = Backfill(read_overlay(path), path, scope or Scope(), runs)
    for notice, blank in list(run.open_blanks([read], model.card.name)):
        run.propose(model, notice, blank, measured)
    return run.summary


def test_each_gap_gets_a_verified_proposal(path, read):
    model = QueuedModel({"lead_count": 1}, {"full_name": "市投资促进中心"}, {"lead_count": 0})
    summary = work(path, read, model)
    assert (summary.asked, summary.proposed, summary.abstained, summary.refused) == (3, 2, 1, 0)
    overlay = read_overlay(path)
    kept = {entry.gap: entry for entry in overlay.pending.values()}
    assert kept[SPLIT].value == ("市交通运输局",)
    assert kept[NAME].value == ("市投资促进中心",)
    first, prompt = kept[SPLIT], ask_about(read, blanks_of(read)[0]).prompt
    assert (first.model, first.prompt, first.prompt_version) == ("queued", prompt.name, prompt.version)
    assert (first.evidence, first.runs, first.agreed) == (blanks_of(read)[0].evidence, 1, 1)
    assert first.time.endswith("+00:00")


def test_a_stray_line_gets_a_row_or_none(path, tmp_path):
    read = read_gaps(tmp_path / "stray", STRAY_ROWS)
    model = QueuedModel({"belongs_to": BEFORE}, {"belongs_to": "无法判断"}, {"belongs_to": NO_TASK})
    summary = work(path, read, model)
    assert (summary.asked, summary.proposed, summary.abstained, summary.refused) == (3, 2, 1, 0)
    assert not summary.nothing
    kept = read_overlay(path).pending.values()
    assert [(it.gap, it.value, it.task) for it in kept] == [
        (STRAY, (BEFORE,), read.notice.tasks[0].id),
        (STRAY, (NO_TASK,), read.notice.tasks[2].id),
    ]


def test_nothing_is_asked_twice(path, read):
    work(path, read, QueuedModel({"lead_count": 1}, {"full_name": "无法判断"}, GARBLED))
    again = work(path, read, QueuedModel())
    assert (again.asked, again.known) == (0, 3)


def test_another_model_or_prompt_is_asked_again(path, read, monkeypatch):
    replies = ({"lead_count": 1}, {"full_name": "市投资促进中心"}, {"lead_count": 1})
    work(path, read, QueuedModel(*replies))
    other = QueuedModel(*replies)
    other.card = other.card.__class__("other", leaves_machine=False)
    assert work(path, read, other).asked == 3
    for number in range(len(replies)):
        entry = read_overlay(path).entries[number]
        add_entry(path, entry.model_copy(update={"prompt_version": "old", "model": "third"}))
    third = QueuedModel(*replies)
    third.card = other.card.__class__("third", leaves_machine=False)
    assert work(path, read, third).asked == 3


def test_what_is_decided_is_not_asked(path, read):
    blank = blanks_of(read)[0]
    add_entry(path, decision(blank=blank.id, notice=read.notice.id, task=blank.task.id))
    summary = work(path, read, QueuedModel(*LEADS), Scope(kind=SPLIT))
    assert (summary.asked, summary.known) == (1, 1)


def test_what_cannot_be_verified_is_kept_with_its_reason(path, read, monkeypatch):
    monkeypatch.setattr(backfill, "chosen", lambda *_: ("市公安局",))
    summary = work(path, read, QueuedModel(*LEADS * 2), Scope(kind=SPLIT))
    assert (summary.proposed, summary.refused) == (0, 2)
    overlay = read_overlay(path)
    assert overlay.pending == {}
    assert all("不是本行单位" in str(entry) for entry in overlay.entries)
    assert all(entry.value == ("市公安局",) for entry in overlay.entries)


def test_a_reply_of_no_use_is_kept_as_such(path, read):
    summary = work(path, read, QueuedModel(GARBLED, '{"lead_count": 7}'), Scope(kind=SPLIT))
    assert summary.refused == 2
    assert {entry.reason for entry in read_overlay(path).entries if isinstance(entry, Proposal)} == {
        "语言模型的回答不合格式。"
    }


def test_a_model_that_is_gone_ends_the_run_and_keeps_what_it_said(path, read):
    with pytest.raises(ModelFailed, match="连不上"):
        work(path, read, QueuedModel({"lead_count": 1}, GONE))
    assert len(read_overlay(path).entries) == 1
    assert work(path, read, QueuedModel({"full_name": "无法判断"}, *LEADS)).known == 1


VOTES = {
    "all agree": ([1, 1, 1], 1, 3),
    "most agree": ([1, 2, 1], 1, 2),
    "no agreement": ([1, 2, 0], None, 1),
    "most cannot tell": ([0, 2, 0], None, 2),
    "one reply is of no use": ([GARBLED, 2, 2], 2, 2),
}


@pytest.mark.parametrize(("said", "count", "agreed"), VOTES.values(), ids=VOTES)
def test_the_value_named_most_often_is_proposed(read, said, count, agreed):
    replies = [it if isinstance(it, ModelFailed) else {"lead_count": it} for it in said]
    blank = blanks_of(read)[0]
    reply = ask(QueuedModel(*replies), read, blank, 3)
    value = tuple(unit.text for unit in blank.task.units[:count]) if count else ()
    assert reply == Reply(value, agreed)


def test_the_runs_are_different_questions(read):
    model = QueuedModel(*LEADS * 3)
    ask(model, read, blanks_of(read)[0], 3)
    assert len({prompt.user for prompt in model.prompts}) == 3


def test_gaps_that_nothing_fills_are_counted(path, read):
    gap = read.notice.gaps[0]
    more = [gap.model_copy(update={"kind": kind}) for kind in ("contradiction", "open_list", "open_list")]
    told = read._replace(notice=read.notice.model_copy(update={"gaps": (*read.notice.gaps, *more)}))
    summary = work(path, told, QueuedModel(*LEADS, {"full_name": "无法判断"}, *LEADS))
    assert summary.nothing == {"contradiction": 1, "open_list": 2}


@pytest.mark.parametrize("place", [None, "云江", "云江市"])
def test_a_scope_knows_a_place_with_and_without_its_level(read, place):
    assert Scope(place, 2024).of([read]) == [read]


@pytest.mark.parametrize("scope", [Scope("江"), Scope("江北"), Scope("云江", 2025)][1:])
def test_a_scope_without_a_notice_is_told(read, scope):
    with pytest.raises(InputError, match="现有：云江市2024"):
        scope.of([read])


def figures(proposal_, **more) -> Measured:
    made: dict[str, Any] = {
        "gap": proposal_.gap,
        "model": proposal_.model,
        "prompt": proposal_.prompt,
        "prompt_version": proposal_.prompt_version,
        "runs": proposal_.runs,
        "rows": 240,
        "proposed": 200,
        "right": 196,
    }
    return Measured(**{**made, **more})


def test_only_what_was_measured_well_enough_is_taken_over():
    made = proposal()
    assert (MIN_PRECISION, MIN_ROWS) == (0.98, 200)
    assert good_enough([figures(made)], made)
    worse: list[dict[str, Any]] = [
        {"right": 195},
        {"proposed": 199, "right": 199},
        {"gap": NAME},
        {"model": "other"},
        {"prompt": "other"},
        {"prompt_version": "other"},
        {"runs": 1},
    ]
    assert [good_enough([figures(made, **it)], made) for it in worse] == [False] * len(worse)
    assert not good_enough([], made)


def test_a_proposal_good_enough_is_decided_by_measurement(path, read):
    replies = (*LEADS, {"full_name": "市投资促进中心"}, *LEADS)
    work(path, read, QueuedModel(*replies), Scope(kind=SPLIT))
    first = next(iter(read_overlay(path).pending.values()))
    path.unlink()
    summary = work(path, read, QueuedModel(*replies), measured=[figures(first)])
    assert (summary.proposed, summary.accepted) == (3, 2)
    decided = read_overlay(path).decisions.values()
    assert {(it.gap, it.by, it.verdict, it.model) for it in decided} == {
        (SPLIT, "measured", "accepted", "queued")
    }


def test_the_committed_figures_can_be_read():
    for figure in read_measured():
        assert figure.right <= figure.proposed <= figure.rows
        assert 0 <= figure.precision <= 1
        assert 0 <= figure.coverage <= 1
    assert json.dumps([vars(it) for it in read_measured()])
