"""The refusal curve counts what it says, and its absent subjects are absent."""

import json

import pytest

from assistant.word_index import core, plain
from evals.evidence import FOLDER, Point, Scored, curve
from evals.selection import shipped_corpus


def test_the_curve_counts_wrong_refusals_and_wrong_answers():
    scored = [
        *(Scored("report", answerable=True, score=score) for score in (0.5, 0.6, 0.7, 0.9)),
        *(Scored("report", answerable=False, score=score) for score in (0.2, 0.65)),
    ]
    assert curve(scored, [0.1, 0.6, 0.7, 1.0]) == [
        Point(0.1, 0.0, 1.0),
        Point(0.6, 0.25, 0.5),
        Point(0.7, 0.5, 0.0),
        Point(1.0, 1.0, 0.0),
    ]


@pytest.mark.parametrize("answerable", [True, False])
def test_a_curve_of_one_kind_alone_measures_nothing(answerable):
    with pytest.raises(ValueError, match="without"):
        curve([Scored("report", answerable=answerable, score=0.5)], [0.5])


def test_no_notice_prints_an_absent_subject_and_no_subject_is_in_both_parts():
    lines = [json.loads(line) for line in (FOLDER / "absent.jsonl").read_text("utf-8").splitlines()]
    texts = "".join(task.text.text for notice in shipped_corpus().notices for task in notice.tasks)
    assert [line["subject"] for line in lines if line["subject"] in texts] == []
    assert len({line["subject"] for line in lines}) == len(lines)
    assert {line["split"] for line in lines} == {"choose", "report"}


def test_every_present_subject_names_a_task():
    lines = [json.loads(line) for line in (FOLDER / "present.jsonl").read_text("utf-8").splitlines()]
    assert len({shipped_corpus().item(line["notice"], line["serial"]).id for line in lines}) == len(lines)


def test_a_subject_of_other_notices_is_printed_there_and_not_in_the_one_asked():
    lines = [json.loads(line) for line in (FOLDER / "elsewhere.jsonl").read_text("utf-8").splitlines()]
    corpus = shipped_corpus()
    texts = {notice.id: plain("".join(task.text.text for task in notice.tasks)) for notice in corpus.notices}
    for line in lines:
        here = corpus.notice(line["notice"]).id
        pieces = [plain(piece) for piece in core(line["subject"]).split()]
        printing = {notice for notice, text in texts.items() if all(piece in text for piece in pieces)}
        assert printing - {here}, line
    assert {line["serial"] is None for line in lines} == {True, False}
    assert len({(line["subject"], line["notice"]) for line in lines}) == len(lines)
