"""Finding tasks by what a question says: words and meaning, fused, inside the exact filters."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from assistant.english_terms import in_printed_terms
from assistant.sounds import Sounds
from assistant.word_index import SHORT, Part, WordIndex, core, covered, plain
from index.facets import Where
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

_UNPRINTED = 0.12
"""A subject that the vocabulary knows and that is printed in none of its wordings is likely absent."""

_PRINTED_ELSEWHERE = 0.1
"""So is a subject that other notices print and none of these: 海绵城市 is what it is called everywhere."""


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

    def warm(self) -> None:
        """Make now what questions in words need at first use: more than a second of loading.

        Raises:
            StoreError: the vectors are damaged.
            BadSetting: the embedder cannot be loaded.
        """
        self.sounds.warm()
        for document in islice(self.documents.values(), 1):
            self.search(document.text, {document.notice})

    @cached_property
    def documents(self) -> dict[str, Document]:
        """All distinct tasks by id."""
        return {entry[0]: Document(*entry) for entry in self._records.documents()}

    def containing(self, terms: Iterable[str], notices: Collection[str]) -> list[str]:
        """Ids of the tasks whose text prints one of the terms, in notice order: complete, not ranked.

        Of a term with blanks, what a question said around other words, all pieces must be printed.
        """
        wanted = [[plain(piece) for piece in term.split()] for term in terms]
        return [
            document.id
            for document in self.documents.values()
            if document.notice in notices
            and any(all(piece in self._plain[document.id] for piece in term) for term in wanted)
        ]

    def search(
        self, topic: str, notices: Collection[str], *, among: Collection[str] | None = None
    ) -> list[Scored]:
        """Rank the tasks of the notices (or those ``among`` them) by a topic, best first."""
        allowed = [
            d for d in self.documents.values() if d.notice in notices and (among is None or d.id in among)
        ]
        ids = {document.id for document in allowed}
        said, topic = topic, in_printed_terms(topic)
        parts = self._words.parts(topic)
        words = covered(parts, ids)
        cosines = self._cosines((topic, self._words.reworded(topic, ids)), notices)
        missing = _missing(parts, ids)
        elsewhere = _PRINTED_ELSEWHERE if self.printed_elsewhere(said, notices) else 0.0
        scored = [
            Scored(
                d.id,
                _fused(words.get(d.id, 0.0), cosines.get(d.id)) - missing[d.id] - elsewhere,
                words.get(d.id, 0.0),
                cosines.get(d.id, 0.0),
            )
            for d in allowed
            if d.id in words or d.id in cosines
        ]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))

    def printed_elsewhere(self, topic: str, notices: Collection[str]) -> bool:
        """Return whether other notices print the subject of a topic and none of these does."""
        subject = core(topic)
        if len(plain(subject)) <= SHORT or self.containing([subject], notices):
            return False
        others = {document.notice for document in self.documents.values()} - set(notices)
        return bool(others and self.containing([subject], others))

    def _cosines(self, wordings: Iterable[str], notices: Collection[str]) -> dict[str, float]:
        """Likeness in meaning of each task near one of the wordings, to the nearest of them."""
        every = len(notices) == len({document.notice for document in self.documents.values()})
        where = None if every else Where(notices=tuple(notices))
        best: dict[str, float] = {}
        for wording in dict.fromkeys(wordings):
            for hit in self._vectors.search(self._embedder.embed_query(wording), _WIDE, where):
                best[hit.id] = max(hit.score, best.get(hit.id, 0.0))
        return best

    @cached_property
    def _plain(self) -> dict[str, str]:
        """The texts as they are compared; a question with a topic looks through them more than once."""
        return {document.id: plain(document.text) for document in self.documents.values()}

    @cached_property
    def _vectors(self) -> "Search":
        return self._make_vectors()

    @cached_property
    def _embedder(self) -> "Embedder":
        return self._make_embedder()

    @cached_property
    def sounds(self) -> Sounds:
        """The printed words by their sound."""
        return Sounds((document.text for document in self.documents.values()), self._words.inside_words)

    @cached_property
    def _words(self) -> "WordIndex":
        return WordIndex({document.id: document.text for document in self.documents.values()})


def _missing(parts: Sequence[Part], ids: Collection[str]) -> dict[str, float]:
    """What each task loses for the everyday forms of the question that it prints in none of their words."""
    everyday = [part for part in parts if part.everyday]
    printed = covered(everyday, ids)
    return {task: _UNPRINTED * (1.0 - printed.get(task, 0.0)) if everyday else 0.0 for task in ids}


def _fused(words: float, cosine: float | None) -> float:
    meaning = 0.0 if cosine is None else min(1.0, max(0.0, (cosine - _COSINE_FLOOR) / _COSINE_SPAN))
    return max(_WORDS * words + _MEANING * meaning, words - _PRINTED_LESS)
