"""A model words a summary better once it is on the page: an event of its own, ended when another is made."""

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import gradio as gr

from assistant.chat_draft import Desk, summary_html
from assistant.chat_service import ChatService
from assistant.chat_speaking import SPEAKING, Stops
from assistant.draft_markdown import draft_markdown
from assistant.drafting import Draft
from assistant.markup import Html
from index.errors import AssistantError

POLISHING = "语言模型正在润色段落文字，现在就可以下载规则生成的版本……"
_NOT = "语言模型没有润色成功，文字由规则生成。"
_log = logging.getLogger(__name__)


def wire_polish(service: ChatService, on: Desk, making: Any, stops: Stops) -> None:  # noqa: ANN401 -- gradio's type
    """Let the model work on a summary after ``making``; what is shown meanwhile is complete."""
    threads = ThreadPoolExecutor(2, thread_name_prefix="polish")

    async def polish(draft: Draft | None, request: gr.Request) -> AsyncIterator[tuple[Any, Any, Any]]:
        key = f"draft {request.session_hash}"
        if draft is None or not service.model_ready():
            stops.end(key)
            yield gr.skip(), gr.skip(), gr.skip()
            return
        stop = stops.begin(key)
        yield summary_html(draft, POLISHING), gr.skip(), gr.skip()
        try:
            done, said = await asyncio.get_running_loop().run_in_executor(
                threads, polished_draft, service, draft, stop
            )
            if not stop.is_set():
                yield said, draft_markdown(done), done
        finally:
            stop.set()

    making.then(polish, [on.draft], [on.said, on.preview, on.draft], **SPEAKING)


def polished_draft(service: ChatService, draft: Draft, stop: Event) -> tuple[Draft, Html]:
    """Return the summary as the model left it, and what to say of it; every error ends here."""
    try:
        done = service.polish(draft, stop) or draft
    except AssistantError as error:
        return draft, summary_html(draft, f"{_NOT}{error}")
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("a summary was not worded by the model")
        return draft, summary_html(draft, _NOT)
    return done, summary_html(done)
