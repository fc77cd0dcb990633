"""The assistant as LangChain parts: a retriever over the tasks, and the whole question-to-answer chain.

The flow itself stays plain function calls (``engine``); these are the doors for other LangChain programs.
"""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from assistant.answers import Answer, Row
from assistant.engine import Engine
from assistant.render import render_row, source_of


class TaskRetriever(BaseRetriever):
    """Retrieves tasks by words and meaning, inside the places and years that the question names.

    Each document is one task, repeated records joined; its metadata holds what a citation needs.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    engine: Engine
    k: int = 10
    """Most documents returned."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - of the interface
    ) -> list[Document]:
        return [_document(row) for row in self.engine.nearest(query, self.k)]


def _document(row: Row) -> Document:
    metadata: dict[str, Any] = {
        "id": row.id,
        "notice": row.notice.title,
        "place": row.notice.place,
        "year": row.notice.year,
        "serial": row.serial,
        "source": row.notice.source,
        "line": row.line,
        "citation": source_of(row),
        "lead_units": list(row.lead_units),
        "support_units": list(row.support_units),
        "leaders": list(row.leaders),
        "deadline": row.deadline or row.notice.deadline,
    }
    return Document(page_content=render_row(row).strip(), metadata=metadata, id=row.id)


def answer_chain(engine: Engine) -> Runnable[str, Answer]:
    """Return the chain from a question to its answer, to ``invoke``, ``stream`` or ``batch``.

    Raises, when run:
        BadQuestion: the question is empty or too long.
    """

    def answer(question: str) -> Answer:
        return engine.ask(question)[0]

    return RunnableLambda(answer, name="responsibility_answer")
