"""The gate turns red for every way a run can be worse, or measure nothing."""

import pytest

from evals.gate import compare
from evals.scores import (
    CaseScore,
    NotMeasured,
    Scores,
    differing,
    read_runs,
    read_scores,
    write_runs,
    write_scores,
)

GOOD, BAD, ERROR = CaseScore(ok=True), CaseScore(ok=False), CaseScore(ok=False, error=True)
HALF = CaseScore(ok=False, scores={"f1": 0.5})
LESS = CaseScore(ok=False, scores={"f1": 0.4})


def scored(cases, **facts):
    return Scores(data="d", facts=facts, cases=cases)


@pytest.mark.parametrize(
    ("before", "after", "red"),
    [
        ({"a": GOOD}, {"a": GOOD}, False),
        ({"a": BAD}, {"a": GOOD}, False),
        ({"a": BAD}, {"a": BAD}, False),
        ({"a": GOOD}, {"a": GOOD, "b": BAD}, False),
        ({"a": LESS}, {"a": HALF}, False),
        ({"a": GOOD}, {"a": BAD}, True),
        ({"a": HALF}, {"a": LESS}, True),
        ({"a": GOOD, "b": GOOD}, {"a": GOOD}, True),
        ({"a": GOOD}, {"b": GOOD}, True),
        ({"a": GOOD}, {"a": ERROR}, True),
        ({"a": GOOD}, {"a": GOOD, "b": ERROR}, True),
    ],
)
def test_worse_missing_or_error_is_red(before, after, red):
    assert compare(scored(before), scored(after)).red is red


def test_each_case_is_sorted_by_what_became_of_it():
    before = {"a": GOOD, "b": BAD, "c": GOOD, "d": GOOD, "f": GOOD}
    changes = compare(scored(before), scored({"a": BAD, "b": GOOD, "c": GOOD, "e": GOOD, "f": ERROR}))
    assert (changes.broken, changes.fixed, changes.new, changes.missing) == (("a",), ("b",), ("e",), ("d",))
    assert (changes.errors, changes.same) == (("f",), 1)


def test_a_count_that_moved_is_red():
    changes = compare(scored({"a": GOOD}, n={"tasks": 3}), scored({"a": GOOD}, n={"tasks": 2}))
    assert changes.red
    assert changes.facts == ("n: tasks: 3 before, 2 now",)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "{}",
        '{"data": "d", "cases": {}}',
        '{"data": "d", "cases": {"a": {"ok": NaN}}}',
        '{"data": "d", "cases": {"a": {"ok": true, "scores": {"f1": NaN}}}}',
        '{"data": "d", "cases": {"a": true}}',
        "[1]",
        "not json",
    ],
)
def test_a_baseline_that_says_nothing_is_refused(tmp_path, content):
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(NotMeasured, match="baseline"):
        read_scores(path)


def test_what_is_no_number_is_not_written():
    with pytest.raises(ValueError, match="finite"):
        CaseScore.of(ok=True, error=False, scores={"f1": float("nan")})


def test_runs_of_the_same_code_that_differ_are_counted(tmp_path):
    same, other = scored({"a": GOOD}), scored({"a": GOOD}, n={"tasks": 3})
    assert differing([same, same, same]) == 0
    assert differing([same, other, same, other]) == 2
    assert differing([it.model_copy(update={"model": "m"}) for it in (same, other)]) == 0
    write_runs([same, other], tmp_path / "runs")
    assert read_runs(tmp_path / "runs") == [same, other]
    write_runs([same], tmp_path / "one.json")
    assert read_runs(tmp_path / "one.json") == [same]


def test_scores_are_read_as_written_one_case_a_line(tmp_path):
    path = tmp_path / "scores.json"
    scores = scored({"b": HALF, "a": GOOD}, n={"tasks": 3})
    write_scores(scores, path)
    assert read_scores(path) == scores
    assert [line for line in path.read_text("utf-8").splitlines() if "ok" in line] == [
        '"a": {"ok": true},',
        '"b": {"ok": false, "scores": {"f1": 0.5}}',
    ]
