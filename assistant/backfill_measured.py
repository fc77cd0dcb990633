"""How well models did on masked rows: it decides whether proposals are taken over without a person.

The figures are written by ``python -m evals backfill --keep`` and committed. What they were measured with
(gap kind, model, prompt, number of runs) must be what made the proposal, to the letter.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from index.overlay import Proposal

MIN_PRECISION, MIN_ROWS = 0.98, 200
FILE = "data/backfill_measured.json"


@dataclass(frozen=True)
class Measured:
    """Figures of a kind of gap: of ``rows`` masked ``proposed`` got a value, ``right`` the true one."""

    gap: str
    model: str
    prompt: str
    prompt_version: str
    runs: int
    rows: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the proposed values that are the true ones; 0 where there are none."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def coverage(self) -> float:
        """Share of the rows that got a value."""
        return self.proposed / self.rows if self.rows else 0.0


def read_measured() -> tuple[Measured, ...]:
    """Return the committed figures."""
    text = files("assistant").joinpath(FILE).read_text("utf-8")
    return tuple(Measured(**entry) for entry in json.loads(text)["measured"])


def good_enough(measured: Iterable[Measured], proposal: Proposal) -> bool:
    """Whether a proposal may be taken over: its like was right often enough, on enough proposals."""
    made_by = (proposal.gap, proposal.model, proposal.prompt, proposal.prompt_version, proposal.runs)
    return any(
        (it.gap, it.model, it.prompt, it.prompt_version, it.runs) == made_by
        and it.proposed >= MIN_ROWS
        and it.precision >= MIN_PRECISION
        for it in measured
    )
