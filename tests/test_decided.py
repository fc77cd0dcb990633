"""Decisions in the records: applied while their text stands, told as out of date when it changed, shown in answers."""

import pytest
from gap_notices import ROWS, read_gaps  # type: ignore[import-not-found]
from test_blanks import MOVED, lost_leaders  # type: ignore[import-not-found]
from test_filling import GAP, missing_units  # type: ignore[import-not-found]
from test_overlay import decision, proposal  # type: ignore[import-not-found]

from assistant.corpus import load_corpus
from assistant.engine import Engine
from assistant.search import Finder
from index.blanks import LEADERS, NAME, SPLIT, blanks_of
from index.decided import OUTDATED, PROPOSED, outdated, with_decisions
from index.overlay import Overlay
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records


def overlay_of(*entries) -> Overlay:
    overlay = Overlay()
    for entry in entries:
        overlay.take(entry)
    return overlay


def about(read: ReadNotice, number: int, *value: str, **more):
    """What identifies a blank of the notice, as an entry states it."""
    blank = blanks_of(read)[number]
    return {
        "blank": blank.id,
        "notice": read.notice.id,
        "task": blank.task.id,
        "gap": blank.kind,
        "evidence": blank.evidence,
        "value": value,
        **more,
    }


@pytest.fixture
def read(tmp_path) -> ReadNotice:
    return read_gaps(tmp_path / "notice")


def decided(read: ReadNotice, *entries):
    [after] = with_decisions([read], overlay_of(*entries))
    return after.notice


def kinds(notice) -> list[str]:
    return [gap.kind for gap in notice.gaps]


def test_without_a_word_nothing_changes(read):
    assert decided(read) == read.notice


def test_accepted_values_are_in_the_records_with_their_origin(read):
    split = decision(**about(read, 0, "市交通运输局"))
    name = decision(**about(read, 1, "市投资促进中心"), by="measured")
    notice = decided(read, split, name)
    assert kinds(notice) == [SPLIT]
    third, fourth = notice.tasks[2], notice.tasks[3]
    assert (third.boundary, third.split, third.split_origin) == ("certain", 1, "reviewer")
    assert (fourth.units[0].text, fourth.units[0].origin) == ("市投资促进中心", "model")
    assert [it for it in notice.tasks if it.ordinal not in {3, 4}] == [
        it for it in read.notice.tasks if it.ordinal not in {3, 4}
    ]


def test_a_proposal_is_shown_and_changes_no_record(read):
    notice = decided(read, proposal(**about(read, 0, "市交通运输局")))
    assert notice.tasks == read.notice.tasks
    assert kinds(notice) == [*kinds(read.notice), PROPOSED]
    assert notice.gaps[-1].reason == "待核实：模型建议“市交通运输局”牵头，“白石县政府、市政府相关部门”配合"


def test_a_proposal_that_does_not_hold_is_not_shown(read):
    assert decided(read, proposal(**about(read, 0, "市公安局"))) == read.notice


def test_a_rejected_value_leaves_the_gap_as_it_was(read):
    entry = about(read, 0, "市交通运输局")
    assert decided(read, decision(**entry), decision("rejected", **{**entry, "value": ()})) == read.notice


def test_a_decision_survives_a_row_that_moved(read, tmp_path):
    entry = decision(**about(read, 0, "市交通运输局"))
    after = read_gaps(tmp_path / "after", MOVED)
    notice = decided(after, entry)
    [task] = [it for it in notice.tasks if it.text.text == "改造道路9条。"]
    assert (task.serial, task.boundary) == ("4", "certain")
    assert OUTDATED not in kinds(notice)


CHANGED = [(*row[:2], "市水利局", *row[3:]) if row[0] == "3" else row for row in ROWS]


def test_a_decision_about_changed_text_is_told_and_not_applied(read, tmp_path):
    entry = decision(**about(read, 0, "市交通运输局"))
    after = read_gaps(tmp_path / "after", CHANGED)
    notice = decided(after, entry)
    assert notice.tasks == after.notice.tasks
    assert "需重新核定" in notice.gaps[-1].reason
    assert (notice.gaps[-1].kind, notice.gaps[-1].task) == (OUTDATED, entry.task)
    assert outdated(after, overlay_of(entry)) == (entry,)
    assert outdated(read, overlay_of(entry)) == ()


def test_a_decision_that_the_source_no_longer_bears_out_is_told(read):
    entry = decision(**about(read, 1, "市投资促进局"))
    notice = decided(read, entry)
    assert notice.tasks == read.notice.tasks
    assert kinds(notice) == [*kinds(read.notice), OUTDATED]


def test_lost_leaders_come_back_and_all_their_gaps_go():
    read = lost_leaders(GAP, GAP.model_copy(update={"line": 6}))
    notice = decided(read, decision(**about(read, 0, "王小明")))
    assert notice.gaps == ()
    assert [(leader.text, leader.origin) for leader in notice.tasks[2].leaders] == [("王小明", "reviewer")]


def test_units_that_came_back_have_roles_to_be_settled():
    read, _ = missing_units("由市教育局会同市财政局新建学校3所。")
    notice = decided(read, decision(**about(read, 0, "市教育局", "市财政局")))
    assert kinds(notice) == [SPLIT]
    assert notice.tasks[0].boundary == "ambiguous"


def answer(read: ReadNotice, tmp_path, question: str, *entries):
    """Ask an engine over the records as they are indexed."""

    def refuse():
        raise AssertionError("an exact question asked for vectors")

    path = tmp_path / "records.sqlite"
    write_records(path, with_decisions([read], overlay_of(*entries)), [])
    with RecordsDB.open(path) as records:
        corpus = load_corpus(records)
        return Engine(corpus, Finder(corpus.records, refuse, refuse)).converse([question])[0]


LED = "云江市2024年白石县政府牵头哪些任务？"


def test_an_answer_has_a_doubt_with_the_proposal(read, tmp_path):
    found = answer(read, tmp_path, LED, proposal(**about(read, 0, "市交通运输局")))
    [group] = found.groups
    assert group.kind == "doubt"
    assert any(note.startswith("待核实：模型建议“市交通运输局”牵头") for note in group.rows[0].notes)


@pytest.mark.parametrize(("lead", "rows"), [(("市交通运输局",), 0), (("市交通运输局", "白石县政府"), 1)])
def test_an_answer_follows_the_decision_and_says_whose_it_is(read, tmp_path, lead, rows):
    found = answer(read, tmp_path, LED, decision(**about(read, 0, *lead)))
    led = [row for group in found.groups if group.kind == "lead" for row in group.rows]
    assert len(led) == rows
    assert all(row.notes == ("牵头与配合的拆分经人工核定",) for row in led)
    assert all(row.boundary == "certain" for row in found.rows)


def test_a_completed_name_is_found_by_its_unit(read, tmp_path):
    asked = "云江市2024年市投资促进中心牵头哪些任务？"
    found = answer(read, tmp_path, asked, decision(**about(read, 1, "市投资促进中心"), by="measured"))
    assert [row.serial for row in found.rows] == ["4", "5"]
    assert any("责任单位“市投资促进中心”由模型建议" in note for note in found.rows[0].notes)


def test_an_answer_tells_a_decision_that_is_out_of_date(read, tmp_path):
    after = read_gaps(tmp_path / "after", CHANGED)
    found = answer(after, tmp_path, LED, decision(**about(read, 0, "市交通运输局")))
    assert any("需重新核定" in note for row in found.rows for note in row.notes)


def test_kinds_of_gaps_that_are_filled_have_words():
    from assistant.cli_backfill import KINDS
    from index.blanks import FILLABLE

    assert set(KINDS) == set(FILLABLE) >= {SPLIT, NAME, LEADERS}
