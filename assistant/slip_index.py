"""Names found by all but one of their characters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


class SlipIndex:
    """Names by (position of one character, the rest): a slip at that position finds them."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index ``names``."""
        self._names = frozenset(names)
        near: dict[tuple[int, str], list[str]] = defaultdict(list)
        for name in sorted(self._names):
            for position in range(len(name)):
                near[position, name[:position] + name[position + 1 :]].append(name)
        self._near = dict(near)
        self.lengths = sorted({len(name) for name in self._names}, reverse=True)

    def wrong(self, written: str) -> Iterator[tuple[str, str, str]]:
        """Yield (name, right, wrong character) for names with one other character than ``written``."""
        for position, character in enumerate(written):
            rest = written[:position] + written[position + 1 :]
            yield from ((name, name[position], character) for name in self._near.get((position, rest), ()))

    def longer_or_shorter(self, written: str) -> Iterator[tuple[str, str, str]]:
        """Yield the same for names that ``written`` lacks a character of, or has one too many."""
        for position in range(len(written) + 1):
            yield from ((name, name[position], "") for name in self._near.get((position, written), ()))
        for position, character in enumerate(written):
            rest = written[:position] + written[position + 1 :]
            if rest in self._names:
                yield rest, "", character
