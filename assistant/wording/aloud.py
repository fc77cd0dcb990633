"""A conversation with a model at hand: each exact answer first, then what the model adds to it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Event
from time import perf_counter

from assistant.answers import Answer
from assistant.conversation import Conversation
from assistant.engine import Engine
from assistant.models.seam import Model
from assistant.second_reading import may_be_read_again, read_again
from assistant.wording.evidence import Known
from assistant.wording.words import Wording, words

Show = Callable[[Answer | Wording], None]


def converse_aloud(
    engine: Engine, model: Model | None, turns: Iterable[str], show: Show = lambda _: None
) -> list[tuple[Answer, Wording | None]]:
    """Answer the turns of one conversation; without a model, exactly as ``Engine.converse``.

    ``show`` is given each exact answer as soon as it is there, then its wording as it grows. Returned are the
    answers with the finished wording in their text and timings, and the wordings.
    """
    said: list[tuple[Answer, Wording | None]] = []
    state = Conversation()
    known = Known.of(engine.corpus.lexicon) if model else Known()
    for turn in turns:
        before = state
        answer, state = engine.turn(turn, before)
        show(answer)
        wording = None
        for news in additions(engine, answer, before, known, model) if model else ():
            if isinstance(news, Reread):
                answer, state = news.answer, news.after
                show(answer)
            else:
                wording = news
                show(wording)
        said.append((with_wording(answer, wording), wording) if wording else (answer, None))
    return said


@dataclass(frozen=True)
class Reread:
    """Another answer to the same question, by a model's reading, and the conversation after it."""

    answer: Answer
    after: Conversation


def additions(
    engine: Engine,
    answer: Answer,
    before: Conversation,
    known: Known,
    model: Model,
    stop: Event | None = None,
) -> Iterator[Reread | Wording]:
    """Yield what a model adds to an exact answer: another reading where the rules had none, then its wording.

    ``before``: the conversation in which it was asked; ``known``: the names of the engine's corpus.
    """
    started = perf_counter()
    if may_be_read_again(answer) and (again := read_again(engine, answer, before, model, stop)):
        answer, after = again
        times = answer.timings_ms
        spent = round(1000 * (perf_counter() - started), 3)
        answer = replace(answer, timings_ms=times | {"model": spent, "total": spent})
        yield Reread(answer, after)
    yield from words(answer, known, model, stop)


def with_wording(answer: Answer, wording: Wording) -> Answer:
    """Return the answer with what was said above its text, labelled, and the time that took."""
    head = [f"【{wording.label}】{wording.text}"] if wording.text else []
    head += [f"（{wording.note}）"] if wording.note else []
    times = answer.timings_ms
    spent = {name: round(times.get(name, 0.0) + wording.ms, 3) for name in ("model", "total")}
    return replace(answer, text="\n\n".join([*head, answer.text]), timings_ms=times | spent)
