"""Which tasks a written text states, so that a generated answer is scored as a set like any other."""

from assistant.word_index import plain
from evals.selection import Corpus

_LENGTH = 8
_HALF = 0.5


class Stated:
    """Finds the tasks of a corpus in free text."""

    def __init__(self, corpus: Corpus) -> None:
        self._pieces = {
            item.id: [_pieces(plain(task.text.text)) for task in item.records] for item in corpus.items
        }

    def tasks(self, text: str) -> set[str]:
        """Return the ids of the tasks of which ``text`` prints at least half."""
        said = plain(text)
        return {
            task
            for task, records in self._pieces.items()
            if any(sum(piece in said for piece in pieces) >= _HALF * len(pieces) for pieces in records)
        }


def _pieces(text: str) -> list[str]:
    """All runs of eight characters; the whole text where it is shorter."""
    return [text[start : start + _LENGTH] for start in range(max(1, len(text) - _LENGTH + 1))]
