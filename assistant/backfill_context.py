"""What the rest of a notice tells about a row with a blank: rows like it, habits of its units, who is near.

Examples and habits leave out the record that repeats the row: what it prints of the answer would make a
measurement on masked rows worthless.
"""

from collections import Counter
from collections.abc import Sequence

from index.blank_options import nearest, same_task
from index.identity import identities
from index.records import Notice, Task

_EXAMPLES = 3
_SPREAD = 3
"""Runs whose examples are equally alike: each takes every third row of the ranking."""
_CELLS = 8
_FEWEST = 2
"""Units of a row whose split is worth showing."""


def examples(notice: Notice, task: Task, run: int = 0) -> tuple[Task, ...]:
    """Return certain rows of several units, those first that share most units with ``task``."""
    wanted = _keys(notice, task)
    rows = [
        other
        for other in _others(notice, task)
        if other.boundary == "certain" and len(other.units) >= _FEWEST
    ]
    rows.sort(key=lambda it: (-_likeness(wanted, _keys(notice, it)), abs(it.ordinal - task.ordinal)))
    start = run % _SPREAD + run // _SPREAD * _EXAMPLES * _SPREAD
    return tuple(rows[start::_SPREAD][:_EXAMPLES])


def habits(notice: Notice, task: Task) -> tuple[tuple[int, int], ...]:
    """Return how often each unit of ``task`` leads and supports in the other rows, where that is certain."""
    led, supported = Counter[str](), Counter[str]()
    for other in _others(notice, task):
        if other.boundary == "certain":
            for position, key in enumerate(_keys(notice, other)):
                (led if other.role_of(position) == "lead" else supported)[key] += 1
    return tuple((led[key], supported[key]) for key in _keys(notice, task))


def counted(notice: Notice, name: str) -> int:
    """Return how often a name is printed as a unit of the notice."""
    return sum(unit.text == name for task in notice.tasks for unit in task.units)


def leader_cells(notice: Notice, task: Task) -> tuple[tuple[Task, tuple[str, ...]], ...]:
    """Return sets of leaders, each with the nearest record that prints it and what ``task`` lacks of it.

    Only sets that hold the leaders still printed with ``task``; what it lacks is never empty.
    """
    own = {leader.text for leader in task.leaders}
    found: dict[tuple[str, ...], tuple[Task, tuple[str, ...]]] = {}
    for other in nearest(notice, task):
        names = tuple(leader.text for leader in other.leaders)
        if own < set(names):
            found.setdefault(names, (other, tuple(name for name in names if name not in own)))
    return tuple(found.values())[:_CELLS]


def _others(notice: Notice, task: Task) -> list[Task]:
    return [other for other in notice.tasks if not same_task(other, task)]


def _keys(notice: Notice, task: Task) -> tuple[str, ...]:
    return tuple(unit.key for unit in identities([unit.text for unit in task.units], notice.place))


def _likeness(wanted: Sequence[str], found: Sequence[str]) -> float:
    """Share of units in common; the first unit counts double, for it says most about the row."""
    common = len(set(wanted) & set(found)) + (wanted[:1] == found[:1])
    return common / (max(len(wanted), len(found)) + 1)
