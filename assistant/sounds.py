"""Slips of sound in a topic (改侧: 改厕, 小驱改照: 小区改造), put right by the words that tasks print."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import NamedTuple

from assistant.concepts import written_words
from assistant.homophones import Homophones
from assistant.vocabulary.wording_words import PARTICLES
from assistant.words import dictionary_words, edges, words
from index.printed import fold

_RUN = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,60}(?![\u4e00-\u9fff])")
"""Characters without a mark between them; more than a long sentence has are a pasted text."""
_SEPARATOR = re.compile(r"[^\w.%+]+")
_QUOTES = re.compile(r"[“”\"'‘’「」《》()\s]")
_LONGEST = 13
"""Characters of an everyday word at most."""
_MOST_READINGS = 2000
"""Combinations tried for one group; a group with more is left as it is."""
_RUN_LEAST = 3
"""Characters in a row, printed so, that speak for a reading: a word of two and one beside it."""
_MOST_REPAIRS = 4
"""Slips that are put right in one stretch of characters."""
_AROUND_WORD = 2
"""Characters printed around a real word (只能) that must speak for another of its sound (智能工厂)."""
Span = tuple[int, int]


class Repair(NamedTuple):
    """A stretch of a topic as written, and the printed words it was taken for."""

    written: str
    printed: str


@dataclass(frozen=True)
class _Reading:
    """A topic's run of characters read in another way: the text, the words changed, the stretch printed."""

    text: str
    span: Span
    changed: int
    printed: int
    cuts: bool
    """The words changed take a character of a word of the dictionary that stands beside them."""

    @property
    def rank(self) -> tuple[int, int]:
        return self.printed, -self.changed


class Sounds:
    """The printed words of a corpus by their sound; the sounds are looked up at the first slip."""

    def __init__(self, texts: Iterable[str], pairs: Collection[str]) -> None:
        """``texts`` of the tasks; ``pairs`` of characters that stand inside one of their words."""
        self._tasks = [_SEPARATOR.sub("\n", _QUOTES.sub("", fold(text)).lower()) for text in texts]
        self._text = "\n".join(self._tasks)
        self._pairs = pairs

    def warm(self) -> None:
        """Look the sounds up now, not at the first slip (a third of a second)."""
        _ = (self._alike, self._nearly_alike)

    def put_right(self, topic: str, names: Collection[Span] = ()) -> tuple[str, tuple[Repair, ...]]:
        """Return the topic with its slips of sound put right, and what was changed.

        Changed are only characters that belong to no word: not of the dictionary, of the tasks, of everyday
        speech or of the ``names`` (spans of the topic); and words no task prints where those around them
        are printed with another of the same sound. Where two readings are as good, nothing is changed.
        """
        repairs: list[Repair] = []
        for run in list(_RUN.finditer(topic)):
            taken = {i - run.start() for start, end in names for i in range(start, end)}
            text, made = self._run(run[0], taken)
            topic = topic[: run.start()] + text + topic[run.end() :]
            repairs += made
        return topic, tuple(repairs)

    def _run(self, text: str, taken: set[int]) -> tuple[str, list[Repair]]:
        """A run of characters put right, one group after the other: each may give the next its neighbours."""
        made: list[Repair] = []
        for _ in range(_MOST_REPAIRS):
            reading = next(filter(None, self._tried(text, taken)), None)
            if reading is None:
                break
            made.append(_repair(text, reading))
            text = reading.text
        return text, made

    def _tried(self, text: str, taken: set[int]) -> Iterator[_Reading | None]:
        known = list(dictionary_words(text))
        fixed = taken | _places([*known, *_everyday(text)])
        fixed |= {i for i, character in enumerate(text) if character in PARTICLES}
        covered = fixed | _places(self._pairs_in(text))
        for group in _groups(covered, len(text)):
            for wider in _widened(group, fixed, len(text)):
                yield self._best(text, wider)
        for start, end in known:
            if not taken & set(range(start, end)) and self._is_strange(text, start, end):
                yield self._best(text, (start, end), beside=_AROUND_WORD)

    def _pairs_in(self, text: str) -> list[Span]:
        return [(i, i + 2) for i in range(len(text) - 1) if text[i : i + 2] in self._pairs]

    def _is_strange(self, text: str, start: int, end: int) -> bool:
        """Whether a word of the dictionary is printed nowhere, and no everyday form reaches into it."""
        everyday = any(low < end and start < high for low, high in _everyday(text))
        return text[start:end] not in self._text and not everyday

    def _best(self, text: str, group: Span, beside: int = 0) -> _Reading | None:
        """The one best reading of a group, or of a real word with so much ``beside``; none where two are."""
        for classes in (self._alike,) if beside else (self._alike, self._nearly_alike):
            readings = self._readings(text, group, classes)
            found = [reading for reading in readings if self._is_sure(reading, group, beside)]
            best = max((reading.rank for reading in found), default=None)
            first = [reading for reading in found if reading.rank == best]
            if first:
                return first[0] if len(first) == 1 else None
        return None

    def _readings(self, text: str, group: Span, classes: Homophones) -> Iterator[_Reading]:
        """Every way to read a group in which each changed character is in a word with one beside it."""
        options = self._options(text, group, classes)
        if prod(map(len, options)) > _MOST_READINGS:
            return
        start, end = group
        known = list(dictionary_words(text))
        for characters in product(*options):
            read = text[:start] + "".join(characters) + text[end:]
            changed = [i for i in range(start, end) if read[i] != text[i]]
            linked = list(filter(None, (self._linked(read, i) for i in changed)))
            if not changed or len(linked) < len(changed):
                continue
            span = min(low for low, _ in linked), max(high for _, high in linked)
            printed = self._printed(read, span)
            if printed:
                yield _Reading(read, span, len(changed), printed, cuts=_cuts(span, known))

    def _is_sure(self, reading: _Reading, group: Span, beside: int) -> bool:
        """Whether enough is printed: more than the words changed, or a pair with all else in one task.

        A pair and a real word must keep a character of their own, besides.
        """
        start, end = reading.span
        keeps_some = reading.changed < end - start
        if beside:
            whole = reading.printed == len(reading.text) >= _RUN_LEAST
            return keeps_some and (whole or reading.printed >= group[1] - group[0] + beside)
        least = _RUN_LEAST + reading.cuts
        return reading.printed >= least or (keeps_some and self._in_one_task(reading))

    def _in_one_task(self, reading: _Reading) -> bool:
        start, end = reading.span
        text = reading.text
        wanted = [text[start:end], *words(text[:start]), *words(text[end:])]
        return any(all(word in task for word in wanted) for task in self._tasks)

    def _options(self, text: str, group: Span, classes: Homophones) -> list[list[str]]:
        """The characters that may stand at each place of a group: its own, and such as make a word there."""
        start, end = group
        held = [[text[i], *classes.of(text[i])] for i in range(start, end)]
        sides = [list(text[start - 1 : start]), *held, list(text[end : end + 1])]
        return [
            [own, *(c for c in others if self._fits(sides[i], c, sides[i + 2]))]
            for i, (own, *others) in enumerate(held)
        ]

    def _fits(self, before: Iterable[str], character: str, behind: Iterable[str]) -> bool:
        return any(b + character in self._pairs for b in before) or any(
            character + b in self._pairs for b in behind
        )

    def _linked(self, read: str, i: int) -> Span | None:
        """The span of the pairs inside words that hold the character."""
        low = i - (i > 0 and read[i - 1 : i + 1] in self._pairs)
        high = i + 1 + (read[i : i + 2] in self._pairs and i + 1 < len(read))
        return (low, high) if high - low > 1 else None

    def _printed(self, read: str, span: Span) -> int:
        """Length of the longest printed stretch that holds a span; 0 where the span itself is not printed."""
        if read[slice(*span)] not in self._text:
            return 0
        start, end = span
        while start > 0 and read[start - 1 : end] in self._text:
            start -= 1
        while end < len(read) and read[start : end + 1] in self._text:
            end += 1
        return end - start

    @cached_property
    def _alike(self) -> Homophones:
        return Homophones(set(self._text), loose=False)

    @cached_property
    def _nearly_alike(self) -> Homophones:
        return Homophones(set(self._text), loose=True)


def _places(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _everyday(text: str) -> list[Span]:
    """Spans of the everyday words in the text, and of the words that notices print for them."""
    known, ends = written_words(), range(2, len(text) + 1)
    return [(i, end) for end in ends for i in range(max(0, end - _LONGEST), end - 1) if text[i:end] in known]


def _cuts(span: Span, words: Iterable[Span]) -> bool:
    """Whether a span begins or ends inside a word that is not wholly in it."""
    start, end = span
    return any(low < start < high or low < end < high for low, high in words)


def _widened(group: Span, fixed: set[int], length: int) -> Iterator[Span]:
    """A group, then with a character beside it that is held by a chance pair alone (梯|对上: 梯队|上)."""
    start, end = group
    yield group
    if end < length and end not in fixed:
        yield start, end + 1
    if start > 0 and start - 1 not in fixed:
        yield start - 1, end


def _groups(covered: set[int], length: int) -> list[Span]:
    """Stretches of characters that no word covers."""
    marks = "".join("x" if i in covered else "?" for i in range(length))
    return [match.span() for match in re.finditer(r"\?+", marks)]


def _repair(text: str, reading: _Reading) -> Repair:
    """What was changed, in whole words of the new text."""
    start, end = reading.span
    ends = edges(reading.text)
    start, end = max(i for i in ends if i <= start), min(i for i in ends if i >= end)
    return Repair(text[start:end], reading.text[start:end])
