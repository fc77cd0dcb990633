"""Hiding what the rules know: certain rows made to look like rows with a gap, each with the true value.

What stays visible is what a real gap of the kind leaves visible. Rows where the mask would hide nothing (one
unit, one possible split) are left out; so are repeated records, of which the other would give it away.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evals.masking_lines import hide_line
from index import vocabulary as v
from index.blanks import LEADERS, NAME, SPLIT, STRAY, UNITS, Blank, make_blank
from index.identity import identify
from index.printed import fold
from index.records import Gap, Notice, Origin, Task
from index.records_writer import ReadNotice
from index.stray import beside
from index.units import ends_as_unit, is_group

SEED = 5
_FEWEST_UNITS = 2
_LEFT = 3
"""Characters of a cut-off name that are left at least; 市投资促进 lost two, others may lose more."""


@dataclass(frozen=True)
class Masked:
    """A row or line with its true value hidden: the notice as the rules would have read it, and the blank."""

    read: ReadNotice
    blank: Blank
    truth: tuple[str, ...]

    def right(self, value: Sequence[str]) -> bool:
        """Whether ``value`` is the true one; of names, order and way of writing aside."""
        if self.blank.kind in {SPLIT, STRAY}:
            return tuple(value) == self.truth
        place = self.read.notice.place
        named = {identify(name, place).key for name in value}
        return named == {identify(name, place).key for name in self.truth}


def masked_rows(notices: Sequence[ReadNotice], kind: str, limit: int | None = None) -> list[Masked]:
    """Return masked rows of a kind of gap, at most ``limit``, spread evenly over the notices."""
    found = [masked for read in notices for masked in _of_notice(read, kind)]
    if limit is None or len(found) <= limit:
        return found
    return [found[number * len(found) // limit] for number in range(limit)]


def _of_notice(read: ReadNotice, kind: str) -> Iterator[Masked]:
    doubtful = {gap.task for gap in read.notice.gaps if gap.kind in {SPLIT, NAME, LEADERS, UNITS}}
    for task in read.notice.distinct_tasks():
        if task.id not in doubtful and (masked := _MASKS[kind](read, task)):
            yield masked


def _split(read: ReadNotice, task: Task) -> Masked | None:
    """Hide where the lead units end; only units before the first group can be lead units, as in real gaps."""
    names = [unit.text for unit in task.units]
    by_rule = any(v.FIRST_LEADS_RULE.search(fold(rule.text)) for rule in read.notice.rules)
    if len(names) < _FEWEST_UNITS or task.split < 1 or by_rule:
        return None  # where the notice says that the first leads, nothing is to be found out
    group = next((place for place, name in enumerate(names) if place and is_group(name)), len(names))
    most = max(task.split, group)
    if most == 1:
        return None
    hidden = task.model_copy(update={"split": 1, "lead_min": 1, "lead_max": most})
    return _masked(read, hidden, SPLIT, tuple(names[: task.split]))


def _name(read: ReadNotice, task: Task) -> Masked | None:
    """Cut one name off, which and where chosen by the row's id; what is left must not look whole."""
    cuts = [
        (place, length)
        for place, unit in enumerate(task.units)
        for length in range(_LEFT, len(unit.text) - 1)
        if not ends_as_unit(unit.text[:length])
    ]
    if not cuts:
        return None
    place, length = random.Random(f"{SEED}{task.id}").choice(cuts)  # noqa: S311 - which row, no secret
    unit = task.units[place]
    cut = unit.model_copy(update={"text": unit.text[:length]})
    units = (*task.units[:place], cut, *task.units[place + 1 :])
    return _masked(read, task.model_copy(update={"units": units}), NAME, (unit.text,), place)


def _leaders(read: ReadNotice, task: Task) -> Masked | None:
    """Hide all leaders printed in the row itself."""
    if not task.leaders or any(leader.origin is Origin.INHERITED for leader in task.leaders):
        return None
    names = tuple(leader.text for leader in task.leaders)
    return _masked(read, task.model_copy(update={"leaders": ()}), LEADERS, names)


def _units(read: ReadNotice, task: Task) -> Masked | None:
    """Hide that the unit cells were read; their lines stay in the row."""
    names = tuple(dict.fromkeys(unit.text for unit in task.units))
    if not names:
        return None
    end = max((span.end for unit in task.units for span in unit.spans), default=0)
    bare = task.model_copy(update={"units": (), "split": 0, "lead_min": 0, "lead_max": 0})
    masked = _masked(read, bare, UNITS, names)
    return masked if end and set(names) <= {option.text for option in masked.blank.options} else None


def _stray(read: ReadNotice, task: Task) -> Masked | None:
    """Hide whose line it is that stands before a row; the row's id chooses the kind of line."""
    found = hide_line(read, task, random.Random(f"{SEED}{task.id}"))  # noqa: S311 - which line, no secret
    if found is None:
        return None
    gap = Gap(task=None, field="text", kind=STRAY, line=found.line, reason="")
    hidden = found.read._replace(notice=_with(found.read.notice, gap))
    return Masked(hidden, make_blank(hidden, [gap], beside(hidden.notice, found.line)), (found.truth,))


_MASKS: dict[str, Callable[[ReadNotice, Task], Masked | None]] = {
    SPLIT: _split,
    NAME: _name,
    LEADERS: _leaders,
    UNITS: _units,
    STRAY: _stray,
}


def _masked(
    read: ReadNotice, task: Task, kind: str, truth: tuple[str, ...], position: int | None = None
) -> Masked:
    gap = Gap(task=task.id, field="units", kind=kind, line=task.line, reason="")
    tasks = tuple(task if other.id == task.id else other for other in read.notice.tasks)
    hidden = ReadNotice(_with(read.notice.model_copy(update={"tasks": tasks}), gap), read.text)
    return Masked(hidden, make_blank(hidden, [gap], [task], position), truth)


def _with(notice: Notice, gap: Gap) -> Notice:
    return notice.model_copy(update={"gaps": (*notice.gaps, gap)})
