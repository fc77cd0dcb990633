"""Everyday words and what notices print for them: 火葬场 is printed as 殡仪馆, 欠薪 as 根治欠薪 or 护薪."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.words import edges

_GAP = ".{0,6}?"
"""What a ``*`` in an everyday form stands for: 工资*拖 is in 工资被老板拖着不发."""

_LATIN_PAIR = re.compile(r"[a-z]{2}")


@dataclass(frozen=True)
class Spoken:
    """A stretch of a subject that is an everyday form."""

    start: int
    end: int
    terms: tuple[str, ...]
    """What notices print for it, the nearest first, and the form itself last."""


@dataclass(frozen=True)
class _Forms:
    """Everyday forms with their terms, and those with a gap as their beginning and a pattern."""

    terms: dict[str, tuple[str, ...]]
    longest: int
    gapped: dict[str, tuple[str, re.Pattern[str]]]


def spoken_in(subject: str) -> list[Spoken]:
    """Return the everyday forms in a subject in their order, longer ones before those inside them."""
    taken: list[Spoken] = []
    for spoken in sorted(_every(subject.lower()), key=lambda one: (one.start - one.end, one.start)):
        if all(spoken.end <= other.start or spoken.start >= other.end for other in taken):
            taken.append(spoken)
    return sorted(taken, key=lambda one: one.start)


def split(subject: str) -> tuple[list[Spoken], list[str]]:
    """Return the everyday forms in a subject and the stretches of it before, between and after them."""
    found = spoken_in(subject)
    ends = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found), len(subject)]
    return found, [subject[end:start] for end, start in zip(ends, starts, strict=True)]


def expanded(subject: str) -> str:
    """Return the subject with all that notices print for its everyday forms added."""
    return " ".join([subject, *(term for spoken in spoken_in(subject) for term in spoken.terms)])


def _every(subject: str) -> list[Spoken]:
    forms, word_edges = _forms(), edges(subject)
    found = [
        Spoken(start, end, forms.terms[subject[start:end]])
        for start in range(len(subject))
        for end in range(start + 1, min(start + forms.longest, len(subject)) + 1)
        if subject[start:end] in forms.terms
        and not _cuts_word(subject, start, end)
        and not word_edges.isdisjoint((start, end))  # 外卖 is no part of 国外|卖车
    ]
    for form, (first, pattern) in forms.gapped.items():
        if first in subject:  # far cheaper than the pattern
            found += [Spoken(*match.span(), forms.terms[form]) for match in pattern.finditer(subject)]
    return found


def _cuts_word(subject: str, start: int, end: int) -> bool:
    """Whether a Latin word is cut: ai is no part of campaign."""
    return bool(
        _LATIN_PAIR.match(subject[start - 1 : start + 1]) or _LATIN_PAIR.match(subject[end - 1 : end + 1])
    )


@cache
def _forms() -> _Forms:
    terms: dict[str, tuple[str, ...]] = {}
    for everyday, printed in _data()["concepts"]:
        for form in everyday.lower().split():
            itself = () if "*" in form else (form,)
            terms[form] = tuple(dict.fromkeys((*terms.get(form, ()), *printed.lower().split(), *itself)))
    gapped = {form: _gapped(form.split("*")) for form in terms if "*" in form}
    return _Forms(terms, max(map(len, terms)), gapped)


def _gapped(parts: list[str]) -> tuple[str, re.Pattern[str]]:
    return parts[0], re.compile(_GAP.join(map(re.escape, parts)))


def plainly(text: str) -> str:
    """Return the text with its colloquial words in written Chinese: 庄稼汉 as 农民, 盖 as 建设.

    These words say too little to be looked for, unlike everyday forms; they only help to compare meanings.
    """
    return _colloquial().sub(lambda match: _data()["plain"][match[0]], text)


@cache
def _colloquial() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _data()["plain"]), key=len, reverse=True)))


@cache
def written_words() -> frozenset[str]:
    """Every everyday form without a gap, and every term that notices print for one."""
    return frozenset(
        word for form, terms in _forms().terms.items() for word in (form, *terms) if "*" not in word
    )


@cache
def generic_words() -> frozenset[str]:
    """Words that stand in tasks of every kind (建设, 项目): they say little of what a task is about."""
    return frozenset(_data()["generic"].split())


@cache
def _data() -> dict[str, Any]:
    return dict(json.loads(files("assistant").joinpath("data/everyday.json").read_text("utf-8")))
