"""What the rest of the program may ask of a language model, and how it fails. Imports no model library."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import Literal, TypeVar

from pydantic import BaseModel

from index.errors import AssistantError

Schema = TypeVar("Schema", bound=BaseModel)
Trouble = Literal[
    "unreachable", "refused", "slow", "rate_limited", "empty", "cut_off", "unusable", "stopped", "broken"
]
"""Why there is no reply: no connection; the key, model or request is not accepted; too long without a word;
too many requests; nothing in it; ended in the middle; not what was asked for; the user left; the rest."""


class ModelFailed(AssistantError):
    """There is no reply to use. The exact part of an answer never depends on one: go on by rule."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble: Trouble = trouble


@dataclass(frozen=True)
class ModelCard:
    """What people are told of a model."""

    name: str
    """As the server knows it."""
    leaves_machine: bool
    """Questions and task texts are sent to another machine."""


@dataclass(frozen=True)
class Prompt:
    """A rendered prompt, ready to be sent."""

    name: str
    """Of the file ``prompts/<name>.md``."""
    version: str
    """Hash of that file: a reply is kept with the version that asked for it."""
    system: str
    user: str


class Model(ABC):
    """A language model. Its methods are called from several threads at once."""

    card: ModelCard

    @abstractmethod
    def stream(self, prompt: Prompt, *, limit: int, stop: Event | None = None) -> Iterator[str]:
        """Yield the reply piece by piece, at most ``limit`` tokens; ``stop`` ends it early.

        Raises:
            ModelFailed: while iterating: there is no reply, or it breaks off; what came before stands.
        """

    @abstractmethod
    def fill(self, prompt: Prompt, schema: type[Schema], *, limit: int, stop: Event | None = None) -> Schema:
        """Return the reply as a valid ``schema``, whatever way of structured output the server knows.

        Raises:
            ModelFailed: no way gave a valid value.
        """
