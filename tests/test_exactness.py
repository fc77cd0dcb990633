"""Every (notice, unit, role) of the corpus: the answer's task set is the records' set, read from the tasks."""

from collections import defaultdict

import pytest

from index.identity import identify, identities
from index.records_writer import ReadNotice


def expected_roles(notice, key, name):
    """Return the tasks by role of one printed name of a unit."""
    sign = identify(name, notice.place).bodies
    return expected_sets(notice, sign)[0][key]


def expected_sets(notice, sign=()):
    """Return, for each unit, the distinct tasks by role, straight from the parsed tasks.

    With a ``sign`` (keys of bodies in brackets), without those printed with another sign.
    """
    sets: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    names = defaultdict(set)
    for task in notice.tasks:
        found = identities([unit.text for unit in task.units], notice.place)
        for position, (unit, identity) in enumerate(zip(task.units, found, strict=True)):
            if identity.group:
                continue
            names[identity.key].add(unit.text)
            if sign and identity.bodies and not set(sign) & set(identity.bodies):
                continue
            for key in (identity.key, *identity.bodies):
                sets[key][task.role_of(position)].add(task.same_as or task.id)
    return sets, names


@pytest.mark.parametrize(("role", "word"), [("lead", "牵头"), ("support", "配合")])
def test_every_unit_gets_its_whole_list(exact_engine, read_notices: list[ReadNotice], role, word):
    asked = 0
    for notice, _ in read_notices:
        sets, names = expected_sets(notice)
        for key in sets:
            for name in sorted(names[key] or {key}):
                roles = expected_roles(notice, key, name)
                question = f"{notice.place}{notice.year}年{name}{word}哪些任务"
                answer, _ = exact_engine.ask(question)
                shown = {row.id for group in answer.groups if group.kind == role for row in group.rows}
                assert shown == roles[role], question
                doubtful = {row.id for group in answer.groups if group.kind == "doubt" for row in group.rows}
                assert doubtful >= roles["doubt"] - roles[role], question
                asked += 1
    assert asked > 350


def test_every_count_is_the_size_of_its_list(exact_engine, read_notices):
    for notice, _ in read_notices:
        sets, names = expected_sets(notice)
        for key in sets:
            name = min(names[key] or {key})
            roles = expected_roles(notice, key, name)
            answer, _ = exact_engine.ask(f"{notice.place}{notice.year}年{name}牵头几项任务")
            assert answer.count == len(roles["lead"]), name


def test_every_leader_gets_all_tasks(exact_engine, read_notices):
    for notice, _ in read_notices:
        held = defaultdict(set)
        for task in notice.tasks:
            for leader in task.leaders:
                held[leader.text].add(task.same_as or task.id)
        for name, tasks in held.items():
            answer, _ = exact_engine.ask(f"{notice.place}{notice.year}年{name}负责哪些任务")
            assert {row.id for row in answer.rows} == tasks, name


def test_every_row_cites_the_line_it_is_printed_on(exact_engine, read_notices):
    texts = {notice.id: text.splitlines() for notice, text in read_notices}
    for notice, _ in read_notices:
        answer, _ = exact_engine.ask(f"{notice.place}{notice.year}年有哪些任务")
        assert len(answer.rows) == len(notice.distinct_tasks())
        for row in answer.rows:
            line = "".join(texts[notice.id][row.line - 1].split())
            assert row.text[:6] in line, row.id
