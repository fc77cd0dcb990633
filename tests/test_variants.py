"""The same notices with other names, numbers, rows, marks and bytes: the same structure comes out."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from variants import (  # type: ignore[import-not-found]
    FLATTENED,
    NOTICES,
    changed_digits,
    drawing,
    edited,
    furniture_free,
    original,
    other_units,
    read,
    renamed_people,
    renamed_place,
    renumbered,
    row_block,
    shape,
    shapes,
    with_units,
    wrap_at,
)

from index.printed import fold

every_notice = pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
every_flattened = pytest.mark.parametrize("path", FLATTENED, ids=lambda path: path.stem)
TABLES = [path for path in NOTICES if path.stem != "fuyang-2019"]
CELLS = [path for path in TABLES if path.stem != "huizhou-2023"]


def never():
    return False


@every_notice
@pytest.mark.parametrize("seed", range(2))
def test_other_people(path: Path, seed: int):
    text, notice = original(path)
    changed, names = renamed_people(notice, text, drawing(f"{path.stem}{seed}"))
    expected = [
        replace(one, leaders=tuple((names.get(name, name), lead) for name, lead in one.leaders))
        for one in shapes(notice)
    ]
    assert shapes(read(changed)) == expected


@every_notice
@pytest.mark.parametrize("home", ["青浦", "东海", "石台"])
def test_another_place(path: Path, home: str):
    text, notice = original(path)
    changed, change = renamed_place(notice, text, home)
    variant = read(changed)
    assert shapes(variant) == [one.mapped(change) for one in shapes(notice)]
    assert variant.place == change(notice.place or "")
    assert [(gap.field, gap.kind, gap.line) for gap in variant.gaps] == [
        (gap.field, gap.kind, gap.line) for gap in notice.gaps
    ]


@every_notice
def test_other_figures(path: Path):
    text, notice = original(path)
    variant, change = changed_digits(notice, text)
    expected = [shape(task) for task in notice.tasks]
    found = shapes(read(variant))
    assert [one.text for one in found] == [change(one.text) for one in expected]
    assert [(one.lead, one.support, one.certain) for one in found] == [
        (one.lead, one.support, one.certain) for one in expected
    ]


@every_flattened
@pytest.mark.parametrize("width", [4, 5, 6, 7, 9])
@pytest.mark.parametrize("share", [0.0, 0.1], ids=["apart", "fused"])
def test_other_units_wrapped_anew(path: Path, width: int, share: float):
    rng = drawing(f"{path.stem}{width}{share}")
    text, notice = original(path)
    renamed = other_units(notice, rng)
    variant = with_units(notice, text, renamed, wrap_at(width), lambda: rng.random() < share)
    found = shapes(read(variant))
    assert found == [one.mapped(lambda value: renamed.get(value, value)) for one in shapes(notice)]


@pytest.mark.parametrize(
    "path", [path for path in NOTICES if path not in FLATTENED], ids=lambda path: path.stem
)
def test_other_units_in_cells_and_lists(path: Path):
    text, notice = original(path)
    renamed = other_units(notice, drawing(path.stem))
    found = shapes(read(with_units(notice, text, renamed, str, never)))
    assert found == [one.mapped(lambda value: renamed.get(value, value)) for one in shapes(notice)]


def rows_of(path: Path):
    """The notice, the tasks of its table, and of each where it stands."""
    text, notice = original(path)
    table = [task for task in notice.tasks if task.block == "table"]
    numbered = [task for task in table if task.serial]
    return text, notice, numbered, [row_block(task, text) for task in numbered]


def movable(tasks, blocks) -> list[int]:
    """Rows that can be taken out or moved, well apart: neither they nor the next print a merged cell."""
    found: list[int] = []
    for number in range(2, len(tasks) - 3):
        pair = [(tasks[place], blocks[place]) for place in (number, number + 1)]
        merged = [
            span
            for task, block in pair
            for head in task.section
            for span in head.spans
            if span.start >= block.start
        ]
        together = tasks[number + 1].ordinal == tasks[number - 1].ordinal + 2
        same = shape(tasks[number]).section == shape(tasks[number + 1]).section
        if together and same and not merged and (not found or number > found[-1] + 4):
            found.append(number)
    assert len(found) > 8
    return found


@pytest.mark.parametrize("path", CELLS, ids=lambda path: path.stem)
@pytest.mark.parametrize("renumber", [False, True], ids=["gap", "renumbered"])
def test_rows_dropped(path: Path, *, renumber: bool):
    text, notice, tasks, blocks = rows_of(path)
    dropped = movable(tasks, blocks)
    edits = [(blocks[number].start, blocks[number].end, "") for number in dropped]
    kept = [number for number in range(len(tasks)) if number not in dropped]
    if renumber:
        edits += [(*blocks[number].number, str(place)) for place, number in enumerate(kept, 1)]
    variant = read(edited(text, edits))
    found = [(one.text, one.section, one.lead, one.support) for one in shapes(variant) if one.serial]
    gone = {tasks[number].id for number in dropped}
    expected = [shape(task) for task in notice.tasks if task.serial and task.id not in gone]
    assert found == [(one.text, one.section, one.lead, one.support) for one in expected]
    numbers = [place if renumber else int(tasks[number].serial) for place, number in enumerate(kept, 1)]
    jumps = sum(after != before + 1 for before, after in itertools.pairwise(numbers))
    assert sum(gap.kind == "serial_gap" for gap in variant.gaps) == jumps
    assert renumber or jumps > 5


@pytest.mark.parametrize("path", CELLS, ids=lambda path: path.stem)
def test_rows_exchanged(path: Path):
    text, _, tasks, blocks = rows_of(path)
    moved = movable(tasks, blocks)
    edits = []
    order = list(tasks)
    for number in moved:
        first, second = blocks[number], blocks[number + 1]
        edits += [
            (first.number[1], first.end, text[second.number[1] : second.end]),
            (second.number[1], second.end, text[first.number[1] : first.end]),
        ]
        order[number], order[number + 1] = order[number + 1], order[number]
    found = [one for one in shapes(read(edited(text, edits))) if one.serial and not one.repeats]
    assert [(one.text, one.lead, one.support) for one in found] == [
        (one.text, one.lead, one.support) for one in map(shape, order)
    ]
    assert [one.serial for one in found] == [task.serial for task in tasks]


@pytest.mark.parametrize("path", CELLS, ids=lambda path: path.stem)
def test_rows_added(path: Path):
    text, _, tasks, blocks = rows_of(path)
    doubled = movable(tasks, blocks)
    edits = []
    order = []
    for number, (task, block) in enumerate(zip(tasks, blocks, strict=True)):
        order += [task] * (1 + (number in doubled))
        edits.append((*block.number, str(len(order) - (number in doubled))))
        if number in doubled:
            edits.append((block.end, block.end, f"\n\n{len(order)}{text[block.number[1] : block.end]}"))
    found = [one for one in shapes(read(edited(text, edits))) if one.serial and not one.repeats]
    assert [(one.serial, one.text, one.lead, one.support) for one in found] == [
        (str(number), one.text, one.lead, one.support) for number, one in enumerate(map(shape, order), 1)
    ]


@every_notice
def test_furniture_removed(path: Path):
    text, notice = original(path)
    variant = read(furniture_free(text, notice.title))
    assert shapes(variant) == shapes(notice)
    assert (variant.title, variant.place, variant.year) == (notice.title, notice.place, notice.year)


@every_notice
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends(path: Path, end: str):
    text, notice = original(path)
    variant = read(text.replace("\n", end))
    assert shapes(variant) == shapes(notice)
    assert [task.line for task in variant.tasks] == [task.line for task in notice.tasks]


WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in range(ord("0"), ord("9") + 1)}
    | dict(zip("(),:;", "（），：；", strict=True))
)


@every_notice
@pytest.mark.parametrize("direction", ["wide", "half"])
def test_width_of_figures_and_marks(path: Path, direction: str):
    text, notice = original(path)
    found = shapes(read(text.translate(WIDE) if direction == "wide" else fold(text)))
    assert [one.mapped(fold) for one in found] == [one.mapped(fold) for one in shapes(notice)]


@every_notice
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_other_bytes(path: Path, encoding: str):
    text, notice = original(path)
    assert shapes(read(text, encoding)) == shapes(notice)


@every_notice
@pytest.mark.parametrize("ending", ["\n", "\n\n  \n", "\n\n\n\u3000\n"])
def test_blank_lines_doubled_and_added_at_the_end(path: Path, ending: str):
    text, notice = original(path)
    assert shapes(read(text.replace("\n\n", "\n\n\n") + ending)) == shapes(notice)


@every_notice
def test_no_fixed_blanks_in_the_preamble(path: Path):
    text, notice = original(path)
    first = min(task.text.spans[0].start for task in notice.tasks)
    assert shapes(read(text[:first].replace("\u00a0", " ") + text[first:])) == shapes(notice)


@every_flattened
def test_serials_begin_anew_in_each_chapter(path: Path):
    text, _, tasks, blocks = rows_of(path)
    edits = []
    count, chapter = 0, ""
    for task, block in zip(tasks, blocks, strict=True):
        count = count + 1 if task.section[0].text == chapter else 1
        chapter = task.section[0].text
        edits.append((*block.number, str(count)))
    variant = read(edited(text, edits))
    assert [one.text for one in shapes(variant)] == [task.text.text for task in tasks]
    assert not [gap for gap in variant.gaps if gap.kind == "serial_gap"]
    assert len({task.id for task in variant.tasks}) == len(tasks)


@every_flattened
def test_renumbering_changes_nothing_else(path: Path):
    text, notice, _, blocks = rows_of(path)
    assert shapes(read(renumbered(text, blocks))) == shapes(notice)
