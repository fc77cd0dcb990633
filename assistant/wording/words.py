"""What a model says above an exact answer: asked for when the rows are there, checked before it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Event
from time import perf_counter
from typing import Literal

from assistant.answers import Answer
from assistant.models.prompting import render_prompt
from assistant.models.seam import Model, ModelFailed, Prompt
from assistant.wording.checker import Sentence, checked, sentences_in
from assistant.wording.evidence import Known, evidence_of
from assistant.wording.facts import list_sentences, task_facts

Wanted = Literal["lead_in", "explanation"]
LABEL = "语言模型撰写·已核对"
RULES_LABEL = "按规则概括"
MOST_SENTENCES: dict[Wanted, int] = {"lead_in": 3, "explanation": 4}
_TOKENS: dict[Wanted, int] = {"lead_in": 220, "explanation": 320}
_FROM = 3
"""Tasks from which on a list gets a lead-in."""
_EXPLAINED = 3
"""Tasks that are explained, the best first."""
_MOST_ASKED = 5
"""Tasks up to which "how" asks for an explanation and not for the list."""
_ENDS = "。！？!?\n"


@dataclass(frozen=True)
class Wording:
    """What is said above an answer, as far as it has come."""

    wanted: Wanted
    sentences: tuple[str, ...] = ()
    """Those that the evidence bears out, in order."""
    withheld: int = 0
    """Sentences that it does not: they are shown to nobody."""
    trouble: str = ""
    """Why the model said nothing (more), for people."""
    by_rule: str = ""
    """A lead-in by rule, where nothing of the model's can be shown."""
    done: bool = False
    ms: float = 0.0

    @property
    def label(self) -> str:
        """Who wrote what is shown."""
        return RULES_LABEL if self.by_rule else LABEL

    @property
    def text(self) -> str:
        """What is shown."""
        return "".join(self.sentences) or self.by_rule

    @property
    def note(self) -> str:
        """What a reader must know of it: sentences withheld, a model that failed; else empty."""
        notes = [f"有 {self.withheld} 句与记录对不上，已略去"] if self.withheld else []
        notes += [f"语言模型没有写完：{self.trouble.rstrip('。')}"] if self.trouble else []
        return "；".join(notes) + ("。" if notes else "")


def wanted(answer: Answer) -> Wanted | None:
    """Return what may be said above an answer: nothing where it is a refusal, a fact or a short list."""
    query = answer.query
    if query is None or answer.abstained or query.result != "tasks" or not answer.rows:
        return None
    rows = len({row.id for row in answer.rows})
    if query.how and query.intent != "count" and (rows <= _MOST_ASKED or query.intent == "find"):
        return "explanation"
    return "lead_in" if rows >= _FROM else None


def prompt_for(answer: Answer, wants: Wanted) -> Prompt:
    """Return the prompt: facts alone, all of them fenced."""
    if wants == "lead_in":
        return render_prompt("lead_in", facts="\n".join(list_sentences(answer)))
    question = answer.query.text if answer.query else ""
    tasks = "\n".join(task_facts(_explained(answer).rows))
    return render_prompt("explanation", question=question, tasks=tasks)


def words(answer: Answer, known: Known, model: Model, stop: Event | None = None) -> Iterator[Wording]:
    """Yield what is said above an answer, each time a sentence is there, and at last with ``done``.

    Nothing is yielded where nothing is wanted. A model that fails in any way ends in a ``Wording`` that says
    so; the answer itself is not touched.
    """
    wants = wanted(answer)
    if wants is None:
        return
    started = perf_counter()
    state = Wording(wants)
    try:
        for sentence in _sentences(answer, wants, known, model, stop):
            state = _with(state, sentence)
            yield state
    except ModelFailed as failed:
        state = replace(state, trouble=str(failed))
    if not state.sentences and wants == "lead_in":
        state = replace(state, by_rule="".join(list_sentences(answer)))
    yield replace(state, done=True, ms=1000 * (perf_counter() - started))


def _sentences(
    answer: Answer, wants: Wanted, known: Known, model: Model, stop: Event | None
) -> Iterator[Sentence]:
    evidence = evidence_of(answer if wants == "lead_in" else _explained(answer), known)
    said: list[str] = []
    for text in _spoken(model, prompt_for(answer, wants), _TOKENS[wants], stop):
        if text in said:
            return
        said.append(text)
        yield checked(text, evidence)
        if len(said) == MOST_SENTENCES[wants]:
            return


def _spoken(model: Model, prompt: Prompt, limit: int, stop: Event | None) -> Iterator[str]:
    """Yield the model's sentences as they end; half a sentence is not one."""
    held = ""
    for piece in model.stream(prompt, limit=limit, stop=stop):
        held += piece
        end = max(held.rfind(mark) for mark in _ENDS) + 1
        yield from sentences_in(held[:end])
        held = held[end:]
    yield from sentences_in(held)


def _with(state: Wording, sentence: Sentence) -> Wording:
    if sentence.fault:
        return replace(state, withheld=state.withheld + 1)
    return replace(state, sentences=(*state.sentences, sentence.text))


def _explained(answer: Answer) -> Answer:
    """The answer with its best rows alone."""
    kept = {row.id for row in answer.rows[:_EXPLAINED]}
    groups = tuple(
        replace(group, rows=tuple(row for row in group.rows if row.id in kept)) for group in answer.groups
    )
    return replace(answer, groups=tuple(group for group in groups if group.rows))
