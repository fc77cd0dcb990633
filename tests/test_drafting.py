"""A unit's responsibility summary: every number and row of it is the records', read from the tasks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from small_notices import make_notice as small_notice  # type: ignore[import-not-found]
from small_notices import make_task
from test_exactness import expected_roles, expected_sets  # type: ignore[import-not-found]

from assistant.contract import draft_json
from assistant.corpus import load_corpus
from assistant.draft_facts import KINDS, NoDraft, by_deadline, sections_of
from assistant.drafting import Draft, make_draft
from assistant.engine import Engine
from assistant.search import Finder
from evals.generate_notices import LAYOUTS, make_notice
from index.errors import BadQuestion
from index.parse import parse_notice
from index.records import Notice
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records
from index.source import source_from_bytes


@contextmanager
def engine_of(folder: Path, *notices: Notice) -> Iterator[Engine]:
    """An engine over the records of these notices; any use of vectors or embedder is an error."""

    def refuse() -> NoReturn:
        raise AssertionError("a draft asked for vectors")

    path = folder / "records.sqlite"
    write_records(path, [ReadNotice(notice, "") for notice in notices], [])
    with RecordsDB.open(path) as records:
        corpus = load_corpus(records)
        yield Engine(corpus, Finder(corpus.records, refuse, refuse))


def ids(draft: Draft) -> dict[str, set[str]]:
    return {kind: {row.id for row in draft.facts.rows[kind]} for kind in KINDS}


def check_against(notice: Notice, engine: Engine) -> int:
    """Ask for every name that a notice prints; the sets are those of its tasks."""
    asked = 0
    sets, names = expected_sets(notice)
    for key in sets:
        for name in sorted(names[key] or {key}):
            roles = expected_roles(notice, key, name)
            draft = make_draft(engine, name, notice.place, notice.year)
            told = draft_json(draft)
            assert set(told["lead"]) == roles["lead"], name
            assert set(told["support"]) == roles["support"], name
            assert set(told["doubt"]) >= roles["doubt"] - roles["lead"] - roles["support"], name
            assert not set(told["group"]) & {*told["lead"], *told["support"], *told["doubt"]}, name
            assert all(len(told[kind]) == len(set(told[kind])) for kind in KINDS), name
            assert f"牵头{len(roles['lead'])}项、配合{len(roles['support'])}项" in draft.words["opening"]
            asked += 1
    return asked


def test_every_unit_of_every_notice_gets_its_whole_summary(exact_engine, read_notices):
    assert sum(check_against(notice, exact_engine) for notice, _ in read_notices) > 350


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_notice_of_another_city_is_summarised_as_exactly(layout, tmp_path):
    notice = parse_notice(source_from_bytes("invented.txt", make_notice(layout, 3, 30).text.encode()))
    with engine_of(tmp_path, notice) as engine:
        assert check_against(notice, engine) > 15


def test_the_rows_are_those_that_the_chat_lists(exact_engine):
    draft = make_draft(exact_engine, "市产创中心", "芜湖", 2024)
    answer, _ = exact_engine.ask("芜湖2024年市产创中心牵头和配合哪些任务")
    assert {group.kind: group.rows for group in answer.groups} == {
        kind: draft.facts.rows[kind] for kind in ("lead", "support", "doubt")
    }


def test_the_paragraphs_say_how_many_where_and_with_whom(exact_engine):
    draft = make_draft(exact_engine, "市商务局", "亳州", 2025)
    assert (
        draft.title
        == "关于《亳州市人民政府办公室关于印发2025年政府工作报告主要目标任务分解的通知》中市商务局工作职责的梳理"
    )
    assert draft.subtitle == "亳州市2025年　亳政办〔2025〕1号"
    assert draft.words["opening"] == (
        "《亳州市人民政府办公室关于印发2025年政府工作报告主要目标任务分解的通知》（亳政办〔2025〕1号）共分解任务118项，"
        "其中市商务局牵头12项、配合1项，分布在6个部分。此外，有105项任务没有点名市商务局，"
        "经由“市政府相关部门”、“市政府各部门”、“市政府部门”统称涉及，单独列出，不计入以上数字。"
    )
    assert draft.words["lead"] == (
        "市商务局牵头的任务共12项，分布在5个部分。其中5项的任务内容写有数字，表中加粗。"
        "共同牵头的单位有市发展改革委（5项）、市投资促进中心（3项）、市工业和信息化局（3项）、市数据资源局（2项）等16个。"
    )
    assert draft.words["deadlines"] == "通知没有写明以上任务的完成时限。"
    assert "doubt" not in draft.words
    assert draft_json(draft)["paragraphs"] == list(draft.words.values())
    assert draft_json(draft)["withheld"] == []


def test_a_role_without_tasks_is_said_to_have_none(exact_engine):
    draft = make_draft(exact_engine, "市发改委", "芜湖", 2024)
    assert draft.words["support"] == "通知中没有确定由市发改委配合的任务。"
    assert "另有20项，原文不能确定是牵头还是配合" in draft.words["opening"]
    assert draft.words["deadlines"] == "通知统一规定的完成时限为2024年底。"


def test_a_unit_reached_through_a_group_alone_is_told_so(tmp_path):
    first = make_task(1, units=("市教育局", "各县区政府"))
    second = make_task(2, units=("谯城区政府",))
    older = small_notice(second, year=2023).model_copy(update={"id": "old", "source": "old.txt"})
    older = older.model_copy(
        update={"tasks": (second.model_copy(update={"id": "old/body/2", "notice": "old"}),)}
    )
    with engine_of(tmp_path, small_notice(first), older) as engine:
        draft = make_draft(engine, "谯城区政府", "云江", 2024)
        assert [len(draft.facts.rows[kind]) for kind in KINDS] == [0, 0, 0, 1]
        assert draft.words["lead"] == "通知中没有确定由谯城区政府牵头的任务。"
        assert "经由“各县区政府”统称涉及" in draft.words["opening"]
        # Without a year the notice that names the unit is the one meant.
        assert make_draft(engine, "谯城区政府").facts.year == 2023


@pytest.mark.parametrize(
    ("unit", "place", "year", "printed"),
    [
        ("市商物局", "亳州", 2025, "市商务局"),
        ("市工信局", "亳州", None, "市工业和信息化局"),
        ("亳州市2025年市商务局", None, None, "市商务局"),
        ("谯城区", None, None, "谯城区政府"),
        ("各县区政府", "亳州市", 2025, "各县区政府"),
        ("等市政府相关部门", "亳州", None, "等市政府相关部门"),
        ("区政府办（外事办）", "徽州区", 2023, "区政府办（外事办）"),
        ("商务局", "Wuhu", None, "市商务局"),
        ("Commerce Bureau", "wuhu", None, "市商务局"),
    ],
)
def test_a_unit_may_be_named_in_many_ways(exact_engine, unit, place, year, printed):
    draft = make_draft(exact_engine, unit, place, year)
    assert draft.facts.unit == printed
    assert bool(draft.facts.notes) == (unit == "市商物局")


@pytest.mark.parametrize(
    ("unit", "place", "year", "told"),
    [
        ("市商务局", None, None, r"几份通知.*亳州市2025年、芜湖市2024年、阜阳市2019年.*--place"),
        ("市商局", "亳州", 2025, "没有“市商局”这个单位。相近的单位有"),
        ("市量子计算局", None, None, "没有“市量子计算局”这个单位"),
        ("市商务局", "合肥", None, "没有合肥的通知。现有：亳州市2025年"),
        ("市商务局", "不知道的地方", None, "没有不知道的地方的通知"),
        ("市商务局", "亳州", 2024, "没有2024年的通知，现有2025年"),
        ("区教育局", "亳州", None, r"没有“区教育局”这个单位.*出现在：繁昌区2021年"),
        ("市商务局的隔壁", "亳州", 2025, "没有“.*隔壁.*”这个单位"),
    ],
)
def test_what_is_not_one_unit_of_one_notice_is_asked_back(exact_engine, unit, place, year, told):
    with pytest.raises(NoDraft, match=told) as refused:
        make_draft(exact_engine, unit, place, year)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("unit", "told"),
    [("", "没有读到"), ("、", "没有读到"), ("市" * 3000, "太长"), ("市商务局和市教育局", "只写一个单位")],
)
def test_a_name_that_is_none_is_refused(exact_engine, unit, told):
    with pytest.raises(BadQuestion, match=told):
        make_draft(exact_engine, unit, "亳州", 2025)


def test_two_notices_of_one_place_and_year_are_summarised_together(tmp_path):
    first = small_notice(make_task(1))
    tasks = (make_task(1, section=("二、民生",)).model_copy(update={"id": "m/body/1", "notice": "m"}),)
    second = first.model_copy(
        update={"id": "m", "title": "补充通知", "doc_number": "云政〔2024〕9号", "tasks": tasks}
    )
    with engine_of(tmp_path, first, second) as engine:
        draft = make_draft(engine, "市交通运输局")
    assert draft.title == "关于《补充通知》、《任务分解》中市交通运输局工作职责的梳理"
    assert "2份通知共分解任务2项，其中市交通运输局牵头2项" in draft.words["opening"]
    assert len(sections_of(draft.facts.rows["lead"])) == 2


def test_deadlines_stand_in_order_as_printed(tmp_path):
    printed = [
        "持续推进",
        "202112月底前",
        "2021年6月30日前",
        None,
        "6月底前",
        "一季度",
        "上半年",
        "2022年3月上旬",
        "3月15日",
        "长期坚持",
    ]
    tasks = [make_task(number, deadline=text) for number, text in enumerate(printed, 1)]
    with engine_of(tmp_path, small_notice(*tasks, year=2021)) as engine:
        draft = make_draft(engine, "市交通运输局")
    assert [due for due, _ in by_deadline(draft.facts.named)] == [
        *("3月15日", "一季度", "2021年6月30日前", "6月底前", "上半年", "202112月底前", "2022年3月上旬"),
        *("持续推进", "长期坚持", ""),
    ]
    assert draft.words["deadlines"] == "以上任务中，单独写明时限的9项。未写时限的1项。"


def test_a_task_that_a_unit_leads_and_supports_is_told_once(tmp_path):
    both = make_task(1, units=("市财政局", "市教育局", "市财政局"))
    with engine_of(tmp_path, small_notice(both)) as engine:
        draft = make_draft(engine, "市财政局")
    assert ids(draft)["lead"] == ids(draft)["support"] == {both.id}
    assert "牵头1项、配合1项（其中1项既牵头又配合），分布在1个部分" in draft.words["opening"]
