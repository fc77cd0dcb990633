"""All the ways a name of the corpus may be written in a question."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from index.identity import variants
from index.printed import fold
from index.records_schema import UnitRow

LEVELS = "市区县省"
_ALL = (*LEVELS, "")
SHORTEST = 3
"""Characters a unit alias must have at least."""

_SHORT_BODIES = {"残联", "妇联", "科协", "文联", "侨联", "团委"}
"""Bodies that go by two characters."""
_QUOTES = re.compile(r"[“”‘’\"'\s]")
_MONTH_DEADLINE = re.compile(r"^(20\d\d)年?(\d{1,2})月(.*)$")
_YEAR_END = re.compile(r"^20\d\d年底前?$")
_POST_PREFIX = re.compile(r"^[市区县]?(政府|委)?")
_BRACKETS = re.compile(r"\([^()]*\)")


def unit_aliases(row: UnitRow) -> set[str]:
    """Return all names of a unit: printed ones, those of its family, with and without its level."""
    names: set[str] = set(variants(row.key)) | {row.key}
    for printed in row.names:
        folded = fold(printed).removeprefix("等")
        names |= {folded, _QUOTES.sub("", folded), _BRACKETS.sub("", folded)}
    names |= {name.replace("人民政府", "政府") for name in names}
    names |= {name.replace("政府办公室", "府办") for name in names}
    names |= {re.sub(r"(?<=[县市区])政府$", "人民政府", name) for name in names}
    names |= {name[1:] for name in names if name[:1] in LEVELS and len(name) > SHORTEST}
    names |= set(_league_names(row))
    short = {name[1:] for name in names if name[:1] in LEVELS and name[1:] in _SHORT_BODIES}
    return {name for name in names if len(name) >= SHORTEST} | short


def renamed(name: str) -> list[str]:
    """Return what a department was called before or after a reform (``data/renamed.json``), to suggest."""
    stem = name[1:] if name[:1] in LEVELS else name
    return [
        f"{level}{other}" for family in _renamed() if stem in family for other in family for level in _ALL
    ]


@cache
def _renamed() -> list[list[str]]:
    data = json.loads(files("assistant").joinpath("data/renamed.json").read_text("utf-8"))
    return [list(map(str, family)) for family in data["families"]]


def _league_names(row: UnitRow) -> Iterator[str]:
    """团市委 of 阜阳市 is 共青团阜阳市委, too."""
    match = re.fullmatch(r"团([市区县]委)", row.key)
    if match:
        inner = _bare_place(row.place or "")
        yield from (f"共青团{match[1]}", f"共青团{inner}{match[1]}", f"团{inner}{match[1]}")


def area_aliases(row: UnitRow) -> set[str]:
    """Return the bare areas of a government: 谯城区政府 -> 谯城区; 亳州高新区管委会 -> 亳州高新区."""
    names = {re.sub(r"(人民政府|政府|管委会)$", "", fold(name)) for name in row.names}
    names |= {f"{name}{tail}" for name in names for tail in ("政府", "人民政府") if row.kind != "park"}
    return {name for name in names if len(name) >= SHORTEST and name[:1] not in LEVELS}


def place_aliases(place: str) -> set[str]:
    """Return the names of a place: 黄山市徽州区 is 徽州区 and 徽州, too."""
    inner = re.sub(r"^.+?市(?=.{2,}[区县市]$)", "", place)
    return {name for name in (place, inner, _bare_place(place)) if len(name) > 1}


def _bare_place(place: str) -> str:
    return re.sub(r"[市区县]$", "", re.sub(r"^.+?市(?=.{2,}[区县市]$)", "", place))


def leader_aliases(leader: str) -> set[str]:
    """Return a name or post with and without its office: 市政府常务副市长 is 常务副市长, too."""
    return {leader, _POST_PREFIX.sub("", leader)} - {""}


def deadline_aliases(printed: str) -> set[str]:
    """Return 202112月底前 as 2021年12月底前, 12月底前, 12月底, 年底前; 2024年底 as 年底; else itself."""
    names = {printed}
    match = _MONTH_DEADLINE.match(printed)
    if match:
        month, rest = match[2], match[3]
        names |= {f"{match[1]}年{month}月{rest}", f"{month}月{rest}", f"{month}月{rest.removesuffix('前')}"}
        if month == "12" and rest.startswith("底"):
            names |= {f"年{rest}", "年底"}
    if _YEAR_END.match(printed):
        names |= {"年底", "年底前", "年底之前"}
    return {name for name in names if len(name) > 1}


@cache
def romanised(places: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return places by their names in Latin letters: wuhu -> 芜湖市. ``places``: (alias, place).

    What several are called (Suzhou) is left out.
    """
    from pypinyin import lazy_pinyin

    held: dict[str, set[str]] = {}
    for alias, place in places:
        name = re.sub(r"[市县区]$", "", alias)
        if len(name) > 1:
            held.setdefault("".join(lazy_pinyin(name)), set()).add(place)
    return {name: found.pop() for name, found in held.items() if len(found) == 1}
