"""What the chat page needs from the rest of the program."""

from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Answer


@dataclass(frozen=True)
class SourceText:
    """The original text of a notice, as stored, line by line."""

    title: str
    doc_number: str | None
    lines: list[str]
    """Line 1 of the text is ``lines[0]``; records cite lines counted from 1."""


class ChatService(Protocol):
    """Answers and originals for the page. Called from several threads at once."""

    def ask(self, question: str, conversation: object | None) -> tuple[Answer, object]:
        """Return the answer and the conversation after it.

        ``conversation`` is what the last call returned, None at the start; the page only keeps it.

        Raises:
            AssistantError: what the person should read instead of an answer.
        """
        ...

    def source(self, notice_id: str) -> SourceText:
        """Return the original text of a notice.

        Raises:
            AssistantError: no such notice, or its text cannot be read.
        """
        ...

    def examples(self) -> list[str]:
        """Return questions the corpus answers, to start from."""
        ...

    def welcome(self) -> str:
        """Return what the corpus holds, as Markdown."""
        ...
