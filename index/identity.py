"""Who a printed unit name means: one canonical key for all names of a unit within a place.

市发改委, 市发展改革委 and 市发展和改革委员会 are one unit of their place. Names are brought to one key by
rules (brackets, 委员会 -> 委, 和 left out) and by the families of ``data/units.json``, which staff may edit.
Never by likeness: 市水利局 and 市水务局 stay two. A unit of another place is another unit, whatever its key.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

from index import vocabulary as v
from index.printed import fold

Kind = Literal["department", "local", "park", "town", "enterprise", "members", "group"]

_BRACKETS = re.compile(r"\(([^()]*)\)")
_ANY_PARK = re.compile(r"^(开发区|园区|开发园区|功能区)(管委会|管理委员会)$")
_LEVEL = re.compile(r"^([市区县省])")
_REWRITES = (
    (re.compile("委员会$"), "委"),
    (re.compile("管理委$"), "管委会"),
    (re.compile("办公室$"), "办"),
    (re.compile("监督管理"), "监管"),
    (re.compile("人民政府"), "政府"),
    (re.compile("(?<=.)和(?=[^平].)"), ""),
    (re.compile("^人民银行"), "人行"),
    (re.compile("(?<=.)市(?=中心支行$)"), ""),
    (re.compile("经济(技术)?开发区"), "经开区"),
    (re.compile("高新技术(产业)?开发区"), "高新区"),
    (re.compile("^等"), ""),
    (re.compile("其他(?=成员单位$)"), ""),
    (re.compile("^各(?=.+成员单位$)"), ""),
    (re.compile("[“”‘’\"'·\\s]"), ""),
)


@dataclass(frozen=True)
class Identity:
    """A unit within its place.

    ``key``: the canonical name; ``bodies``: keys of bodies named in brackets (市国资委 in
    市财政局(市国资委)); ``kind``: what sort of unit; ``covers``: for a group, what sorts it stands for.
    """

    key: str
    bodies: tuple[str, ...]
    kind: Kind
    covers: frozenset[Kind] = frozenset()

    @property
    def group(self) -> bool:
        """Whether the name stands for many units (各县市区政府)."""
        return self.kind == "group"


@lru_cache(maxsize=65536)
def identify(name: str, place: str | None = None) -> Identity:
    """Return the identity of a printed unit name; ``place`` adds the equivalents that hold only there."""
    folded = fold(name).strip()
    outer = _BRACKETS.sub("", folded) or folded
    kind = _kind(outer)
    if kind == "group":
        return Identity(canonical(outer, place), (), kind, _covers(folded))
    level = outer[0] if _LEVEL.match(outer) else ""
    bodies = tuple(canonical(body if _LEVEL.match(body) else level + body, place) for body in _bodies(folded))
    return Identity(canonical(outer, place), bodies, kind)


def identities(names: Sequence[str], place: str | None = None) -> tuple[Identity, ...]:
    """Return the identities of the units of one task, ``names`` in printed order.

    A bare 开发区管委会 right behind 各县市区政府 stands for all parks (Wuhu 2024); elsewhere it is the one
    park of its place (Huizhou 2023).
    """
    found: list[Identity] = []
    for name in names:
        unit = identify(name, place)
        if _ANY_PARK.match(fold(name).strip()) and found and found[-1].group and "local" in found[-1].covers:
            unit = replace(unit, key=f"各{unit.key}", kind="group", covers=frozenset[Kind](("park",)))
        found.append(unit)
    return tuple(found)


def _bodies(folded: str) -> list[str]:
    """Bracketed bodies at the end of a name; a qualifier in the middle (市机场(空港)公司) is none."""
    return [
        match[1] for match in _BRACKETS.finditer(folded) if match.end() == len(folded) and len(match[1]) > 1
    ]


@lru_cache(maxsize=65536)
def canonical(name: str, place: str | None = None) -> str:
    """Return the canonical form of a name: level (市, 区 …) and the full stem of its family."""
    text = _rewritten(_BRACKETS.sub("", fold(name)) or fold(name))
    text = _local_names(place).get(text, text)
    level = _LEVEL.match(text)
    stem = text[level.end() :] if level else text
    return (level[1] if level else "") + _families().get(stem, stem)


@cache
def _families() -> dict[str, str]:
    """Each known stem, in rewritten form, with the canonical stem of its family."""
    return {_rewritten(stem): family[0] for family in _data()["families"] for stem in family}


@cache
def _local_names(place: str | None) -> dict[str, str]:
    """The same for whole names that are one unit in ``place`` only."""
    families = _data()["places"].get(place or "", [])
    return {_rewritten(name): _rewritten(family[0]) for family in families for name in family}


@cache
def _data() -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(files("index").joinpath("data/units.json").read_text("utf-8")))


def _rewritten(stem: str) -> str:
    for pattern, replacement in _REWRITES:
        stem = pattern.sub(replacement, stem)
    return stem


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("members", re.compile(r"成员单位$")),
    ("group", v.DEPARTMENT_GROUP),
    ("group", v.AREA_GROUP),
    ("group", re.compile(r"^各")),
    ("members", v.MEMBERS_GROUP),
    ("park", re.compile(r"管委会$|产业园$")),
    ("local", re.compile(r"[县区市旗](人民)?政府$")),
    ("town", re.compile(r"(?<!城)[镇乡](人民)?(政府)?$|街道(办事处)?$")),
    ("enterprise", re.compile(r"(公司|集团)$")),
)


def _kind(name: str) -> Kind:
    """The sort of unit by the words of its name, the first of ``_KINDS`` that fits."""
    bare = name.removeprefix("等")
    return next((kind for kind, pattern in _KINDS if pattern.search(bare)), "department")


def _covers(name: str) -> frozenset[Kind]:
    """What a group stands for, by its words: 市政府各部门、各直属机构 are departments, never enterprises."""
    kinds: set[Kind] = set()
    if v.DEPARTMENT_GROUP.match(name) or re.search(r"部门|直属|各单位", name):
        kinds.add("department")
    if re.search(r"[县市区旗][)、县市区旗]*(人民)?(政府)?$|各地|载体", name) and not re.search(
        r"(园|开发|功能|片)区$", name
    ):
        kinds.add("local")
    if re.search(r"载体|开发区|园区|功能区|板块|片区|各地", name):
        kinds.add("park")
    if re.search(r"(?<!城)[镇乡]|街道|各地", name):
        kinds.add("town")
    return frozenset(kinds)


def variants(key: str) -> tuple[str, ...]:
    """Return the other ways to write a canonical key, by its family; the key itself first."""
    level = _LEVEL.match(key)
    prefix = level[1] if level else ""
    stem = key[len(prefix) :]
    family = next((family for family in _data()["families"] if family[0] == stem), [stem])
    return tuple(prefix + name for name in family)


@cache
def stems() -> tuple[str, ...]:
    """Return the lexicon's units without 市, 区 …: the canonical name of each family, and the rest."""
    return (*(str(family[0]) for family in _data()["families"]), *map(str, _data()["stems"]))


def is_known_stem(stem: str) -> bool:
    """Whether ``stem`` (a name without 市, 区 …) is a real kind of unit, in the corpus or not."""
    return _rewritten(fold(stem)) in _known_stems()


@cache
def _known_stems() -> frozenset[str]:
    return frozenset(_families()) | {_rewritten(stem) for stem in _data()["stems"]}
