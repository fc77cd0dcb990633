"""Characters of the same sound, tones aside."""

import re
from collections import defaultdict
from collections.abc import Iterable

_USUAL = 2
"""Sounds of a character that are in use (长: zhang, chang); further ones are rare."""
_LOOSE = (
    (re.compile(r"^([zcs])h"), r"\1"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"(?<=[aei]n)g$"), ""),
)
"""What southern speakers and voice input mix up: zh/z, ch/c, sh/s, n/l, -ng/-n."""


class Homophones:
    """Some characters, found by the sound of another."""

    def __init__(self, characters: Iterable[str], *, loose: bool = False) -> None:
        """``characters``: those to be found; ``loose`` takes sounds that speakers mix up for the same."""
        self._loose = loose
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for character in sorted(c for c in characters if "\u4e00" <= c <= "\u9fff"):
            for sound in dict.fromkeys(self._sounds(character)[:_USUAL]):
                self._by_sound[sound].append(character)

    def of(self, character: str) -> list[str]:
        """Return the other characters that have the sound which this one has first."""
        return [c for c in self._by_sound.get(self._sounds(character)[0], ()) if c != character]

    def _sounds(self, character: str) -> list[str]:
        """The sounds of a character, the most usual first."""
        from pypinyin import Style, pinyin  # takes a third of a second, so only where there is a slip

        sounds = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        return list(map(_loosely, sounds)) if self._loose else sounds


def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters have their most usual sound in common."""
    return bool(one) and other in Homophones(other).of(one)


def _loosely(sound: str) -> str:
    for pattern, instead in _LOOSE:
        sound = pattern.sub(instead, sound)
    return sound
