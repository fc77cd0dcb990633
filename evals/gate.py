"""The gate: what a run changed against a baseline, and whether that is a regression.

Every case is fixed, broken, same, new or missing. A broken or missing case is red, and so is a run that
measured nothing: no baseline, no cases.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Changes:
    """Case ids by what became of them."""

    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    new: tuple[str, ...]
    missing: tuple[str, ...]
    same: int

    @property
    def red(self) -> bool:
        """Whether something got worse or was not measured."""
        return bool(self.broken or self.missing) or not (self.same or self.fixed or self.new)


def compare(before: Mapping[str, bool], after: Mapping[str, bool]) -> Changes:
    """Return what changed from ``before`` to ``after``: case id to whether it passed."""
    both = before.keys() & after.keys()
    return Changes(
        fixed=tuple(sorted(case for case in both if after[case] and not before[case])),
        broken=tuple(sorted(case for case in both if before[case] and not after[case])),
        new=tuple(sorted(after.keys() - before.keys())),
        missing=tuple(sorted(before.keys() - after.keys())),
        same=sum(before[case] == after[case] for case in both),
    )


def read_baseline(path: Path) -> dict[str, bool]:
    """Return the case ids of a baseline and whether they passed.

    Raises:
        ValueError: the file is missing, damaged or empty: nothing to compare with is no pass.
    """
    try:
        cases = json.loads(path.read_text("utf-8"))["cases"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"no usable baseline at {path}: {error}") from error
    if (
        not isinstance(cases, dict)
        or not cases
        or not all(isinstance(passed, bool) for passed in cases.values())
    ):
        raise ValueError(f"the baseline at {path} holds no cases")
    return cases
