"""The page's second tab: choose a notice and a unit, read the unit's responsibility summary, take it away."""

import logging
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat_service import ChatService, DraftOffer
from assistant.chat_tools import stored_name
from assistant.chat_wiring import QUIET
from assistant.draft_file import renderer_for
from assistant.draft_markdown import draft_markdown
from assistant.drafting import Draft
from assistant.markup import Html, tag
from index.errors import AssistantError

FORMATS = (("Word 公文", ".docx"), ("Markdown", ".md"), ("Excel 台账", ".xlsx"))
FAULT = "抱歉，程序内部出错，这次没能完成。请再试一次；如果仍然不行，请告诉管理员。"
HINT = "选好通知和单位，点“生成梳理”，这里会显示全文；再选格式下载。名单和数量都取自记录。"
EMPTY = "现在没有可以梳理的通知。请先用 assistant index 加入通知，再刷新页面。"
LONGEST_NAME = 200
"""Characters of a unit's name that the page takes."""
MOST_UNITS = 1_000
"""Units shown in the menu; any other can be typed."""
DRAFTS_AT_ONCE = 4

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown;charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SCRIPT = Path(__file__).with_name("chat_draft.js")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """The widgets of the tab."""

    notice: gr.Dropdown
    unit: gr.Dropdown
    make: gr.Button
    suffix: gr.Radio
    take: gr.Button
    said: gr.HTML
    preview: gr.Markdown
    draft: gr.State


def draft_desk(service: ChatService) -> Desk:
    """Return the widgets, placed where it is called."""
    offers = offered(service)
    with gr.Column(elem_id="draft", min_width=0):
        with gr.Row(elem_id="draft-form"):
            notice = gr.Dropdown(
                _notices(offers),
                value=_first(offers),
                label="通知",
                elem_id="draft-notice",
                scale=2,
            )
            unit = gr.Dropdown(
                _units(offers, _first(offers)),
                value=None,
                label="单位（可以搜索，也可以直接输入名称）",
                allow_custom_value=True,
                num_choices_shown=MOST_UNITS,
                elem_id="draft-unit",
                scale=2,
                min_width=260,
            )
            make = gr.Button("生成梳理", variant="primary", elem_id="draft-make", scale=0, min_width=0)
        with gr.Row(elem_id="draft-tools"):
            suffix = gr.Radio(list(FORMATS), value=".docx", label="下载格式", elem_id="draft-format")
            take = gr.Button("下载", interactive=False, elem_id="draft-take", scale=0, min_width=0)
        said = gr.HTML(
            _said(HINT if offers else EMPTY),
            elem_id="draft-said",
            js_on_load=_SCRIPT.read_text("utf-8"),
            apply_default_css=False,
        )
        preview = gr.Markdown("", elem_id="draft-preview", sanitize_html=True)
    return Desk(notice, unit, make, suffix, take, said, preview, gr.State(None))


def wire_desk(service: ChatService, on: Desk, delivery: gr.HTML) -> Any:  # noqa: ANN401 -- gradio's own type
    """Connect the widgets, and return the making of a draft.

    ``delivery`` hands the file to the page's script.
    """
    deliveries = count()

    def choose(notice: str | None) -> Any:  # noqa: ANN401 -- gradio's update of a widget
        # No value: what was typed while this was on its way stays, and many notices know the same unit.
        return gr.Dropdown(_units(offered(service), notice))

    def make(notice: str | None, unit: str | None) -> tuple[Html, str, Draft | None, Any]:
        draft, said = drafted(service, notice, unit)
        text = draft_markdown(draft) if draft else ""
        return said, text, draft, gr.Button(interactive=draft is not None)

    def take(draft: Draft | None, suffix: str) -> Any:  # noqa: ANN401 -- markup, or gradio's mark for no change
        content = taken(draft, suffix)
        return (
            gr.skip() if content is None else tag("div", content, data_delivery=f"draft-{next(deliveries)}")
        )

    _on(on.notice.input, choose, [on.notice], [on.unit])
    making = _on(on.make.click, make, [on.notice, on.unit], [on.said, on.preview, on.draft, on.take])
    _on(on.take.click, take, [on.draft, on.suffix], [delivery])
    return making


def renewed(service: ChatService, notice: str | None) -> tuple[Any, Any]:
    """Return the choices of notice and unit as they are when the page is opened; what is typed stays."""
    offers = offered(service)
    if notice in {offer.notice for offer in offers}:
        return gr.Dropdown(_notices(offers)), gr.Dropdown(_units(offers, notice))
    first = _first(offers)
    return gr.Dropdown(_notices(offers), value=first), gr.Dropdown(_units(offers, first))


def _on(event: Callable[..., Any], step: Callable[..., Any], inputs: list[Any], outputs: list[Any]) -> Any:  # noqa: ANN401
    return event(
        step,
        inputs,
        outputs,
        concurrency_id="draft",
        concurrency_limit=DRAFTS_AT_ONCE,
        trigger_mode="once",
        **QUIET,
    )


def offered(service: ChatService) -> list[DraftOffer]:
    """Return the notices with their units, none where they cannot be read."""
    try:
        return service.draft_offers()
    except Exception:  # noqa: BLE001 -- the edge: logged; the empty menu says it
        _log.exception("no notices to draft from")
        return []


def drafted(service: ChatService, notice: object, unit: object) -> tuple[Draft | None, Html]:
    """Return the summary of a unit in a notice and what to say of it, or only what went wrong."""
    if not isinstance(notice, str) or not notice:
        return None, _trouble("请先选一份通知。")
    if not isinstance(unit, str) or not unit.strip():
        return None, _trouble("请先选择或输入单位名称。")
    if len(unit) > LONGEST_NAME:
        return None, _trouble(f"单位名称太长（{len(unit)} 个字）。请写一个单位的全称或常用简称。")
    try:
        draft = service.draft(notice, unit)
    except AssistantError as error:
        return None, _trouble(str(error))
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no draft for %r", unit)
        return None, _trouble(FAULT)
    return draft, summary_html(draft)


def taken(draft: Draft | None, suffix: object) -> Html | None:
    """Return the file for the page to save; None where there is nothing to save."""
    if draft is None or suffix not in _TYPES:
        return None
    try:
        name = file_name(draft, str(suffix))
        content = renderer_for(Path(name))(draft)
    except Exception:  # noqa: BLE001 -- the edge: logged, and said in general words
        _log.exception("no file of a draft")
        return tag("div", FAULT, data_kind="trouble", hidden="hidden")
    encoded = b64encode(content).decode("ascii")
    return tag(
        "div",
        data_kind="file",
        data_name=name,
        data_type=_TYPES[str(suffix)],
        data_content=encoded,
        hidden="hidden",
    )


def file_name(draft: Draft, suffix: str) -> str:
    """Return a name for the file that every system can store."""
    facts = draft.facts
    return stored_name((facts.place or "", str(facts.year or ""), facts.unit), f"工作职责梳理{suffix}")


def summary_html(draft: Draft, more: str = "") -> Html:
    """Return what is said of a summary: its counts, what was put right, who worded it."""
    return _said(_summary(draft) + (more or draft.remark))


def _summary(draft: Draft) -> str:
    rows = draft.facts.rows
    counts = f"牵头 {len(rows['lead'])} 项，配合 {len(rows['support'])} 项，待核实 {len(rows['doubt'])} 项"
    notes = "".join(f"{note}。" for note in draft.facts.notes)
    return f"{notes}{draft.facts.unit}：{counts}。"


def _said(words: str) -> Html:
    return tag("p", words, class_="said", role="status")


def _trouble(words: str) -> Html:
    return tag("p", words, class_="said trouble", role="alert")


def _notices(offers: list[DraftOffer]) -> list[tuple[str, str]]:
    return [(offer.label, offer.notice) for offer in offers]


def _first(offers: list[DraftOffer]) -> str | None:
    return offers[0].notice if offers else None


def _units(offers: list[DraftOffer], notice: str | None) -> list[str]:
    return next((list(offer.units) for offer in offers if offer.notice == notice), [])
