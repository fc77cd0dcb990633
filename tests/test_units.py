"""Unit names: what one looks like, and names recovered from wrapped, fused and listed print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.generate_notices import cut, wrapped
from evals.world import World
from index.printed import Printed
from index.unit_lists import parted_by_and, with_shared_heads
from index.unit_reader import NameReader
from index.units import ends_as_unit, home_of, is_complete, is_fused, swallows_another


def lines(*printed: str) -> list[Printed]:
    """The lines of a cell, one after the other in a source."""
    starts = [sum(len(line) + 2 for line in printed[:number]) for number in range(len(printed))]
    return [Printed.at(line, start) for line, start in zip(printed, starts, strict=True)]


WRAPPED = {
    "a name on one line": (["市教育局"], ["市教育局"]),
    "a name a line": (["市教育局", "市民政局", "县城管局"], ["市教育局", "市民政局", "县城管局"]),
    "wrapped after two thirds": (["市工业和", "信息化局"], ["市工业和信息化局"]),
    "wrapped before the last character": (["市机关事务管理", "局"], ["市机关事务管理局"]),
    "wrapped where a unit seems to end": (["市人力资源和社会", "保障局"], ["市人力资源和社会保障局"]),
    "wrapped inside 行政": (["县城市管理行", "政执法局", "县妇联"], ["县城市管理行政执法局", "县妇联"]),
    "wrapped inside 办公": (["区河长制办", "公室"], ["区河长制办公室"]),
    "wrapped over three lines": (["市公共资源", "交易监督管", "理局"], ["市公共资源交易监督管理局"]),
    "wrapped before its office": (["区委机构编制委员会", "办公室"], ["区委机构编制委员会办公室"]),
    "two fused": (["市交通运输局市城市管理局"], ["市交通运输局", "市城市管理局"]),
    "two fused, the second wrapped": (["市发展改革委市投资促进", "中心"], ["市发展改革委", "市投资促进中心"]),
    "fused with a bank": (["县财政局人行青岚", "分行"], ["县财政局", "人行青岚分行"]),
    "fused with a town": (["县水利局柳溪镇"], ["县水利局", "柳溪镇"]),
    "fused with a district": (["市水利局白石县政府"], ["市水利局", "白石县政府"]),
    "fused with a park": (["市商务局松浦高新区管委会"], ["市商务局", "松浦高新区管委会"]),
    "fused with the group": (["市水务集团市政府", "相关部门"], ["市水务集团", "市政府相关部门"]),
    "fused with a party office": (["市供电公司市委", "编办"], ["市供电公司", "市委编办"]),
    "a higher authority of the place": (["国家税务总局云泽", "市税务局"], ["国家税务总局云泽市税务局"]),
    "a survey team": (["国家统计局", "云泽调查队"], ["国家统计局云泽调查队"]),
    "上市 holds no city": (["市企业上", "市服务中心"], ["市企业上市服务中心"]),
    "城南新区 holds no district": (["市城南新", "区管委会"], ["市城南新区管委会"]),
    "a body in brackets below": (["市财政局", "(市国资委)", "市审计局"], ["市财政局(市国资委)", "市审计局"]),
    "wrapped brackets": (["市政府办公室", "(市机关事务", "管理局)"], ["市政府办公室(市机关事务管理局)"]),
    "brackets inside a name": (["市机场(空港)公司"], ["市机场(空港)公司"]),
    "a list wrapped at its mark": (["市民政局、", "市教育局"], ["市民政局", "市教育局"]),
    "a list wrapped before its mark": (["市民政局", "、市教育局"], ["市民政局", "市教育局"]),
    "a list wrapped inside a name": (["市民政局、市教", "育局"], ["市民政局", "市教育局"]),
    "parted by blanks": (["区城管局      岩溪镇  各乡镇"], ["区城管局", "岩溪镇", "各乡镇"]),
    "full-width marks": (["市民政局，市教育局；市体育局"], ["市民政局", "市教育局", "市体育局"]),
    "a full stop ends it": (["市民政局、市教育局。"], ["市民政局", "市教育局"]),
    "等 before the group": (
        ["市民政局、市教育局等市政府", "相关部门"],
        ["市民政局", "市教育局", "等市政府相关部门"],
    ),
    "a bare 等": (["市民政局、市高等教育促进会等"], ["市民政局", "市高等教育促进会"]),
    "areas that share one 各": (["各县、区人民政府"], ["各县、区人民政府"]),
    "areas in brackets": (["各县(市、区)人民政府、市教育局"], ["各县(市、区)人民政府", "市教育局"]),
    "a number in a name": (["市12345热线服务中心", "市教育局"], ["市12345热线服务中心", "市教育局"]),
    "two groups of members": (
        ["市双拥工作领导小组成员单位和市征兵工作领导小组成员单位"],
        ["市双拥工作领导小组成员单位", "市征兵工作领导小组成员单位"],
    ),
}


@pytest.mark.parametrize("quirk", WRAPPED)
def test_names_are_read(quirk: str):
    printed, expected = WRAPPED[quirk]
    assert [unit.folded for unit in NameReader([], "云泽").read(lines(*printed)).units] == expected


def test_a_name_seen_whole_elsewhere_is_recognised():
    unknown = lines("江北智造集团", "古渡乡贤会")
    fused = lines("市商务局江北智造集团")
    assert len(NameReader([]).read(fused).units) == 1
    assert [unit.text for unit in NameReader([unknown, unknown]).read(fused).units] == [
        "市商务局",
        "江北智造集团",
    ]


@pytest.mark.parametrize(
    ("printed", "cut_off"),
    [
        (["市教育局", "市投资促进"], [1]),
        (["市投资促进", "市发展改革委"], [0]),
        (["市教育局", "市民政局"], []),
    ],
)
def test_a_truncated_name_is_noticed(printed: list[str], cut_off: list[int]):
    assert sorted(NameReader([]).read(lines(*printed)).cut) == cut_off


@pytest.mark.parametrize(
    ("value", "is_open"), [("市教育局、市民政局等", True), ("市教育局、市民政局", False)]
)
def test_an_open_list_is_noticed(value: str, *, is_open: bool):
    assert NameReader([]).read_list(Printed.at(value, 0)).open is is_open


@pytest.mark.parametrize(
    ("printed", "linked"),
    [
        (["市教育局", "市民政局、市体育局"], (False, False, True)),
        (["市教育局、", "市民政局"], (False, True)),
        (["市教育局市民政局"], (False, True)),
    ],
)
def test_what_stands_in_one_list_is_linked(printed: list[str], linked: tuple[bool, ...]):
    assert NameReader([]).read(lines(*printed)).linked == linked


HEADS = {
    "three governments": (
        "东陵区、西陵区、中山区人民政府",
        ["东陵区人民政府", "西陵区人民政府", "中山区人民政府"],
    ),
    "a comma ends the head": ("东陵区,西陵区人民政府", ["东陵区", "西陵区人民政府"]),
    "parks": ("云泽经开区、江北产业园区管委会", ["云泽经开区管委会", "江北产业园区管委会"]),
    "a whole name takes no part": ("市教育局、西陵区人民政府", ["市教育局", "西陵区人民政府"]),
    "等 behind the tail": ("白石县、石门县人民政府等", ["白石县人民政府", "石门县人民政府等"]),
    "towns": ("柳溪镇、大墩镇人民政府", ["柳溪镇", "大墩镇人民政府"]),
    "no head at all": ("市教育局、市民政局", ["市教育局", "市民政局"]),
    "one 各 for all": ("各县、区人民政府,市教育局", ["各县、区人民政府", "市教育局"]),
}


@pytest.mark.parametrize("quirk", HEADS)
def test_shared_heads(quirk: str):
    value, expected = HEADS[quirk]
    assert [name.text for name in with_shared_heads(Printed.at(value, 0))] == expected


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("市自然资源和规划局", 1),
        ("市文旅委成员单位和市体育局", 2),
        ("市工业和信息化局", 1),
        ("市妇联及市残联", 1),
    ],
)
def test_and_parts_only_groups_of_members(name: str, parts: int):
    assert len(parted_by_and(Printed.at(name, 0))) == parts


@pytest.mark.parametrize(
    "name", ["市教育局", "团市委", "柳溪镇", "古渡集团", "区妇联", "市财政局(市国资委)", "市领导小组"]
)
def test_ends_as_a_unit(name: str):
    assert ends_as_unit(name)


@pytest.mark.parametrize(
    "name", ["市政府", "管理局", "云泽分局", "市投资促进", "市委", "市委老干部", "县社会", "局", "办公室"]
)
def test_does_not_end_as_a_unit(name: str):
    assert not ends_as_unit(name)


@pytest.mark.parametrize(
    "name", ["市教育局", "各县市区政府", "市政府相关部门", "市新城区建设局", "国网云泽供电公司", "有关单位"]
)
def test_is_complete(name: str):
    assert is_complete(name, "云泽")


@pytest.mark.parametrize(
    "name", ["市投资促进", "古渡集团", "市教育局市民政局", "市投资促进市教育局", "x" * 100]
)
def test_is_not_complete(name: str):
    assert not is_complete(name, "云泽")


def test_fused_and_swallowed():
    assert is_fused("市教育局市民政局")
    assert not is_fused("市自然资源和规划局")
    assert swallows_another("市投资促进市教育局")
    assert not swallows_another("国家税务总局云泽市税务局", "云泽")


@pytest.mark.parametrize(
    ("place", "home"),
    [
        ("云泽市", "云泽"),
        ("松州市", "松州"),
        ("云泽市松州区", "松州"),
        ("南岭市松浦区", "松浦"),
        ("望津县", "望津"),
        (None, ""),
        ("甘南省临湖自治州", "临湖自治"),
    ],
)
def test_home_of_a_place(place: str | None, home: str):
    assert home_of(place) == home


def as_printed(names: list[str], manner: str, width: int, world: World) -> list[str]:
    if manner == "joined":
        return cut("".join(names), width)
    return wrapped(names, width, world.random, 0.3 if manner == "fused" else 0.0)


@pytest.mark.parametrize("width", range(4, 10))
@pytest.mark.parametrize("manner", ["wrapped", "fused", "joined"])
def test_invented_cells_are_recovered(manner: str, width: int):
    """Cells of an invented place at any width: one cell in two hundred may be beyond recovery."""
    wrong = total = 0
    for seed in range(12):
        world = World.of(f"{manner}{width}{seed}")
        cells = [world.departments(world.random.choice((1, 1, 2, 3, 4))) for _ in range(25)]
        cells = [[name for name in names if "(" not in name] for names in cells]
        printed = [lines(*as_printed([*names, world.group], manner, width, world)) for names in cells]
        reader = NameReader(printed, world.place)
        found = [[unit.text for unit in reader.read(cell).units] for cell in printed]
        wrong += sum(got != [*names, world.group] for got, names in zip(found, cells, strict=True))
        total += len(cells)
    assert wrong <= total / 200


@given(
    st.lists(st.text(alphabet="市县区局委办室财政教育和社会、,()等各镇 \u00a0。1", max_size=12), max_size=6)
)
def test_nothing_is_lost_whatever_the_cell_holds(printed: list[str]):
    names = NameReader([lines(*printed)]).read(lines(*printed))
    kept = "".join(unit.folded for unit in names.units)
    bare = "".join("".join(line.split()) for line in printed)
    for mark in "、,。":
        bare, kept = bare.replace(mark, ""), kept.replace(mark, "")
    assert kept.replace("等", "") == bare.replace("等", "")
    assert len(names.linked) == len(names.units)


def test_a_long_line_without_separators_takes_linear_time():
    reader = NameReader([])
    assert reader.read(lines("市教育局" * 3000)).units
    assert reader.read(lines("研究部署" * 5000)).units
