"""A model speaks once the answer is on the page: an event of its own, ended when the person goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from typing import Any

import gradio as gr

from assistant.chat_service import Again, ChatService
from assistant.chat_talk import Talk, Turn, reread, shown
from assistant.chat_words import words_html
from assistant.markup import Html, tag
from assistant.wording.words import Wording

SPEAKING_AT_ONCE = 4
SPEAKING: dict[str, Any] = {
    "concurrency_id": "words",
    "concurrency_limit": SPEAKING_AT_ONCE,
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
}
"""Of every event in which a model writes: it keeps no other event waiting."""

_log = logging.getLogger(__name__)


class Stops:
    """Ends what a model writes for a page, known by its session; used from one event loop."""

    def __init__(self) -> None:
        self._stops: dict[str, Event] = {}

    def begin(self, session: str | None) -> Event:
        """Return the event of what is written from now on; what was written before ends."""
        self.end(session)
        return self._stops.setdefault(session or "", Event())

    def end(self, session: str | None) -> None:
        """End what is being written for a page."""
        if stop := self._stops.pop(session or "", None):
            stop.set()


def wire_speaking(
    service: ChatService,
    asking: Any,  # noqa: ANN401 -- gradio's own type is private
    outputs: tuple[gr.HTML, gr.HTML, gr.State],
    stops: Stops,
) -> None:
    """Let the model speak once ``asking`` is over. ``outputs``: hidden words, log, conversation."""
    threads = ThreadPoolExecutor(SPEAKING_AT_ONCE, thread_name_prefix="words")
    given = count()

    async def speak(current: Talk, request: gr.Request) -> AsyncIterator[tuple[Any, Any, Any]]:
        turn = current.turns[-1] if current.turns else None
        if turn is None or turn.answer is None or not turn.said.pending:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        stop = stops.begin(request.session_hash)
        try:
            async for news in _heard(threads, _additions(service, turn, stop)):
                if stop.is_set():
                    return
                if isinstance(news, Again):
                    current = reread(current, news)
                    yield gr.skip(), shown(current), current
                else:
                    turn.said.wording = news
                    yield _delivered(turn, next(given)), gr.skip(), gr.skip()
            turn.said.pending = False
            yield _delivered(turn, next(given)), gr.skip(), gr.skip()
        finally:
            turn.said.pending = False
            stop.set()

    hidden, log, talk = outputs
    asking.then(
        speak,
        [talk],
        [hidden, log, talk],
        **SPEAKING,
    )


def silence(current: Talk) -> None:
    """Note that nothing more comes for the turns so far."""
    for turn in current.turns:
        turn.said.pending = False


def _delivered(turn: Turn, number: int) -> Html:
    # Never equal to the last value, so that the page reacts to it.
    return tag("div", words_html(turn.said), data_turn=turn.number, data_delivery=number)


def _additions(service: ChatService, turn: Turn, stop: Event) -> Iterator[Again | Wording]:
    """What the model adds; every error ends here."""
    if turn.answer is None:
        return
    try:
        yield from service.additions(turn.answer, turn.before, stop)
    except Exception:  # noqa: BLE001 -- the edge: logged; the answer stands without words
        _log.exception("nothing was added to %r", turn.question)


async def _heard(
    threads: ThreadPoolExecutor, news: Iterator[Again | Wording]
) -> AsyncIterator[Again | Wording]:
    """Each piece of news, waited for in a thread."""
    loop = asyncio.get_running_loop()
    while (piece := await loop.run_in_executor(threads, next, news, None)) is not None:
        yield piece
