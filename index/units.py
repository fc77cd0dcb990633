"""What a unit's name looks like: how it starts, how it ends, when it is whole, when it is two in one.

``home`` is the name of the notice's place without its level (亳州): bodies of higher authorities carry it.
"""

import re
from functools import lru_cache

from index import vocabulary as v
from index.identity import is_known_stem

MAX_NAME = 60
"""No printed name is longer; longer strings are running text."""
_SHORTEST = 3
_COUNCIL = re.compile(rf"^[{v.LEVELS}](委|机关|(人民)?政府)$")
_OF_LEVEL = re.compile(rf"^[{v.LEVELS}](?=..)")


@lru_cache(maxsize=65536)
def ends_as_unit(name: str) -> bool:
    """Whether ``name`` ends as units do and is more than a tail such as 市政府, 管理局 or 芜湖分局."""
    bare = without_brackets(name)
    fits = 1 < len(bare) <= MAX_NAME and _has_unit_end(bare)
    return fits and not v.UNIT_HEAD.match(bare) and not is_tail(bare)


def _has_unit_end(name: str) -> bool:
    return bool(v.UNIT_END.search(name)) and not v.NOT_UNIT_END.search(name)


def is_tail(name: str) -> bool:
    """Whether ``name`` is only the second half of a wrapped name: 管理局, 区管委会."""
    return bool(v.UNIT_TAIL.match(name))


def starts_as_unit(name: str, home: str = "") -> bool:
    """Whether ``name`` begins as units do: with a level (市…), a group (各…), an authority, its place."""
    return bool(v.UNIT_START.match(name)) or _starts_anew(name, home)


def _starts_anew(name: str, home: str) -> bool:
    """Whether ``name`` begins with what no name goes on with."""
    return bool(v.STRONG_START.match(name)) or bool(home and name.startswith(home))


def is_group(name: str) -> bool:
    """Whether ``name`` stands for many units: all departments or all areas."""
    return bool(v.DEPARTMENT_GROUP.match(name) or v.AREA_GROUP.match(name))


@lru_cache(maxsize=65536)
def is_listed(name: str) -> bool:
    """Whether ``name`` is a level and a stem of the lexicon: whole, whatever words it holds."""
    return bool(_OF_LEVEL.match(name)) and is_known_stem(without_brackets(name)[1:])


@lru_cache(maxsize=65536)
def is_complete(name: str, home: str = "") -> bool:
    """Whether ``name`` starts and ends as a unit and is not two units in one."""
    bare = without_brackets(name)
    if is_group(name) or is_group(bare) or is_listed(bare):
        return True
    if len(bare) < _SHORTEST or not ends_as_unit(bare) or not starts_as_unit(bare, home):
        return False
    return not is_fused(bare, home) and not swallows_another(bare, home)


@lru_cache(maxsize=65536)
def is_fused(name: str, home: str = "") -> bool:
    """Whether some cut makes two units of ``name``: one that ends, and one that starts anew or is whole."""
    return len(name) <= MAX_NAME and any(
        _may_end_at(name, place) and _goes_on(name[place:], home) for place in range(2, len(name) - 1)
    )


def _goes_on(name: str, home: str) -> bool:
    """Whether ``name`` can be the second of two fused names."""
    if _starts_anew(name, home) or _COUNCIL.match(name):
        return True
    return bool(v.UNIT_START.match(name)) and is_complete(name, home)


def _may_end_at(name: str, place: int) -> bool:
    left = name[:place]
    open_ended = v.AREA_GROUP.match(left) or v.UNIT_HEAD.match(left) or splits_word(name, place)
    return _has_unit_end(left) and not open_ended


@lru_cache(maxsize=65536)
def swallows_another(name: str, home: str = "") -> bool:
    """Whether a whole unit of the place ends ``name``, after a cut-off one (市投资促进市发展改革委)."""
    return len(name) <= MAX_NAME and any(
        name[i] in v.LEVELS
        and name[i - 1] not in f"{v.LEVELS}各"
        and not (home and name[:i].endswith(home))
        and not v.LEVEL_WORD.search(name[: i + 1])
        and is_complete(name[i:], home)
        for i in range(3, len(name) - 2)
    )


def splits_word(text: str, place: int) -> bool:
    """Whether ``place`` lies inside a word such as 社会 or 办公 that only looks like the end of a unit."""
    return text[max(0, place - 1) : place + 1] in v.BROKEN_PAIRS


def without_brackets(name: str) -> str:
    """Return ``name`` without what stands in brackets."""
    return v.BRACKETED.sub("", name) or name


def home_of(place: str | None) -> str:
    """Return a place without its level and what it belongs to: 亳州 for 亳州市, 徽州 for 黄山市徽州区."""
    if not place:
        return ""
    bare = place[:-1] if place[-1] in v.LEVELS else place
    return re.split(f"[{v.LEVELS}](?=..)", bare)[-1]
