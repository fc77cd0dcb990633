"""Text that remembers where each of its characters stands in the source."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from index.records import Origin, Span, Value

_GAP = re.compile(r"\s+")
# Blanks but the first between two Latin words: "RCEP  Forum" keeps one, "GDP 5" and "市 政府" keep none.
_CHINESE_GAP = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z\s])|(?<=\s)\s+")


class _Folds(dict[int, int]):
    """Code points and their half-width forms, found as they are asked for."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = _half_width(code)
        return folded


def _half_width(code: int) -> int:
    """The half-width form; the character itself below U+3000 (U+00A0 marks an empty cell), 、 and 。."""
    if code < ord("\u3000") or chr(code) in "、。":
        return code
    folded = unicodedata.normalize("NFKC", chr(code))
    return ord(folded) if len(folded) == 1 else code


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return ``text`` with full-width forms made half-width, character for character.

    Only folds that keep one character one character are made, so offsets stay valid. U+00A0 is
    kept: in these notices it marks an empty cell.
    """
    return text.translate(_FOLDS)


class Printed:
    """A run of source characters: ``text`` and the source offset of each character."""

    __slots__ = ("_folded", "offsets", "text")

    def __init__(self, text: str, offsets: Sequence[int], folded: str | None = None) -> None:
        """Pair ``text`` with ``offsets``, one for each character; ``folded`` where it is known already."""
        self.text = text
        self.offsets = offsets
        self._folded = folded

    @classmethod
    def at(cls, text: str, start: int) -> "Printed":
        """Return ``text`` as it stands in the source from offset ``start`` on."""
        return cls(text, range(start, start + len(text)))

    @classmethod
    def join(cls, pieces: Iterable["Printed"]) -> "Printed":
        """Return the pieces as one, in order, nothing put between them."""
        held = list(pieces)
        if len(held) == 1:
            return held[0]
        offsets = tuple(offset for piece in held for offset in piece.offsets)
        return cls("".join(piece.text for piece in held), offsets)

    @property
    def folded(self) -> str:
        """The text in half-width forms, for matching; same length as ``text``."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Printed({self.text!r})"

    def __getitem__(self, part: slice) -> "Printed":
        return Printed(self.text[part], self.offsets[part], self._folded and self._folded[part])

    def strip(self, characters: str | None = None) -> "Printed":
        """Return the text without leading and trailing whitespace, or ``characters``."""
        stripped = self.text.strip(characters)
        if len(stripped) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip(characters))
        return self[start : start + len(stripped)]

    def split(self, pattern: re.Pattern[str]) -> Iterator["Printed"]:
        """Yield the non-empty pieces between the matches of ``pattern`` in the folded text."""
        start = 0
        for match in pattern.finditer(self.folded):
            if match.start() > start:
                yield self[start : match.start()]
            start = match.end()
        if start < len(self):
            yield self[start:]

    def without(self, pattern: re.Pattern[str]) -> "Printed":
        """Return the text with the characters that match ``pattern`` taken out."""
        gone = {index for match in pattern.finditer(self.text) for index in range(*match.span())}
        return self._keep(index for index in range(len(self)) if index not in gone) if gone else self

    def without_space(self) -> "Printed":
        """Return the text with all whitespace taken out."""
        return self.without(_GAP)

    def without_inner_space(self) -> "Printed":
        """Return the text with whitespace taken out beside Chinese, one blank kept between Latin words."""
        return self.strip().without(_CHINESE_GAP)

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
