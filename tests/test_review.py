"""The commands backfill and review: what they print, what they refuse, and that answers follow."""

import json
import shutil

import pytest
from gap_notices import STRAY_ROWS, write_gaps  # type: ignore[import-not-found]
from model_server import ModelServer  # type: ignore[import-not-found]
from small_notices import rows, write_notice  # type: ignore[import-not-found]
from test_overlay import proposal  # type: ignore[import-not-found]

from assistant.cli import main
from index.blanks import blanks_of
from index.build import sync
from index.collect import collect, read_notices
from index.generation import open_current
from index.home import Home
from index.overlay import Decision, add_entry, read_overlay

QUESTION = "云江市2024年白石县政府牵头哪些任务？"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home whose only notices are the samples and one with gaps, indexed once."""
    home = tmp_path_factory.mktemp("built") / "home"
    notice = write_gaps(Home(home).sources / "云江.txt")
    sync(home, [notice])
    return home


@pytest.fixture
def blanks(built, home, monkeypatch):
    shutil.copytree(built, home)
    monkeypatch.setattr("assistant.session.sample_notices", list)
    [read] = read_notices(collect([Home(home).sources]), lambda _: None)
    return blanks_of(read)


@pytest.fixture
def run(capsys):
    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return command


def pending(home, blank, *value: str):
    entry = proposal(blank.id, value, notice="n", task=blank.task.id, gap=blank.kind, evidence=blank.evidence)
    add_entry(Home(home).overlay, entry)


def asked(run):
    return json.loads(run("ask", QUESTION, "--json")[1])[0]


def accept_by_hand(home, proposed, **more):
    """Add the decision that takes a pending proposal over, as another process would."""
    path = Home(home).overlay
    entry = Decision.accepting(read_overlay(path).pending[proposed.id], "reviewer")
    add_entry(path, entry.model_copy(update=more))


def listed(run, *arguments: str):
    return json.loads(run("review", *arguments, "--json")[1])["items"]


def test_backfill_without_a_model_is_told(run, blanks):
    code, out, err = run("backfill")
    assert (code, out) == (2, "")
    assert "语言模型没有启用" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("--limit", "0"), ("--runs", "0"), ("--year", "去年"), ("--place", "江北")]
)
def test_backfill_refuses_bad_usage(run, blanks, monkeypatch, arguments):
    server = ModelServer()
    monkeypatch.setenv("ASSISTANT_LLM", "openai")
    monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", server.url)
    monkeypatch.setenv("ASSISTANT_LLM_MODEL", "m")
    assert run("backfill", *arguments)[0] == 2
    assert server.calls == []
    server.close()


def test_review_lists_what_is_proposed_and_all_that_is_open(run, blanks, home):
    assert listed(run) == []
    pending(home, blanks[0], "市交通运输局")
    [item] = listed(run)
    assert (item["id"], item["state"], item["proposal"]["value"]) == (
        blanks[0].id,
        "pending",
        ["市交通运输局"],
    )
    assert [it["state"] for it in listed(run, "--all")] == ["pending", "open", "open"]
    assert [it["kind"] for it in listed(run, "--all", "--kind", "name_truncated")] == ["name_truncated"]
    out = run("review")[1]
    assert "m 建议(2/3 次)：“市交通运输局”牵头，“白石县政府、市政府相关部门”配合" in out
    assert "云江.txt 第35行" in out
    assert run("review", "list")[1] == out


def test_accepting_changes_the_answers(run, blanks, home):
    assert [task.get("doubt") for task in asked(run)["tasks"]] == [True]
    pending(home, blanks[0], "市交通运输局", "白石县政府")
    code, out, _ = run("review", "accept", blanks[0].id)
    assert code == 0
    assert "已采纳" in out
    answer = asked(run)
    assert [task["serial"] for task in answer["tasks"] if not task.get("doubt")] == ["3"]
    assert "牵头与配合的拆分经人工核定" in answer["text"]
    assert listed(run) == []
    assert run("review", "reject", blanks[0].id, "--why", "原件不是这样")[0] == 0
    assert "经人工核定" not in run("ask", QUESTION)[1]
    assert read_overlay(Home(home).overlay).decisions[blanks[0].id].why == "原件不是这样"


def test_a_decision_that_was_not_indexed_is_taken_up_by_the_next_question(run, blanks, home):
    assert [task["serial"] for task in asked(run)["tasks"]] == ["3"]
    pending(home, blanks[0], "市交通运输局")
    accept_by_hand(home, blanks[0])
    assert asked(run)["tasks"] == []


EDITS = {"names": "市交通运输局、白石县政府", "a number": "2", "blanks between": "市交通运输局 白石县政府"}


@pytest.mark.parametrize("value", EDITS.values(), ids=EDITS)
def test_a_person_gives_a_value_without_any_proposal(run, blanks, home, value):
    code, out, _ = run("review", "edit", blanks[0].id, "--value", value, "--json")
    assert code == 0
    [item] = json.loads(out)["items"]
    assert item["state"] == "edited"
    assert item["decision"]["value"] == ["市交通运输局", "白石县政府"]
    assert item["decision"]["by"] == "reviewer"


@pytest.fixture
def stray(home, monkeypatch):
    """A home whose only notice has lines that no rule gave to a task."""
    sync(home, [write_gaps(Home(home).sources / "云江.txt", STRAY_ROWS)])
    monkeypatch.setattr("assistant.session.sample_notices", list)
    [read] = read_notices(collect([Home(home).sources]), lambda _: None)
    return blanks_of(read)


def test_a_stray_line_is_listed_with_the_rows_beside_it(run, stray, home):
    pending(home, stray[0], "上一项")
    lines = run("review")[1].splitlines()
    assert lines[1:5] == [
        "    原文：同步改造RCEP学院5所。",
        "    上一项：新建学校3所，",
        "    下一项：新建医院1所。",
        "    可选：上一项、下一项、不属于任何任务",
    ]
    assert "没有归入任务的一行" in lines[0]
    [item] = listed(run)
    assert (item["row"], item["tasks"]) == ("同步改造RCEP学院5所。", [task.id for task in stray[0].tasks])


def test_a_person_says_whose_a_stray_line_is(run, stray, home):
    asked_for = ("ask", "云江市2024年市卫生健康委牵头哪些任务？")
    assert run("review", "edit", stray[1].id, "--value", "下一项")[0] == 0
    assert "其中2所年内开工。新建医院1所。" in run(*asked_for)[1]
    assert run("review", "edit", stray[2].id, "--value", "不属于任何任务")[0] == 0
    with open_current(Home(home)) as generation:
        assert [gap.line for gap in generation.records.gaps()] == [21]
    assert run("review", "edit", stray[0].id, "--value", "新建学校")[0] == 2
    assert run("review", "reject", stray[1].id)[0] == 0
    assert "其中2所" not in run(*asked_for)[1]


REFUSED = {
    "an invention": ("edit", "{0}", "--value", "市公安局"),
    "out of range": ("edit", "{0}", "--value", "3"),
    "nothing": ("edit", "{0}", "--value", " "),
    "an unknown id": ("edit", "nonsense", "--value", "1"),
    "no proposal": ("accept", "{0}"),
    "one of two unknown": ("reject", "{0}", "nonsense"),
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_what_does_not_hold_is_refused_and_nothing_is_kept(run, blanks, home, arguments):
    code, out, err = run("review", *(it.format(blanks[0].id) for it in arguments))
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].endswith("。")
    assert not Home(home).overlay.exists()


def test_a_decision_out_of_date_is_listed(run, blanks, home):
    pending(home, blanks[0], "市交通运输局")
    [read] = read_notices(collect([Home(home).sources]), lambda _: None)
    accept_by_hand(home, blanks[0], blank="0123456789", notice=read.notice.id)
    assert "需重新核定" in run("review")[1]
    assert len(json.loads(run("review", "--json")[1])["outdated"]) == 1


def test_a_damaged_log_is_told(run, blanks, home):
    pending(home, blanks[0], "市交通运输局")
    with Home(home).overlay.open("ab") as file:
        file.write(b"nonsense\n")
    code, _, err = run("review")
    assert code == 0
    assert "overlay.jsonl 第 2 行" in err


def test_what_is_not_indexed_stays_out(run, blanks, home):
    write_notice(Home(home).sources / "另一份.txt", rows(3), "江北市", 2023)
    pending(home, blanks[0], "市交通运输局")
    assert run("review", "accept", blanks[0].id)[0] == 0
    with open_current(Home(home)) as generation:
        assert [notice.place for notice in generation.records.notices()] == ["云江市"]
    assert len(listed(run, "--all")) == 3
