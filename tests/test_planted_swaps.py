"""True sentences about every kind of answer pass; with one value from another task put in, none does."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from assistant.answers import Answer, Row, RowGroup
from assistant.engine import Engine
from assistant.query import Query
from assistant.wording.checker import checked
from assistant.wording.evidence import Known, evidence_of, key_of, plain
from assistant.wording.facts import list_facts

TASKS_A_NOTICE = 30
UNITS_A_NOTICE = 6
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def rows(exact_engine: Engine) -> list[Row]:
    """Tasks of every notice, spread over it."""
    records = exact_engine.corpus.records
    chosen: list[Row] = []
    for notice in records.notices():
        every = [task.id for task in records.notice(notice.id).tasks if not task.same_as]
        step = max(1, len(every) // TASKS_A_NOTICE)
        chosen += exact_engine._maker.rows(dict.fromkeys(every[::step], "other"))
    return [row for row in chosen if row.boundary == "certain" and row.lead_units]


def about(*rows: Row) -> Answer:
    return Answer("", "", groups=(RowGroup("", "found", rows),), query=Query(text="第几项", intent="list"))


def deadline(row: Row) -> str:
    return row.deadline or row.notice.deadline or ""


def parts(row: Row) -> dict[str, str]:
    """What is true of a task, in clauses: each names one value of each kind."""
    said = {"lead": f"由{'、'.join(row.lead_units)}牵头"}
    if row.support_units:
        said["support"] = f"配合单位有{'、'.join(row.support_units)}"
    if row.leaders:
        said["leader"] = f"责任领导为{'、'.join(name.lstrip('▲') for name in row.leaders)}"
    if deadline(row):
        said["deadline"] = f"完成时限为{deadline(row)}"
    return said


def sentence(row: Row, said: dict[str, str]) -> str:
    first = re.split(r"[,，。;；]", row.text)[0]
    opening = f"第{row.serial.rstrip('.')}项任务，" if row.serial else ""
    return f"{opening}{first}，{'，'.join(said.values())}。"


def swaps(row: Row, other: Row) -> Iterator[tuple[str, dict[str, str]]]:
    """The sentence with one value of ``other`` in place of its own, wherever that makes it untrue."""
    said = parts(row)
    place = row.notice.place
    lead, support = ({key_of(name, place) for name in names} for names in (row.lead_units, row.support_units))
    for name in (*other.lead_units, *other.support_units):
        if key_of(name, place) not in lead:
            yield f"lead {name}", said | {"lead": f"由{name}牵头"}
        if key_of(name, place) not in support and "support" in said:
            yield f"support {name}", said | {"support": f"配合单位有{name}"}
            yield f"support too {name}", said | {"support": f"{said['support']}、{name}"}
    for name in {leader.lstrip("▲") for leader in other.leaders} - {one.lstrip("▲") for one in row.leaders}:
        yield f"leader {name}", said | {"leader": f"责任领导为{name}"}
        yield f"leader too {name}", said | {"leader": f"由{name}负责"}
    if deadline(other) and deadline(other) != deadline(row):
        yield f"deadline {deadline(other)}", said | {"deadline": f"完成时限为{deadline(other)}"}
    for number in set(NUMBER.findall(other.text)) - set(NUMBER.findall(row.text)):
        yield f"number {number}", said | {"number": f"目标为{number}%"}
        yield f"number {number}", said | {"number": f"新增{number}个"}


def test_what_is_printed_of_a_task_passes(exact_engine, rows):
    known = Known.of(exact_engine.corpus.lexicon)
    faults = [
        (said, fault)
        for row in rows
        if (fault := checked(said := sentence(row, parts(row)), evidence_of(about(row), known)).fault)
    ]
    assert len(faults) <= 0.1 * len(rows), faults[:5]


def test_a_value_of_another_task_never_passes(exact_engine, rows):
    known = Known.of(exact_engine.corpus.lexicon)
    draw = random.Random(5)  # noqa: S311
    planted, passed = 0, []
    for row in rows:
        evidence = evidence_of(about(row), known)
        for name, said in swaps(row, draw.choice(rows)):
            planted += 1
            if not checked(sentence(row, said), evidence).fault:
                passed.append((name, row.id))
    assert planted > 700
    assert passed == []


def test_a_value_of_another_task_of_the_same_answer_never_passes(exact_engine, rows):
    known = Known.of(exact_engine.corpus.lexicon)
    draw = random.Random(6)  # noqa: S311
    planted, passed = 0, []
    for row in rows:
        same = [other for other in rows if other.notice == row.notice and other is not row]
        others = draw.sample(same, 3)
        evidence = evidence_of(about(row, *others), known)
        for other in others:
            for name, said in swaps(row, other):
                planted += 1
                if not checked(sentence(row, said), evidence).fault:
                    passed.append((name, sentence(row, said)))
    assert planted > 1000
    assert passed == []


def test_numbers_inside_a_quoted_text_cannot_be_changed(exact_engine, rows):
    known = Known.of(exact_engine.corpus.lexicon)
    draw = random.Random(7)  # noqa: S311
    numbers = sorted({number for row in rows for number in NUMBER.findall(row.text)})
    planted, passed = 0, []
    for row in rows:
        evidence = evidence_of(about(row), known)
        for match in NUMBER.finditer(row.text):
            other = draw.choice([number for number in numbers if number not in NUMBER.findall(row.text)])
            changed = row.text[: match.start()] + other + row.text[match.end() :]
            planted += 1
            if not checked(changed, evidence).fault:
                passed.append(changed)
    assert planted > 80
    assert passed == []


def questions(engine: Engine) -> Iterator[str]:
    lexicon = engine.corpus.lexicon
    for notice in lexicon.notices:
        units = [row for row in lexicon.units.values() if row.place == notice.place and not row.is_group]
        for row in sorted(units, key=lambda row: -(row.lead_count + row.support_count))[:UNITS_A_NOTICE]:
            for role in ("牵头哪些任务", "配合哪些任务"):
                yield f"{notice.place}{notice.year}年{row.names[0]}{role}"


def test_counted_facts_pass_and_changed_ones_do_not(exact_engine):
    known = Known.of(exact_engine.corpus.lexicon)
    planted, passed, refused = 0, [], []
    for question in questions(exact_engine):
        answer, _ = exact_engine.ask(question)
        if answer.abstained:
            continue
        evidence = evidence_of(answer, known)
        for fact in list_facts(answer):
            if fault := checked(f"{fact}。", evidence).fault:
                refused.append((fact, fault))
                continue
            for match in re.finditer(r"\d+(?=项)", plain(fact)):
                for other in (int(match[0]) + 1, int(match[0]) * 2 + 1):
                    changed = plain(fact)[: match.start()] + str(other) + plain(fact)[match.end() :]
                    planted += 1
                    if not checked(f"{changed}。", evidence).fault:
                        passed.append(changed)
    assert planted > 300
    assert passed == []
    assert refused == []


def exchanged(fact: str) -> Iterator[str]:
    """The fact with two neighbouring counted names the other way round, where their counts differ."""
    named = [
        (m[1], m[2])
        for m in re.finditer(r"(?:^[^“（]*?[有在]|、)([^、（]+(?:（[^）\d]+）)?)（(\d+)项）", fact)
    ]
    for (one, many), (other, few) in pairwise(named):
        if many != few and fact.count(one) == fact.count(other) == 1:
            yield fact.replace(one, "\0").replace(other, one).replace("\0", other)


def test_counted_names_cannot_be_exchanged(exact_engine):
    known = Known.of(exact_engine.corpus.lexicon)
    planted, passed = 0, []
    for question in questions(exact_engine):
        answer, _ = exact_engine.ask(question)
        for fact in list_facts(answer) if not answer.abstained else ():
            for changed in exchanged(fact):
                planted += 1
                if not checked(f"{changed}。", evidence_of(answer, known)).fault:
                    passed.append((fact, changed))
    assert planted > 60
    assert passed == []
