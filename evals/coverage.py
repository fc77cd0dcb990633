"""Which tasks stand whole in retrieved pieces of the sources.

A task counts as retrieved when every character of its printed text lies in the pieces (of either record,
where it is printed twice). That is kind to the plain chain: names of units need not be there. It counts as
readable when all units of that record are there, too: only then could a reader or a model name them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.selection import Corpus
from index.records import Value

CUTS = (4, 10, 20)
"""k of top k."""
DEEPEST = CUTS[-1]

Stretches = tuple[tuple[int, int], ...]
"""Parts of a file by first character and end, exclusive."""


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


@dataclass(frozen=True)
class _Printed:
    """Where a record is printed: its text first, then its units."""

    task: str
    text: Stretches
    units: Stretches


class Coverage:
    """Which tasks stand whole in some pieces of the sources."""

    def __init__(self, corpus: Corpus) -> None:
        self._printed: dict[str, list[_Printed]] = defaultdict(list)
        for item in corpus.items:
            self._printed[item.notice.source] += [
                _Printed(item.id, _spans([record.text]), _spans(record.units)) for record in item.records
            ]

    def tasks(self, pieces: Iterable[Piece]) -> set[str]:
        """Return the ids of the tasks whose text the pieces hold."""
        return {record.task for record, _ in self._held(pieces)}

    def readable(self, pieces: Iterable[Piece]) -> set[str]:
        """Return the ids of the tasks that the pieces hold with all their units."""
        return {record.task for record, covered in self._held(pieces) if _is_held(record.units, covered)}

    def _held(self, pieces: Iterable[Piece]) -> Iterator[tuple[_Printed, Stretches]]:
        """The records whose text the pieces hold, with the stretches of their file that are covered."""
        by_source: dict[str, list[Piece]] = defaultdict(list)
        for piece in pieces:
            by_source[piece.source].append(piece)
        for source, held in by_source.items():
            covered = _merged(held)
            for record in self._printed.get(source, ()):
                if _is_held(record.text, covered):
                    yield record, covered


def _spans(values: Iterable[Value]) -> Stretches:
    return tuple((span.start, span.end) for value in values for span in value.spans)


def _merged(pieces: Iterable[Piece]) -> Stretches:
    """The stretches of a file that its pieces cover together."""
    stretches: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if stretches and piece.start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], piece.end))
        else:
            stretches.append((piece.start, piece.end))
    return tuple(stretches)


def _is_held(spans: Stretches, covered: Stretches) -> bool:
    """Whether each span lies within one stretch that is covered."""
    places = ((bisect_left(covered, (start + 1,)) - 1, end) for start, end in spans)
    return all(place >= 0 and end <= covered[place][1] for place, end in places)
