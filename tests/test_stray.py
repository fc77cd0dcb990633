"""Lines that no rule gave to a task: whose they may be, and what becomes of them once that is decided."""

import pytest
from gap_notices import ROWS, STRAY_ROWS, read_gaps  # type: ignore[import-not-found]
from small_notices import make_notice, make_task  # type: ignore[import-not-found]
from test_decided import about, answer, decided, kinds, overlay_of  # type: ignore[import-not-found]
from test_overlay import decision, proposal  # type: ignore[import-not-found]

from index.blanks import STRAY, blanks_of
from index.decided import OUTDATED, PROPOSED, outdated
from index.errors import NotPrinted
from index.filling import verified
from index.records import Gap, Origin, Span, Value
from index.records_writer import ReadNotice
from index.stray import BEFORE, BEHIND, NO_TASK, beside, is_free, stray_line, with_line

FIRST, SECOND, ORNAMENT = 0, 1, 2
"""Numbers of the blanks of ``STRAY_ROWS``."""


@pytest.fixture
def read(tmp_path) -> ReadNotice:
    return read_gaps(tmp_path / "notice", STRAY_ROWS)


def texts(notice) -> list[str]:
    return [task.text.text for task in notice.tasks]


def test_a_stray_line_is_a_blank_with_the_rows_beside_it(read):
    found = blanks_of(read)
    assert [(it.kind, it.row, [task.serial for task in it.tasks]) for it in found] == [
        (STRAY, "同步改造RCEP学院5所。", ["1", "2"]),
        (STRAY, "其中2所年内开工。", ["1", "2"]),
        (STRAY, "☆本页由云江市编印，共12页。", ["3", "4"]),
    ]
    assert [(option.text, option.line) for option in found[0].options] == [
        (BEFORE, 15),
        (BEHIND, 27),
        (NO_TASK, None),
    ]


def test_the_value_is_checked_against_line_rows_and_records(read):
    blank = blanks_of(read)[FIRST]
    for value in (BEFORE, BEHIND, NO_TASK):
        [line] = verified(read, blank, [value])
        assert [read.text[span.start : span.end] for span in line.spans] == ["同步改造RCEP学院5所。"]


@pytest.mark.parametrize(
    "value", [["新建学校3所，"], ["1"], [BEFORE, BEHIND], [BEFORE, BEFORE], [], [NO_TASK[:-1]]]
)
def test_no_owner_of_a_line(read, value):
    with pytest.raises(NotPrinted, match="。"):
        verified(read, blanks_of(read)[FIRST], value)


def test_a_line_that_is_printed_otherwise_is_refused(read):
    blank = blanks_of(read)[FIRST]
    other = read._replace(text=read.text.replace("同步改造", "同步新造"))
    with pytest.raises(NotPrinted, match="不再是"):
        verified(other, blank, [BEFORE])
    fewer = read._replace(notice=read.notice.model_copy(update={"tasks": read.notice.tasks[1:]}))
    with pytest.raises(NotPrinted, match="不再是"):
        verified(fewer, blank, [BEFORE])


@pytest.mark.parametrize("field", ["text", "units", "section"])
def test_a_line_that_a_record_has_is_refused(read, field):
    """One character is enough, of whatever value of whatever record."""
    blank = blanks_of(read)[FIRST]
    end = blank_end(read, blank)
    shared = Value(text="。", spans=(Span(line=21, start=end - 1, end=end),))
    last = read.notice.tasks[-1]
    update = {"text": shared} if field == "text" else {field: (*getattr(last, field), shared)}
    tasks = (*read.notice.tasks[:-1], last.model_copy(update=update))
    taken = read._replace(notice=read.notice.model_copy(update={"tasks": tasks}))
    with pytest.raises(NotPrinted, match="已经归入"):
        verified(taken, blank, [BEFORE])
    assert is_free(read.notice, [Span(line=21, start=end - 1, end=end)])


def blank_end(read, blank) -> int:
    return stray_line(read, blank.gap.line).spans[-1].end


def accepted(read, *values: tuple[int, str], **more):
    entries = [decision(**about(read, number, value, **more)) for number, value in values]
    return decided(read, *entries)


def test_an_accepted_line_is_in_the_text_and_its_gap_is_gone(read):
    notice = accepted(read, (FIRST, BEFORE))
    first = notice.tasks[0]
    assert first.text.text == "新建学校3所，同步改造RCEP学院5所。"
    assert [read.text[span.start : span.end] for span in first.text.spans] == [
        "新建学校3所，",
        "同步改造RCEP学院5所。",
    ]
    assert (first.text.origin, first.line) == (Origin.REVIEWER, 15)
    assert [gap.line for gap in notice.gaps] == [23, 41]
    assert notice.tasks[1:] == read.notice.tasks[1:]


def test_a_line_that_begins_a_task_moves_its_place(read):
    second = accepted(read, (FIRST, BEHIND), by="measured").tasks[1]
    assert second.text.text == "同步改造RCEP学院5所。新建医院1所。"
    assert (second.text.origin, second.line) == (Origin.MODEL, 21)


@pytest.mark.parametrize(
    ("owner", "place", "text"),
    [
        (BEFORE, 0, "新建学校3所，同步改造RCEP学院5所。其中2所年内开工。"),
        (BEHIND, 1, "同步改造RCEP学院5所。其中2所年内开工。新建医院1所。"),
    ],
)
def test_several_lines_come_in_printed_order(read, owner, place, text):
    notice = accepted(read, (SECOND, owner), (FIRST, owner))
    assert notice.tasks[place].text.text == text
    assert [gap.line for gap in notice.gaps] == [41]


def test_a_line_of_no_task_changes_no_record(read):
    notice = accepted(read, (ORNAMENT, NO_TASK))
    assert notice.tasks == read.notice.tasks
    assert [gap.line for gap in notice.gaps] == [21, 23]


def test_a_proposal_is_told_with_the_row_it_would_go_to(read):
    entries = [proposal(**about(read, number, value)) for number, value in ((0, BEFORE), (1, BEHIND))]
    notice = decided(read, *entries, proposal(**about(read, ORNAMENT, NO_TASK)))
    assert notice.tasks == read.notice.tasks
    told = [gap for gap in notice.gaps if gap.kind == PROPOSED]
    first, second = (task.id for task in notice.tasks[:2])
    assert [(gap.task, gap.line, gap.reason) for gap in told] == [
        (first, 21, "待核实：模型建议第21行“同步改造RCEP学院5所。”接在“新建学校3所，”之后"),
        (second, 23, "待核实：模型建议第23行“其中2所年内开工。”接在“新建医院1所。”之前"),
        (None, 41, "待核实：模型建议第41行“☆本页由云江市编印，共12页。”不属于任何任务"),
    ]


SCHOOLS = "云江市2024年市教育局牵头哪些任务？"


def test_an_answer_tells_the_proposal(read, tmp_path):
    [row] = answer(read, tmp_path, SCHOOLS, proposal(**about(read, FIRST, BEFORE))).rows
    assert row.text == "新建学校3所，"
    assert any(note.startswith("待核实：模型建议第21行") for note in row.notes)


def test_an_answer_follows_the_decision_and_says_whose_it_is(read, tmp_path):
    [row] = answer(read, tmp_path, SCHOOLS, decision(**about(read, FIRST, BEFORE))).rows
    assert row.text == "新建学校3所，同步改造RCEP学院5所。"
    assert row.notes == ("任务内容中补入的文字经人工核定",)


def test_a_decision_outlives_lines_that_moved_and_other_readings(read, tmp_path):
    entry = decision(**about(read, SECOND, BEFORE))
    more = [("1", "新建体育馆1座。", "市体育局", "市政府相关部门")]
    more += [(str(int(serial) + 1), *cells) for serial, *cells in STRAY_ROWS]
    after = read_gaps(tmp_path / "after", more)
    assert texts(decided(after, entry))[1] == "新建学校3所，其中2所年内开工。"
    first = after.notice.tasks[1].model_copy(update={"lead_max": 2})
    tasks = (after.notice.tasks[0], first, *after.notice.tasks[2:])
    again = after._replace(notice=after.notice.model_copy(update={"tasks": tasks}))
    assert texts(decided(again, entry))[1] == "新建学校3所，其中2所年内开工。"


OTHER = {
    "the line": (0, 5, "其中3所年内开工。"),
    "the row before": (0, 1, "新建学校4所，"),
    "the row behind": (1, 2, "市水利局"),
}


@pytest.mark.parametrize(("row", "cell", "text"), OTHER.values(), ids=OTHER)
def test_a_decision_about_another_line_or_rows_is_told_and_not_applied(read, tmp_path, row, cell, text):
    entry = decision(**about(read, SECOND, BEFORE))
    rows = [list(it) for it in STRAY_ROWS]
    rows[row][cell] = text
    after = read_gaps(tmp_path / "after", rows)
    notice = decided(after, entry)
    assert notice.tasks == after.notice.tasks
    [gap] = [gap for gap in notice.gaps if gap.kind == OUTDATED]
    assert gap.task == after.notice.tasks[0].id
    assert "把相邻的一行归为“上一项”所依据的原文已变" in gap.reason
    assert outdated(after, overlay_of(entry)) == (entry,)


def test_lines_alike_between_the_same_rows_have_ids_of_their_own(tmp_path):
    rows = [(*ROWS[0], "☆☆☆，☆☆☆。", "☆☆☆，☆☆☆。"), *ROWS[1:]]
    found = [it for it in blanks_of(read_gaps(tmp_path, rows)) if it.kind == STRAY]
    assert [it.id for it in found[1:]] == [f"{found[0].id}-2"]


def test_a_row_without_text_gets_one_and_its_gap_goes():
    """Only its units are printed; the line above them is its text."""
    text = "新建学校\n市教育局\n新建医院\n市水利局\n新建码头\n"
    unit = Value(text="市水利局", spans=(Span(line=4, start=15, end=19),))
    bare = make_task(2, text="", units=()).model_copy(update={"units": (unit,), "line": None})
    tasks = (placed(1, "新建学校", 1, 0), bare, placed(3, "新建码头", 5, 20))
    gaps = (
        Gap(task=None, field="text", kind=STRAY, line=3, reason="未能归入任何任务"),
        Gap(task=bare.id, field="text", kind="text_missing", line=4, reason="任务内容为空"),
    )
    read = ReadNotice(make_notice(*tasks).model_copy(update={"gaps": gaps}), text)
    assert [task.id for task in beside(read.notice, 3)] == [tasks[0].id, bare.id]
    assert kinds(accepted(read, (0, BEFORE))) == ["text_missing"]
    notice = accepted(read, (0, BEHIND))
    assert (notice.tasks[1].text.text, notice.tasks[1].line, notice.gaps) == ("新建医院", 3, ())
    [told] = [it for it in decided(read, proposal(**about(read, 0, BEHIND))).gaps if it.kind == PROPOSED]
    assert told.reason.endswith("接在没有内容的任务（序号2）之前")


def placed(ordinal: int, text: str, line: int, start: int):
    span = Span(line=line, start=start, end=start + len(text))
    made = make_task(ordinal, text=text, line=line)
    return made.model_copy(update={"text": Value(text=text, spans=(span,))})


def test_outside_the_rows_nothing_is_beside_a_line():
    notice = make_notice(placed(1, "新建学校", 3, 0), placed(2, "新建医院", 7, 9))
    assert [task.ordinal for task in beside(notice, 5)] == [1, 2]
    assert [beside(notice, line) for line in (None, 1, 3, 7, 9)] == [()] * 5


def test_a_text_is_joined_as_the_parser_joins_lines():
    """A line end leaves nothing behind, a printed blank between Latin words stays."""
    text = "举办RCEP\nForum Asia 大会\n\u200b 及 5 G 展 \n"
    first = Value(text="举办RCEPForum Asia大会", spans=(Span(line=1, start=0, end=20),))
    task = make_task(1).model_copy(update={"text": first})
    read = ReadNotice(make_notice(task), text)
    line = stray_line(read, 3)
    joined = with_line(read, task, line, Origin.REVIEWER).text
    assert (line.text, joined.text) == ("及5 G展", "举办RCEPForum Asia大会及5 G展")
    assert [text[span.start : span.end] for span in joined.spans] == [
        "举办RCEP\nForum Asia 大会",
        "及 5 G 展",
    ]


def test_there_is_no_such_line(read):
    assert [stray_line(read, line).text for line in (None, 0, 999)] == ["", "", ""]
