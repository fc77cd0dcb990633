"""Slips of one character in names of places and units: repaired where just one name is that near."""

import json
from functools import cache
from importlib.resources import files

from assistant.aliases import LEVELS
from assistant.names import Lexicon, UnitId
from index.identity import is_known_stem

_LONG_ENOUGH = 3


def repaired_place(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return (as written, place) for a place with one character wrong, where only one place is that near.

    Names of three characters and more may differ in any one character; shorter ones only in a look-alike.
    """
    hits: dict[str, str] = {}
    index = lexicon.place_slips
    for length in index.lengths:
        for start in range(len(text) - length + 1):
            written = text[start : start + length]
            for alias, right, wrong in index.wrong(written):
                if wrong in lookalikes().get(right, "") or _may_be_any(alias, right):
                    hits.setdefault(lexicon.place_aliases[alias], written)
    return next(((written, place) for place, written in hits.items()), None) if len(hits) == 1 else None


def _may_be_any(alias: str, right: str) -> bool:
    return len(alias) >= _LONG_ENOUGH and right not in LEVELS and alias[0] != right


def repaired_unit(name: str, lexicon: Lexicon, places: set[str | None]) -> str | None:
    """Return the alias one character away, if there is just one and ``name`` is no real unit name.

    Where several are that near, a look-alike decides (狄港镇: 荻港镇, not 新港镇).
    """
    if is_known_stem(name[1:] if name[:1] in LEVELS else name):
        return None
    index = lexicon.unit_slips
    near: dict[tuple[UnitId, ...], tuple[str, bool]] = {}
    for alias, right, wrong in (*index.wrong(name), *index.longer_or_shorter(name)):
        held = tuple(unit for unit in lexicon.candidates(alias) if unit.place in places)
        if held and right not in LEVELS:
            near[held] = (alias, wrong in lookalikes().get(right, ""))
    sure = (
        [alias for alias, alike in near.values() if alike] if len(near) > 1 else [a for a, _ in near.values()]
    )
    return sure[0] if len(sure) == 1 else None


@cache
def lookalikes() -> dict[str, str]:
    """Characters and those often written in their place, from ``data/lookalikes.json``."""
    data = json.loads(files("assistant").joinpath("data/lookalikes.json").read_text("utf-8"))
    return dict(data["characters"])


@cache
def known_cities() -> frozenset[str]:
    """Names of cities, to tell a place that is not in the corpus from a topic."""
    data = json.loads(files("assistant").joinpath("data/cities.json").read_text("utf-8"))
    return frozenset(data["cities"])
