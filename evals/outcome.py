"""Asking a case: what the engine answered, as outside checks see it, and how that is judged."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.contract import answer_json
from assistant.engine import Engine
from evals.answer_scores import Judged, judge
from evals.answers_check import Answer
from evals.cases import Case
from evals.citations import Citations


@dataclass(frozen=True)
class Outcome:
    """What became of a case. ``error``: it could not be measured; then nothing else says anything."""

    case: Case
    judged: Judged
    answer: Answer | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    error: bool = False


def ask(engine: Engine, case: Case, citations: Citations) -> Outcome:
    """Put a case to the engine and judge the last answer; a crash and a number that is none are errors."""
    try:
        printed = json.dumps(answer_json(engine.converse(case.turns)[-1]), allow_nan=False)
        answer = Answer.model_validate_json(printed)
        judged = judge(answer, case.wanted, citations)
    except Exception as error:  # noqa: BLE001 - a case that crashes is an error of the case, not of the run
        return Outcome(case, Judged((f"{type(error).__name__}: {error}",)), error=True)
    if not all(map(math.isfinite, judged.scores.values())):
        return Outcome(case, Judged((f"a score is no number: {judged.scores}",)), error=True)
    return Outcome(case, judged, answer, json.loads(printed)["timings_ms"])
