"""Gaps that print can fill: what may be chosen, and an id that lasts as long as the text does."""

import ast
import re
from pathlib import Path

import pytest
from gap_notices import CUT_OFF, DOUBTFUL, ROWS, read_gaps, write_gaps  # type: ignore[import-not-found]
from small_notices import make_notice, make_task  # type: ignore[import-not-found]

from index.blanks import FILLABLE, LEADERS, NAME, NOTHING_TO_CHOOSE, SPLIT, UNITS, blanks_of
from index.decided import OUTDATED, PROPOSED
from index.parse import parse_notice
from index.records import Gap, Leader, Span, Value
from index.records_writer import ReadNotice
from index.source import read_source

INDEX = Path(__file__).parents[1] / "index"
SNAKE = re.compile(r"[a-z]+(_[a-z]+)*")


def emitted_kinds() -> set[str]:
    """Every kind of gap that the parsing modules make: the second argument of a Doubt, ``kind`` of a Gap."""
    kinds: set[str] = set()
    for path in INDEX.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"Doubt", "_gap"}:
                values = node.args[1:3]
            elif name in {"Gap", "_contradiction"}:
                values = [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
            else:
                continue
            texts = [it.value for it in values if isinstance(it, ast.Constant) and isinstance(it.value, str)]
            kinds.update(text for text in texts if SNAKE.fullmatch(text))
    return kinds - {"units", "text", "leaders", "deadline", "serial", "remark"} | {"remark"}


def test_every_kind_of_gap_can_be_filled_or_is_explained():
    known = set(FILLABLE) | set(NOTHING_TO_CHOOSE)
    assert emitted_kinds() <= known | {PROPOSED, OUTDATED}
    assert {*FILLABLE, "contradiction"} <= emitted_kinds()
    assert not set(FILLABLE) & set(NOTHING_TO_CHOOSE)


def test_what_may_be_chosen(tmp_path):
    blanks = blanks_of(read_gaps(tmp_path))
    assert [(it.kind, it.task.serial) for it in blanks] == [
        (SPLIT, DOUBTFUL),
        (NAME, CUT_OFF),
        (SPLIT, "6"),
    ]
    split, name, _ = blanks
    assert [option.text for option in split.options] == ["市交通运输局", "白石县政府", "市政府相关部门"]
    assert [(option.text, option.line) for option in name.options] == [("市投资促进中心", 55)]
    assert name.position == 0
    assert split.row == "改造道路9条。\n\n市交通运输局\n\n白石县政府\n\n市政府相关部门"


def test_a_name_that_is_printed_nowhere_is_looked_up_in_the_lexicon(tmp_path):
    cut = (("1", "新建学校3所。", "市发展改", "市财政局", "市政府相关部门"),)
    [blank] = [it for it in blanks_of(read_gaps(tmp_path, cut)) if it.kind == NAME]
    assert [(option.text, option.spans) for option in blank.options] == [("市发展改革委", ())]


MOVED = [
    ("1", "新建体育馆1座。", "市体育局", "市政府相关部门"),
    *((str(int(row[0]) + 1), *row[1:]) for row in ROWS),
]


def test_a_row_that_moved_keeps_its_id(tmp_path):
    before = blanks_of(read_gaps(tmp_path / "before"))
    after = blanks_of(read_gaps(tmp_path / "after", MOVED))
    assert [it.id for it in after] == [it.id for it in before]
    assert [it.task.id for it in after] != [it.task.id for it in before]


@pytest.mark.parametrize("cell", [1, 2, 3])
def test_another_text_is_another_blank(tmp_path, cell):
    changed = [list(row) for row in ROWS]
    changed[2][cell] = {1: "改造道路8条。", 2: "市水利局", 3: "青岚县政府"}[cell]
    before = blanks_of(read_gaps(tmp_path / "before"))
    after = blanks_of(read_gaps(tmp_path / "after", changed))
    assert after[0].task.id == before[0].task.id
    assert after[0].id != before[0].id
    assert [it.id for it in after[1:]] == [it.id for it in before[1:]]


def test_line_ends_are_no_evidence(tmp_path):
    read = read_gaps(tmp_path)
    other = write_gaps(tmp_path / "crlf" / "云江.txt")
    other.write_bytes(other.read_bytes().replace(b"\n", b"\r\n"))
    source = read_source(other)
    assert "\r\n" in source.text
    crlf = blanks_of(ReadNotice(parse_notice(source), source.text))
    assert [it.id for it in crlf] == [it.id for it in blanks_of(read)]


def test_rows_alike_to_the_letter_have_ids_of_their_own(tmp_path):
    twice = [*ROWS, ("7", *ROWS[2][1:])]
    ids = [it.id for it in blanks_of(read_gaps(tmp_path, twice))]
    assert len(set(ids)) == len(ids)
    assert ids[-1] == f"{ids[0]}-2"


def lost_leaders(*gaps: Gap) -> ReadNotice:
    text = "新建道路\n王小明\n新建桥梁\n李红\n新建码头\n"
    names = {2: ("王小明", 5), 4: ("李红", 14)}
    tasks = [
        make_task(1, text="新建道路", line=1, same_as="n/table/3", block="body"),
        make_task(2, text="新建桥梁", line=3, block="table"),
        make_task(3, text="新建码头", line=5, block="table"),
    ]
    for number, (line, (name, start)) in enumerate(names.items()):
        span = Span(line=line, start=start, end=start + len(name))
        tasks[number] = tasks[number].model_copy(update={"leaders": (Leader(text=name, spans=(span,)),)})
    return ReadNotice(make_notice(*tasks).model_copy(update={"gaps": gaps}), text)


def test_lost_leaders_are_those_of_the_same_task_first_and_one_blank_a_row():
    gap = Gap(task="n/table/3", field="leaders", kind=LEADERS, line=5, reason="领导单元格里有空行")
    [blank] = blanks_of(lost_leaders(gap, gap.model_copy(update={"line": 6})))
    assert [(option.text, option.line) for option in blank.options] == [("王小明", 2), ("李红", 4)]


def test_units_are_those_that_the_row_prints():
    text = "由市教育局会同市财政局新建学校3所。\n新建医院。\n市财政局\n市水利局\n"
    bare = make_task(1, text="由市教育局会同市财政局新建学校3所。", units=(), split=0)
    bare = bare.model_copy(
        update={"text": Value(text=bare.text.text, spans=(Span(line=1, start=0, end=18),))}
    )
    other = make_task(2, text="新建医院。", units=("市教育局", "市财政局", "市水利局"))
    gap = Gap(task="n/body/1", field="units", kind=UNITS, line=1, reason="没有读到责任单位")
    notice = make_notice(bare, other).model_copy(update={"gaps": (gap,)})
    [blank] = blanks_of(ReadNotice(notice, text[:19]))
    assert [(it.text, it.spans[0].start) for it in blank.options] == [("市教育局", 1), ("市财政局", 7)]
