"""Subjects described in English, put into the words that notices print."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z0-9][a-z0-9'.-]*|[\u4e00-\u9fff]+")
_INFLECTED = re.compile(r"(?:'s|s'|'|es|s|ed|ing|er)$")


def in_printed_terms(subject: str) -> str:
    """Return an English subject with the terms known in Chinese, without words that say nothing of it.

    English words that are not known stay: no task prints them, which counts against an answer. A subject with
    Chinese in it, and one of which nothing is known, come back as they are.
    """
    if _CHINESE.search(subject):
        return subject
    chinese = _terms_pattern().sub(lambda match: f" {_terms()[match[1]]} ", subject.lower())
    if not _CHINESE.search(chinese):
        return subject
    told = (word for word in _WORD.findall(chinese) if not _says_little(word))
    return " ".join(dict.fromkeys(told))


def _says_little(word: str) -> bool:
    """Whether a word, or what it is a form of (watches, invited), says nothing of a subject."""
    return any(form in _little() for form in (word, *(_INFLECTED.sub(ending, word) for ending in ("", "e"))))


@cache
def _terms_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(term) for term in sorted(_terms(), key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])({words})(?:'s|s'|s)?(?![a-z0-9])")


@cache
def _terms() -> dict[str, str]:
    return dict(_data()["terms"])


@cache
def _little() -> frozenset[str]:
    return frozenset(_data()["little"].split())


@cache
def _data() -> dict[str, Any]:
    return dict(json.loads(files("assistant").joinpath("data/english_terms.json").read_text("utf-8")))
