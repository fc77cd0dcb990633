"""Hidden answers: a masked row looks like a real gap, and what it hides is nowhere to be read."""

from collections import Counter

import pytest
from queued_model import QueuedModel  # type: ignore[import-not-found]

from assistant.backfill_measured import Measured
from assistant.backfill_prompts import ask_about
from assistant.models.seam import ModelFailed
from evals.backfill import FIRST, MAJORITY, Tally, measure, show
from evals.backfill_command import keep
from evals.masking import Masked, _split, masked_rows
from evals.remembered import Remembered
from index.blanks import FILLABLE, LEADERS, NAME, SPLIT, STRAY, UNITS
from index.filling import fill, row_for, verified
from index.records import Origin
from index.stray import BEFORE, BEHIND, NO_TASK


@pytest.mark.parametrize("kind", FILLABLE)
def test_the_true_value_of_a_masked_row_is_a_value(read_notices, kind):
    rows = masked_rows(read_notices, kind, 60)
    assert len(rows) == 60
    for masked in rows:
        names = {option.text for option in masked.blank.options}
        assert masked.right(masked.truth)
        if set(masked.truth) <= names:
            assert verified(masked.read, masked.blank, masked.truth)


def test_no_mask_hides_what_one_possible_answer_tells(read_notices):
    rows = masked_rows(read_notices, SPLIT)
    assert all(masked.blank.task.lead_max > 1 for masked in rows)
    assert all(masked.blank.task.lead_min == 1 for masked in rows)
    assert {masked.read.notice.place for masked in rows} == {"亳州市", "繁昌区", "阜阳市", "芜湖市"}


def test_the_question_does_not_depend_on_the_hidden_split(read_notices):
    """The same row with another true split is asked about in the same words."""
    compared = 0
    for read in read_notices:
        changed = [
            it.model_copy(update={"split": 1, "lead_min": 1, "lead_max": 1})
            for it in read.notice.distinct_tasks()
            if it.boundary == "certain" and it.split > 1
        ][:5]
        for task in changed:
            tasks = tuple(task if it.id == task.id else it for it in read.notice.tasks)
            other = read._replace(notice=read.notice.model_copy(update={"tasks": tasks}))
            asked = [
                (masked.blank.task, ask_about(masked.read, masked.blank).prompt.user)
                for notice in (read, other)
                if (masked := _split(notice, _task(notice, task.id)))
            ]
            if len(asked) == 2 and asked[0][0].lead_max == asked[1][0].lead_max:
                assert asked[0] == asked[1]
                compared += 1
    assert compared >= 3


def _task(read, task_id):
    return next(it for it in read.notice.tasks if it.id == task_id)


def test_a_cut_off_name_is_not_shown_in_the_row(read_notices):
    for masked in masked_rows(read_notices, NAME, 40):
        user = ask_about(masked.read, masked.blank).prompt.user
        row = user.split("<names>")[0]
        assert f"被截断的名称：{masked.blank.task.units[masked.blank.position or 0].text}" in row
        assert not any(unit.text == masked.truth[0] for unit in masked.blank.task.units)


def test_hidden_leaders_and_units_are_gone_from_the_record(read_notices):
    for masked in masked_rows(read_notices, LEADERS, 40):
        assert masked.blank.task.leaders == ()
    for masked in masked_rows(read_notices, UNITS, 40):
        assert masked.blank.task.units == ()


def test_a_stray_line_put_where_it_belongs_gives_the_whole_text(read_notices):
    whole = {(task.id, task.text.text) for read in read_notices for task in read.notice.tasks}
    restored = 0
    for masked in masked_rows(read_notices, STRAY):
        row = row_for(masked.blank, masked.truth)
        if row is None:
            assert {(task.id, task.text.text) for task in masked.blank.tasks} <= whole
            continue
        found = verified(masked.read, masked.blank, masked.truth)
        text = fill(masked.read, row, masked.blank, found, Origin.MODEL).text.text
        assert (row.id, row.text.text) not in whole
        assert (row.id, text) in whole
        restored += 1
    assert restored >= 200


def test_a_stray_line_is_as_likely_of_either_row_as_of_none(read_notices):
    rows = masked_rows(read_notices, STRAY, 240)
    shares = {
        it: sum(masked.truth == (it,) for masked in rows) / len(rows) for it in (BEFORE, BEHIND, NO_TASK)
    }
    assert sum(shares.values()) == pytest.approx(1)
    assert all(0.2 < share < 0.5 for share in shares.values())


def test_the_question_about_a_line_does_not_show_what_it_was_cut_from(read_notices):
    for masked in masked_rows(read_notices, STRAY):
        if masked.truth != (NO_TASK,):
            assert (
                masked.blank.row not in ask_about(masked.read, masked.blank).prompt.user.split("<choices>")[1]
            )
        assert masked.blank.row not in {it.text for task in masked.blank.tasks for it in task.section}


def test_the_yardsticks_for_lines_are_the_usual_owner_and_the_row_before(read_notices):
    rows = masked_rows(read_notices, STRAY, 100)
    found = measure(read_notices, STRAY, None, 100, 1)
    truths = {
        read.notice.id: Counter(it.truth for it in rows if it.read.notice.id == read.notice.id)
        for read in read_notices
    }
    usual = sum(counts.most_common(1)[0][1] for counts in truths.values())
    assert found.tallies[MAJORITY]["all"].right == usual
    assert found.tallies[FIRST]["all"].right == sum(it.truth == (BEFORE,) for it in rows)
    assert {it["all"].coverage for it in found.tallies.values()} == {1}


def test_a_model_is_measured_on_lines(read_notices):
    rows = masked_rows(read_notices, STRAY, 3)
    said = [{"belongs_to": rows[0].truth[0]}, {"belongs_to": "无法判断"}, {"belongs_to": rows[2].truth[0]}]
    ours = measure(read_notices, STRAY, QueuedModel(*said), 3, 1).tallies["queued"]["all"]
    assert (ours.rows, ours.proposed, ours.right) == (3, 2, 2)


def test_masks_are_the_same_in_every_run(read_notices):
    def texts(rows: list[Masked]) -> list[str]:
        return [ask_about(it.read, it.blank).prompt.user for it in rows]

    assert texts(masked_rows(read_notices, NAME, 30)) == texts(masked_rows(read_notices, NAME, 30))


def test_right_is_the_unit_meant(read_notices):
    masked = masked_rows(read_notices, LEADERS, 1)[0]
    assert masked.right(masked.truth[::-1])
    assert not masked.right(("某人",))
    split = masked_rows(read_notices, SPLIT, 1)[0]
    assert not split.right(split.truth[:-1])


def test_a_tally_counts_proposals_of_verified_values_only(read_notices):
    masked = masked_rows(read_notices, SPLIT, 1)[0]
    tally = Tally()
    wrong = tuple(option.text for option in masked.blank.options[: len(masked.truth) % 2 + 1])
    for value in (masked.truth, wrong, (), ("市公安局",)):
        tally.count(masked, value)
    assert (tally.rows, tally.proposed, tally.right, tally.refused) == (4, 2, 1, 1)
    assert (tally.precision, tally.coverage) == (0.5, 0.5)
    assert Tally().precision is None


def test_a_model_is_measured_beside_the_yardsticks(read_notices):
    rows = masked_rows(read_notices, SPLIT, 4)
    said = [len(rows[0].truth), 0, len(rows[2].truth), 3 - min(2, len(rows[3].truth))]
    model = QueuedModel(*({"lead_count": count} for count in said))
    found = measure(read_notices, SPLIT, model, 4, 1)
    ours = found.tallies["queued"]["all"]
    assert (ours.rows, ours.proposed, ours.right) == (4, 3, 2)
    assert {who: it["all"].coverage for who, it in found.tallies.items() if who != "queued"} == {
        MAJORITY: 1,
        FIRST: 1,
    }
    kept = found.kept()
    assert kept is not None
    assert (kept.gap, kept.model, kept.rows, kept.proposed, kept.right) == (SPLIT, "queued", 4, 3, 2)
    assert kept.prompt_version == ask_about(rows[0].read, rows[0].blank).prompt.version
    assert found.as_json()["scores"]["queued"]["all"]["precision"] == 2 / 3
    assert "good enough" not in show(found)


def test_without_a_model_only_the_yardsticks_are_measured(read_notices):
    found = measure(read_notices, SPLIT, None, 10, 1)
    assert found.kept() is None
    assert "not measured" in show(found)


def test_kept_figures_replace_those_of_the_same_gap_and_model(tmp_path):
    path = tmp_path / "measured.json"
    path.write_text('{"about": "x", "measured": []}')
    first = Measured("split_undecided", "m", "p", "1", 1, 240, 200, 100)
    other = Measured("split_undecided", "n", "p", "1", 1, 240, 200, 200)
    keep([first, other], path)
    keep([Measured("split_undecided", "m", "p", "2", 1, 240, 200, 150)], path)
    text = path.read_text("utf-8")
    assert text.count('"gap"') == 2
    assert '"right": 150' in text
    assert '"about": "x"' in text


def test_a_measurement_goes_on_where_it_was_interrupted(read_notices, tmp_path):
    path = tmp_path / "evals" / "replies.jsonl"
    replies = [{"lead_count": 1}] * 4
    gone = ModelFailed("unreachable", "连不上语言模型的接口。")
    with pytest.raises(ModelFailed):
        measure(read_notices, SPLIT, Remembered(QueuedModel(*replies[:3], gone), path), 4, 1)
    model = QueuedModel(replies[3])
    found = measure(read_notices, SPLIT, Remembered(model, path), 4, 1)
    assert len(model.prompts) == 1
    assert (
        found.tallies["queued"] == measure(read_notices, SPLIT, QueuedModel(*replies), 4, 1).tallies["queued"]
    )
