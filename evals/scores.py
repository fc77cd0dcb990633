"""The scores of a run: one line a case, sorted, so that a diff of two files shows what changed and no more.

Nothing here depends on the clock or the machine: two runs of the same code and data write the same bytes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

_DIGITS = 6


class NotMeasured(ValueError):
    """There is nothing to compare: no file, no cases, numbers that are none, an index of other records."""


class CaseScore(BaseModel):
    """What one case scored. ``scores``: those below 1, 0 at worst; what is left out is 1 or not asked for.

    ``sampled``: a language model had a part in the answer, so that another run may give another.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ok: bool
    error: bool = False
    sampled: bool = False
    scores: dict[str, FiniteFloat] = Field(default_factory=dict)

    @classmethod
    def of(cls, *, ok: bool, error: bool, scores: Mapping[str, float], sampled: bool = False) -> "CaseScore":
        """Return the score of a case, rounded, full marks left out."""
        low = {name: round(value, _DIGITS) for name, value in scores.items() if value != 1}
        return cls(ok=ok, error=error, sampled=sampled, scores=low)

    @property
    def rank(self) -> tuple[bool, float]:
        """What two scores of a case are compared by: passed or not, then how complete its set was."""
        return self.ok, self.scores.get("f1", 1.0)


class Scores(BaseModel):
    """All scores of a run.

    ``data``: hash of the records that the questions were worked out on. ``model``: name of the language model
    that had a part in it, empty where rules alone answered. ``facts``: counts that may not move
    unseen (tasks and gaps of each notice). ``totals``: means and shares by group, for reading.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    data: str
    model: str = ""
    facts: dict[str, dict[str, int]] = Field(default_factory=dict)
    totals: dict[str, dict[str, FiniteFloat]] = Field(default_factory=dict)
    cases: dict[str, CaseScore]

    @model_validator(mode="after")
    def _holds_cases(self) -> "Scores":
        if not self.cases:
            raise ValueError("it holds no cases")
        return self


@dataclass(frozen=True)
class Measured:
    """A case and what it scored.

    ``asked`` and ``expected`` in words; ``faults``: what is wrong, none where it passed; ``error``: it could
    not be measured; ``lines``: of a failed case, the source lines it is about; ``sampled``: a model helped.
    """

    id: str
    kind: str
    notice: str
    asked: str
    expected: str
    faults: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    error: bool = False
    lines: tuple[str, ...] = ()
    sampled: bool = False

    @property
    def score(self) -> CaseScore:
        """What the baseline keeps of it."""
        return CaseScore.of(ok=not self.faults, error=self.error, scores=self.scores, sampled=self.sampled)


def case_scores(measured: Iterable[Measured]) -> dict[str, CaseScore]:
    """Return the scores by case id.

    Raises:
        ValueError: two cases have the same id.
    """
    found: dict[str, CaseScore] = {}
    for case in measured:
        if case.id in found:
            raise ValueError(f"two cases have the id {case.id}")
        found[case.id] = case.score
    return found


def write_scores(scores: Scores, path: Path) -> None:
    """Write scores with one fact, total and case a line, each part sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_printed(scores), encoding="utf-8")


def write_runs(runs: Sequence[Scores], path: Path) -> None:
    """Write the scores of one run to the file ``path``, of several to files in the folder ``path``."""
    for number, scores in enumerate(runs, 1):
        write_scores(scores, path / f"{number:02}.json" if len(runs) > 1 else path)


def differing(runs: Sequence[Scores]) -> int:
    """Return how many runs of rules are not, to the byte, what the first is; those of a model may differ."""
    return 0 if runs[0].model else sum(_printed(scores) != _printed(runs[0]) for scores in runs)


def _printed(scores: Scores) -> str:
    parts = [
        f'"data": {_dump(scores.data)}',
        f'"model": {_dump(scores.model)}',
        _part("facts", scores.facts),
        _part("totals", {name: _rounded(held) for name, held in scores.totals.items()}),
        _part("cases", {name: case.model_dump(exclude_defaults=True) for name, case in scores.cases.items()}),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def read_scores(path: Path) -> Scores:
    """Return the scores that ``write_scores`` wrote.

    Raises:
        NotMeasured: the file is missing, damaged, holds no cases, or a score is no number.
    """
    try:
        return Scores.model_validate_json(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NotMeasured(f"no usable baseline at {path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "file"
        raise NotMeasured(f"no usable baseline at {path}: {where}: {first['msg']}") from error


def read_runs(path: Path) -> list[Scores]:
    """Return the scores of a file, or those of all ``*.json`` files of a folder: runs that were repeated.

    Raises:
        NotMeasured: as ``read_scores``, or the folder holds none.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise NotMeasured(f"no scores in {path}")
    return [read_scores(file) for file in files]


def _part(name: str, entries: Mapping[str, Mapping[str, Any]]) -> str:
    lines = (f"{_dump(key)}: {_dump(entries[key])}" for key in sorted(entries))
    return f"{_dump(name)}: {{\n" + ",\n".join(lines) + "\n}"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in values.items()}
