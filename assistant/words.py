"""Words of Chinese text, as lexical search compares them."""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from index.printed import fold

_RUN = re.compile(r"[a-z0-9.%+]+|[\u4e00-\u9fff]+")


def tokens(text: str) -> list[str]:
    """Return pairs of characters inside each Chinese word, and Latin words and numbers whole.

    No pair reaches over two words: 场建 of 市场建设 would find 机场建设. Characters that stand alone are
    taken together (亩均), since the dictionary cuts new words up.
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text).lower()):
        found += _pairs(run) if "\u4e00" <= run[0] <= "\u9fff" else [run]
    return found


def _pairs(run: str) -> Iterator[str]:
    for word in _joined(_jieba().cut(run)):
        yield from (word[i : i + 2] for i in range(len(word) - 1))
    if len(run) == 1:
        yield run


def _joined(words: list[str]) -> Iterator[str]:
    """The words, neighbours of one character as one."""
    single = ""
    for word in words:
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
