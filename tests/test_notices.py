"""What holds for every shipped notice, whatever it says: spans, ids, totals, and that no line vanishes."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.columns import find_headers
from index.line_kinds import is_furniture
from index.parse import parse_notice
from index.printed import fold
from index.records import Notice, Task, Value
from index.source import Source, read_source, source_from_bytes

NOTICES = sorted((Path(__file__).parents[1] / "index" / "notices").glob("*.txt"))
TASKS = {"bozhou-2025": 118, "fanchang-2021": 214, "fuyang-2019": 201, "huizhou-2023": 125, "wuhu-2024": 220}


@pytest.fixture(scope="module", params=NOTICES, ids=lambda path: path.stem)
def parsed(request: pytest.FixtureRequest) -> tuple[Source, Notice]:
    source = read_source(request.param)
    return source, parse_notice(source)


def values(task: Task) -> Iterator[Value]:
    yield from (*task.section, task.text, *task.leaders, *task.units)
    if task.deadline:
        yield task.deadline


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_spans_slice_back_to_the_printed_text(parsed: tuple[Source, Notice]):
    source, notice = parsed
    for task in notice.tasks:
        for value in values(task):
            sliced = "".join(source.text[span.start : span.end] for span in value.spans)
            assert bare(sliced) == bare(value.text), task.id


def test_spans_begin_on_their_line(parsed: tuple[Source, Notice]):
    source, notice = parsed
    for task in notice.tasks:
        for value in values(task):
            for span in value.spans:
                line = source.lines[span.line - 1].printed
                assert line.offsets[0] <= span.start <= line.offsets[-1]
        assert task.line == task.text.spans[0].line


def test_a_value_has_two_spans_only_where_a_head_is_shared(parsed: tuple[Source, Notice]):
    _, notice = parsed
    for task in notice.tasks:
        for value in values(task):
            shared = value in task.units and re.search("(人民政府|管委会)$", value.text)
            assert len(value.spans) == 1 or (shared and len(value.spans) == 2), value.text


def test_ids_serials_and_order(parsed: tuple[Source, Notice]):
    _, notice = parsed
    assert len({task.id for task in notice.tasks}) == len(notice.tasks)
    assert [task.ordinal for task in notice.tasks] == list(range(1, len(notice.tasks) + 1))
    serials = Counter((task.block, task.serial) for task in notice.tasks if task.serial)
    assert [serial for serial, count in serials.items() if count > 1] == []
    lines = [task.line or 0 for task in notice.tasks]
    assert lines == sorted(set(lines))


def test_two_parses_are_equal(parsed: tuple[Source, Notice]):
    source, notice = parsed
    again = parse_notice(source_from_bytes(source.name, source.text.encode()))
    assert again == notice


def test_totals(parsed: tuple[Source, Notice]):
    source, notice = parsed
    assert len(notice.tasks) == TASKS[source.name.removesuffix(".txt")]
    assert not [gap for gap in notice.gaps if gap.kind == "total_mismatch"]


def test_every_task_has_a_text_and_a_unit(parsed: tuple[Source, Notice]):
    _, notice = parsed
    assert all(task.text.text and task.units for task in notice.tasks)
    assert all(task.lead_min <= task.split <= task.lead_max <= len(task.units) for task in notice.tasks)
    assert all(task.lead_units for task in notice.tasks)


def test_whatever_is_in_doubt_has_a_gap_on_its_task(parsed: tuple[Source, Notice]):
    _, notice = parsed
    split = {gap.task for gap in notice.gaps if gap.kind == "split_undecided"}
    assert split == {task.id for task in notice.tasks if task.boundary == "ambiguous"}
    missing = {gap.task for gap in notice.gaps if gap.kind == "serial_missing"}
    assert missing == {task.id for task in notice.tasks if task.serial is None}
    ids = {task.id for task in notice.tasks} | {None}
    assert {gap.task for gap in notice.gaps} <= ids
    assert all(gap.reason and not gap.reason.endswith("。") for gap in notice.gaps)


def test_no_line_between_the_first_and_the_last_task_vanishes(parsed: tuple[Source, Notice]):
    """Character by character: what no record holds is a serial, a label, a header, furniture or a gap."""
    source, notice = parsed
    held: set[int] = set()
    for task in notice.tasks:
        held |= {
            offset for value in values(task) for span in value.spans for offset in range(span.start, span.end)
        }
    told = {gap.line for gap in notice.gaps}
    headers = {number for header in find_headers(list(source.lines)) for number in header.lines}
    sections = {bare(value.text) for task in notice.tasks for value in task.section}
    lines = [task.line or 0 for task in notice.tasks]
    for line in source.lines[min(lines) - 1 : max(lines)]:
        left = "".join(source.text[offset] for offset in line.printed.offsets if offset not in held)
        rest = re.sub(r"[\s、,，;；。:：▲等]", "", fold(left))
        rest = re.sub(r"^\(?\d{1,3}[.)]*$|^(牵头|协同)?(负责领导|责任单位|单位)和?$", "", rest)
        known = line.number in headers | told or is_furniture(line) or bare(line.text) in sections
        between = re.fullmatch(r"\d{7}|\(监督电话.*|.*任务分解表|\(合计.*", rest)
        assert not rest or known or between, (line.number, line.text)


@pytest.mark.parametrize("ending", ["\n", "\n\n\n", "\n  \n\t\n\u3000\n"])
def test_blank_lines_at_the_end_change_nothing(parsed: tuple[Source, Notice], ending: str):
    source, notice = parsed
    longer = parse_notice(source_from_bytes(source.name, (source.text + ending).encode()))
    assert longer.tasks == notice.tasks
    assert longer.gaps == notice.gaps


def test_the_table_of_fanchang_repeats_its_text():
    notice = parse_notice(read_source(next(path for path in NOTICES if path.stem == "fanchang-2021")))
    pairs = [(task.ordinal, task.same_as) for task in notice.tasks if task.same_as]
    assert len(pairs) == 107
    assert len({same for _, same in pairs}) == 107
    by_id = {task.id: task for task in notice.tasks}
    assert all(by_id[same].block == "table" and by_id[same].deadline for _, same in pairs)
    assert len(notice.distinct_tasks()) == 107
