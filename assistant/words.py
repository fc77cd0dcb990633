"""Words of Chinese text, as lexical search compares them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from types import ModuleType

from index.printed import fold

_RUN = re.compile(r"[a-z0-9.%+]+|[\u4e00-\u9fff]+")


def tokens(text: str) -> list[str]:
    """Return pairs of characters inside each Chinese word, and Latin words and numbers whole.

    No pair reaches over two words: 场建 of 市场建设 would find 机场建设. Characters that stand alone are
    taken together (亩均), since the dictionary cuts new words up.
    """
    return [pair for word in words(text) for pair in pairs(word)]


def words(text: str) -> list[str]:
    """Return the words, lower-case: Chinese ones as the dictionary cuts them, Latin ones and numbers whole.

    A single character counts only where it is all there is between two marks.
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text).lower()):
        chinese = "\u4e00" <= run[0] <= "\u9fff" and len(run) > 1
        found += (word for word in _joined(_jieba().cut(run)) if len(word) > 1) if chinese else [run]
    return found


def edges(text: str) -> frozenset[int]:
    """Return the offsets at which a word begins or ends, as the dictionary cuts the text."""
    return frozenset(accumulate(map(len, _jieba().cut(text)), initial=0))


def dictionary_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of all words of the dictionary in the text, of two characters and more."""
    at = 0
    for word in _jieba().cut_all(text):
        at = text.index(word, at)
        if len(word) > 1:
            yield at, at + len(word)


def pairs(word: str) -> list[str]:
    """Return the pairs of characters of a Chinese word; anything else whole."""
    if len(word) == 1 or not "\u4e00" <= word[0] <= "\u9fff":
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def _joined(cut: list[str]) -> Iterator[str]:
    """The words, neighbours of one character as one."""
    single = ""
    for word in cut:
        if len(word) == 1:
            single += word
            continue
        if single:
            yield single
        single = ""
        yield word
    if single:
        yield single


@cache
def _jieba() -> ModuleType:
    """The segmenter; its dictionary takes some 50 ms to load, so only where words are compared."""
    import rjieba

    return rjieba
