"""Text that remembers where each of its characters stands in the source."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from index.records import Origin, Span, Value

NBSP = "\u00a0"


def fold(text: str) -> str:
    """Return ``text`` with full-width forms made half-width, character for character.

    Only folds that keep one character one character are made, so offsets stay valid. U+00A0 is
    kept: in these notices it marks an empty cell.
    """
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character < "\u3000" or character in "\u3001\u3002":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


class Printed:
    """A run of source characters: ``text`` and the source offset of each character."""

    def __init__(self, text: str, offsets: tuple[int, ...]) -> None:
        """Pair ``text`` with ``offsets``, one for each character."""
        self.text = text
        self.offsets = offsets

    @classmethod
    def at(cls, text: str, start: int) -> "Printed":
        """Return ``text`` as it stands in the source from offset ``start`` on."""
        return cls(text, tuple(range(start, start + len(text))))

    @classmethod
    def join(cls, pieces: Iterable["Printed"]) -> "Printed":
        """Return the pieces as one, in order, nothing put between them."""
        held = list(pieces)
        offsets = tuple(offset for piece in held for offset in piece.offsets)
        return cls("".join(piece.text for piece in held), offsets)

    @cached_property
    def folded(self) -> str:
        """The text in half-width forms, for matching; same length as ``text``."""
        return fold(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Printed({self.text!r})"

    def __getitem__(self, part: slice) -> "Printed":
        return Printed(self.text[part], self.offsets[part])

    def strip(self, characters: str | None = None) -> "Printed":
        """Return the text without leading and trailing whitespace, or ``characters``."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : max(start, len(self.text.rstrip(characters)))]

    def split(self, pattern: re.Pattern[str]) -> Iterator["Printed"]:
        """Yield the non-empty pieces between the matches of ``pattern`` in the folded text."""
        start = 0
        for match in pattern.finditer(self.folded):
            if match.start() > start:
                yield self[start : match.start()]
            start = match.end()
        if start < len(self):
            yield self[start:]

    def without_space(self) -> "Printed":
        """Return the text with all whitespace taken out."""
        return self._keep(index for index, char in enumerate(self.text) if not char.isspace())

    def without_inner_space(self) -> "Printed":
        """Return the text with whitespace taken out beside Chinese, one blank kept between Latin words."""
        stripped = self.strip()
        kept = [i for i in range(len(stripped)) if not stripped.text[i].isspace() or stripped._parts_words(i)]
        return stripped._keep(kept)

    def _parts_words(self, index: int) -> bool:
        """Whether the space at ``index`` is the first of a run between two Latin words."""
        before = self.text[index - 1]
        after = self.text[index:].lstrip()[:1]
        return before.isascii() and before.isalnum() and after.isascii() and after.isalpha()

    def _keep(self, indexes: Iterable[int]) -> "Printed":
        held = list(indexes)
        return Printed("".join(self.text[i] for i in held), tuple(self.offsets[i] for i in held))


class LineIndex:
    """Finds the line of an offset and makes spans."""

    def __init__(self, text: str) -> None:
        """Index the line starts of the source ``text``."""
        self._text = text
        self.starts = line_starts(text)

    def line_of(self, offset: int) -> int:
        """Return the 1-based line that holds the character at ``offset``."""
        return bisect_right(self.starts, offset)

    def spans(self, printed: Printed) -> tuple[Span, ...]:
        """Return the source pieces of ``printed``; pieces parted by whitespace alone are one."""
        runs: list[list[int]] = []
        for offset in printed.offsets:
            if runs and offset >= runs[-1][1] and not self._text[runs[-1][1] : offset].strip():
                runs[-1][1] = offset + 1
            else:
                runs.append([offset, offset + 1])
        return tuple(Span(line=self.line_of(start), start=start, end=end) for start, end in runs)

    def value(self, printed: Printed, origin: Origin = Origin.RULE) -> Value:
        """Return ``printed`` as a record value."""
        return Value(text=printed.text, spans=self.spans(printed), origin=origin)


def line_starts(text: str) -> list[int]:
    r"""Return the offset at which each line begins; lines end in ``\n``, ``\r\n`` or ``\r``."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
