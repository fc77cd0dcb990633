"""McNemar and the clustered bootstrap agree with worked examples, and noise is not called a regression."""

from itertools import product
from math import comb

import pytest

from evals.gate import compare_runs
from evals.scores import CaseScore, NotMeasured, Scores
from evals.significance import clustered_bootstrap, judge_sampled, mcnemar


@pytest.mark.parametrize(
    ("broken", "fixed", "p"),
    [
        (0, 0, 1.0),
        (1, 1, 1.0),
        (5, 0, 0.0625),  # 2 / 32
        (9, 1, 22 / 1024),  # 2 (1 + 10) / 1024
        (1, 9, 22 / 1024),
        (6, 16, 2 * sum(comb(22, k) for k in range(7)) / 2**22),
        (86, 150, 2 * sum(comb(236, k) for k in range(87)) / 2**236),  # approval in two polls, after Agresti
    ],
)
def test_mcnemar_is_the_exact_two_sided_binomial_test(broken, fixed, p):
    assert mcnemar(broken, fixed) == pytest.approx(p, rel=1e-9)


def enumerated(clusters):
    """Every way to draw as many clusters as there are: the 2.5th and 97.5th percentile of the mean."""
    means = sorted(
        sum(map(sum, drawn)) / sum(map(len, drawn)) for drawn in product(clusters, repeat=len(clusters))
    )
    return means[int(0.025 * len(means))], means[int(0.975 * len(means))]


@pytest.mark.parametrize(
    "clusters",
    [
        [[-1.0], [0.0]],
        [[-1.0, -1.0], [0.0, 0.0, 0.0], [1.0]],
        [[-1.0] * 4 + [0.0] * 6, [0.0] * 20, [-1.0] * 3 + [0.0] * 7, [-1.0] * 2, [1.0] + [0.0] * 9],
    ],
)
def test_the_bootstrap_draws_whole_notices(clusters):
    found = clustered_bootstrap({str(number): values for number, values in enumerate(clusters)})
    low, high = enumerated(clusters)
    assert found.mean == pytest.approx(sum(map(sum, clusters)) / sum(map(len, clusters)))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.02)


def test_questions_of_one_notice_are_not_taken_for_independent():
    values = [-1.0] * 10 + [0.0] * 30
    alone = clustered_bootstrap({str(number): [value] for number, value in enumerate(values)})
    together = clustered_bootstrap(
        {"a": values[:10], "b": values[10:20], "c": values[20:30], "d": values[30:]}
    )
    assert alone.high < 0
    assert together.high == 0


def test_one_notice_says_nothing_of_others():
    found = clustered_bootstrap({"a": [-1.0, -1.0]})
    assert (found.low, found.high) == (float("-inf"), float("inf"))


def test_nothing_in_common_is_not_measured():
    with pytest.raises(NotMeasured):
        judge_sampled({"a": [True]}, {"b": [True]}, {})


CASES = [f"c{number}" for number in range(40)]
NOTICES = {case: f"notice {number % 8}" for number, case in enumerate(CASES)}


def runs(share_right, count=3, model="queued"):
    """Runs in which this share of the cases passes, not always the same ones."""
    right = round(share_right * len(CASES))
    return [
        Scores(
            data="d",
            model=model,
            cases={
                case: CaseScore(ok=(number + shift) % len(CASES) < right, sampled=bool(model))
                for number, case in enumerate(CASES)
            },
        )
        for shift in range(count)
    ]


def test_a_model_that_falls_differently_is_not_called_worse():
    before, after = runs(0.9), runs(0.9)[1:]
    changes = compare_runs(before, after, NOTICES)
    assert changes.verdict is not None
    assert not changes.red


def test_a_model_that_got_worse_is():
    changes = compare_runs(runs(0.9), runs(0.4), NOTICES)
    assert changes.verdict is not None
    assert changes.verdict.worse
    assert changes.red


def test_what_rules_decide_stays_strict_beside_a_model():
    before, after = runs(1.0), runs(1.0)
    assert not compare_runs(before, after, NOTICES).red
    for scores, ok in ((before[-1], True), (after[-1], False)):
        scores.cases["h1"] = CaseScore(ok=ok)
    assert compare_runs(before, after, NOTICES).red


def test_a_model_that_answered_no_case_excuses_none():
    before, after = (
        [Scores(data="d", model="m", cases={"h1": CaseScore(ok=ok)})] * 2 for ok in (True, False)
    )
    changes = compare_runs(before, after, NOTICES)
    assert changes.verdict is None
    assert changes.red


def test_repeating_rules_is_refused():
    with pytest.raises(NotMeasured, match="only where a model"):
        compare_runs(runs(1.0, model=""), runs(1.0, model=""), NOTICES)
