"""Cleaning a question: one width, one script, no stray blanks or control characters."""

import re
import unicodedata
from functools import cache

from index.errors import BadQuestion

MAX_QUESTION = 2000
"""Characters; longer than any question, shorter than a pasted document."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BLANK_BESIDE_HAN = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})|(?<=\d)\s+(?=\d{{1,3}}\b)")


def clean_question(question: str) -> str:
    """Return the question ready to be read.

    Full-width forms become half-width, traditional characters simplified, blanks beside Chinese and control
    characters go.

    Raises:
        BadQuestion: nothing is left, or the question is longer than ``MAX_QUESTION`` characters.
    """
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"问题太长({len(question)} 个字)。请把问题缩短到 {MAX_QUESTION} 个字以内，一次问一件事。"
        )
    text = unicodedata.normalize("NFKC", _CONTROL.sub("", question.replace("\n", " ")))
    text = simplified(_BLANK_BESIDE_HAN.sub("", text).strip())
    if not re.search(r"[\w▲]", text):
        raise BadQuestion("没有读到问题。请输入要查的单位、任务或领导，例如“市商务局牵头哪些任务”。")
    return text


def writable(text: str) -> str:
    """Return ``text`` with one kind of line end and without the characters that no office file can hold."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters; the dictionary is loaded only where it may be needed."""
    if all(_is_common(character) for character in text):
        return text
    return str(_converter().convert(text))


@cache
def _is_common(character: str) -> bool:
    """Whether a character is in GB 2312, which holds no traditional forms."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return not "\u4e00" <= character <= "\u9fff"
    return True


@cache
def _converter() -> "OpenCC":  # type: ignore[name-defined]  # noqa: F821 - imported on demand
    from opencc import OpenCC

    return OpenCC("t2s")
