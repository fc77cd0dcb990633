"""Records with what was decided about their gaps, and with what is proposed for them.

A decision holds as long as the text it rests on: where that changed, it is told as out of date, not applied.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.blanks import LEADERS, NAME, SPLIT, STRAY, UNITS, Blank, blanks_of
from index.errors import NotPrinted
from index.filling import fill, row_for, verified
from index.overlay import Decision, Overlay
from index.records import Gap, Notice, Origin, Task
from index.records_writer import ReadNotice
from index.stray import BEFORE

PROPOSED, OUTDATED = "proposed", "outdated"
"""Kinds of gaps that only an index has: a proposal nobody has decided on, a decision to be made anew."""

_TEXT_MISSING = "text_missing"
"""The gap of a row without a text; a stray line may give it one."""
_SHOWN = 40
"""Characters shown of a line, or of a task beside it."""
_ORIGINS = {"reviewer": Origin.REVIEWER, "measured": Origin.MODEL}


def with_decisions(notices: Sequence[ReadNotice], overlay: Overlay) -> tuple[ReadNotice, ...]:
    """Return the notices with decided values in their records and a gap for each proposal."""
    return tuple(ReadNotice(_decided(read, overlay), read.text) for read in notices)


def outdated(read: ReadNotice, overlay: Overlay) -> tuple[Decision, ...]:
    """Return the decisions about a notice whose text, or the reading of it, has changed since."""
    there = {blank.id for blank in blanks_of(read)}
    return tuple(
        decision
        for decision in overlay.decisions.values()
        if decision.notice == read.notice.id
        and overlay.settled(decision.blank)
        and decision.blank not in there
    )


def suggestion(blank: Blank, value: Sequence[str]) -> str:
    """Return a value in words: who leads and supports, the full name, the leaders, the units, whose line."""
    chosen = "、".join(value)
    if blank.kind == STRAY:
        return _whose_line(blank, value)
    if blank.kind == SPLIT:
        rest = "、".join(unit.text for unit in blank.task.units[len(value) :])
        return f"“{chosen}”牵头" + (f"，“{rest}”配合" if rest else "，没有配合单位")
    if blank.kind == NAME:
        return f"“{blank.task.units[blank.position or 0].text}”应为“{chosen}”"
    return f"{'负责领导' if blank.kind == LEADERS else '责任单位'}为“{chosen}”"


def _whose_line(blank: Blank, value: Sequence[str]) -> str:
    line, task = f"第{blank.gap.line}行“{blank.row[:_SHOWN]}”", row_for(blank, value)
    if task is None:
        return f"{line}{''.join(value)}"
    there = (
        f"“{task.text.text[:_SHOWN]}”"
        if task.text.text
        else f"没有内容的任务（序号{task.serial or '未印出'}）"
    )
    return f"{line}接在{there}{'之后' if BEFORE in value else '之前'}"


@dataclass
class _Notice:
    """A notice in the making: its records, and which gaps are to go and to come."""

    read: ReadNotice
    tasks: dict[str, Task]
    filled: set[Gap] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)

    def apply(self, blank: Blank, decision: Decision) -> None:
        """Put a decided value in, or say that it has to be decided anew."""
        try:
            found = verified(self.read, blank, decision.value)
        except NotPrinted:
            self.gaps.append(_outdated(decision, blank.task.line))
            return
        self.filled.update(blank.gaps)
        row = row_for(blank, decision.value)
        if row is None:
            return
        task = fill(self.read, self.tasks[row.id], blank, found, _ORIGINS[decision.by])
        self.tasks[task.id] = task
        if blank.kind == UNITS and task.boundary == "ambiguous":
            reason = "责任单位是核定补上的，原文不能确定牵头与配合的分界"
            self.gaps.append(Gap(task=task.id, field="units", kind=SPLIT, line=blank.gap.line, reason=reason))

    def propose(self, blank: Blank, value: Sequence[str]) -> None:
        """Add a gap that tells the proposal, as far as the source still bears it out."""
        try:
            verified(self.read, blank, value)
        except NotPrinted:
            return
        reason, row = f"待核实：模型建议{suggestion(blank, value)}", row_for(blank, value)
        update = {"task": row.id if row else None, "kind": PROPOSED, "reason": reason}
        self.gaps.append(blank.gap.model_copy(update=update))

    def remaining(self) -> Iterator[Gap]:
        """Yield the gaps of the rules that are still open."""
        worded = {task.id for task in self.tasks.values() if task.text.text}
        for gap in self.read.notice.gaps:
            if gap not in self.filled and not (gap.kind == _TEXT_MISSING and gap.task in worded):
                yield gap


def _decided(read: ReadNotice, overlay: Overlay) -> Notice:
    if not overlay.entries:
        return read.notice
    made = _Notice(read, {task.id: task for task in read.notice.tasks})
    for blank in blanks_of(read):
        decision = overlay.decisions.get(blank.id)
        if decision and overlay.settled(blank.id):
            made.apply(blank, decision)
        elif blank.id in overlay.pending:
            made.propose(blank, overlay.pending[blank.id].value)
    for decision in outdated(read, overlay):
        made.gaps.append(
            _outdated(decision, made.tasks[decision.task].line if decision.task in made.tasks else None)
        )
    known = {gap: None for gap in made.gaps if gap.task is None or gap.task in made.tasks}
    return read.notice.model_copy(
        update={"tasks": tuple(made.tasks.values()), "gaps": (*made.remaining(), *known)}
    )


def _outdated(decision: Decision, line: int | None) -> Gap:
    value = "、".join(decision.value)
    what = f"把相邻的一行归为“{value}”" if decision.gap == STRAY else f"“{value}”"
    reason = f"此前核定的{what}所依据的原文已变，没有采用，需重新核定"
    return Gap(task=decision.task, field="units", kind=OUTDATED, line=line, reason=reason)
