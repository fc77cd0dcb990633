"""Gaps that can be filled from what is printed: a blank for each, with the pieces that may be chosen.

Nothing here decides: a model or a person chooses, ``index.filling`` verifies the choice against the source.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.blank_options import Option, leader_options, name_options, row_of, unit_options
from index.records import Gap, Notice, Task
from index.records_writer import ReadNotice

SPLIT, NAME, LEADERS, UNITS = "split_undecided", "name_truncated", "leader_lost", "units_missing"

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
    "unparsed": "这一行不属于任何任务，应核对原件",
}
"""Kinds of gaps for which there is nothing to propose, and why."""

_ID_LENGTH = 10


@dataclass(frozen=True)
class Blank:
    """A gap with what may fill it.

    ``id`` stays the same for as long as the source text of the row and what rules read in it stay the same;
    ``row`` is that text; ``position`` the place of a cut-off name among the units. ``options``: for a split
    the units in printed order, of which the first few lead; else pieces to choose one or some of.
    """

    id: str
    evidence: str
    gap: Gap
    task: Task
    row: str
    options: tuple[Option, ...]
    position: int | None = None

    @property
    def kind(self) -> str:
        """The kind of the gap."""
        return self.gap.kind

    @property
    def choosable(self) -> bool:
        """Whether there is anything to choose; where not, only a person can look it up."""
        return bool(self.options)


_OPTIONS: dict[str, Callable[[ReadNotice, Task, int | None], tuple[Option, ...]]] = {
    SPLIT: lambda _, task, __: tuple(Option(unit.text, unit.spans) for unit in task.units),
    NAME: lambda read, task, position: name_options(read.notice, task, position or 0),
    LEADERS: lambda read, task, _: leader_options(read.notice, task),
    UNITS: lambda read, task, _: unit_options(read, task),
}
FILLABLE = tuple(_OPTIONS)
"""Kinds of gaps that can be filled."""


def blanks_of(read: ReadNotice) -> tuple[Blank, ...]:
    """Return the blanks of a notice as the rules read it, in the order of its gaps.

    Several lost leaders of one row are one blank. Of rows that are alike to the letter, the second and later
    ones get an id of their own by counting.
    """
    tasks = {task.id: task for task in read.notice.tasks}
    seen: dict[str, int] = {}
    made: list[Blank] = []
    for gap, position in _fillable(read.notice, tasks):
        blank = make_blank(read, gap, tasks[gap.task or ""], position, seen)
        made.append(blank)
    return tuple(made)


def make_blank(
    read: ReadNotice, gap: Gap, task: Task, position: int | None = None, seen: dict[str, int] | None = None
) -> Blank:
    """Return the blank of one gap; ``seen`` counts the blanks made so far by what they rest on."""
    row = row_of(read, task, whole=gap.kind == UNITS)
    evidence = _evidence(gap.kind, position, row, task)
    base = _hash([read.notice.id, evidence])[:_ID_LENGTH]
    count = 1 if seen is None else seen.get(base, 0) + 1
    if seen is not None:
        seen[base] = count
    return Blank(
        id=base if count == 1 else f"{base}-{count}",
        evidence=evidence,
        gap=gap,
        task=task,
        row=row,
        options=_OPTIONS[gap.kind](read, task, position),
        position=position,
    )


def _fillable(notice: Notice, tasks: dict[str, Task]) -> Iterator[tuple[Gap, int | None]]:
    """Yield the gaps to fill, each with the unit it is about, lost leaders once for each row."""
    done: set[tuple[str, str]] = set()
    for gap in notice.gaps:
        task = tasks.get(gap.task or "")
        if task is None or gap.kind not in FILLABLE:
            continue
        if gap.kind == NAME:
            position = _named_in(gap, task)
            if position is not None:
                yield gap, position
        elif (task.id, gap.kind) not in done:
            done.add((task.id, gap.kind))
            yield gap, None


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


def _evidence(kind: str, position: int | None, row: str, task: Task) -> str:
    """Hash what a value rests on: the source text of the row, line ends aside, and the reading of it."""
    units = [unit.text for unit in task.units]
    leaders = [leader.text for leader in task.leaders]
    text = "\n".join(row.splitlines()) or task.id
    return _hash([kind, position, text, units, task.lead_min, task.lead_max, leaders])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
