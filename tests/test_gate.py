"""The gate turns red for every way a run can be worse, or measure nothing."""

import json

import pytest

from evals.gate import compare, read_baseline


@pytest.mark.parametrize(
    ("before", "after", "red"),
    [
        ({"a": True}, {"a": True}, False),
        ({"a": False}, {"a": True}, False),
        ({"a": False}, {"a": False}, False),
        ({"a": True}, {"a": True, "b": False}, False),
        ({"a": True}, {"a": False}, True),
        ({"a": True, "b": True}, {"a": True}, True),
        ({"a": True}, {}, True),
        ({}, {}, True),
    ],
)
def test_worse_missing_or_nothing_is_red(before, after, red):
    assert compare(before, after).red is red


def test_each_case_is_sorted_by_what_became_of_it():
    changes = compare(
        {"a": True, "b": False, "c": True, "d": True}, {"a": False, "b": True, "c": True, "e": True}
    )
    assert (changes.broken, changes.fixed, changes.new, changes.missing) == (("a",), ("b",), ("e",), ("d",))
    assert changes.same == 1


@pytest.mark.parametrize(
    "content", [None, "", "{}", '{"cases": {}}', '{"cases": {"a": NaN}}', "[1]", "not json"]
)
def test_a_baseline_that_says_nothing_is_refused(tmp_path, content):
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(ValueError, match="baseline"):
        read_baseline(path)


def test_a_baseline_is_read(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"cases": {"a": True}}), "utf-8")
    assert read_baseline(path) == {"a": True}
