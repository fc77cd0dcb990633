"""What the chat page needs from the rest of the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from assistant.answers import Answer
from assistant.drafting import Draft
from assistant.feedback import Verdict
from assistant.wording.words import Wording


@dataclass(frozen=True)
class SourceText:
    """The original text of a notice, as stored, line by line."""

    title: str
    doc_number: str | None
    lines: list[str]
    """Line 1 of the text is ``lines[0]``; records cite lines counted from 1."""
    generation: str | None = None
    """Id of the index it was read from: lines cited from another one may have moved."""


@dataclass(frozen=True)
class Opinion:
    """What a person says of an answer; reason and comment belong to a wrong one."""

    verdict: Verdict
    reason: str = ""
    comment: str = ""


@dataclass(frozen=True)
class DraftOffer:
    """A notice that summaries can be drafted from, and the units it names, those with most tasks first."""

    notice: str
    """Its id."""
    label: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Again:
    """Another answer to the same question, as a model read it, and the conversation after it."""

    answer: Answer
    conversation: object


class ChatService(Protocol):
    """Answers and originals for the page. Called from several threads at once."""

    def ask(self, question: str, conversation: object | None) -> tuple[Answer, object]:
        """Return the answer and the conversation after it.

        ``conversation`` is what the last call returned, None at the start; the page only keeps it.

        Raises:
            AssistantError: what the person should read instead of an answer.
        """
        ...

    def amend(self, conversation: object | None, field: str, value: str | None) -> tuple[Answer, object]:
        """Answer the last question again with one part of its reading changed, or taken away for None.

        Raises:
            AssistantError: what the person should read instead: a value that is not known, say.
        """
        ...

    def adds(self, answer: Answer) -> bool:
        """Whether a model will add something to an answer; False at once where there is none."""
        ...

    def additions(
        self, answer: Answer, conversation: object | None, stop: Event
    ) -> Iterator[Again | Wording]:
        """Yield what a model adds to an answer, as it comes; ``stop`` ends it early.

        ``conversation`` is that in which the question was asked. A model that fails says so in the last
        ``Wording``; the answer stands in any case.
        """
        ...

    def model_ready(self) -> bool:
        """Whether there is a model at all."""
        ...

    def model_note(self) -> str:
        """Return what people must know of the model: that questions leave this machine; else empty."""
        ...

    def keep_opinion(self, answer: Answer, turns: tuple[str, ...], opinion: Opinion) -> None:
        """Keep what a person says of an answer; ``turns`` is what was asked up to it.

        Raises:
            AssistantError: it could not be kept.
        """
        ...

    def source(self, notice_id: str) -> SourceText:
        """Return the original text of a notice.

        Raises:
            AssistantError: no such notice, or its text cannot be read.
        """
        ...

    def draft_offers(self) -> list[DraftOffer]:
        """Return the notices to draft from."""
        ...

    def draft(self, notice_id: str, unit: str) -> Draft:
        """Return the responsibility summary of a unit, as people may write it, in a notice.

        Raises:
            AssistantError: what the person should read instead: a name that is not known, say.
        """
        ...

    def polish(self, draft: Draft, stop: Event) -> Draft | None:
        """Return a summary with what a model words better; None where there is no model.

        Raises:
            AssistantError: what the person should read; the summary itself stands.
        """
        ...

    def examples(self) -> list[str]:
        """Return questions the corpus answers, to start from."""
        ...

    def welcome(self) -> str:
        """Return what the corpus holds, as Markdown."""
        ...
