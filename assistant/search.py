"""Finding tasks by what a question says: words and meaning, fused, inside the exact filters."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from assistant.words import tokens
from index.facets import Where
from index.printed import fold
from index.records_views import RecordViews

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.generation import Search

_WIDE = 60
"""Vector hits looked at; words may lift one that is far down."""
_COSINE_FLOOR, _COSINE_SPAN = 0.80, 0.10
"""Cosines of this embedder lie close together: unrelated tasks near 0.80, paraphrases near 0.90."""
_WORDS, _MEANING = 0.2, 0.8
"""Weights. Words that a task happens to share (建设, 基地) say less than what it means as a whole."""
_PRINTED_LESS = 0.35
"""A task that prints all words of the question scores 1 less this at least, whatever its meaning."""


class Scored(NamedTuple):
    """A task found.

    ``score`` orders; ``words`` is the share of the question's weight that the task's text covers, ``cosine``
    the likeness in meaning.
    """

    id: str
    score: float
    words: float
    cosine: float


@dataclass(frozen=True)
class Document:
    """A task's searchable text: its words, and the heading that completes it."""

    id: str
    notice: str
    text: str


class Finder:
    """Hybrid search over the distinct tasks of one generation; everything heavy is made at first use."""

    def __init__(
        self, records: RecordViews, vectors: Callable[[], "Search"], embedder: Callable[[], "Embedder"]
    ) -> None:
        """``vectors`` and ``embedder`` are called once, when a question first needs them."""
        self._records = records
        self._make_vectors = vectors
        self._make_embedder = embedder

    @cached_property
    def documents(self) -> dict[str, Document]:
        """All distinct tasks by id."""
        return {entry[0]: Document(*entry) for entry in self._records.documents()}

    def containing(self, terms: Iterable[str], notices: Collection[str]) -> list[str]:
        """Ids of the tasks whose text prints one of the terms, in notice order: complete, not ranked."""
        wanted = [plain(term) for term in terms]
        return [
            document.id
            for document in self.documents.values()
            if document.notice in notices and any(term in plain(document.text) for term in wanted)
        ]

    def search(
        self, topic: str, notices: Collection[str], *, among: Collection[str] | None = None
    ) -> list[Scored]:
        """Rank the tasks of the notices (or those ``among`` them) by a topic, best first."""
        allowed = [
            d for d in self.documents.values() if d.notice in notices and (among is None or d.id in among)
        ]
        words = self._words.cover(topic, [document.id for document in allowed])
        cosines = self._cosines(topic, notices)
        scored = [
            Scored(
                d.id,
                _fused(words.get(d.id, 0.0), cosines.get(d.id)),
                words.get(d.id, 0.0),
                cosines.get(d.id, 0.0),
            )
            for d in allowed
            if d.id in words or d.id in cosines
        ]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))

    def _cosines(self, topic: str, notices: Collection[str]) -> dict[str, float]:
        vector = self._embedder.embed_query(expanded(topic))
        every = len(notices) == len({document.notice for document in self.documents.values()})
        where = None if every else Where(notices=tuple(notices))
        return {hit.id: hit.score for hit in self._vectors.search(vector, _WIDE, where)}

    @cached_property
    def _vectors(self) -> "Search":
        return self._make_vectors()

    @cached_property
    def _embedder(self) -> "Embedder":
        return self._make_embedder()

    @cached_property
    def _words(self) -> "WordIndex":
        return WordIndex(self.documents.values())


class WordIndex:
    """Which tasks hold which pairs of characters, and how telling each pair is."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Index the documents."""
        self._holders: dict[str, set[str]] = {}
        count = 0
        for document in documents:
            count += 1
            for token in set(tokens(document.text)):
                self._holders.setdefault(token, set()).add(document.id)
        self._count = count

    def weight(self, token: str) -> float:
        """Inverse document frequency; a token that no task holds weighs as one only one holds."""
        held = len(self._holders.get(token, ())) or 1
        return math.log(1 + self._count / held)

    def cover(self, topic: str, ids: Collection[str]) -> dict[str, float]:
        """Share (0 to 1) of the topic's weight that each task's text covers; tasks with none are left out."""
        wanted = Counter(tokens(topic))
        total = sum(self.weight(token) for token in wanted) or 1.0
        allowed = set(ids)
        shares: dict[str, float] = {}
        for token in wanted:
            for task in self._holders.get(token, set()) & allowed:
                shares[task] = shares.get(task, 0.0) + self.weight(token) / total
        return self._with_shorthand(topic, allowed, shares)

    def _with_shorthand(self, topic: str, allowed: set[str], shares: dict[str, float]) -> dict[str, float]:
        """Let a shorthand count as the full term it stands for, where that covers more."""
        full = expanded(topic)
        if full == topic:
            return shares
        for variant in _rewritings(topic):
            wanted = Counter(tokens(variant))
            total = sum(self.weight(token) for token in wanted) or 1.0
            for task in allowed:
                share = sum(self.weight(t) for t in wanted if task in self._holders.get(t, ())) / total
                if share > shares.get(task, 0.0):
                    shares[task] = share
        return shares


def plain(text: str) -> str:
    """Return the text folded, lower-case and without punctuation, for exact matching."""
    return re.sub(r"[^\w.%+]", "", fold(text)).lower()


def expanded(topic: str) -> str:
    """Return the topic with the full terms of its shorthand added."""
    return " ".join(
        [
            topic,
            *(full for short, full in shorthand().items() if short in topic.lower() and full not in topic),
        ]
    )


def _rewritings(topic: str) -> list[str]:
    """The topic with each shorthand replaced by each of its full terms."""
    lower = topic.lower()
    return [
        lower.replace(short, term)
        for short, full in shorthand().items()
        if short in lower
        for term in full.split()
        if term != short
    ]


def _fused(words: float, cosine: float | None) -> float:
    meaning = 0.0 if cosine is None else min(1.0, max(0.0, (cosine - _COSINE_FLOOR) / _COSINE_SPAN))
    return max(_WORDS * words + _MEANING * meaning, words - _PRINTED_LESS)


@cache
def shorthand() -> dict[str, str]:
    """Short terms and the full terms notices print, from ``data/shorthand.json``."""
    data = json.loads(files("assistant").joinpath("data/shorthand.json").read_text("utf-8"))
    return dict(data["terms"])
