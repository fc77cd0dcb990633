"""Subjects described in English, put into the words that notices print."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z0-9][a-z0-9'.&+]*")
_MANY = re.compile(r"(?:'s|s'|s)$")
_INFLECTED = re.compile(r"(?:'s|s'|'|es|s|ed|ing|er)$")


def in_printed_terms(subject: str) -> str:
    """Return an English subject with the terms known in Chinese, without words that say nothing of it.

    English words that are not known stay: no task prints them, which counts against an answer. A subject with
    Chinese in it, and one of which nothing is known, come back as they are.
    """
    if _CHINESE.search(subject):
        return subject
    told = list(_told(_words(subject)))
    if not any(map(_CHINESE.search, told)):
        return subject
    return " ".join(dict.fromkeys(" ".join(told).split()))


def _told(said: Sequence[str]) -> Iterator[str]:
    """Yield the Chinese of the terms, the longest at each place first, and the words that are not known."""
    at = 0
    while at < len(said):
        ends = range(min(len(said), at + _longest()), at, -1)
        end = next((end for end in ends if _chinese(said[at:end])), None)
        if end:
            yield _chinese(said[at:end])
        elif not _says_little(said[at]):
            yield said[at]
        at = end or at + 1


def _chinese(said: Sequence[str]) -> str:
    """What a term is in Chinese, also where it is spoken of in the plural; empty for none."""
    one = _MANY.sub("", said[-1])
    return _terms().get(tuple(said)) or _terms().get((*said[:-1], one)) or ""


def _words(text: str) -> tuple[str, ...]:
    """The words of a text; low-altitude is two, as low altitude is."""
    return tuple(word.rstrip(".'") for word in _WORD.findall(text.lower()))


def _says_little(word: str) -> bool:
    """Whether a word, or what it is a form of (watches, invited), says nothing of a subject."""
    return any(form in _little() for form in (word, *(_INFLECTED.sub(ending, word) for ending in ("", "e"))))


@cache
def _terms() -> dict[tuple[str, ...], str]:
    return {_words(english): chinese for english, chinese in _data()["terms"].items()}


@cache
def _longest() -> int:
    return max(map(len, _terms()))


@cache
def _little() -> frozenset[str]:
    return frozenset(_data()["little"].split())


@cache
def _data() -> dict[str, Any]:
    return dict(json.loads(files("assistant").joinpath("data/english_terms.json").read_text("utf-8")))
