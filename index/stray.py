"""A stray line: one among the tasks that no rule could give to a task, and what it may belong to.

It continues the row printed before it, begins the row printed behind it, or is of no task.
"""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from index.blank_options import Option, own_spans
from index.printed import LineIndex, Printed
from index.records import Notice, Origin, Span, Task
from index.records_writer import ReadNotice
from index.source import line_at

BEFORE, BEHIND = BESIDE = ("上一项", "下一项")
"""The row printed before the line, and the row printed behind it: the values that name them."""
NO_TASK = "不属于任何任务"
"""The value that says that the line is a heading, a note or an ornament of the page."""

_LINE_END = re.compile(r"[\r\n]+")


def beside(notice: Notice, line: int | None) -> tuple[Task, ...]:
    """Return the rows printed next before and next behind a line; none where it is not between two."""
    placed = [(at, task.ordinal, task) for task in notice.tasks if (at := _line_of(task))]
    before = [it for it in placed if it[0] < (line or 0)]
    behind = [it for it in placed if it[0] > (line or 0)]
    if not (line and before and behind):
        return ()
    place = itemgetter(0, 1)
    return max(before, key=place)[-1], min(behind, key=place)[-1]


def _line_of(task: Task) -> int | None:
    """The line of its text; of a row without text that of the first value printed."""
    return task.line or next((span.line for span in own_spans(task)), None)


def stray_options(tasks: Sequence[Task]) -> tuple[Option, ...]:
    """Return what a line may belong to; ``tasks``: the rows before and behind it, with their places."""
    rows = (Option(name, task.text.spans) for name, task in zip(BESIDE, tasks, strict=True))
    return (*rows, Option(NO_TASK))


def stray_line(read: ReadNotice, line: int | None) -> Option:
    """Return a line of the source, 1-based, as a record has it; its text is empty where there is none."""
    index = LineIndex(read.text)
    if not line or line > len(index.starts):
        return Option("")
    printed = line_at(read.text, index.starts[line - 1]).without_inner_space()
    return Option(printed.text, index.spans(printed))


def is_free(notice: Notice, spans: Sequence[Span]) -> bool:
    """Whether no record of the notice, nor a heading above one, has a character of ``spans``."""
    taken = [span for task in notice.tasks for span in _all_spans(task)]
    return not any(it.start < span.end and span.start < it.end for it in taken for span in spans)


def _all_spans(task: Task) -> Iterator[Span]:
    yield from own_spans(task)
    for heading in task.section:
        yield from heading.spans


def with_line(read: ReadNotice, task: Task, line: Option, origin: Origin) -> Task:
    """Return a record whose text has the characters of a line as well, in printed order.

    ``origin``: of the whole text from then on.
    """
    start = line.spans[0].start
    spans = [span for span in task.text.spans if span.start < start]
    spans += [*line.spans, *(span for span in task.text.spans if span.start > start)]
    pieces = (Printed.at(read.text[span.start : span.end], span.start) for span in spans)
    # As the parser joins lines: nothing in place of their ends.
    printed = Printed.join(piece.without(_LINE_END) for piece in pieces).without_inner_space()
    text = LineIndex(read.text).value(printed, origin)
    return task.model_copy(update={"text": text, "line": text.spans[0].line})
