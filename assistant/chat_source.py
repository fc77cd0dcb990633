"""The original text of a notice as HTML, with the cited line marked."""

from assistant.chat_service import SourceText
from assistant.markup import Html, tag

WHOLE = 5_000
"""A text of up to this many lines is shown whole."""
AROUND = 1_000
"""Of a longer one, this many lines before and after the cited line."""

_MOVED = "索引在这次回答之后更新过，行号可能有变。请核对，或重新提问。"
_CLOSE = tag("button", "关闭原文", type="button", class_="close")


def source_html(source: SourceText, line: int | None, *, moved: bool = False) -> Html:
    """Return the text with its line numbers; ``line`` (from 1) is marked, if the text has it.

    ``moved``: the line was cited from an older index, and may stand elsewhere now.
    """
    first, last = _window(len(source.lines), line)
    items = (_line(source.lines[n - 1], marked=n == line) for n in range(first, last + 1))
    style = f"--digits: {len(str(last))}"
    body = tag("ol", *items, start=first, style=style, class_="lines", tabindex=0, aria_label="原文")
    head = _head(source, line, first, last)
    return tag("div", head, tag("p", _MOVED, class_="moved") if moved else "", body, class_="source")


def no_source_html() -> Html:
    """Return what the panel says before a source was opened."""
    return tag(
        "div",
        tag("p", "原文对照", class_="source-title"),
        tag("p", "点击任务右侧的出处，这里会打开通知原文，并标出所在的那一行。"),
        class_="no-source",
    )


def source_error_html(message: str) -> Html:
    """Return a message in place of a text that cannot be shown."""
    head = tag("div", _CLOSE, class_="source-head")
    return tag("div", head, tag("p", message, role="alert"), class_="source")


def _window(total: int, line: int | None) -> tuple[int, int]:
    if total <= WHOLE:
        return 1, total
    middle = min(max(line or 1, 1), total)
    return max(1, middle - AROUND), min(total, middle + AROUND)


def _head(source: SourceText, line: int | None, first: int, last: int) -> Html:
    total = len(source.lines)
    facts = [source.doc_number] if source.doc_number else []
    facts.append(f"共 {total} 行")
    if last - first + 1 < total:
        facts.append(f"此处为第 {first}–{last} 行")
    if line and 1 <= line <= total:
        facts.append(f"已标出第 {line} 行")
    elif line:
        facts.append(f"原文没有第 {line} 行")
    title = tag("p", source.title, class_="source-title")
    return tag("div", _CLOSE, title, tag("p", " · ".join(facts), class_="source-facts"), class_="source-head")


def _line(content: str, *, marked: bool) -> Html:
    if marked:
        return tag("li", tag("mark", content or " "), class_="hit", aria_current="true")
    return tag("li", content)
