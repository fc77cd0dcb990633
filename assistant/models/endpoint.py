"""Where a model is reached, and how long we wait for it. Imports no model library."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Event
from typing import Any, Protocol
from urllib.parse import urlsplit

from assistant.models.seam import ModelFailed

PUBLIC_URL = "https://api.openai.com/v1"
"""Where questions go when no address is set."""


class OtherWay(ModelFailed):
    """The server does not take the request in this form; another form of it may do."""


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible address and the model to ask for there."""

    base_url: str
    model: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Limits:
    """How long we wait, in seconds, and how often we try."""

    connect: float = 10
    first: float = 60
    """For the first piece of a reply: waiting for a place in the queue and reading the prompt."""
    silence: float = 30
    """Between two pieces."""
    total: float = 180
    """For a whole reply, all tries and ways of asking together."""
    tries: int = 3
    pause: float = 0.5
    """Before the second try; doubled for each further one."""
    patience: float = 20
    """The longest wait that a server may ask for; where it asks for more, there is no further try."""


class Source(Protocol):
    """Knows where the model is, and what is the matter with it."""

    def body(self, limit: int) -> dict[str, Any]:
        """Return what a request carries besides the question, for at most ``limit`` tokens."""

    def endpoint(self, stop: Event | None) -> Endpoint:
        """Return the address, starting the server first where that is ours.

        Raises:
            ModelFailed: it does not start, or ``stop`` was set while waiting.
        """

    def answered(self) -> None:
        """Take note that a reply arrived whole."""

    def explained(self, failed: ModelFailed) -> ModelFailed:
        """Return what is known to be behind a failed call, else ``failed``."""

    def close(self) -> None:
        """End what was started."""


@dataclass
class Remote:
    """A server that someone else runs, on this machine or another."""

    address: Endpoint

    def body(self, limit: int) -> dict[str, Any]:
        """Return the limit in the words of the server; OpenAI's newest models take no temperature."""
        if self.address.base_url == PUBLIC_URL:
            return {"max_completion_tokens": limit}
        return {"max_tokens": limit, "temperature": 0}

    def endpoint(self, stop: Event | None) -> Endpoint:  # noqa: ARG002 - nothing to wait for
        """Return the address."""
        return self.address

    def answered(self) -> None:
        """Nothing depends on it."""

    def explained(self, failed: ModelFailed) -> ModelFailed:
        """Nothing more is known."""
        return failed

    def close(self) -> None:
        """Nothing was started."""


def on_this_machine(url: str) -> bool:
    """Whether what is sent to ``url`` stays on this machine: a loopback address or ``localhost``."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
