"""Invented notices in every layout: every record comes back as it was meant, at any size."""

from dataclasses import replace

import pytest

from evals.generate_notices import LAYOUTS, Made, make_notice
from evals.world import Expected
from index.parse import parse_notice
from index.records import Notice, Task
from index.source import source_from_bytes

every_layout = pytest.mark.parametrize("layout", LAYOUTS)


def parse(made: Made) -> Notice:
    return parse_notice(source_from_bytes("invented.txt", made.text.encode()))


def as_expected(task: Task, *, certain: bool) -> Expected:
    """The task as the generator writes it down; where it left the split open, all units count as lead."""
    lead = task.lead_units if certain else task.units
    support = task.support_units if certain else ()
    return Expected(
        serial=task.serial,
        section=tuple(value.text for value in task.section),
        text=task.text.text,
        lead=tuple(unit.text for unit in lead),
        support=tuple(unit.text for unit in support),
        leaders=tuple((leader.text, leader.lead) for leader in task.leaders),
        deadline=task.deadline.text if task.deadline else None,
        certain=task.boundary == "certain",
    )


def without_split(expected: Expected) -> Expected:
    """The record with all units as lead where the text leaves the split open."""
    if expected.certain:
        return expected
    return replace(expected, lead=expected.lead + expected.support, support=())


@every_layout
@pytest.mark.parametrize("rows", [3, 12, 60])
@pytest.mark.parametrize("seed", range(6))
def test_every_record_comes_back(layout: str, seed: int, rows: int):
    made = make_notice(layout, seed, rows)
    notice = parse(made)
    assert len(notice.tasks) == rows
    found = [
        as_expected(task, certain=made.certain) for task, made in zip(notice.tasks, made.tasks, strict=True)
    ]
    assert found == [without_split(expected) for expected in made.tasks]
    assert (notice.place, notice.year) == (made.place, made.year)
    assert {gap.kind for gap in notice.gaps} <= {"split_undecided", "open_list"}


@every_layout
def test_the_same_seed_gives_the_same_notice(layout: str):
    assert make_notice(layout, 7) == make_notice(layout, 7)
    assert make_notice(layout, 7).text != make_notice(layout, 8).text


@every_layout
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_a_notice_cut_off_anywhere_gives_gaps_not_nonsense(layout: str, share: float):
    """All rows before the cut are whole; the row it falls in has only words that were printed."""
    made = make_notice(layout, 3, 40)
    place = made.text.find(made.tasks[0].text)
    cut = place + int((len(made.text) - place) * share)
    notice = parse(Made(layout, made.place, made.year, made.text[:cut], made.tasks))
    whole = len(notice.tasks) - 1
    assert abs(whole - 40 * share) < 12
    found = [as_expected(task, certain=True) for task in notice.tasks[:whole]]
    for got, meant in zip(found, made.tasks, strict=False):
        assert (got.serial, got.section, got.text, got.lead + got.support) == (
            *(meant.serial, meant.section, meant.text),
            meant.lead + meant.support,
        )
    last, printed = notice.tasks[-1], "".join(made.text[:cut].split())
    assert last.text.text in printed
    assert all(unit.text in printed for unit in last.units)
