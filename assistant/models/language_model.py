"""A model behind an OpenAI-compatible address, local or remote: the one path to every model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from assistant.models.endpoint import Limits, OtherWay, Source
from assistant.models.ladder import Ladder, Rung, asked, read_reply
from assistant.models.seam import Model, ModelCard, ModelFailed, Prompt, Schema
from assistant.models.thoughts import Spoken

if TYPE_CHECKING:
    from assistant.models.exchange import Exchange, Piece

_ANOTHER_WAY_MAY_DO = {"broken", "empty", "cut_off", "unusable"}

_EMPTY = "语言模型没有给出回答。请再试一次，或换一个模型。"


@dataclass(frozen=True)
class Speed:
    """Tokens a second, as seen from here: on a remote server the way there is part of it."""

    reading: float
    writing: float


@dataclass(frozen=True)
class _Terms:
    limit: int
    """Tokens of the reply."""
    stop: Event | None
    deadline: float
    """Of the monotonic clock."""


class LanguageModel(Model):
    """Asks the server of ``source``; nothing is imported or started before the first call. Close it."""

    def __init__(self, card: ModelCard, source: Source, limits: Limits | None = None) -> None:
        self.card = card
        self.source = source
        self._limits = limits or Limits()
        self._ladder = Ladder()
        self._lock = Lock()
        self._exchange: Exchange | None = None

    def close(self) -> None:
        """End the calls under way and what was started; the model can be used again afterwards."""
        with self._lock:
            exchange, self._exchange = self._exchange, None
        if exchange:
            exchange.close()
        self.source.close()

    def stream(self, prompt: Prompt, *, limit: int, stop: Event | None = None) -> Iterator[str]:
        """Yield the reply without what the model thinks aloud.

        Raises:
            ModelFailed: while iterating: there is no reply, or it breaks off; what came before stands.
        """
        filtered, finish, empty = Spoken(), None, True
        for piece in self._pieces(prompt.system, prompt.user, {}, self._terms(limit, stop)):
            finish = piece.finish or finish
            if said := filtered.hear(piece.text):
                empty = empty and not said.strip()
                yield said
            if filtered.stray:
                raise ModelFailed("unusable", "语言模型把思考过程混进了回答，没有采用。请换一个模型。")
        if rest := filtered.rest():
            empty = False
            yield rest
        _check_end(finish, empty=empty)
        self.source.answered()

    def fill(self, prompt: Prompt, schema: type[Schema], *, limit: int, stop: Event | None = None) -> Schema:
        """Return the reply as a valid ``schema``: each way of asking for one is tried once at most.

        Raises:
            ModelFailed: no way gave a valid value.
        """
        terms = self._terms(limit, stop)
        failures: list[ModelFailed] = []
        for rung in self._ladder.rungs():
            try:
                value = self._filled(rung, prompt, schema, terms)
            except ModelFailed as failed:
                if not isinstance(failed, OtherWay) and failed.trouble not in _ANOTHER_WAY_MAY_DO:
                    raise
                failures.append(failed)
            else:
                self._ladder.worked(rung)
                self.source.answered()
                return value
        if len({failed.trouble for failed in failures}) == 1:
            raise failures[-1]
        raise ModelFailed("unusable", "语言模型没有给出合乎格式的回答。请换一个能力更强的模型。")

    def speed(self, prompt: Prompt, *, limit: int) -> Speed:
        """Return how fast the model reads and writes, by one real call.

        Raises:
            ModelFailed: there is no reply.
        """
        try:
            return self._measured(prompt, limit, {"stream_options": {"include_usage": True}})
        except OtherWay:
            return self._measured(prompt, limit, {})

    def _measured(self, prompt: Prompt, limit: int, more: Mapping[str, Any]) -> Speed:
        self.source.endpoint(None)  # starting a server of ours is not part of it
        started, first, pieces, read, written = monotonic(), 0.0, 0, 0, 0
        for piece in self._pieces(prompt.system, prompt.user, more, self._terms(limit, None)):
            if piece.text:
                first = first or monotonic()
                pieces += 1
            read, written = read or piece.read, written or piece.written
        if not pieces:
            raise ModelFailed("empty", _EMPTY)
        self.source.answered()
        writing = monotonic() - first
        return Speed(read / (first - started), max(0, (written or pieces) - 1) / writing if writing else 0.0)

    def _filled(self, rung: Rung, prompt: Prompt, schema: type[Schema], terms: _Terms) -> Schema:
        system, user, form = asked(rung, prompt, schema)
        text, arguments, finish = "", "", None
        for piece in self._pieces(system, user, form, terms):
            text, arguments, finish = text + piece.text, arguments + piece.arguments, piece.finish or finish
        _check_end(finish, empty=not (text.strip() or arguments.strip()))
        return read_reply(text, arguments, schema)

    def _pieces(self, system: str, user: str, form: Mapping[str, Any], terms: _Terms) -> Iterator[Piece]:
        from assistant.models.exchange import Request

        endpoint = self.source.endpoint(terms.stop)
        request = Request(system, user, {**self.source.body(terms.limit), **form})
        try:
            yield from self._opened_exchange().pieces(endpoint, request, terms.stop, terms.deadline)
        except ModelFailed as failed:
            raise self.source.explained(failed) from None

    def _opened_exchange(self) -> Exchange:
        from assistant.models.exchange import Exchange

        with self._lock:
            self._exchange = self._exchange or Exchange(self._limits)
            return self._exchange

    def _terms(self, limit: int, stop: Event | None) -> _Terms:
        return _Terms(limit, stop, monotonic() + self._limits.total)


def _check_end(finish: str | None, *, empty: bool) -> None:
    if finish == "content_filter":
        raise ModelFailed("refused", "语言模型的服务以内容审查为由中止了回答。请改用本机模型或换一种问法。")
    if finish == "length":
        raise ModelFailed("cut_off", "语言模型的回答过长，写到上限被截断。请缩小范围再试。")
    if empty:
        raise ModelFailed("empty", _EMPTY)
    if finish is None:
        raise ModelFailed("cut_off", "语言模型的回答中途断开。请再问一次；反复出现时请检查模型服务。")
