"""Signs in a row's wording that characters were lost on the way."""

import re

from index import vocabulary as v
from index.draft import Doubt
from index.printed import Printed

_ENDS_IN_NUMBER = re.compile(r"\d$")
_QUOTES = (("“", "”"), ("《", "》"), ("(", ")"))


def text_doubts(text: Printed, deadline: tuple[Printed, ...]) -> list[Doubt]:
    """Return what looks lost in a task's text and deadline.

    An unpaired quotation mark (Wuhu 2024, Fanchang 2021), a number without its measure word at the end
    (Fanchang 2021, row 24), a year without 年 (Fanchang 2021, all deadlines), no text at all.
    """
    doubts: list[Doubt] = []
    if not text.text:
        doubts.append(Doubt("text", "text_missing", "任务内容为空"))
    for opening, closing in _QUOTES:
        if not _paired(text.folded, opening, closing):
            doubts.append(Doubt("text", "characters_lost", f"“{opening}{closing}”不成对,可能有字符丢失", text))
    if _ENDS_IN_NUMBER.search(text.folded):
        doubts.append(Doubt("text", "characters_lost", "以数字结尾,量词可能丢失", text))
    for printed in deadline:
        match = v.DEADLINE_LOST_YEAR.match(printed.strip().folded)
        if match:
            reason = f"“{printed.text.strip()}”中的“年”字可能丢失,应为{match[1]}年{match[2]}{match[3]}"
            doubts.append(Doubt("deadline", "characters_lost", reason, printed))
    return doubts


def _paired(text: str, opening: str, closing: str) -> bool:
    """Whether the marks open and close in turn."""
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth not in {0, 1}:
            return False
    return depth == 0
