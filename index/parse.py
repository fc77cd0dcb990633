"""From a source to a notice: recognise layouts, read rows, make records, account for every line."""

import hashlib
from collections import defaultdict

from index import vocabulary as v
from index.celled import parse_celled
from index.columns import Header, find_headers
from index.compose import Composer, rules_of
from index.draft import Sheet
from index.errors import NoTasksFound
from index.flattened import parse_wrapped
from index.labelled import parse_labelled
from index.labels import has_labels
from index.line_kinds import is_date, is_furniture
from index.metadata import Head, read_head
from index.records import Gap, Notice, Task
from index.repeats import compare, find_repeats
from index.source import Line, Source
from index.tabbed import is_tabbed, parse_tabbed
from index.unit_reader import NameReader
from index.units import home_of


def parse_notice(source: Source) -> Notice:
    """Parse one notice by rule; deterministic, without model, store or network.

    Raises:
        NoTasksFound: no layout of numbered tasks was recognised in the text.
    """
    lines = list(source.lines)
    sheets, headers = read_sheets(lines)
    if not any(sheet.rows for sheet in sheets):
        raise NoTasksFound(
            f"没有在 {source.name} 中找到带责任单位的任务。请确认文件是任务分解通知，"
            "且表头（序号、任务、责任单位）或“牵头责任单位：”等标签没有丢失。"
        )
    claimed = set().union(*(sheet.claimed for sheet in sheets))
    outside = [line for line in lines if line.number not in claimed]
    head = read_head(source, outside)
    rules, printed_rules = rules_of([line.printed for line in (*outside, *headers) if line.text.strip()])
    notice_id = _notice_id(head, source)
    cells = [cell for sheet in sheets for row in sheet.rows for cell in row.unit_cells()]
    composer = Composer(notice_id, source.index, NameReader(cells, home_of(head.place)), rules)
    tasks: list[Task] = []
    for sheet in sheets:
        tasks += composer.tasks(sheet, len(tasks) + 1)
    tasks, gaps = _with_repeats(tasks, composer.gaps, head.place)
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
        gaps=(*head.gaps, *gaps, *_unparsed(tasks, outside), *_reconcile(head, sheets, tasks)),
    )


def read_sheets(lines: list[Line]) -> tuple[list[Sheet], list[Line]]:
    """Recognise the layouts by structure; return a sheet for each block and the lines of the table headers.

    A block of labelled text comes first, then a table for each header that names other columns than the last.
    """
    headers: list[Header] = []
    for header in find_headers(lines):
        if not headers or header.roles != headers[-1].roles:
            headers.append(header)
    edges = [*(header.first for header in headers), len(lines)]
    body = lines[: edges[0]]
    sheets = [parse_labelled(body)] if has_labels(body) else []
    sheets += [
        _read_table(lines[header.first : end], header) for header, end in zip(headers, edges[1:], strict=True)
    ]
    printed = {number for header in headers for number in header.lines}
    return sheets, [line for line in lines if line.number in printed]


def _read_table(lines: list[Line], header: Header) -> Sheet:
    """Read the table that opens with ``header``, the first of ``lines``, in the layout that it has."""
    rest = lines[header.after - header.first :]
    if is_tabbed(lines):
        sheet = parse_tabbed(rest, header)
    else:
        sheet = parse_celled(rest, header) or parse_wrapped(rest, header)
    sheet.claimed |= header.lines
    sheet.one_unit_column = "units" in header.roles
    return sheet


def _notice_id(head: Head, source: Source) -> str:
    """Place, year and four digits of a hash: the same notice has the same id under any file name."""
    name = f"{head.title}|{head.doc_number}" if head.issuer else source.sha256
    return f"{head.place or '未知'}{head.year or ''}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"


def _with_repeats(tasks: list[Task], gaps: list[Gap], place: str | None) -> tuple[list[Task], list[Gap]]:
    """Mark the records that repeat another, and say where two records of one task disagree."""
    same = find_repeats(tasks)
    by_id = {task.id: task for task in tasks}
    lost: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        if gap.kind == "leader_lost" and gap.task:
            lost[gap.task].append(gap)
    told: dict[Gap, Gap] = {}
    found: list[Gap] = []
    for body, table in same.items():
        before = [*lost[body], *lost[table]]
        after, contradictions = compare(by_id[body], by_id[table], before, place)
        told.update(zip(before, after, strict=True))
        found += contradictions
    marked = [task.model_copy(update={"same_as": same.get(task.id)}) for task in tasks]
    return marked, [
        *(told.get(gap, gap) for gap in gaps),
        *sorted(found, key=lambda gap: by_id[gap.task or ""].ordinal),
    ]


def _unparsed(tasks: list[Task], outside: list[Line]) -> list[Gap]:
    """A gap for every line between the first and the last task that nothing accounts for."""
    lines = [task.line for task in tasks if task.line]
    return [
        Gap(
            task=None,
            field="text",
            kind="unparsed",
            line=line.number,
            reason=f"未能归入任何任务：{line.text.strip()[:40]}",
        )
        for line in outside
        if lines and min(lines) < line.number < max(lines) and line.text.strip() and not _is_known(line)
    ]


def _is_known(line: Line) -> bool:
    """Whether a line outside the tasks is furniture, a date, the title of an annex or a stated total."""
    annex = v.ANNEX_TITLE.match("".join(line.folded.split()))
    return is_furniture(line) or is_date(line) or bool(annex or v.STATED_TOTAL.search(line.folded))


def _reconcile(head: Head, sheets: list[Sheet], tasks: list[Task]) -> list[Gap]:
    """A gap where the total that the notice states is neither its tasks nor its numbered items."""
    distinct = sum(task.same_as is None for task in tasks)
    items = len(sheets[0].rows) if sheets[0].items is None else sheets[0].items
    if head.stated_total is None or head.stated_total in {distinct, items}:
        return []
    reason = f"通知称共 {head.stated_total} 项，实际读到 {distinct} 项任务（{items} 个编号条目）"
    return [Gap(task=None, field="stated_total", kind="total_mismatch", line=None, reason=reason)]
