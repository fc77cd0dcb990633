"""The chat page: gradio's widgets and the server's settings. Their events stand in chat_wiring."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes import Base as BaseTheme
from starlette.middleware import Middleware

from assistant.chat_draft import draft_desk, renewed, wire_desk
from assistant.chat_guard import Guard
from assistant.chat_host import free_port, prepare_environment, wait_for_interrupt
from assistant.chat_polish import wire_polish
from assistant.chat_service import ChatService
from assistant.chat_source import no_source_html
from assistant.chat_talk import Talk, model_note, starters, welcome
from assistant.chat_wiring import QUIET, Widgets, wire
from assistant.markup import Html, tag

TITLE = "任务分工助手"
SUBTITLE = "政府工作报告任务分解 · 逐项注明出处"
QUESTION_LENGTH = 2_000
"""Characters the input box takes; what the service reads may be less, and it says so."""
QUEUE_LENGTH = 64
SESSIONS = 500
MAX_UPLOAD = 1
"""Bytes. The page takes no files."""
CLEAN_EVERY, CLEAN_OLDER_THAN = 3_600, 86_400
"""Seconds."""

_HERE = Path(__file__).parent
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
_SCRIPTS = ("chat_log.js", "chat_chips.js", "chat_tools.js")
"""What the chat column does in the browser, run once, one after the other."""


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
        restart = _header(model_note(service))
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("提问", id="ask", elem_id="ask-tab"), gr.Row(elem_id="page"):
                with gr.Column(elem_id="talk-side", min_width=0):
                    with gr.Column(elem_id="scroll", min_width=0):
                        greeting = gr.Markdown(welcome(service), elem_id="welcome", sanitize_html=True)
                        beginnings = _html("starters", starters(service), "chat_log.js")
                        log = _html("log", Html(""), *_SCRIPTS)
                    box = _question_box()
                with gr.Column(elem_id="source-side", min_width=0):
                    source = _html("source", no_source_html(), "chat_source.js")
            with gr.Tab("起草职责梳理", id="draft", elem_id="draft-tab"):
                desk = draft_desk(service)
        delivery = _html("delivery", Html(""), "chat_delivery.js")
        words = _html("words", Html(""), "chat_words.js")
        page.load(lambda: (welcome(service), starters(service)), None, [greeting, beginnings], **QUIET)
        page.load(lambda notice: renewed(service, notice), [desk.notice], [desk.notice, desk.unit], **QUIET)
        stops = wire(service, Widgets(log, beginnings, box, source, delivery, words, talk, restart, page))
        wire_polish(service, desk, wire_desk(service, desk, delivery), stops)
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


def _header(note: str) -> gr.Button:
    """The title; ``note``: what people must know of the model, empty for nothing."""
    with gr.Row(elem_id="header"):
        title = tag("h1", TITLE, tag("small", SUBTITLE))
        warned = tag("p", note, class_="model-note", role="note") if note else ""
        gr.HTML(tag("div", title, warned), elem_id="title", js_on_load=None, apply_default_css=False)
        return gr.Button("新对话", elem_id="restart", size="sm", scale=0, min_width=0)


def _html(name: str, value: Html, *scripts: str) -> gr.HTML:
    # Each script in braces: its names are its own.
    code = "\n".join(f"{{\n{(_HERE / script).read_text(encoding='utf-8')}}}" for script in scripts)
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
