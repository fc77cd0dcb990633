"""Values for gaps: what the source bears out goes in with its origin, every invention is refused."""

import pytest
from gap_notices import read_gaps  # type: ignore[import-not-found]
from hypothesis import given
from hypothesis import strategies as st
from test_blanks import lost_leaders  # type: ignore[import-not-found]

from index.blanks import LEADERS, UNITS, Blank, blanks_of, make_blank
from index.errors import NotPrinted
from index.filling import fill, verified
from index.records import Gap, Origin, Span, Value
from index.records_writer import ReadNotice


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> ReadNotice:
    return read_gaps(tmp_path_factory.mktemp("gaps"))


@pytest.fixture(scope="module")
def blanks(read):
    return blanks_of(read)


def test_a_split_is_a_partition_of_the_printed_units(read, blanks):
    split = blanks[0]
    for count in (1, 2):
        value = [unit.text for unit in split.task.units[:count]]
        task = fill(read, split.task, split, verified(read, split, value), Origin.REVIEWER)
        assert (task.boundary, task.split, task.split_origin) == ("certain", count, "reviewer")
        assert [unit.text for unit in (*task.lead_units, *task.support_units)] == [
            unit.text for unit in split.task.units
        ]


NO_SPLIT = {
    "nothing": [],
    "out of range": ["市交通运输局", "白石县政府", "市政府相关部门"],
    "one is left out": ["白石县政府"],
    "another order": ["白石县政府", "市交通运输局"],
    "not printed": ["市公安局"],
    "not as printed": ["市交通局"],
    "twice": ["市交通运输局", "市交通运输局"],
    "part of a name": ["市交通"],
}


@pytest.mark.parametrize("value", NO_SPLIT.values(), ids=NO_SPLIT)
def test_no_split(read, blanks, value):
    with pytest.raises(NotPrinted, match="。"):
        verified(read, blanks[0], value)


@given(
    st.lists(st.sampled_from(["市交通运输局", "白石县政府", "市政府相关部门", "市公安局", "市"]), max_size=4)
)
def test_whatever_is_named_only_the_first_units_pass(tmp_path_factory, value):
    read = read_gaps(tmp_path_factory.mktemp("gaps"))
    blank = blanks_of(read)[0]
    allowed = value in (["市交通运输局"], ["市交通运输局", "白石县政府"])
    try:
        verified(read, blank, value)
    except NotPrinted:
        assert not allowed
    else:
        assert allowed


def test_a_name_is_completed_in_its_place(read, blanks):
    name = blanks[1]
    task = fill(read, name.task, name, verified(read, name, ["市投资促进中心"]), Origin.MODEL)
    assert [unit.text for unit in task.units] == ["市投资促进中心", "市财政局", "市政府相关部门"]
    assert [unit.origin for unit in task.units] == ["model", "rule", "rule"]
    assert task.units[0].spans == name.task.units[0].spans


NO_NAME = {
    "as it is": ["市投资促进"],
    "printed, but another unit": ["市教育局"],
    "a completion that nobody knows": ["市投资促进委员会"],
    "two": ["市投资促进中心", "市教育局"],
}


@pytest.mark.parametrize("value", NO_NAME.values(), ids=NO_NAME)
def test_no_name(read, blanks, value):
    with pytest.raises(NotPrinted):
        verified(read, blanks[1], value)


def test_a_name_that_the_row_has_already(tmp_path):
    rows = (
        ("1", "招引项目5个。", "市投资促进", "市投资促进中心", "市政府相关部门"),
        ("2", "举办招商会2场。", "市投资促进中心", "市政府相关部门"),
    )
    read = read_gaps(tmp_path, rows)
    name = next(it for it in blanks_of(read) if it.position is not None)
    assert name.options == ()
    with pytest.raises(NotPrinted, match="已经有了"):
        verified(read, name, ["市投资促进中心"])


GAP = Gap(task="n/table/3", field="leaders", kind=LEADERS, line=5, reason="领导单元格里有空行")


def test_a_leader_is_a_quote_with_its_place():
    read = lost_leaders(GAP)
    [blank] = blanks_of(read)
    found = verified(read, blank, ["王小明"])
    assert [read.text[span.start : span.end] for span in found[0].spans] == ["王小明"]
    task = fill(read, blank.task, blank, found, Origin.REVIEWER)
    assert [(leader.text, leader.origin, leader.lead) for leader in task.leaders] == [
        ("王小明", "reviewer", False)
    ]


def test_a_person_may_quote_what_the_rules_did_not_read_as_a_leader():
    read = lost_leaders(GAP)
    more = ReadNotice(read.notice, f"{read.text}联系人：赵 大伟\n")
    [blank] = blanks_of(more)
    [found] = verified(more, blank, ["赵大伟"])
    assert (found.text, more.text[found.spans[0].start : found.spans[0].end]) == ("赵大伟", "赵 大伟")


@pytest.mark.parametrize("name", ["赵大伟", "新建道路", "王小", "小明", "王小明李红"])
def test_no_leader(name):
    read = lost_leaders(GAP)
    [blank] = blanks_of(read)
    with pytest.raises(NotPrinted):
        verified(read, blank, [name])


def missing_units(text: str) -> tuple[ReadNotice, Blank]:
    read = lost_leaders()
    task = read.notice.tasks[1].model_copy(
        update={
            "text": Value(text=text, spans=(Span(line=1, start=0, end=len(text)),)),
            "units": (),
            "split": 0,
            "lead_min": 0,
            "lead_max": 0,
        }
    )
    gap = Gap(task=task.id, field="units", kind=UNITS, line=1, reason="没有读到责任单位")
    whole = ReadNotice(read.notice.model_copy(update={"tasks": (task,), "gaps": (gap,)}), text)
    return whole, make_blank(whole, [gap], [task])


def test_units_are_printed_in_the_row_and_their_roles_stay_open():
    read, blank = missing_units("由市教育局会同市财政局新建学校3所。")
    found = verified(read, blank, ["市教育局", "市财政局"])
    task = fill(read, blank.task, blank, found, Origin.REVIEWER)
    assert [unit.text for unit in task.units] == ["市教育局", "市财政局"]
    assert (task.split, task.lead_min, task.lead_max) == (1, 1, 2)


@pytest.mark.parametrize(
    "value",
    [["市水利局"], ["新建学校"], ["市教育局", "市教育局"], ["市教育局会同市财政局"], ["市财政局", "财政局"]],
)
def test_no_units(value):
    read, blank = missing_units("由市教育局会同市财政局新建学校3所。")
    with pytest.raises(NotPrinted):
        verified(read, blank, value)


def test_units_that_share_a_character_are_refused():
    read, blank = missing_units("由国家税务总局云江市税务局办理退税3亿元。")
    for name in ("国家税务总局云江市税务局", "市税务局"):
        assert verified(read, blank, [name])
    with pytest.raises(NotPrinted, match="重叠"):
        verified(read, blank, ["国家税务总局云江市税务局", "市税务局"])
