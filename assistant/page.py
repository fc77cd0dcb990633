"""The question being read: what is understood is struck out, what is left is still to be understood."""

import re
from dataclasses import dataclass, field

from assistant.vocabulary import filler_words, name_words

_SAYS_SOMETHING = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE_WORDS = re.compile(r"[(“\"]([\u4e00-\u9fff]{2,20})[)”\"]")
MASK = "\u0001"


@dataclass
class Page:
    """A cleaned question. ``left`` has the same length as ``text``, with what is understood masked."""

    text: str
    left: str = ""
    repairs: list[str] = field(default_factory=list)
    """Slips that were put right, in words for the user."""

    def __post_init__(self) -> None:
        self.left = self.text

    def strike(self, start: int, end: int) -> None:
        """Mask a stretch."""
        self.left = self.left[:start] + MASK * (end - start) + self.left[end:]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find a pattern in what is left and mask it; an empty match is none."""
        match = pattern.search(self.left)
        if match is None or not match[0]:
            return None
        self.strike(match.start(), match.end())
        return match

    def take_all(self, *patterns: re.Pattern[str]) -> None:
        """Mask every match of the patterns, in their order."""
        for pattern in patterns:
            while self.take(pattern):
                pass

    def topic(self) -> str:
        """Return what is left to be searched for, fillers taken out; empty where nothing is."""
        quoted = self._quoted()
        if quoted:
            return quoted
        pieces = self.left.split(MASK)
        told = " ".join(filter(None, map(telling, pieces)))
        return told or telling("".join(_trimmed(filler_words.FILLER.sub("", piece)) for piece in pieces))

    def _quoted(self) -> str:
        """Quoted words, whole: names and fillers inside them mean nothing (智慧繁昌, 1%工作法)."""
        english = len(_LATIN.findall(self.text)) > len(self.text) / 2
        # In an English question, the words in Chinese.
        marks = _CHINESE_WORDS if english else name_words.QUOTED
        spans = [match.span(1) for match in marks.finditer(self.text)]
        return " ".join(
            self.text[start:end] for start, end in spans if _SAYS_SOMETHING.search(self.left[start:end])
        )


def telling(text: str) -> str:
    """Return the words of ``text`` that tell something: fillers go, and function words at the ends."""
    words = (_trimmed(word) for word in filler_words.FILLER.sub(" ", text).split())
    return " ".join(word for word in words if len(word) > 1 and _SAYS_SOMETHING.search(word))


def _trimmed(word: str) -> str:
    held = ""
    while held != word:
        held, word = word, filler_words.EDGE.sub("", word)
    return word
