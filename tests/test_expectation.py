"""Expectations follow the records, and every check of an answer fails when it should."""

import json
from pathlib import Path

import pytest
from small_notices import make_notice, make_task  # type: ignore[import-not-found]

from evals.answers_check import Answer, check_answer
from evals.cases import QuestionError, hand_written
from evals.expectation import Expect, Wanted, compute
from evals.selection import Corpus, Selector, SpecError, shipped_corpus

NOTICE = "云江市2024"
CORPUS = Corpus(
    [
        make_notice(
            make_task(1, units=["市教育局", "市财政局(市国资委)"], leaders=["李红"], deadline="202412月底前"),
            make_task(2, units=["市教育局", "市水利局", "市财政局"], least_and_most=(1, 2), leaders=["李红"]),
            make_task(3, units=["市水利局", "市政府各部门"], leaders=["王小明"], section=["二、民生"]),
            make_task(3, block="table", units=["市水利局", "市教育局"], same_as="n/body/3", text="治理河道"),
            deadline="2024年底",
        )
    ]
)
LINE = {"id": "x1", "kind": "list", "turns": ["问"], "expect": {"abstain": True}, "why": "because"}


def select(**conditions):
    rows = CORPUS.select(Selector.model_validate_json(json.dumps({"notice": NOTICE, **conditions})))
    return tuple(
        {name.removeprefix("n/body/") for name in part} for part in (rows.certain, rows.doubt, rows.through)
    )


def wanted(**expect) -> Wanted:
    return compute(Expect.model_validate_json(json.dumps(expect)), CORPUS)


def failures(answer: dict, **expect) -> list[str]:
    filled = {"text": "", "abstained": False, **answer}
    return check_answer(Answer.model_validate_json(json.dumps(filled)), wanted(**expect))


def rows(*names, doubt=()):
    return [{"id": f"n/{name}", "doubt": name in doubt} for name in names]


def of(**conditions):
    return {"notice": NOTICE, **conditions}


def serial(number):
    return {"notice": NOTICE, "serial": number}


def test_rows_in_doubt_stand_apart():
    assert select(unit="市水利局", role="lead") == ({"3"}, {"2"}, set())


def test_a_group_makes_a_row_optional_unless_only_named_rows_count():
    assert select(unit="市财政局", role="support") == ({"1", "2"}, set(), {"3"})
    assert select(unit="市财政局", role="support", named_only=True) == ({"1", "2"}, set(), set())


def test_a_group_that_the_question_names_counts():
    assert select(unit="市财政局", groups=["市政府各部门"]) == ({"1", "2", "3"}, set(), set())


def test_a_name_may_be_declared_a_group():
    assert select(unit="高新区管委会", optional_groups=["市教育局"]) == (set(), set(), {"1", "2", "3"})


def test_a_unit_named_in_either_of_two_records_counts():
    assert select(unit="市教育局", role="support", named_only=True) == ({"3"}, set(), set())


def test_a_body_in_brackets_is_a_unit_too():
    assert select(unit="市国资委", named_only=True) == ({"1"}, set(), set())


def test_other_conditions():
    assert select(contains=["河道"])[0] == {"3"}
    assert select(section="二、")[0] == {"3"}
    assert select(leader="李红")[0] == {"1", "2"}
    assert select(leader="李红", marked=True)[0] == set()
    assert select(deadline="12月")[0] == {"1"}


def test_a_second_selector_must_be_met_too():
    assert select(unit="市教育局", role="lead", also={"unit": "市水利局", "role": "lead"}) == (
        set(),
        {"2"},
        set(),
    )


@pytest.mark.parametrize(
    "expect",
    [
        {"tasks": of(unit="市气象局", named_only=True)},
        {"tasks": {"notice": "云江市2023"}},
        {"records": [serial("9")]},
        {"count": of(unit="市水利局", role="lead")},
        {"nothing": of(unit="市教育局", leader="李红")},
        {"nothing": of(unit="市教肓局", leader="李红", named_only=True)},
        {
            "records": [serial("1")],
            "units": "lead",
            "leaders": "all",
            "deadline": True,
            "within": of(leader="赵六"),
        },
    ],
)
def test_a_specification_the_records_cannot_answer_is_refused(expect):
    with pytest.raises(SpecError):
        wanted(**expect)


RIGHT = rows("body/1", "body/2", "body/3")
LEADS = of(unit="市水利局", role="lead")
CASES = [
    ({"tasks": RIGHT}, {"tasks": of()}, ""),
    ({"tasks": rows("body/1", "body/2", "table/3")}, {"tasks": of()}, ""),
    ({"tasks": rows("body/1")}, {"tasks": of()}, "missing 2 of 3 tasks: n/body/2、n/body/3"),
    ({"tasks": RIGHT}, {"tasks": of(contains=["河道"])}, "2 extra tasks: n/body/1、n/body/2"),
    ({"tasks": [*RIGHT, *rows("table/3")]}, {"tasks": of()}, "shown 2 times: n/body/3"),
    ({"tasks": [*RIGHT, *rows("body/9")]}, {"records": [serial("1")]}, "unknown task: n/body/9"),
    ({"tasks": rows("body/3")}, {"tasks": LEADS}, ""),
    ({"tasks": rows("body/3", "body/2", doubt=["body/2"])}, {"tasks": LEADS}, ""),
    ({"tasks": rows("body/3", "body/2")}, {"tasks": LEADS}, "not marked so: n/body/2"),
    ({"tasks": rows("body/3", doubt=["body/3"])}, {"tasks": LEADS}, "though the role is certain: n/body/3"),
    ({"abstained": True}, {"tasks": of()}, "abstained, though"),
    ({"tasks": RIGHT}, {"abstain": True}, "not abstained"),
    ({"abstained": True, "tasks": RIGHT}, {"abstain": True}, ""),
    ({"abstained": True}, {"abstain": True, "suggest": ["市水利局"]}, "does not offer 市水利局"),
    ({"tasks": RIGHT}, {"nothing": of(unit="市财政局", role="lead")}, "shows 3 tasks"),
    ({}, {"nothing": of(unit="市财政局", role="lead")}, ""),
    (
        {"tasks": rows("body/2", "body/1")},
        {"records": [serial("1")], "top": 1},
        "not among the first 1: n/body/1",
    ),
    (
        {"tasks": rows("body/2", "body/1")},
        {"records": [serial("1"), serial("3")]},
        "not among the first 3: n/body/3",
    ),
    ({"tasks": rows("body/1")}, {"records": [serial("1"), serial("3")], "need": "any"}, ""),
    ({"tasks": rows("body/1")}, {"within": of()}, ""),
    ({}, {"within": of()}, "not among the first 3"),
    ({"tasks": RIGHT, "units": ["市教育局"]}, {"records": [serial("1")], "units": "lead"}, ""),
    (
        {"tasks": RIGHT, "units": ["市教育局"]},
        {"records": [serial("1")], "units": "all"},
        "unit not named: 市财政局",
    ),
    ({"tasks": RIGHT, "leaders": ["李红"]}, {"records": [serial("1")], "leaders": "all"}, ""),
    (
        {"tasks": RIGHT, "leaders": []},
        {"records": [serial("1")], "leaders": "lead"},
        "leader not named: 李红",
    ),
    ({"tasks": RIGHT, "deadlines": ["2024年12月底前"]}, {"records": [serial("1")], "deadline": True}, ""),
    ({"tasks": RIGHT, "deadlines": ["2024年底"]}, {"records": [serial("2")], "deadline": True}, ""),
    ({"tasks": RIGHT}, {"records": [serial("2")], "deadline": True}, "deadline not named: 2024年底"),
    ({"count": 3}, {"count": of()}, ""),
    ({"count": 4}, {"count": of()}, "count is 4, not 3"),
    ({"text": "各1项、3项"}, {"counts": [of(), of(contains=["河道"])]}, ""),
    ({"text": "共13项"}, {"counts": [of()]}, "does not state the number 3"),
    ({"leaders": ["李红", "王小明"]}, {"busiest": of()}, ""),
    ({"leaders": ["王小明"]}, {"busiest": of()}, "the first leader is not 李红"),
    ({"text": "增长 ５.5%", "tasks": RIGHT}, {"tasks": of(), "must_say": ["5.5%"]}, ""),
    ({"text": "增长15.5%", "tasks": RIGHT}, {"tasks": of(), "must_say": ["5.5%"]}, "does not say 5.5%"),
    ({"text": "好的", "abstained": True}, {"abstain": True, "must_not_say": ["好的"]}, "says 好的"),
]


@pytest.mark.parametrize(("answer", "expect", "failure"), CASES)
def test_each_check_fails_when_it_should(answer, expect, failure):
    found = failures(answer, **expect)
    assert len(found) == bool(failure)
    assert all(failure in said for said in found)


def perfect(want: Wanted) -> Answer:
    """The answer that gives exactly what is wanted."""
    rows = want.tasks.certain if want.tasks else want.first
    said = (*want.expect.must_say, *want.expect.suggest, *map(str, want.counts))
    return Answer(
        text=" ; ".join(said),
        abstained=want.expect.abstain,
        tasks=tuple({"id": name} for name in sorted(rows)),
        units=tuple(key for _, key in want.units),
        leaders=tuple(want.busiest or want.leaders),
        deadlines=tuple(want.deadlines),
        count=want.count,
    )


def test_every_question_has_an_answer_that_is_right_and_is_failed_by_an_empty_one():
    for case in hand_written(shipped_corpus()):
        name, want = case.id, case.wanted
        assert check_answer(perfect(want), want) == [], name
        empty = Answer(
            text="", abstained=not (want.expect.abstain or want.expect.nothing), tasks=({"id": "no"},)
        )
        assert check_answer(empty, want), name


def test_the_set_is_broad_and_asks_nothing_twice():
    questions = hand_written(shipped_corpus())
    assert len(questions) >= 220
    assert len({question.kind for question in questions}) >= 18
    assert len({question.turns for question in questions}) == len(questions)


def write(folder: Path, *lines: str) -> Path:
    (folder / "list.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"expect": {"task": {}}}, "expect.task: Extra inputs"),
        ({"expect": {}}, "give either abstain or something to find"),
        ({"expect": {"abstain": True, "deadline": True}}, "are read from records or tasks"),
        ({"kind": "other"}, "the kind list"),
        ({"turns": []}, "must have turns"),
        ({}, "the id x1 was used before"),
    ],
)
def test_a_bad_line_is_refused_with_its_file_and_line(tmp_path, change, fault):
    folder = write(tmp_path, json.dumps(LINE), json.dumps({**LINE, **change}))
    with pytest.raises(QuestionError, match=r"^list\.jsonl line 2: ") as error:
        hand_written(CORPUS, folder)
    assert fault in str(error.value)


def test_a_line_that_is_not_utf8_is_refused_with_its_file_and_line(tmp_path):
    (tmp_path / "list.jsonl").write_bytes(json.dumps(LINE).encode() + b"\n\xff\xfe\n")
    with pytest.raises(QuestionError, match=r"^list\.jsonl line 2: line: Invalid JSON"):
        hand_written(CORPUS, tmp_path)


def test_a_specification_that_fails_names_its_file_and_line(tmp_path):
    folder = write(tmp_path, json.dumps({**LINE, "expect": {"count": {"notice": "芜湖市1999"}}}))
    with pytest.raises(QuestionError, match=r"^list\.jsonl line 1: x1: 0 notices are called 芜湖市1999$"):
        hand_written(CORPUS, folder)
