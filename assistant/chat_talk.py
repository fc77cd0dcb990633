"""One person's conversation: what is kept of it, and each step as HTML. Every error ends here, as text."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.answers import Answer
from assistant.chat_chips import Change, change_of
from assistant.chat_service import Again, ChatService, Opinion
from assistant.chat_source import source_error_html, source_html
from assistant.chat_tools import file_html, opinion_html, trouble_html
from assistant.chat_view import (
    answer_html,
    conversation_html,
    error_html,
    examples_html,
    turn_html,
    waiting_html,
)
from assistant.chat_words import Said, with_words
from assistant.markup import Html
from index.errors import AssistantError

MAX_TURNS = 30
"""Turns shown; older ones leave the page, not the conversation."""
FAULT = "抱歉，程序内部出错，这次没能完成。请再试一次；如果仍然不行，请把提问内容告诉管理员。"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """One turn: what was asked, and the answer, or the message that stands in for it."""

    number: int
    """From 1, in the order asked."""
    question: str
    plain: Html
    """The whole turn, nothing in it to be edited, and without what a model adds."""
    answer: Answer | None = None
    before: object | None = None
    """The conversation in which it was asked."""
    said: Said = field(default_factory=Said)

    @property
    def html(self) -> Html:
        """The whole turn as it stands, nothing in it to be edited."""
        return with_words(self.plain, self.said)


@dataclass(frozen=True)
class Talk:
    """The turns shown so far, and the service's own state of the conversation."""

    turns: tuple[Turn, ...] = ()
    conversation: object | None = None

    @property
    def next_number(self) -> int:
        """Number of the turn to come."""
        return self.turns[-1].number + 1 if self.turns else 1

    @property
    def latest(self) -> Turn | None:
        """The turn that the service's conversation stands at: the last with an answer."""
        return next((turn for turn in reversed(self.turns) if turn.answer), None)

    def turn(self, number: object) -> Turn | None:
        """Return the turn of this number, if it is still shown."""
        return next((turn for turn in self.turns if turn.number == number), None)


def shown(talk: Talk) -> Html:
    """Return the chat column as it stands; the reading of the latest answer can be changed."""
    return conversation_html([_editable(turn) if turn is talk.latest else turn.html for turn in talk.turns])


def asked(talk: Talk, question: str) -> Html:
    """Return the chat column with ``question`` waiting for its answer."""
    waiting = turn_html(question, waiting_html(), talk.next_number)
    return conversation_html((*(turn.html for turn in talk.turns), waiting))


def answered(service: ChatService, talk: Talk, question: str) -> Talk:
    """Return the conversation with the answer to ``question``, or what went wrong, as its last turn."""
    return _after(service, talk, question, lambda: service.ask(question, talk.conversation))


def amended(service: ChatService, talk: Talk, change: Change) -> Talk:
    """Return the conversation with its last question answered anew, one part of its reading changed."""
    field, value = change.chip.field, change.value
    return _after(service, talk, change.words, lambda: service.amend(talk.conversation, field, value))


def offered_change(talk: Talk, number: object, field: object, value: object) -> Change | None:
    """Return the change of the latest answer's reading that a browser asks for, if the page offers it."""
    turn = talk.latest
    if turn is None or turn.answer is None or turn.number != number:
        return None
    return change_of(turn.answer.chips, field, value)


def _after(service: ChatService, talk: Talk, words: str, step: Callable[[], tuple[Answer, object]]) -> Talk:
    number, answer, conversation = talk.next_number, None, talk.conversation
    try:
        answer, conversation = step()
        reply = answer_html(answer, number)
    except AssistantError as error:
        reply = error_html(str(error))
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no answer to %r", words)
        reply = error_html(FAULT)
    said = Said(pending=answer is not None and _adds(service, answer))
    turn = Turn(number, words, turn_html(words, reply, number), answer, talk.conversation, said)
    return replace(talk, turns=(*talk.turns, turn)[-MAX_TURNS:], conversation=conversation)


def _editable(turn: Turn) -> Html:
    if turn.answer is None:
        return turn.html
    reply = answer_html(turn.answer, turn.number, editable=True)
    return with_words(turn_html(turn.question, reply, turn.number), turn.said)


def _adds(service: ChatService, answer: Answer) -> bool:
    try:
        return service.adds(answer)
    except Exception:  # noqa: BLE001 -- the edge: logged; the answer stands without words
        _log.exception("no telling whether a model adds something")
        return False


def reread(talk: Talk, again: Again) -> Talk:
    """Return the conversation with its last turn answered as a model read the question."""
    turn = talk.turns[-1]
    html = turn_html(turn.question, answer_html(again.answer, turn.number), turn.number)
    turns = (*talk.turns[:-1], replace(turn, plain=html, answer=again.answer))
    return replace(talk, turns=turns, conversation=again.conversation)


def opened(service: ChatService, notice_id: str, line: int | None, generation: str | None = None) -> Html:
    """Return the source panel with this notice open at ``line``, cited from an index of ``generation``."""
    try:
        source = service.source(notice_id)
        return source_html(source, line, moved=bool(generation) and source.generation != generation)
    except AssistantError as error:
        return source_error_html(str(error))
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no source text of %r", notice_id)
        return source_error_html(FAULT)


def downloaded(talk: Talk, number: int) -> Html | None:
    """Return the workbook of a turn's tasks for the page to save; None where the turn lists none."""
    turn = talk.turn(number)
    if turn is None or turn.answer is None or not any(group.rows for group in turn.answer.groups):
        return None
    try:
        return file_html(turn.answer, turn.question, number)
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no workbook of turn %d", number)
        return trouble_html(FAULT, number)


def commented(service: ChatService, talk: Talk, number: int, opinion: Opinion) -> Html | None:
    """Keep an opinion of a turn's answer; return what to say to that, None where the turn has no answer."""
    turn = talk.turn(number)
    if turn is None or turn.answer is None:
        return None
    turns = tuple(earlier.question for earlier in talk.turns if earlier.number <= number)
    try:
        service.keep_opinion(turn.answer, turns, opinion)
    except AssistantError as error:
        return trouble_html(str(error), number)
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("an opinion was not kept")
        return trouble_html(FAULT, number)
    return opinion_html(opinion, number)


def welcome(service: ChatService) -> str:
    """Return the welcome text as Markdown, or why there is none."""
    try:
        return service.welcome()
    except AssistantError as error:
        return str(error)
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no welcome text")
        return FAULT


def starters(service: ChatService) -> Html:
    """Return questions to start from, nothing where there are none."""
    try:
        return examples_html(service.examples())
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no examples")
        return Html("")


def model_note(service: ChatService) -> str:
    """Return what people must know of the model before they ask."""
    try:
        return service.model_note()
    except Exception:  # noqa: BLE001 -- the edge: logged; nothing leaves without a model
        _log.exception("no note on the model")
        return ""
