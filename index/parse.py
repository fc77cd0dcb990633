"""From a source to a notice: recognise the layouts, read the rows, make the records, account for every line."""

import hashlib
from collections.abc import Callable

from index import vocabulary as v
from index.celled import parse_celled
from index.columns import find_header
from index.compose import Composer, rules_of
from index.draft import Sheet
from index.errors import NoTasksFound
from index.flattened import parse_wrapped
from index.labelled import has_labels, parse_labelled
from index.metadata import Head, read_head
from index.records import Gap, Notice, Task
from index.repeats import contradictions, find_repeats
from index.source import Line, Source
from index.tabbed import is_tabbed, parse_tabbed
from index.units import NameReader


def parse_notice(source: Source) -> Notice:
    """Parse one notice by rule; deterministic, without model, store or network.

    Raises:
        NoTasksFound: no layout of numbered tasks was recognised in the text.
    """
    lines = list(source.lines)
    sheets = read_sheets(lines)
    if not any(sheet.rows for sheet in sheets):
        raise NoTasksFound(
            f"没有在 {source.name} 中找到带责任单位的任务。请确认文件是任务分解通知,"
            "且表头(序号、任务、责任单位)或“牵头责任单位:”等标签没有丢失。"
        )
    claimed = set().union(*(sheet.claimed for sheet in sheets))
    outside = [line for line in lines if line.number not in claimed]
    head = read_head(source, outside)
    rules, printed_rules = rules_of([line.printed for line in outside if line.text.strip()])
    notice_id = _notice_id(head, source)
    reader = NameReader([cell for sheet in sheets for row in sheet.rows for cell in row.unit_cells()])
    composer = Composer(notice_id, source.index, reader, rules)
    tasks: list[Task] = []
    for sheet in sheets:
        tasks += composer.tasks(sheet, len(tasks) + 1)
    tasks, found = _with_repeats(tasks)
    gaps = [*head.gaps, *composer.gaps, *found, *_unparsed(tasks, outside), *_reconcile(head, sheets, tasks)]
    return Notice(
        id=notice_id,
        title=head.title,
        doc_number=head.doc_number,
        issuer=head.issuer,
        place=head.place,
        year=head.year,
        issued_on=head.issued_on,
        source=source.name,
        sha256=source.sha256,
        stated_total=head.stated_total,
        deadline=head.deadline,
        rules=tuple(source.index.value(printed) for printed in printed_rules),
        tasks=tuple(tasks),
        gaps=tuple(gaps),
    )


def read_sheets(lines: list[Line]) -> list[Sheet]:
    """Recognise the layouts by structure and read each block: labelled text, then the table after its header."""
    header = find_header(lines)
    body = lines[: header.first] if header else lines
    sheets = [parse_labelled(body)] if has_labels(body) else []
    if header:
        rest = lines[header.after :]
        parsers: list[Callable[[], Sheet | None]] = [
            lambda: parse_tabbed(rest, header) if is_tabbed(lines, header) else None,
            lambda: parse_celled(rest, header),
            lambda: parse_wrapped(rest, header),
        ]
        sheet = next(sheet for parser in parsers if (sheet := parser()) is not None)
        sheet.claimed |= header.lines
        sheet.one_unit_column = "units" in header.roles
        sheets.append(sheet)
    return sheets


def _notice_id(head: Head, source: Source) -> str:
    """Place, year and four digits of a hash: the same notice has the same id under any file name."""
    name = f"{head.title}|{head.doc_number}" if head.issuer else source.sha256
    return f"{head.place or '未知'}{head.year or ''}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"


def _with_repeats(tasks: list[Task]) -> tuple[list[Task], list[Gap]]:
    same = find_repeats(tasks)
    by_id = {task.id: task for task in tasks}
    gaps = [gap for body, table in same.items() for gap in contradictions(by_id[body], by_id[table])]
    marked = [task.model_copy(update={"same_as": same[task.id]}) if task.id in same else task for task in tasks]
    return marked, sorted(gaps, key=lambda gap: by_id[gap.task or ""].ordinal)


def _unparsed(tasks: list[Task], outside: list[Line]) -> list[Gap]:
    """A gap for every line between the first and the last task of a block that no record accounts for."""
    gaps: list[Gap] = []
    for block in ("body", "table"):
        lines = [task.line for task in tasks if task.block == block and task.line]
        inside = [line for line in outside if lines and min(lines) < line.number < max(lines)]
        gaps += [
            Gap(task=None, field="text", kind="unparsed", line=line.number, reason=f"未能归入任何任务:{line.text.strip()[:40]}")
            for line in inside
            if line.text.strip() and not v.FURNITURE.match(line.printed.strip().folded)
        ]
    return gaps


def _reconcile(head: Head, sheets: list[Sheet], tasks: list[Task]) -> list[Gap]:
    """A gap where the total that the notice states is neither its tasks nor its numbered items."""
    distinct = sum(task.same_as is None for task in tasks)
    items = sheets[0].items
    if head.stated_total is None or head.stated_total in {distinct, items}:
        return []
    reason = f"通知称共 {head.stated_total} 项,实际读到 {distinct} 项任务({items} 个编号条目)"
    return [Gap(task=None, field="stated_total", kind="total_mismatch", line=None, reason=reason)]
