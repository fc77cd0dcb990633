"""Which tasks stand whole in retrieved pieces of the sources.

A task counts as retrieved when every character of its printed text lies in the pieces (of either record,
where it is printed twice). That is kind to the plain chain: names of units need not be there. It counts as
readable when all units of that record are there, too: only then could a reader or a model name them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evals.selection import Corpus
from index.records import Task, Value

CUTS = (4, 10, 20)
"""k of top k."""
DEEPEST = CUTS[-1]


@dataclass(frozen=True)
class Piece:
    """A retrieved chunk: the file and the characters of it."""

    source: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)


class Coverage:
    """Which tasks stand whole in some pieces of the sources."""

    def __init__(self, corpus: Corpus) -> None:
        self._items = corpus.items

    def tasks(self, pieces: Sequence[Piece]) -> set[str]:
        """Return the ids of the tasks whose text the pieces hold."""
        return self._held(pieces, lambda task: (task.text,))

    def readable(self, pieces: Sequence[Piece]) -> set[str]:
        """Return the ids of the tasks that the pieces hold with all their units."""
        return self._held(pieces, lambda task: (task.text, *task.units))

    def _held(self, pieces: Sequence[Piece], values: Callable[[Task], Iterable[Value]]) -> set[str]:
        covered = {source: _merged(pieces, source) for source in {piece.source for piece in pieces}}
        return {
            item.id
            for item in self._items
            if item.notice.source in covered
            for stretches in (covered[item.notice.source],)
            if any(_is_held(values(task), stretches) for task in item.records)
        }


def _merged(pieces: Iterable[Piece], source: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a file that its pieces cover together."""
    stretches: list[tuple[int, int]] = []
    of_source = (piece for piece in pieces if piece.source == source)
    for piece in sorted(of_source, key=lambda piece: piece.start):
        if stretches and piece.start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], piece.end))
        else:
            stretches.append((piece.start, piece.end))
    return tuple(stretches)


def _is_held(values: Iterable[Value], stretches: Sequence[tuple[int, int]]) -> bool:
    spans = (span for value in values for span in value.spans)
    return all(any(start <= span.start and span.end <= end for start, end in stretches) for span in spans)
