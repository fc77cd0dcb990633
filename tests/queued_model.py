"""The double of a language model: a real model as far as the program can tell, with its replies in a queue."""

import json
from collections import deque
from collections.abc import Iterator
from threading import Event

from pydantic import ValidationError

from assistant.models.seam import Model, ModelCard, ModelFailed, Prompt, Schema, Trouble


class QueuedModel(Model):
    """Gives the queued replies one after the other and keeps the prompts it was given.

    A reply is a text (streamed by the character), a value (as JSON to ``fill``), an error to raise, or a trouble
    and the text that comes before it.
    Being asked once more than there are replies is a fault of the test.
    """

    def __init__(
        self, *replies: str | dict | ModelFailed | tuple[Trouble, str], leaves_machine: bool = False
    ) -> None:
        self.card = ModelCard("queued", leaves_machine)
        self.replies = deque(replies)
        self.prompts: list[Prompt] = []

    def stream(self, prompt: Prompt, *, limit: int, stop: Event | None = None) -> Iterator[str]:
        reply = self._next(prompt, limit)
        trouble, text = reply if isinstance(reply, tuple) else (None, reply)
        for character in text:
            _mind(stop)
            yield character
        if trouble:
            raise ModelFailed(trouble, "回答断开。")

    def fill(self, prompt: Prompt, schema: type[Schema], *, limit: int, stop: Event | None = None) -> Schema:
        try:
            reply = self._next(prompt, limit, stop)
            assert isinstance(reply, str)
            return schema.model_validate_json(reply, extra="forbid")
        except ValidationError as error:
            raise ModelFailed("unusable", "语言模型的回答不合格式。") from error

    def _next(self, prompt: Prompt, limit: int, stop: Event | None = None) -> str | tuple[Trouble, str]:
        assert limit > 0
        _mind(stop)
        self.prompts.append(prompt)
        assert self.replies, "the model was asked more often than the test foresaw"
        reply = self.replies.popleft()
        if isinstance(reply, ModelFailed):
            raise reply
        return reply if isinstance(reply, str | tuple) else json.dumps(reply, ensure_ascii=False)


def _mind(stop: Event | None) -> None:
    if stop is not None and stop.is_set():
        raise ModelFailed("stopped", "已停止。")
