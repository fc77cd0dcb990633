"""One person's conversation: what is kept of it, and each step as HTML. Every error ends here, as text."""

import logging
from dataclasses import dataclass, replace

from assistant.chat_service import ChatService
from assistant.chat_source import source_error_html, source_html
from assistant.chat_view import answer_html, conversation_html, error_html, turn_html, waiting_html
from assistant.markup import Html
from index.errors import AssistantError

MAX_TURNS = 30
"""Turns shown; older ones leave the page, not the conversation."""
FAULT = "抱歉，程序内部出错，这次没能完成。请再试一次；如果仍然不行，请把提问内容告诉管理员。"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Talk:
    """The turns shown so far, and the service's own state of the conversation."""

    turns: tuple[Html, ...] = ()
    conversation: object | None = None


def shown(service: ChatService, talk: Talk) -> Html:
    """Return the chat column as it stands: the turns, or examples to start from."""
    return conversation_html(talk.turns, () if talk.turns else _examples(service))


def asked(talk: Talk, question: str) -> Html:
    """Return the chat column with ``question`` waiting for its answer."""
    return conversation_html((*talk.turns, turn_html(question, waiting_html())), ())


def answered(service: ChatService, talk: Talk, question: str) -> Talk:
    """Return the conversation with the answer to ``question``, or what went wrong, as its last turn."""
    conversation = talk.conversation
    try:
        answer, conversation = service.ask(question, conversation)
        reply = answer_html(answer)
    except AssistantError as error:
        reply = error_html(str(error))
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no answer to %r", question)
        reply = error_html(FAULT)
    turns = (*talk.turns, turn_html(question, reply))
    return replace(talk, turns=turns[-MAX_TURNS:], conversation=conversation)


def opened(service: ChatService, notice_id: str, line: int | None) -> Html:
    """Return the source panel with this notice open at ``line``."""
    try:
        return source_html(service.source(notice_id), line)
    except AssistantError as error:
        return source_error_html(str(error))
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no source text of %r", notice_id)
        return source_error_html(FAULT)


def welcome(service: ChatService) -> str:
    """Return the welcome text as Markdown, or why there is none."""
    try:
        return service.welcome()
    except AssistantError as error:
        return str(error)
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no welcome text")
        return FAULT


def _examples(service: ChatService) -> list[str]:
    try:
        return service.examples()
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no examples")
        return []
