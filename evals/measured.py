"""One measured case of any part - parsing, retrieval, answers - as the gate and the reports read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evals.scores import CaseScore


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
