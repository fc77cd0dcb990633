"""A conversation with a model at hand: each exact answer first, then what the model adds to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.answers import Answer
from assistant.conversation import Conversation
from assistant.engine import Engine
from assistant.models.seam import Model
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
    for turn in turns:
        answer, state = engine.turn(turn, state)
        show(answer)
        said.append(_spoken(engine, model, answer, show))
    return said


def _spoken(engine: Engine, model: Model | None, answer: Answer, show: Show) -> tuple[Answer, Wording | None]:
    wording = None
    for wording in words(answer, Known.of(engine.corpus.lexicon), model) if model else ():
        show(wording)
    return (with_wording(answer, wording), wording) if wording else (answer, None)


def with_wording(answer: Answer, wording: Wording) -> Answer:
    """Return the answer with what was said above its text, labelled, and the time that took."""
    head = [f"【{wording.label}】{wording.text}"] if wording.text else []
    head += [f"（{wording.note}）"] if wording.note else []
    times = answer.timings_ms
    model = round(wording.ms, 3)
    total = round(times.get("total", 0.0) + model, 3)
    return replace(
        answer, text="\n\n".join([*head, answer.text]), timings_ms=times | {"model": model, "total": total}
    )
