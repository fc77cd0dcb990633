"""Gaps that can be filled from what is printed: a blank for each, with the pieces that may be chosen.

Nothing here decides: a model or a person chooses, ``index.filling`` verifies the choice against the source.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.blank_options import Option, leader_options, name_options, row_of, unit_options
from index.records import Gap, Notice, Task
from index.records_writer import ReadNotice
from index.stray import beside, stray_line, stray_options

SPLIT, NAME, LEADERS, UNITS = "split_undecided", "name_truncated", "leader_lost", "units_missing"
STRAY = "unparsed"
"""A line among the tasks that belongs to none of them, as far as the rules know."""

NOTHING_TO_CHOOSE = {
    "contradiction": "原文两处印得不一致，这是事实，应核对原件",
    "characters_lost": "丢失的字符没有印出来，应核对原件",
    "open_list": "名单以“等”结尾，其余单位没有印出来",
    "remark": "备注栏的话已随任务列出，没有要补的内容",
    "row_truncated": "缺少的单元格没有印出来，应核对原件",
    "serial_gap": "编号不连续，这是事实，应核对原件",
    "serial_missing": "编号没有印出来，任务按顺序列出",
    "text_missing": "任务内容没有印出来，应核对原件",
    "total_mismatch": "通知自称的项数与实际不符，这是事实",
}
"""Kinds of gaps for which there is nothing to propose, and why."""

_ID_LENGTH = 10


@dataclass(frozen=True)
class Blank:
    """Gaps that one value closes, with what may be the value.

    ``id`` stays the same for as long as the source text that it rests on and what rules read there stay the
    same. ``gaps``: several where a row lost several leaders. ``tasks``: the row; of a stray line the rows
    printed before and behind it. ``row``: the source text of the row, or the stray line. ``options``: for a
    split the units in printed order, of which the first few lead; else pieces to choose one or some of.
    ``position``: the place of a cut-off name among the units.
    """

    id: str
    evidence: str
    gaps: tuple[Gap, ...]
    tasks: tuple[Task, ...]
    row: str
    options: tuple[Option, ...]
    position: int | None = None

    @property
    def gap(self) -> Gap:
        """The first of the gaps, which says where they are."""
        return self.gaps[0]

    @property
    def task(self) -> Task:
        """The row that it is told with; of a stray line the one printed before it."""
        return self.tasks[0]

    @property
    def kind(self) -> str:
        """The kind of the gaps."""
        return self.gap.kind

    @property
    def choosable(self) -> bool:
        """Whether there is anything to choose; where not, only a person can look it up."""
        return bool(self.options)


_OPTIONS: dict[str, Callable[[ReadNotice, Sequence[Task], int | None], tuple[Option, ...]]] = {
    SPLIT: lambda _, tasks, __: tuple(Option(unit.text, unit.spans) for unit in tasks[0].units),
    NAME: lambda read, tasks, position: name_options(read.notice, tasks[0], position or 0),
    LEADERS: lambda read, tasks, _: leader_options(read.notice, tasks[0]),
    UNITS: lambda read, tasks, _: unit_options(read, tasks[0]),
    STRAY: lambda _, tasks, __: stray_options(tasks),
}
FILLABLE = tuple(_OPTIONS)
"""Kinds of gaps that can be filled."""


def blanks_of(read: ReadNotice) -> tuple[Blank, ...]:
    """Return the blanks of a notice as the rules read it, in the order of its gaps.

    Several lost leaders of one row are one blank. Of rows that are alike to the letter, the second and later
    ones get an id of their own by counting.
    """
    tasks = {task.id: task for task in read.notice.tasks}
    found: dict[_Place, list[Gap]] = {}
    for gap in read.notice.gaps:
        if place := _place(read.notice, gap, tasks):
            found.setdefault(place, []).append(gap)
    seen: dict[str, int] = {}
    return tuple(
        make_blank(read, gaps, [tasks[task] for task in place.tasks], place.position, seen)
        for place, gaps in found.items()
    )


def make_blank(
    read: ReadNotice,
    gaps: Sequence[Gap],
    tasks: Sequence[Task],
    position: int | None = None,
    seen: dict[str, int] | None = None,
) -> Blank:
    """Return the blank of gaps in one place; ``seen`` counts the blanks made so far by what they rest on."""
    row, evidence = _grounds(read, gaps[0], tasks, position)
    base = _hash([read.notice.id, evidence])[:_ID_LENGTH]
    count = 1 if seen is None else seen.get(base, 0) + 1
    if seen is not None:
        seen[base] = count
    return Blank(
        id=base if count == 1 else f"{base}-{count}",
        evidence=evidence,
        gaps=tuple(gaps),
        tasks=tuple(tasks),
        row=row,
        options=_OPTIONS[gaps[0].kind](read, tasks, position),
        position=position,
    )


class _Place(NamedTuple):
    """What gaps have in common that one value closes: rows by their ids, a unit of one, a stray line."""

    kind: str
    tasks: tuple[str, ...]
    position: int | None = None
    line: int | None = None


def _place(notice: Notice, gap: Gap, tasks: dict[str, Task]) -> _Place | None:
    """Return where the value of a gap goes; None for a gap that cannot be filled."""
    if gap.kind == STRAY:
        around = beside(notice, gap.line)
        return _Place(gap.kind, tuple(task.id for task in around), line=gap.line) if around else None
    task = tasks.get(gap.task or "")
    if task is None or gap.kind not in FILLABLE:
        return None
    position = _named_in(gap, task) if gap.kind == NAME else None
    return None if gap.kind == NAME and position is None else _Place(gap.kind, (task.id,), position)


def _named_in(gap: Gap, task: Task) -> int | None:
    """Position of the unit that a gap is about: on its line, and quoted in its reason."""
    return next(
        (
            position
            for position, unit in enumerate(task.units)
            if f"“{unit.text}”" in gap.reason and any(span.line == gap.line for span in unit.spans)
        ),
        None,
    )


def _grounds(read: ReadNotice, gap: Gap, tasks: Sequence[Task], position: int | None) -> tuple[str, str]:
    """Return the source text that a gap is about, and a hash of all that a value rests on."""
    if gap.kind == STRAY:
        line = stray_line(read, gap.line).text
        return line, _hash([gap.kind, line, *(_unbroken(row_of(read, task), task) for task in tasks)])
    row = row_of(read, tasks[0], whole=gap.kind == UNITS)
    return row, _evidence(gap.kind, position, row, tasks[0])


def _evidence(kind: str, position: int | None, row: str, task: Task) -> str:
    """Hash what a value rests on: the source text of the row, line ends aside, and the reading of it."""
    units = [unit.text for unit in task.units]
    leaders = [leader.text for leader in task.leaders]
    return _hash([kind, position, _unbroken(row, task), units, task.lead_min, task.lead_max, leaders])


def _unbroken(row: str, task: Task) -> str:
    """The source text of a row, whatever its line ends; its id where it has no place in the source."""
    return "\n".join(row.splitlines()) or task.id


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
