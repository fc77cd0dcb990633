"""Printed text inside a sentence: how far it goes, and whether it still says what is printed."""

import re

from assistant.vocabulary import wording_words as v

SHORTEST_QUOTE = 6
"""Characters from which on a run of printed text is a quotation and not a common word."""
_FIGURES = "一二两三四五六七八九十百千0123456789.%"
_STOPS = ",，、;；。:()"


def shared(text: str, start: int, printed: str) -> int:
    """How many characters from ``start`` on stand somewhere in ``printed``."""
    size = 0
    while start + size < len(text) and text[start : start + size + 1] in printed:
        size += 1
    return size


def quotes(piece: str, printed: str) -> bool:
    """Whether a row prints the piece, its numbers whole and with what qualifies them, not turned round."""
    at = printed.find(piece)
    while at >= 0:
        before, after = printed[max(0, at - 3) : at], printed[at + len(piece) :]
        if not _cut_in_front(piece, before) and not _cut_behind(piece, after):
            return True
        at = printed.find(piece, at + 1)
    return False


def _cut_in_front(piece: str, before: str) -> bool:
    clause = re.split(f"[{_STOPS}]", before)[-1]
    if clause and piece[0] in "0123456789":
        return True
    return bool(v.TURNED.search(clause)) or (
        piece[0] in _FIGURES and clause[-1:] in _FIGURES and bool(clause)
    )


def _cut_behind(piece: str, after: str) -> bool:
    if piece[-1] in _FIGURES and after[:1] and after[0] not in _STOPS:
        return True
    counted = re.search(r"\d[^\d,，、;；。]{0,4}$", piece)
    return bool(counted and v.QUALIFIER.match(after))
