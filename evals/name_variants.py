"""The names a question may use for what a notice prints: units, places, tasks.

Worked out from the printed names and the families of ``index/data/units.json`` alone, not from the
assistant's own list of aliases: what that list lacks has to show.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from index.identity import identify, identities, variants
from index.printed import fold
from index.records import Notice

_SHORTEST = 3
_LEVELS = "市区县"
_LAST_BRACKETS = re.compile(r"\([^()]*\)$")


def unit_names(notice: Notice) -> dict[str, tuple[str, ...]]:
    """Return the names of each unit of ``notice`` by canonical key, printed ones first; groups have none.

    A name that may mean two units of the notice is left out.
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for key, name in _printed(notice):
        names[key][name] = None
    for key, known in names.items():
        known.update(dict.fromkeys(it for it in variants(key) if identify(it, notice.place).key == key))
        known.update(dict.fromkeys(_without_level(list(known), notice.place or "")))
    owners: dict[str, set[str]] = defaultdict(set)
    for key, held in names.items():
        for name in held:
            owners[name].add(key)
    return {key: tuple(name for name in held if len(owners[name]) == 1) for key, held in names.items()}


def _printed(notice: Notice) -> Iterator[tuple[str, str]]:
    """Key and name of every unit and of every body in brackets, as often as they are printed."""
    for task in notice.tasks:
        found = identities([unit.text for unit in task.units], notice.place)
        for unit, identity in zip(task.units, found, strict=True):
            if not identity.group:
                yield identity.key, _LAST_BRACKETS.sub("", fold(unit.text))
                yield from ((body, body) for body in identity.bodies)


def _without_level(names: list[str], place: str) -> Iterator[str]:
    """商务局 for 市商务局: behind the place, people leave the level out (芜湖市商务局)."""
    for name in names:
        if name[0] in _LEVELS and place.endswith(name[0]) and len(name) > _SHORTEST:
            yield name[1:]


def place_names(place: str) -> tuple[str, ...]:
    """Return the names of a place: 黄山市徽州区 is 徽州区 and 徽州, too."""
    inner = re.sub(r"^.+?市(?=.{2,}[区县市]$)", "", place)
    return tuple(dict.fromkeys((place, inner, re.sub(r"[市区县]$", "", inner))))


def printed_serial(serial: str) -> str:
    """Return a serial as a question says it: 12.(3) is 12.(3), 36.91) is 91)."""
    return serial.rpartition(".")[2] if serial.endswith(")") and "(" not in serial else serial
