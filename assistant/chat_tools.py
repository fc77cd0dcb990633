"""What stands under an answer: copy and download of the listed tasks, and the reader's opinion of it."""

import re
from base64 import b64encode
from collections.abc import Iterable

from assistant.answers import Answer
from assistant.chat_service import Opinion
from assistant.export import answer_workbook
from assistant.feedback import MAX_COMMENT, REASONS
from assistant.markup import Html, tag

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 60


def tools_html(answer: Answer, turn: int) -> Html:
    """Return the line of tools under an answer, and the closed box that asks what is wrong with it."""
    listed = any(group.rows for group in answer.groups)
    tables = [_button("复制表格", "copy"), _button("下载 Excel", "download")] if listed else []
    opinions = [
        _button("有用", "useful", pressed="false"),
        _button("有误", "wrong", pressed="false", opens=True),
    ]
    said = tag("span", class_="said", role="status")
    line = tag(
        "div", *tables, said, tag("span", "这个回答", class_="ask-opinion"), *opinions, class_="tool-line"
    )
    return tag("div", line, _reasons(turn), class_="tools")


def _button(words: str, tool: str, *, pressed: str | None = None, opens: bool = False) -> Html:
    expanded = "false" if opens else None
    return tag(
        "button",
        words,
        type="button",
        class_=f"tool {tool}",
        data_tool=tool,
        aria_pressed=pressed,
        aria_expanded=expanded,
    )


def _reasons(turn: int) -> Html:
    choices = [
        tag("label", tag("input", type="radio", name=f"reason-{turn}", value=reason), tag("span", reason))
        for reason in REASONS
    ]
    words = f"哪里不对？可以写明（最多 {MAX_COMMENT} 字）"
    comment = tag("textarea", rows=2, maxlength=MAX_COMMENT, placeholder=words, aria_label=words)
    buttons = [_button("提交", "send"), _button("取消", "cancel")]
    return tag(
        "fieldset",
        tag("legend", "哪里有误？"),
        tag("div", *choices, class_="reasons"),
        comment,
        tag("div", *buttons, class_="sending"),
        class_="wrong-box",
        hidden="hidden",
    )


def opinion_of(verdict: object, reason: object, comment: object) -> Opinion | None:
    """Return the opinion a browser sends, None for one that the page does not offer."""
    if verdict == "useful":
        return Opinion("useful")
    if verdict != "wrong" or not isinstance(reason, str) or not isinstance(comment, str):
        return None
    comment = comment.strip()
    if reason not in {"", *REASONS} or len(comment) > MAX_COMMENT or not (reason or comment):
        return None
    return Opinion("wrong", reason or "其他", comment)


def file_html(answer: Answer, question: str, turn: int) -> Html:
    """Return the workbook of an answer, for the page to save; no file is written on this machine."""
    content = b64encode(answer_workbook(answer, question)).decode("ascii")
    return tag(
        "div",
        data_kind="file",
        data_turn=turn,
        data_name=file_name(answer),
        data_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        data_content=content,
        hidden="hidden",
    )


def opinion_html(opinion: Opinion, turn: int) -> Html:
    """Return the message that an opinion was kept."""
    words = "已记下，谢谢。" if opinion.verdict == "useful" else "已记下问题，谢谢指正。"
    return tag(
        "div", words, data_kind="opinion", data_turn=turn, data_verdict=opinion.verdict, hidden="hidden"
    )


def trouble_html(message: str, turn: int) -> Html:
    """Return what went wrong, to be shown under the answer."""
    return tag("div", message, data_kind="trouble", data_turn=turn, hidden="hidden")


def file_name(answer: Answer) -> str:
    """Return a name for the workbook, from how the question was read, that every system can store."""
    parts = [
        str(answer.read_as.get(label) or "") for label in ("地方", "年份", "单位", "领导", "角色", "主题")
    ]
    return stored_name(parts, "任务清单.xlsx")


def stored_name(parts: Iterable[str], end: str) -> str:
    """Return a file name of these parts and ``end`` without what some system cannot store."""
    name = _NOT_IN_NAMES.sub("", "_".join(part for part in parts if part))[:_LONGEST_NAME]
    return f"{name.strip('._') or '任务'}_{end}"
