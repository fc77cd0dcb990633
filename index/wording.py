"""Signs in a row's wording that characters were lost on the way."""

import re

from index import vocabulary as v
from index.draft import Doubt
from index.printed import Printed

_ENDS_IN_NUMBER = re.compile(r"\d$")
_PAIRS = (("引号", "“", "”", 1), ("书名号", "《", "》", 2), ("括号", "(", ")", 2))
"""What a pair of marks is called, the marks, and how deep they may stand in each other."""
_LIST_NUMBER = re.compile(r"(?:^|(?<=[。;:,]))\d{1,2}\)")


def text_doubts(text: Printed, deadline: tuple[Printed, ...]) -> list[Doubt]:
    """Return what looks lost in a task's text and deadline.

    An unpaired quotation mark (Wuhu 2024, Fanchang 2021), a number without its measure word at the end
    (Fanchang 2021, row 24), a year without 年 (Fanchang 2021, all deadlines), no text at all.
    """
    doubts: list[Doubt] = []
    if not text.text:
        doubts.append(Doubt("text", "text_missing", "任务内容为空"))
    bare = _LIST_NUMBER.sub("", text.folded)
    for name, opening, closing, depth in _PAIRS:
        if not _paired(bare, opening, closing, depth):
            reason = f"{name}{opening} {closing}不成对，可能有字符丢失"
            doubts.append(Doubt("text", "characters_lost", reason, text))
    if _ENDS_IN_NUMBER.search(text.folded):
        doubts.append(Doubt("text", "characters_lost", "以数字结尾，量词可能丢失", text))
    for printed in deadline:
        match = v.DEADLINE_LOST_YEAR.match(printed.strip().folded)
        if match:
            reason = f"“{printed.text.strip()}”中的“年”字可能丢失，应为{match[1]}年{match[2]}{match[3]}"
            doubts.append(Doubt("deadline", "characters_lost", reason, printed))
    return doubts


def _paired(text: str, opening: str, closing: str, most: int) -> bool:
    """Whether the marks open and close in turn, at most ``most`` deep."""
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if not 0 <= depth <= most:
            return False
    return depth == 0
