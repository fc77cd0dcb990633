"""What the chat page asks for: answers, originals, examples."""

from assistant.answers import Answer
from assistant.chat_service import SourceText
from assistant.conversation import Conversation
from assistant.engine import Engine
from index.errors import StoreError


class EngineService:
    """The chat's service on top of an engine."""

    def __init__(self, engine: Engine) -> None:
        """``engine`` must stay open as long as the page is served."""
        self._engine = engine

    def ask(self, question: str, conversation: object | None) -> tuple[Answer, object]:
        """Return the answer and the conversation after it."""
        state = conversation if isinstance(conversation, Conversation) else None
        return self._engine.ask(question, state)

    def source(self, notice_id: str) -> SourceText:
        """Return the original text of a notice.

        Raises:
            StoreError: no notice has this id.
        """
        records = self._engine.corpus.records
        notice = next((row for row in records.notices() if row.id == notice_id), None)
        if notice is None:
            raise StoreError("找不到这份通知的原文。请刷新页面后重试。")
        lines = records.source_text(notice_id).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return SourceText(notice.title, notice.doc_number, lines)

    def examples(self) -> list[str]:
        """Return questions the corpus answers."""
        return self._engine.examples()

    def welcome(self) -> str:
        """Return what the corpus holds, as Markdown."""
        notices = self._engine.corpus.lexicon.notices
        lines = [f"- {n.place or n.source}{n.year or ''}年：{n.tasks} 项任务" for n in notices]
        return "可以查这些任务分解通知:\n\n" + "\n".join(lines)
