"""The chat page: gradio's widgets and their wiring. What they show is made in chat_talk and below."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes import Base as BaseTheme
from starlette.middleware import Middleware

from assistant.chat_guard import Guard
from assistant.chat_host import free_port, prepare_environment, wait_for_interrupt
from assistant.chat_service import ChatService
from assistant.chat_source import no_source_html
from assistant.chat_talk import Talk, answered, asked, opened, shown, welcome
from assistant.markup import Html, tag

TITLE = "任务分工助手"
SUBTITLE = "政府工作报告任务分解 · 逐项注明出处"
QUESTION_LENGTH = 2_000
"""Characters the input box takes; what the service reads may be less, and it says so."""
ANSWERS_AT_ONCE = 8
QUEUE_LENGTH = 64
SESSIONS = 500
MAX_UPLOAD = 1
"""Bytes. The page takes no files."""
CLEAN_EVERY, CLEAN_OLDER_THAN = 3_600, 86_400
"""Seconds."""

_HERE = Path(__file__).parent
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_chat(service: ChatService) -> gr.Blocks:
    """Return the page. ``launch`` it with :func:`launch_settings`."""
    page = gr.Blocks(
        title=TITLE,
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(CLEAN_EVERY, CLEAN_OLDER_THAN),
    )
    with page:
        talk = gr.State(Talk())
        restart = _header()
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="talk-side", min_width=0):
                with gr.Column(elem_id="scroll", min_width=0):
                    greeting = gr.Markdown(welcome(service), elem_id="welcome", sanitize_html=True)
                    log = _html("log", shown(service, Talk()), "chat_log.js")
                box = _question_box()
            with gr.Column(elem_id="source-side", min_width=0):
                source = _html("source", no_source_html(), "chat_source.js")
        page.load(lambda: welcome(service), None, greeting, **_QUIET)
        _wire(service, _Widgets(log, box, source, talk, restart))
    page.queue(max_size=QUEUE_LENGTH, api_open=False)
    return page


def launch_settings(host: str, port: int) -> dict[str, Any]:
    """Return every setting of the server, none left to gradio's defaults where it matters."""
    return {
        "server_name": host,
        "server_port": port,
        "share": False,
        "inbrowser": False,
        "debug": False,
        "quiet": True,
        "show_error": False,
        "strict_cors": True,
        "allowed_paths": [],
        "blocked_paths": [],
        "max_file_size": MAX_UPLOAD,
        "enable_monitoring": False,
        "run_history": False,
        "footer_links": [],
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
        "state_session_capacity": SESSIONS,
        "app_kwargs": {"middleware": [Middleware(Guard)]},
        "theme": _theme(),
        "head": f"<style>{(_HERE / 'chat_style.css').read_text(encoding='utf-8')}</style>",
        "js": "() => { document.documentElement.lang = 'zh-CN' }",
    }


def start(service: ChatService, folder: str, *, host: str = "127.0.0.1", port: int = 7860) -> gr.Blocks:
    """Start the page in the background, its temporary files in ``folder``; port 0 is any free one.

    Returns the running page; its ``local_url`` is the address, and ``close()`` ends it.

    Raises:
        BadSetting: the port is taken, or the host is none of this machine's addresses.
    """
    port = free_port(host, port)
    prepare_environment(folder)
    page = build_chat(service)
    page.launch(**launch_settings(host, port), prevent_thread_lock=True)
    return page


def serve(service: ChatService, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted, and print its address.

    Raises:
        BadSetting: as in :func:`start`.
    """
    folder = tempfile.mkdtemp(prefix="assistant-chat-")
    try:
        page = start(service, folder, host=host, port=port)
        print(f"对话页面已打开：{page.local_url}（按 Ctrl+C 结束）", flush=True)  # noqa: T201 -- asked for here
        wait_for_interrupt()
        page.close(verbose=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _theme() -> BaseTheme:
    """Gradio's plainest theme with system fonts, and the same colours where the system prefers dark."""
    theme = BaseTheme(
        primary_hue="blue", neutral_hue="slate", text_size="lg", font=_FONTS, font_mono=("monospace",)
    )
    for name, value in list(vars(theme).items()):
        if hasattr(theme, f"{name}_dark"):
            setattr(theme, f"{name}_dark", value)
    return theme


def _header() -> gr.Button:
    with gr.Row(elem_id="header"):
        title = tag("h1", TITLE, tag("small", SUBTITLE))
        gr.HTML(title, elem_id="title", js_on_load=None, apply_default_css=False)
        return gr.Button("新对话", elem_id="restart", size="sm", scale=0, min_width=0)


def _html(name: str, value: Html, script: str) -> gr.HTML:
    code = (_HERE / script).read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=code, apply_default_css=False)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label="提问",
        show_label=False,
        container=False,
        placeholder="输入问题，按回车发送",
        lines=1,
        max_lines=4,
        max_length=QUESTION_LENGTH,
        submit_btn="提问",
        autofocus=True,
        elem_id="question",
    )


@dataclass(frozen=True)
class _Widgets:
    log: gr.HTML
    box: gr.Textbox
    source: gr.HTML
    talk: gr.State
    restart: gr.Button


def _wire(service: ChatService, on: _Widgets) -> None:
    # Threads of its own: a person who starts over does not wait for the answer given up.
    answering = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="answer")

    async def ask(
        typed: str | None, current: Talk, event: gr.EventData
    ) -> AsyncIterator[tuple[Any, Any, Any]]:
        clicked = _string(event, "question")
        question = (clicked or typed or "").strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        yield asked(current, question), gr.skip() if clicked else "", gr.skip()
        loop = asyncio.get_running_loop()
        after = await loop.run_in_executor(answering, answered, service, current, question)
        yield shown(service, after), gr.skip(), after

    openings = count()

    def cite(event: gr.EventData) -> Html:
        line = _data(event).get("line")
        panel = opened(service, _string(event, "notice"), line if isinstance(line, int) else None)
        # Never equal to the last value, so that the page reacts to the same place opened twice.
        return tag("div", panel, data_opening=next(openings))

    def start_over() -> tuple[Html, str, Html, Talk]:
        return shown(service, Talk()), "", no_source_html(), Talk()

    asking = gr.on(
        [on.box.submit, on.log.submit],
        ask,
        [on.box, on.talk],
        [on.log, on.box, on.talk],
        concurrency_id="answer",
        concurrency_limit=ANSWERS_AT_ONCE,
        trigger_mode="once",
        **_QUIET,
    )
    on.log.select(
        cite, None, on.source, concurrency_limit=ANSWERS_AT_ONCE, trigger_mode="always_last", **_QUIET
    )
    everything = [on.log, on.box, on.source, on.talk]
    on.restart.click(start_over, None, everything, cancels=[asking], **_QUIET)


def _data(event: gr.EventData) -> dict[str, Any]:
    data = event._data  # noqa: SLF001 -- the whole payload has no public name; it is whatever the browser sent
    return data if isinstance(data, dict) else {}


def _string(event: gr.EventData, name: str) -> str:
    value = _data(event).get(name)
    return value if isinstance(value, str) else ""
