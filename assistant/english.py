"""Departments named in English, put into Chinese before the question is read: Commerce Bureau is 商务局."""

import json
import re
from functools import cache
from importlib.resources import files

from assistant.names import Lexicon

_KIND = r"(?:bureau|commission|committee|department|office|authority|administration)"
_LEVEL = r"(?:(?:the|municipal|city|district|county|people's|local)\s+)*"


def in_chinese(text: str, lexicon: Lexicon) -> str:
    """Return the question with the departments it names in English written in Chinese.

    Of several Chinese names the one is taken that the place asked about uses.
    """
    if not re.search(_KIND, text, re.IGNORECASE):
        return text
    places = {hit.name for hit in lexicon.find_places(text)}
    return _pattern().sub(lambda match: _chinese(match, lexicon, places), text)


def _chinese(match: re.Match[str], lexicon: Lexicon, places: set[str]) -> str:
    names = _units()[(match[1] or match[2]).lower()]
    known = (name for name in names for unit in lexicon.candidates(name) if unit.place in places)
    return next(known, names[0])


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(words) for words in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"\b{_LEVEL}(?:({words})\s+{_KIND}|{_KIND}\s+(?:of|for)\s+({words}))\b", re.IGNORECASE)


@cache
def _units() -> dict[str, list[str]]:
    data = json.loads(files("assistant").joinpath("data/english_units.json").read_text("utf-8"))
    return dict(data["units"])
