"""Words of the tasks: which print what a topic says, in its own words or in those notices use for them."""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assistant.concepts import Spoken, generic_words, plainly, split
from assistant.vocabulary import topic_words
from assistant.words import pairs, tokens, words
from index.printed import fold

_GENERIC, _SPOKEN = 0.3, 2.0
"""Weights of a pair inside a generic word, and of an everyday form, which stands for a word of some pairs."""

SHORT = 2
"""Characters of a topic that is too short for its bare printing to say much."""


@dataclass(frozen=True)
class Part:
    """A part of a topic: how much it tells, the tasks that print it, and whether it is an everyday form."""

    weight: float
    holders: frozenset[str]
    everyday: bool


class WordIndex:
    """Which tasks hold which pairs of characters and which printed terms, and how telling each is."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Index the texts by the id of their task."""
        self._holders: dict[str, set[str]] = {}
        self._texts = {task: plain(text) for task, text in texts.items()}
        self._printing: dict[str, frozenset[str]] = {}
        for task, text in texts.items():
            for token in set(tokens(text)):
                self._holders.setdefault(token, set()).add(task)

    @property
    def inside_words(self) -> Collection[str]:
        """The pairs of characters that stand inside one word of a text."""
        return self._holders.keys()

    def parts(self, topic: str) -> list[Part]:
        """Return what a topic consists of: its everyday forms whole, and the pairs beside them."""
        spoken, beside = split(topic)
        found = {one.terms[0]: self._spoken(one) for one in spoken}
        for word in (word for stretch in beside for word in words(stretch)):
            share = _GENERIC if word in generic_words() else 1.0
            for pair in pairs(word):
                holders = frozenset(self._holders.get(pair, ()))
                found[pair] = Part(share * self._weight(holders), holders, everyday=False)
        return list(found.values())

    def reworded(self, topic: str, ids: Collection[str]) -> str:
        """Return the topic with each everyday form in the nearest words that one of these tasks prints."""
        spoken, beside = split(topic)
        wording = plainly(beside[0])
        for one, after in zip(spoken, beside[1:], strict=True):
            printed = (term for term in one.terms if not self._holding(term).isdisjoint(ids))
            wording += next(printed, topic[one.start : one.end]) + plainly(after)
        return wording

    def _spoken(self, spoken: Spoken) -> Part:
        holders = frozenset[str]().union(*map(self._holding, spoken.terms))
        return Part(_SPOKEN * self._weight(holders), holders, everyday=True)

    def _weight(self, holders: Collection[str]) -> float:
        """Inverse document frequency; what no task holds weighs as what only one holds."""
        return math.log(1 + len(self._texts) / (len(holders) or 1))

    def _holding(self, term: str) -> frozenset[str]:
        """Tasks that print a term, in whatever words it stands; kept, since the same are asked for again."""
        if term not in self._printing:
            wanted = plain(term)
            self._printing[term] = frozenset(task for task, text in self._texts.items() if wanted in text)
        return self._printing[term]


def covered(parts: Iterable[Part], ids: Collection[str]) -> dict[str, float]:
    """Share (0 to 1) of the weight of the parts that each task prints; tasks with none are left out."""
    parts = list(parts)
    total = sum(part.weight for part in parts) or 1.0
    allowed = frozenset(ids)
    shares: dict[str, float] = {}
    for part in parts:
        for task in part.holders & allowed:
            shares[task] = shares.get(task, 0.0) + part.weight / total
    return shares


def plain(text: str) -> str:
    """Return the text folded, lower-case and without punctuation, for exact matching."""
    return re.sub(r"[^\w.%+]", "", fold(text)).lower()


def core(term: str) -> str:
    """Return a term without the verbs around it, where enough is left: 黑臭水体 of 黑臭水体治理."""
    bare = topic_words.AROUND.sub("", term)
    return bare if len(plain(bare)) > SHORT else term
