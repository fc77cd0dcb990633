"""What the chat page asks for: answers, originals, examples, and a place for what people say of answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from assistant.answers import Answer
from assistant.chat_service import Again, DraftOffer, Opinion, SourceText
from assistant.conversation import Conversation
from assistant.corpus import Corpus
from assistant.drafting import Draft, make_draft, polished
from assistant.engine import Engine
from assistant.feedback import Feedback, save_feedback
from assistant.models.seam import Model
from assistant.names import UnitId
from assistant.render import markdown_rows
from assistant.second_reading import may_be_read_again
from assistant.serving import LiveEngine, Served
from assistant.wording.aloud import Reread, additions
from assistant.wording.evidence import Known
from assistant.wording.words import Wording, wanted
from index.errors import StoreError
from index.records_schema import NoticeRow
from index.records_views import RecordViews

_ABOUT = "可以问某个单位牵头或配合哪些任务、某项任务由谁负责、何时完成。名单和数量都取自记录，逐项注明出处。"


@dataclass(frozen=True)
class _Held:
    """A conversation between two turns, and the index that its task ids belong to."""

    conversation: Conversation
    generation: str


class EngineService:
    """The chat's service on top of the served index and the file of opinions."""

    def __init__(self, live: LiveEngine, opinions: Path, *, model: Model | None = None) -> None:
        """``live`` and ``model`` must stay open while the page is served; ``opinions`` need not exist yet."""
        self._live = live
        self._opinions = opinions
        self._model = model

    def ask(self, question: str, conversation: object | None) -> tuple[Answer, object]:
        """Return the answer and the conversation after it."""
        return self._answer(conversation, lambda engine, state: engine.ask(question, state))

    def amend(self, conversation: object | None, field: str, value: str | None) -> tuple[Answer, object]:
        """Answer the last question again with one part of its reading changed.

        Raises:
            BadQuestion: nothing was asked yet, or the part cannot have this value.
        """
        return self._answer(conversation, lambda engine, state: engine.amend(state, field, value))

    def _answer(
        self, held: object | None, turn: Callable[[Engine, Conversation], tuple[Answer, Conversation]]
    ) -> tuple[Answer, object]:
        with self._live.lent() as served:
            answer, after = turn(served.engine, _continued(held, served))
            if answer.abstained and not answer.groups and not answer.suggestions:
                # A refusal never ends the conversation: there is always something to ask next.
                answer = replace(answer, suggestions=tuple(served.engine.examples()))
            return replace(answer, generation=served.id), _Held(after, served.id)

    def adds(self, answer: Answer) -> bool:
        """Whether the model will word an answer or read its question again."""
        return self._model is not None and (wanted(answer) is not None or may_be_read_again(answer))

    def additions(
        self, answer: Answer, conversation: object | None, stop: Event
    ) -> Iterator[Again | Wording]:
        """Yield what the model adds to an answer: another reading where the rules had none, its wording."""
        if self._model is None:
            return
        with self._live.lent() as served:
            known = Known.of(served.engine.corpus.lexicon)
            before = _continued(conversation, served)
            for news in additions(served.engine, answer, before, known, self._model, stop):
                if isinstance(news, Reread):
                    again = replace(news.answer, generation=served.id)
                    yield Again(again, _Held(news.after, served.id))
                else:
                    yield news

    def model_ready(self) -> bool:
        """Whether there is a model at all."""
        return self._model is not None

    def model_note(self) -> str:
        """Return that questions leave this machine, where they do."""
        if self._model is None or not self._model.card.leaves_machine:
            return ""
        return f"语言模型 {self._model.card.name} 不在本机：问题和相关任务的内容会离开本机。"

    def keep_opinion(self, answer: Answer, turns: tuple[str, ...], opinion: Opinion) -> None:
        """Add an opinion to the file.

        Raises:
            FeedbackLost: it could not be written.
        """
        given = Feedback.of(answer, turns, opinion.verdict, opinion.reason, opinion.comment)
        save_feedback(self._opinions, given)

    def source(self, notice_id: str) -> SourceText:
        """Return the original text of a notice.

        Raises:
            StoreError: no notice has this id.
        """
        with self._live.lent() as served:
            notice = _notice(served.engine.corpus, notice_id)
            text = (
                served.engine.corpus.records.source_text(notice_id).replace("\r\n", "\n").replace("\r", "\n")
            )
            return SourceText(notice.title, notice.doc_number, text.split("\n"), served.id)

    def draft_offers(self) -> list[DraftOffer]:
        """Return the notices with the names that they print for their units."""
        with self._live.lent() as served:
            return draft_offers(served.engine.corpus)

    def draft(self, notice_id: str, unit: str) -> Draft:
        """Return the responsibility summary of a unit.

        Raises:
            NoDraft: the notice does not name it; the message says what is near.
            StoreError: no notice has this id.
        """
        with self._live.lent() as served:
            notice = _notice(served.engine.corpus, notice_id)
            return make_draft(served.engine, unit, notice.place, notice.year)

    def polish(self, draft: Draft, stop: Event) -> Draft | None:
        """Return a summary with what the model words better; None where there is no model."""
        if self._model is None:
            return None
        with self._live.lent() as served:
            return polished(draft, served.engine.corpus.lexicon, self._model, stop)

    def examples(self) -> list[str]:
        """Return questions the corpus answers."""
        with self._live.lent() as served:
            return served.engine.examples()

    def welcome(self) -> str:
        """Return what the corpus holds, as Markdown."""
        with self._live.lent() as served:
            notices = served.engine.corpus.lexicon.notices
        total = sum(notice.tasks for notice in notices)
        head = f"收录 **{len(notices)}** 份任务分解通知，共 **{total}** 项任务。{_ABOUT}"
        rows = [(n.place or n.source, str(n.year or ""), n.doc_number or "", str(n.tasks)) for n in notices]
        return f"{head}\n\n{markdown_rows(('地方', '年份', '文号', '任务数'), rows)}"


def _continued(held: object | None, served: Served) -> Conversation:
    """The conversation that the page kept, as it continues over the index in use."""
    if not isinstance(held, _Held):
        return Conversation()
    if held.generation == served.id:
        return held.conversation
    return carried_over(held.conversation, served.engine.corpus.records)


def _notice(corpus: Corpus, notice_id: str) -> NoticeRow:
    found = next((notice for notice in corpus.lexicon.notices if notice.id == notice_id), None)
    if found is None:
        raise StoreError("找不到这份通知的原文：它可能已从索引中移除。请刷新页面，或重新提问。")
    return found


def draft_offers(corpus: Corpus) -> list[DraftOffer]:
    """Return every notice of a corpus with its units by the first name each has in print."""
    offers = []
    for notice in corpus.lexicon.notices:
        where = f"{notice.place or notice.source}{f'{notice.year}年' if notice.year else ''}"
        keys = corpus.records.units_of_notice(notice.id)
        units = (corpus.lexicon.units[UnitId(notice.place, key)].names[0] for key in keys)
        offers.append(DraftOffer(notice.id, f"{where} {notice.doc_number or ''}".strip(), tuple(units)))
    return offers


def carried_over(state: Conversation, records: RecordViews) -> Conversation:
    """Return a conversation as it continues over another index: tasks that are gone are listed no more."""
    held = records.contents()
    listed = tuple(task for task in state.listed if task in held)
    query = state.query
    if query is not None and query.among is not None:
        among = tuple(task for task in query.among if task in held)
        # All gone: there is nothing left to refer to, and to drop the limit would widen the question.
        query = query.model_copy(update={"among": among}) if among else None
    return Conversation(query, listed, state.units)
