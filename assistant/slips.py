"""Names a slip or a short form stands for: put right where just one name of the places fits."""

import json
from functools import cache
from importlib.resources import files

from assistant.aliases import LEVELS, SHORTEST
from assistant.homophones import sounds_alike
from assistant.names import Lexicon, UnitId
from assistant.vocabulary.name_words import BRANCH, ECONOMIC_PARK
from index.identity import is_known_stem
from index.printed import fold

_LONG_ENOUGH = 3
_HALF = 2
"""Characters that the first half of a shortened name has at least."""


def repaired_place(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return (as written, place) for a place with one character wrong, where only one place is that near.

    Names of three characters and more may differ in any one character; shorter ones only in look-alikes, in
    every character at most (毫洲: 亳州).
    """
    alike = text.translate(_right_characters())
    hits = {found.name: text[found.start : found.end] for found in lexicon.find_places(alike)}
    index = lexicon.place_slips
    for length in index.lengths:
        for start in range(len(text) - length + 1):
            written = text[start : start + length]
            for alias, right, wrong in index.wrong(written):
                if (
                    wrong in lookalikes().get(right, "")
                    or _may_be_any(alias, right)
                    or _heard(alias, wrong, right)
                ):
                    hits.setdefault(lexicon.place_aliases[alias], written)
    return next(((written, place) for place, written in hits.items()), None) if len(hits) == 1 else None


def _heard(alias: str, wrong: str, right: str) -> bool:
    """Whether a character of a name is another of the same sound, as voice input writes it: 辉州区."""
    return len(alias) >= _LONG_ENOUGH and right not in LEVELS and sounds_alike(wrong, right)


def _may_be_any(alias: str, right: str) -> bool:
    return len(alias) >= _LONG_ENOUGH and right not in LEVELS and alias[0] != right


def unshortened(words: str, lexicon: Lexicon, places: set[str | None]) -> str | None:
    """Return the one name of these places that ``words`` shorten.

    Left out is what opens the name and one stretch (江北集中区管委会: 皖江江北新兴产业集中区管委会), or any
    characters but the first and the last (市文旅局: 市文化旅游体育局). A name that is printed in short is
    found by the whole one (国防动员办: 市国动办).
    """
    stem = _stem(words)
    names = {
        fold(row.names[0])
        for unit, row in lexicon.units.items()
        if unit.place in places
        and not row.is_group
        and any(_same_level(words, n) and _alike(stem, _stem(n, unit.place)) for n in row.names)
    }
    return names.pop() if len(stem) >= SHORTEST and len(names) == 1 else None


def at_other_level(name: str, lexicon: Lexicon, places: set[str | None]) -> str | None:
    """Return the one unit of these places that ``name`` is at another level: 区教育局 for 市教育局."""
    names = {
        level + name[1:]
        for level in LEVELS
        if name[:1] in LEVELS and any(u.place in places for u in lexicon.candidates(level + name[1:]))
    }
    return names.pop() if len(names) == 1 else None


def _same_level(words: str, name: str) -> bool:
    """Whether neither says another level than the other: 区教育局 is no name of 市教育局."""
    levels = {text[0] for text in (words, fold(name)) if text[0] in LEVELS}
    return len(levels) < 2  # noqa: PLR2004 - two levels


def _alike(stem: str, name: str) -> bool:
    return _shortens(stem, name) or _shortened(stem) == name


def _shortened(stem: str) -> str:
    """The first character of each word of two, and what the name ends with: 国防动员办 is 国动办."""
    return stem[:-1:2] + stem[-1:] if len(stem) % 2 else ""


def _shortens(stem: str, name: str) -> bool:
    if BRANCH.search(name) and not BRANCH.search(stem):
        return False  # 区生态环境局 is no name of 区生态环境分局
    if name.endswith(stem):
        return not is_known_stem(stem)  # 市体育局 is a bureau of its own, not 市文化旅游体育局
    for at in range(_HALF, len(stem)):
        _, head, behind = name.partition(stem[:at])
        if head and behind.endswith(stem[at:]):
            return True
    rest = iter(name)
    return name[0] == stem[0] and name[-1] == stem[-1] and all(character in rest for character in stem)


def _stem(name: str, place: str | None = None) -> str:
    """The name without its level or place, and with one word for the parks that are called by several."""
    town = place[:-1].split("市")[-1] if place else ""
    bare = _without_level(fold(name))
    bare = bare.removeprefix(town) if len(bare) - len(town) > SHORTEST else bare
    return ECONOMIC_PARK.sub("开发区", bare)


def _without_level(name: str) -> str:
    return name[1:] if name[:1] in LEVELS else name


def repaired_unit(name: str, lexicon: Lexicon, places: set[str | None], *, alike: bool = False) -> str | None:
    """Return the alias one character away, if there is just one and ``name`` is no real unit name.

    Where several are that near, or ``alike`` says so, only a look-alike counts (狄港镇: 荻港镇, not 新港镇).
    """
    if is_known_stem(_without_level(name)):
        return None
    index = lexicon.unit_slips
    near: dict[tuple[UnitId, ...], tuple[str, bool]] = {}
    for alias, right, wrong in (*index.wrong(name), *index.longer_or_shorter(name)):
        held = tuple(unit for unit in lexicon.candidates(alias) if unit.place in places)
        if held and right not in LEVELS:
            near[held] = (alias, wrong in lookalikes().get(right, "") or sounds_alike(wrong, right))
    only_alike = alike or len(near) > 1
    sure = [alias for alias, looks_like in near.values() if looks_like or not only_alike]
    return sure[0] if len(sure) == 1 else None


@cache
def lookalikes() -> dict[str, str]:
    """Characters and those often written in their place, from ``data/lookalikes.json``."""
    data = json.loads(files("assistant").joinpath("data/lookalikes.json").read_text("utf-8"))
    return dict(data["characters"])


@cache
def _right_characters() -> dict[int, str]:
    """Look-alikes that stand for one character alone, with that character."""
    held: dict[str, set[str]] = {}
    for right, wrong in lookalikes().items():
        for character in wrong:
            held.setdefault(character, set()).add(right)
    return {ord(wrong): rights.pop() for wrong, rights in held.items() if len(rights) == 1}


@cache
def known_cities() -> frozenset[str]:
    """Names of cities, to tell a place that is not in the corpus from a topic."""
    data = json.loads(files("assistant").joinpath("data/cities.json").read_text("utf-8"))
    return frozenset(data["cities"])
