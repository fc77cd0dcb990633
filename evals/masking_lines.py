"""Hiding whose line it is: two rows of a notice with a line between them that the rules gave to neither.

The shipped notices print the text of a task on one line, so a part of it, cut off at a mark, becomes a line
of its own: the end of the row before, or the beginning of the row behind. A line of no task is the heading
that stands there, or a line from outside the tasks (furniture, a column's title, a paragraph of the letter).
"""

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from index.printed import fold
from index.records import Notice, Span, Task, Value
from index.records_writer import ReadNotice
from index.stray import BEFORE, BEHIND, NO_TASK, is_free, stray_line

_MARK = re.compile("[,;。]")
_LEFT = 6
"""Characters that a part of a text has at least."""
_LISTS = ("section", "leaders", "units")
"""Fields of a record that hold several printed values."""


class StrayLine(NamedTuple):
    """A notice of the two rows alone, printed anew, the number of the line, and what it belongs to."""

    read: ReadNotice
    line: int
    truth: str


def hide_line(read: ReadNotice, behind: Task, rng: random.Random) -> StrayLine | None:
    """Return the row ``behind`` and the row before it with a stray line; ``rng`` draws which kind of line.

    Under a new heading the heading is the line: nothing else is printed there that continues a row. A text
    without a mark is not cut. None for the first row of a block.
    """
    before = next((it for it in read.notice.tasks if it.ordinal == behind.ordinal - 1), None)
    if before is None or before.block != behind.block:
        return None
    if before.section != behind.section:
        return _heading(read, before, behind)
    # Most lines of no task are headings, so that of the others few are drawn.
    ways = rng.sample((_end, _end, _beginning, _beginning, _outside), 5)
    return next((found for way in ways if (found := way(read, before, behind, rng))), None)


def _heading(read: ReadNotice, before: Task, behind: Task) -> StrayLine | None:
    """The last heading that the row before is not under; None where a part just ends."""
    headings = [it for it in behind.section if it.text not in {other.text for other in before.section}]
    if not headings:
        return None
    unread = behind.model_copy(update={"section": before.section})
    return _printed(read.notice, before, headings[-1].text, unread, NO_TASK)


def _end(read: ReadNotice, before: Task, behind: Task, rng: random.Random) -> StrayLine | None:
    cut = _cut(before, rng)
    return _printed(read.notice, _with_text(before, cut[0]), cut[1], behind, BEFORE) if cut else None


def _beginning(read: ReadNotice, before: Task, behind: Task, rng: random.Random) -> StrayLine | None:
    cut = _cut(behind, rng)
    return _printed(read.notice, before, cut[0], _with_text(behind, cut[1]), BEHIND) if cut else None


def _outside(read: ReadNotice, before: Task, behind: Task, rng: random.Random) -> StrayLine | None:
    """A line from before the first row or from behind the last one."""
    rows = [task.line for task in read.notice.tasks if task.line]
    last = read.text.count("\n") + 1
    numbers = [*range(1, min(rows)), *range(max(rows) + 1, last + 1)]
    for line in (stray_line(read, number) for number in rng.sample(numbers, len(numbers))):
        if line.text and is_free(read.notice, line.spans):
            return _printed(read.notice, before, line.text, behind, NO_TASK)
    return None


def _cut(task: Task, rng: random.Random) -> tuple[str, str] | None:
    """Cut a text in two behind one of its marks."""
    text = task.text.text
    marks = [match.end() for match in _MARK.finditer(fold(text))]
    places = [at for at in marks if _LEFT <= at <= len(text) - _LEFT]
    at = rng.choice(places) if places else 0
    return (text[:at], text[at:]) if at else None


def _with_text(task: Task, text: str) -> Task:
    return task.model_copy(update={"text": Value(text=text)})


def _printed(notice: Notice, before: Task, line: str, behind: Task, truth: str) -> StrayLine:
    """Print row, line and row below each other, the units of a row on the line under its text."""
    lines = [before.text.text, _names(before), line, behind.text.text, _names(behind)]
    rows = (_placed(before, lines, 0), _placed(behind, lines, 3))
    read = ReadNotice(notice.model_copy(update={"tasks": rows}), "\n".join(lines))
    return StrayLine(read, 3, truth)


def _names(task: Task) -> str:
    return "、".join(unit.text for unit in task.units)


def _placed(task: Task, lines: Sequence[str], number: int) -> Task:
    """The row with the new place of its text; of its other values the place does not matter."""
    start = sum(len(line) + 1 for line in lines[:number])
    span = Span(line=number + 1, start=start, end=start + len(lines[number]))
    values = {
        name: tuple(it.model_copy(update={"spans": ()}) for it in getattr(task, name)) for name in _LISTS
    }
    text = Value(text=lines[number], spans=(span,))
    return task.model_copy(update={**values, "deadline": None, "text": text, "line": span.line})
