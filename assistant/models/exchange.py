"""Calls to an OpenAI-compatible server, streamed; the one module that talks to langchain-openai.

Calls run on an event loop of their own, for there a call can be ended at any moment, waiting or half-way,
and its connection is closed with it. Callers are plain threads that take pieces out of a queue.
"""

import contextlib
from collections.abc import AsyncGenerator, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event
from time import monotonic
from typing import Any, cast

import httpx2
from anyio import fail_after
from anyio.from_thread import start_blocking_portal
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential_jitter

from assistant.models.endpoint import Endpoint, Limits, on_this_machine
from assistant.models.seam import ModelFailed
from assistant.models.troubles import FAULTS, asked_to_wait, failure, passing

_GLANCE = 0.1
"""Seconds between two looks at whether the user has left."""


@dataclass(frozen=True)
class Request:
    """What is asked, and what else goes into the request."""

    system: str
    user: str
    body: Mapping[str, Any]
    """Parts of the request as the server knows them."""


@dataclass(frozen=True)
class Piece:
    """Part of a reply."""

    text: str = ""
    arguments: str = ""
    """Of a tool call."""
    finish: str | None = None
    """Why the reply ended, in its last piece."""
    read: int = 0
    """Tokens of the prompt, where the server says so."""
    written: int = 0


class Exchange:
    """Makes calls until it is closed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._running: AbstractContextManager[Any] = start_blocking_portal(name="model-calls")
        self._portal = self._running.__enter__()
        self._clients: dict[Endpoint, tuple[ChatOpenAI, httpx2.AsyncClient]] = {}

    def close(self) -> None:
        """End the calls under way and close all connections."""
        for _, client in self._clients.values():
            self._portal.call(client.aclose)
        self._portal.call(self._portal.stop, True)  # noqa: FBT003 - positional in anyio: cancel what runs
        self._running.__exit__(None, None, None)

    def pieces(
        self, endpoint: Endpoint, request: Request, stop: Event | None, deadline: float
    ) -> Iterator[Piece]:
        """Yield the reply as it comes, until ``deadline`` (of the monotonic clock) at most.

        Raises:
            ModelFailed: there is no reply, it breaks off, or ``stop`` was set.
        """
        queue: SimpleQueue[Piece | None] = SimpleQueue()
        call = self._portal.start_task_soon(self._run, endpoint, request, deadline, queue)
        begun = False
        try:
            while (piece := _next(queue, stop)) is not None:
                begun = True
                yield piece
            call.result()
        except CancelledError:
            raise _stopped() from None
        except FAULTS as error:
            # Not chained: what the server said may hold the key.
            raise failure(error, endpoint.model, begun=begun) from None
        finally:
            call.cancel()

    async def _run(
        self, endpoint: Endpoint, request: Request, deadline: float, queue: SimpleQueue[Piece | None]
    ) -> None:
        try:
            # Traces would send prompts to another machine.
            with tracing_context(enabled=False), fail_after(deadline - monotonic()):
                async with aclosing(self._chunks(self._client(endpoint), request)) as chunks:
                    async for chunk in chunks:
                        queue.put(_piece(chunk))
        finally:
            queue.put(None)

    async def _chunks(self, client: ChatOpenAI, request: Request) -> AsyncGenerator[AIMessageChunk, None]:
        messages: list[BaseMessage] = [SystemMessage(request.system), HumanMessage(request.user)]
        async for attempt in self._attempts():
            with attempt:
                chunks = _started(client, messages, request.body)
                with fail_after(self.limits.first):
                    first = await anext(chunks, None)
        if first is None:
            return
        async with aclosing(chunks):
            yield first
            while True:
                with fail_after(self.limits.silence):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    return
                yield chunk

    def _attempts(self) -> AsyncRetrying:
        return AsyncRetrying(
            retry=retry_if_exception(passing), stop=self._give_up, wait=self._wait, reraise=True
        )

    def _give_up(self, state: RetryCallState) -> bool:
        return state.attempt_number >= self.limits.tries or self._wait(state) > self.limits.patience

    def _wait(self, state: RetryCallState) -> float:
        asked = asked_to_wait(state.outcome.exception()) if state.outcome else None
        back_off = wait_exponential_jitter(multiplier=self.limits.pause, jitter=self.limits.pause)
        return back_off(state) if asked is None else asked

    def _client(self, endpoint: Endpoint) -> ChatOpenAI:
        if endpoint not in self._clients:
            self._clients[endpoint] = _client(endpoint, self.limits)
        return self._clients[endpoint][0]


def _client(endpoint: Endpoint, limits: Limits) -> tuple[ChatOpenAI, httpx2.AsyncClient]:
    """Return a client that takes nothing from the environment but the proxy for other machines.

    It follows no redirection: that could lead a question off this machine.
    """
    timeout = httpx2.Timeout(limits.first, connect=limits.connect)
    remote = not on_this_machine(endpoint.base_url)
    connections = httpx2.AsyncClient(timeout=timeout, trust_env=remote, follow_redirects=False)
    return ChatOpenAI(
        base_url=endpoint.base_url,
        api_key=SecretStr(endpoint.key),
        model=endpoint.model,
        http_async_client=connections,
        timeout=timeout,
        max_retries=0,
        stream_chunk_timeout=None,
        organization=None,
        openai_proxy=None,
        use_responses_api=False,
        cache=False,
    ), connections


def _started(
    client: ChatOpenAI, messages: list[BaseMessage], body: Mapping[str, Any]
) -> AsyncGenerator[AIMessageChunk, None]:
    """Return the stream of a call. What goes into the body by hand is sent as it is, and read as it comes."""
    return cast("AsyncGenerator[AIMessageChunk, None]", client.astream(messages, extra_body=dict(body)))


def _next(queue: SimpleQueue[Piece | None], stop: Event | None) -> Piece | None:
    while True:
        if stop is not None and stop.is_set():
            raise _stopped()
        with contextlib.suppress(Empty):
            return queue.get(timeout=_GLANCE)


def _stopped() -> ModelFailed:
    return ModelFailed("stopped", "已停止。")


def _piece(chunk: AIMessageChunk) -> Piece:
    usage = chunk.usage_metadata
    return Piece(
        text=str(chunk.text),
        arguments="".join(call["args"] or "" for call in chunk.tool_call_chunks if not call["index"]),
        finish=chunk.response_metadata.get("finish_reason"),
        read=usage["input_tokens"] if usage else 0,
        written=usage["output_tokens"] if usage else 0,
    )
