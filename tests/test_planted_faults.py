"""Every fault planted in code, data, index or baseline turns the gate red, and the report names the case."""

import json
import re
from collections import defaultdict
from html import escape

import pytest
from planted import (  # type: ignore[import-not-found]
    MISPARSED,
    MISREAD,
    MISSTATED,
    Forgetful,
    LastFirst,
    Misread,
    Misstated,
    without_alias,
)

from assistant import found
from assistant.engine import Engine
from assistant.session import sample_notices
from evals.__main__ import BASELINE, main
from evals.cases import GENERATED, QUESTIONS, QuestionError, hand_written
from evals.desk import Desk
from evals.gate import compare
from evals.in_words import measured
from evals.outcome import Examiner
from evals.parsing_scores import score_parsing
from evals.report_html import write_html
from evals.retrieval_scores import rank_cases, retrieval_cases
from evals.run import Run, Runner, scores
from evals.scores import NotMeasured, read_scores, write_scores
from evals.selection import Corpus, shipped_corpus
from evals.show import show_changes
from index.source import read_source

SOURCES = {path.name: read_source(path).text for path in sample_notices()}
BY_WORDS = {f"{GENERATED}{kind}" for kind in ("quote_lead", "term_list", "section_words")}
"""Kinds that may need a search by meaning; the others are answered from records alone."""


@pytest.fixture(scope="module")
def corpus():
    return shipped_corpus()


@pytest.fixture(scope="module")
def cases(made_cases):
    """Three of every kind that records answer for every notice."""
    groups = defaultdict(list)
    for case in made_cases:
        if case.kind not in BY_WORDS:
            groups[case.kind, case.notice].append(case)
    return [case for held in groups.values() for case in held[:: max(1, len(held) // 3)][:3]]


@pytest.fixture(scope="module")
def searched(corpus):
    """Hand-written questions that are answered by a search, or must be refused."""
    kinds = {"topic", "who_leads", "target", "offtopic", "unanswerable"}
    return [case for case in hand_written(corpus) if case.kind in kinds][::2]


def at_desk(engine, corpus):
    return Desk(engine, corpus, SOURCES, lambda: pytest.fail("the plain chain was asked"))


def measure(engine, corpus, cases):
    return [measured(outcome) for outcome in Examiner(engine, corpus, SOURCES).ask_all(cases)]


@pytest.fixture(scope="module")
def before(exact_engine, corpus, cases):
    return scores(corpus, measure(exact_engine, corpus, cases), {})


@pytest.fixture(scope="module")
def before_searched(full_engine, corpus, searched):
    return scores(corpus, measure(full_engine, corpus, searched), {})


ALL = {"answers/all": {"cases": 2.0, "passed": 1.0, "set_exact": 0.5, "citations": 1.0}}


@pytest.fixture
def expect_red(capsys, corpus, tmp_path):
    """Check that a run is red against a baseline, and that terminal and report name a case or fact."""

    def check(before, case_measures, after=None):
        after = after or scores(corpus, case_measures, {})
        changes = compare(before, after)
        assert changes.red
        show_changes(changes, before, after, case_measures)
        printed = capsys.readouterr().out
        named = [*changes.broken, *changes.missing, *changes.errors, *changes.facts]
        assert any(case in printed for case in named)
        run = Run(after.model_copy(update={"totals": ALL}), tuple(case_measures))
        write_html(run, [], before, changes, tmp_path / "report.html")
        page = (tmp_path / "report.html").read_text("utf-8")
        assert '<b class="bad">red</b>' in page
        assert any(escape(case, quote=False) in page for case in named)
        return changes

    return check


def test_an_unchanged_rerun_is_green_and_the_same_to_the_byte(exact_engine, corpus, cases, before, tmp_path):
    again = scores(corpus, measure(exact_engine, corpus, cases), {})
    assert not compare(before, again).red
    write_scores(before, tmp_path / "before.json")
    write_scores(again, tmp_path / "again.json")
    assert (tmp_path / "before.json").read_bytes() == (tmp_path / "again.json").read_bytes()


@pytest.mark.parametrize("fault", MISREAD)
def test_a_question_misread(fault, exact_engine, corpus, cases, before, expect_red):
    expect_red(before, measure(Misread(exact_engine, MISREAD[fault]), corpus, cases))


@pytest.mark.parametrize("fault", MISSTATED)
def test_an_answer_misstated(fault, exact_engine, corpus, cases, before, expect_red):
    expect_red(before, measure(Misstated(exact_engine, MISSTATED[fault]), corpus, cases))


def test_a_conversation_forgotten(exact_engine, corpus, cases, before, expect_red):
    changes = expect_red(before, measure(Forgetful(exact_engine.corpus, exact_engine.finder), corpus, cases))
    assert all("conversation" in case for case in changes.broken)


def test_an_alias_lost(exact_engine, corpus, made_cases, expect_red):
    alias = "市场监督管理局"  # no short form of another name: what shortens one is still understood
    asked = [case for case in made_cases if alias in case.question]
    before = scores(corpus, measure(exact_engine, corpus, asked), {})
    changes = expect_red(before, measure(without_alias(exact_engine, alias), corpus, asked))
    assert all(alias in case for case in changes.broken)


def test_thresholds_at_zero(full_engine, corpus, searched, before_searched, expect_red, monkeypatch):
    for name in ("THRESHOLD", "BARE_THRESHOLD", "_MEANING_ALONE"):
        monkeypatch.setattr(found, name, 0.0)
    changes = expect_red(before_searched, measure(full_engine, corpus, searched))
    kinds = {case.id: case.kind for case in searched}
    assert {kinds[case] for case in changes.broken} <= {"offtopic", "unanswerable", "topic"}


def test_a_ranking_upside_down(full_engine, corpus, searched, expect_red):
    finder = full_engine.finder
    upside_down = Engine(
        full_engine.corpus, LastFirst(finder._records, finder._make_vectors, finder._make_embedder)
    )
    before = scores(corpus, retrieval_cases(rank_cases(full_engine, searched)), {})
    expect_red(before, retrieval_cases(rank_cases(upside_down, searched)))


@pytest.mark.parametrize("fault", MISPARSED)
def test_a_notice_misread(fault, corpus, expect_red):
    misread = Corpus(map(MISPARSED[fault].read, corpus.notices))
    before, found = scores(corpus, score_parsing(corpus.notices), {}), score_parsing(misread.notices)
    changes = expect_red(before, found, scores(misread, found, {}))
    assert changes.broken


def test_a_gap_unseen(corpus, expect_red):
    silent = Corpus(notice.model_copy(update={"gaps": notice.gaps[1:]}) for notice in corpus.notices)
    before, found = scores(corpus, score_parsing(corpus.notices), {}), score_parsing(silent.notices)
    changes = expect_red(before, found, scores(silent, found, {}))
    assert {fact.split(":")[0] for fact in changes.facts} >= {"parsing/bozhou-2025", "parsing/wuhu-2024"}


def test_a_total_that_the_notice_states_otherwise(corpus):
    stated = next(notice for notice in corpus.notices if notice.stated_total)
    wrong = stated.model_copy(update={"stated_total": stated.stated_total + 1})
    by_id = {case.id: case for case in score_parsing([wrong])}
    assert by_id[f"parsing/{stated.source.removesuffix('.txt')}/stated_total"].faults


def test_a_notice_without_a_reviewed_snapshot(corpus, tmp_path):
    assert all(
        "there is no snapshot of it" in case.faults
        for case in score_parsing(corpus.notices, tmp_path)
        if case.id.endswith("/tasks")
    )


def test_a_deleted_question(exact_engine, corpus, cases, before, expect_red):
    changes = expect_red(before, measure(exact_engine, corpus, cases[1:]))
    assert changes.missing == (cases[0].id,)


def test_a_question_twice(corpus, exact_engine, cases):
    with pytest.raises(ValueError, match=re.escape(f"two cases have the id {cases[0].id}")):
        scores(corpus, measure(exact_engine, corpus, [cases[0], cases[0]]), {})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: [*lines, lines[0]], "used before"),
        (lambda lines: [*lines, '{"id": "x"'], "list_lead.jsonl line 26"),
        (lambda lines: [lines[0].replace('"role"', '"rule"'), *lines[1:]], "list_lead.jsonl line 1"),
    ],
)
def test_a_question_file_damaged(change, says, corpus, tmp_path):
    lines = (QUESTIONS / "list_lead.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "list_lead.jsonl").write_text("\n".join(change(lines)), "utf-8")
    with pytest.raises(QuestionError, match=says):
        hand_written(corpus, tmp_path)


def test_no_question_at_all(exact_engine, corpus):
    with pytest.raises(NotMeasured, match="no questions"):
        Runner(at_desk(exact_engine, corpus), corpus).run([], quick=True)


def test_an_index_of_other_records(exact_engine, corpus):
    newer = Corpus(map(MISPARSED["the last task not read"].read, corpus.notices[:1]))
    with pytest.raises(NotMeasured, match="芜湖市2024"):
        at_desk(exact_engine, newer)


@pytest.mark.parametrize("damage", ["missing", "NaN", "no cases", "cut off", "another form"])
def test_a_baseline_damaged(damage, tmp_path, capsys):
    path, good = tmp_path / "baseline.json", BASELINE.read_text("utf-8")
    texts = {
        "NaN": re.sub(
            r'"(h\d+)": \{"ok": true\}', r'"\1": {"ok": true, "scores": {"f1": NaN}}', good, count=1
        ),
        "no cases": json.dumps({"data": "d", "cases": {}}),
        "cut off": good[: len(good) // 2],
        "another form": json.dumps({"cases": {"h001": True}}),
    }
    if damage in texts:
        path.write_text(texts[damage], "utf-8")
    assert main(["run", "--compare", str(path)]) == 3  # before anything is asked
    assert "no usable baseline" in capsys.readouterr().err


def test_a_case_broken_is_named_by_the_command(tmp_path, capsys):
    before = read_scores(BASELINE)
    case = next(case for case, score in before.cases.items() if score.ok)
    after = {**before.cases, case: before.cases[case].model_copy(update={"ok": False})}
    write_scores(before.model_copy(update={"cases": after}), tmp_path / "after.json")
    assert main(["compare", str(BASELINE), str(BASELINE)]) == 0
    assert main(["compare", str(BASELINE), str(tmp_path / "after.json")]) == 3
    assert f"BROKEN {case}" in capsys.readouterr().out
