"""Asking a case: what the engine answered, as outside checks see it, and how that is judged."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.contract import answer_json
from assistant.engine import Engine
from evals.answer_scores import Judged, judge
from evals.answers_check import Answer
from evals.cases import Case
from evals.citations import Citations
from evals.selection import Corpus
from evals.wording_scores import Wording, names_of, wording_of_answer


@dataclass(frozen=True)
class Outcome:
    """What became of a case. ``error``: it could not be measured; then nothing else says anything."""

    case: Case
    judged: Judged
    answer: Answer | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    wording: Wording | None = None
    error: bool = False

    @property
    def sampled(self) -> bool:
        """Whether a language model had a part in the answer."""
        return self.wording is not None or self.timings_ms.get("model", 0) > 0

    @property
    def shown(self) -> set[str]:
        """Ids of the distinct tasks of the answer."""
        tasks = self.answer.tasks if self.answer else ()
        return {self.case.wanted.corpus.same.get(task.id, task.id) for task in tasks}


class Examiner:
    """Puts cases to an engine and judges the last answer of each."""

    def __init__(self, engine: Engine, corpus: Corpus, sources: Mapping[str, str]) -> None:
        """``corpus``: what is expected comes from it; ``sources``: the text of each notice's file by name."""
        self._engine = engine
        self._citations = Citations(corpus, sources)
        self._names = names_of(corpus)

    def ask_all(self, cases: Iterable[Case]) -> list[Outcome]:
        """Return the outcome of every case."""
        return [self.ask(case) for case in cases]

    def ask(self, case: Case) -> Outcome:
        """Return the outcome of a case; a crash and a number that is none are errors of the case alone."""
        try:
            outcome = self._judged(case)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other cases go on
            return Outcome(case, Judged((f"{type(error).__name__}: {error}",)), error=True)
        if not all(map(math.isfinite, outcome.judged.scores.values())):
            return Outcome(case, Judged((f"a score is no number: {outcome.judged.scores}",)), error=True)
        return outcome

    def _judged(self, case: Case) -> Outcome:
        text = json.dumps(answer_json(self._engine.converse(case.turns)[-1]), allow_nan=False)
        answer, printed = Answer.model_validate_json(text), json.loads(text)
        return Outcome(
            case,
            judge(answer, case.wanted, self._citations),
            answer,
            printed["timings_ms"],
            wording_of_answer(printed, self._names),
        )
