"""Whether a sampled model got worse, or only fell differently this time.

A model that samples answers a case now right, now wrong; each case is asked several times on either side.
Exact McNemar looks at the cases that changed sides; a bootstrap clustered by notice at how much is gained or
lost, since the questions about one notice stand or fall together. Only both together are a regression.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from evals.scores import NotMeasured

if TYPE_CHECKING:
    import numpy as np

LEVEL = 0.05
_RESAMPLES = 9999
_MAJORITY = 0.5

Runs = Mapping[str, Sequence[bool]]
"""Case id to whether it passed, once for every time it was asked."""


@dataclass(frozen=True)
class Interval:
    """A mean and its two-sided 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Verdict:
    """``p`` of McNemar, ``gain`` in the share of passes; ``worse`` where both say so."""

    broken: int
    fixed: int
    p: float
    gain: Interval

    @property
    def worse(self) -> bool:
        """Whether this is a regression and no noise."""
        return self.broken > self.fixed and self.p < LEVEL and self.gain.high < 0


def mcnemar(broken: int, fixed: int) -> float:
    """Return the two-sided exact p value of ``broken`` and ``fixed`` cases falling so if nothing changed."""
    from scipy.stats import binomtest

    return float(binomtest(broken, broken + fixed).pvalue) if broken + fixed else 1.0


def clustered_bootstrap(differences: Mapping[str, Sequence[float]], seed: int = 0) -> Interval:
    """Return the mean difference of all cases; whole clusters (notices) are drawn, not cases.

    Raises:
        NotMeasured: there are no differences.
    """
    import numpy as np
    from scipy.stats import bootstrap

    sums = np.array([sum(values) for values in differences.values()], dtype=float)
    sizes = np.array([len(values) for values in differences.values()], dtype=float)
    if not sizes.sum():
        raise NotMeasured("no case was measured on both sides")
    mean = float(sums.sum() / sizes.sum())
    if len(sums) == 1:
        return Interval(mean, float("-inf"), float("inf"))  # one notice says nothing about others

    def ratio(sums: "np.ndarray", sizes: "np.ndarray", axis: int = -1) -> "np.ndarray":
        shares: np.ndarray = sums.sum(axis=axis) / sizes.sum(axis=axis)
        return shares

    found = bootstrap(
        (sums, sizes),
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=_RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return Interval(mean, float(found.low), float(found.high))


def judge_sampled(before: Runs, after: Runs, notices: Mapping[str, str]) -> Verdict:
    """Return whether the runs ``after`` are worse than those ``before``; ``notices``: case id to notice.

    A case that ``notices`` does not know is a cluster of its own; one asked on one side alone says nothing.

    Raises:
        NotMeasured: no case was asked on both sides.
    """
    differences: dict[str, list[float]] = {}
    broken = fixed = 0
    for case in sorted(before.keys() & after.keys()):
        old, new = fmean(before[case]), fmean(after[case])
        broken += old > _MAJORITY >= new
        fixed += new > _MAJORITY >= old
        differences.setdefault(notices.get(case, case), []).append(new - old)
    return Verdict(broken, fixed, mcnemar(broken, fixed), clustered_bootstrap(differences))
