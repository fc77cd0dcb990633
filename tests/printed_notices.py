"""Small notices of invented places for tests of the parser: a head, a body as given, and what is read in it."""

from collections.abc import Sequence

from index.parse import parse_notice
from index.records import Notice, Task
from index.source import source_from_bytes

HEAD = (
    "云泽市人民政府办公室关于印发2027年重点工作任务分解的通知",
    "云政办〔2027〕6号",
    "各有关单位:",
    "现将任务分解印发给你们,请认真落实。",
)


def parsed(*paragraphs: str, head: Sequence[str] = HEAD, gap: str = "\n\n") -> Notice:
    """Read a notice of the given paragraphs."""
    text = gap.join([*head, *paragraphs])
    return parse_notice(source_from_bytes("small.txt", text.encode()))


def units(task: Task) -> tuple[list[str], list[str]]:
    """Return lead and supporting units, by the best reading."""
    return [unit.text for unit in task.lead_units], [unit.text for unit in task.support_units]


def rows(notice: Notice) -> list[tuple[str | None, str, list[str], list[str]]]:
    """Return serial, text, lead and supporting units of each task."""
    return [(task.serial, task.text.text, *units(task)) for task in notice.tasks]


def kinds(notice: Notice) -> list[tuple[str, str]]:
    """Return field and kind of each gap."""
    return [(gap.field, gap.kind) for gap in notice.gaps]
