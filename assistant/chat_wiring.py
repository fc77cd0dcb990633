"""What happens on the chat page: each event of the browser to a step of the conversation.

An event carries whatever the browser sent; nothing of it is used before its type and value were checked.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

import gradio as gr

from assistant.chat_service import ChatService
from assistant.chat_source import no_source_html
from assistant.chat_speaking import Stops, silence, wire_speaking
from assistant.chat_talk import (
    Talk,
    amended,
    answered,
    asked,
    commented,
    downloaded,
    offered_change,
    opened,
    shown,
)
from assistant.chat_tools import opinion_of
from assistant.markup import Html, tag

ANSWERS_AT_ONCE = 8

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Of every event: no spinner over the page, no function that others may call."""

_Step = Callable[[Talk], Talk]


@dataclass(frozen=True)
class Widgets:
    """The parts of the page that events come from and answers go to."""

    log: gr.HTML
    """The chat column: sends submit (a question), edit (a chip), select (a source), download, like (an
    opinion)."""
    starters: gr.HTML
    """Questions to start from; the style sheet hides them once there are turns."""
    box: gr.Textbox
    source: gr.HTML
    delivery: gr.HTML
    """Not seen: hands files and messages to the page's script."""
    words: gr.HTML
    """Not seen: hands over what a model adds to an answer."""
    talk: gr.State
    restart: gr.Button
    page: gr.Blocks


def wire(service: ChatService, on: Widgets) -> Stops:
    """Connect the widgets; call inside the page's ``gr.Blocks``. Returns what ends a model's writing."""
    stops = Stops()
    asking = _wire_asking(service, on, stops)
    wire_speaking(service, asking, (on.words, on.log, on.talk), stops)
    _wire_source(service, on)
    _wire_tools(service, on)

    def start_over(request: gr.Request) -> tuple[Html, str, Html, Talk]:
        stops.end(request.session_hash)
        return shown(Talk()), "", no_source_html(), Talk()

    everything = [on.log, on.box, on.source, on.talk]
    on.restart.click(start_over, None, everything, cancels=[asking], **QUIET)

    def left(request: gr.Request) -> None:
        stops.end(request.session_hash)
        stops.end(f"draft {request.session_hash}")

    on.page.unload(left)
    return stops


def _wire_asking(service: ChatService, on: Widgets, stops: Stops) -> Any:  # noqa: ANN401 -- gradio's own type is private
    # Threads of its own: a person who starts over does not wait for the answer given up.
    answering = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="answer")

    async def ask(
        typed: str | None, current: Talk, event: gr.EventData, request: gr.Request
    ) -> AsyncIterator[tuple[Any, Any, Any]]:
        data = _data(event)
        words, step = _next_step(service, current, data, typed or "")
        if not words:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        stops.end(request.session_hash)
        silence(current)
        yield asked(current, words), gr.skip() if data else "", gr.skip()
        after = await asyncio.get_running_loop().run_in_executor(answering, step, current)
        yield shown(after), gr.skip(), after

    return gr.on(
        [on.box.submit, on.starters.submit, on.log.submit, on.log.edit],
        ask,
        [on.box, on.talk],
        [on.log, on.box, on.talk],
        concurrency_id="answer",
        concurrency_limit=ANSWERS_AT_ONCE,
        trigger_mode="once",
        **QUIET,
    )


def _next_step(service: ChatService, current: Talk, data: dict[str, Any], typed: str) -> tuple[str, _Step]:
    """Return what the person said, empty for nothing to be done, and the step that answers it."""
    if "field" in data:
        change = offered_change(current, data.get("turn"), data["field"], data.get("value"))
        if change is None:
            return "", lambda talk: talk
        return change.words, lambda talk: amended(service, talk, change)
    question = (_string(data, "question") or typed).strip()
    return question, lambda talk: answered(service, talk, question)


def _wire_source(service: ChatService, on: Widgets) -> None:
    openings = count()

    def cite(current: Talk, event: gr.EventData) -> Html:
        data = _data(event)
        turn = current.turn(data.get("turn"))
        generation = turn.answer.generation if turn and turn.answer else None
        panel = opened(service, _string(data, "notice"), _number(data, "line"), generation)
        # Never equal to the last value, so that the page reacts to the same place opened twice.
        return tag("div", panel, data_opening=next(openings))

    on.log.select(
        cite, on.talk, on.source, concurrency_limit=ANSWERS_AT_ONCE, trigger_mode="always_last", **QUIET
    )


def _wire_tools(service: ChatService, on: Widgets) -> None:
    deliveries = count()

    def delivered(content: Html | None) -> Any:  # noqa: ANN401 -- markup, or gradio's mark for no change
        return gr.skip() if content is None else tag("div", content, data_delivery=next(deliveries))

    def download(current: Talk, event: gr.EventData) -> Any:  # noqa: ANN401 -- as above
        number = _number(_data(event), "turn")
        return delivered(None if number is None else downloaded(current, number))

    def comment(current: Talk, event: gr.EventData) -> Any:  # noqa: ANN401 -- as above
        data = _data(event)
        number = _number(data, "turn")
        opinion = opinion_of(data.get("verdict"), data.get("reason"), data.get("comment"))
        if number is None or opinion is None:
            return gr.skip()
        return delivered(commented(service, current, number, opinion))

    for event, step in ((on.log.download, download), (on.log.like, comment)):
        event(step, on.talk, on.delivery, concurrency_limit=ANSWERS_AT_ONCE, trigger_mode="multiple", **QUIET)


def _data(event: gr.EventData) -> dict[str, Any]:
    data = event._data  # noqa: SLF001 -- the whole payload has no public name; it is whatever the browser sent
    return data if isinstance(data, dict) else {}


def _string(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _number(data: dict[str, Any], name: str) -> int | None:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
