"""Who a printed name means: one key for all names of a unit, groups and what they cover."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.identity import canonical, identify, identities, is_known_stem, variants

SAME = [
    ("市发改委", "市发展改革委", "市发展和改革委员会", "市发展改革委员会"),
    ("县住建局", "县住房城乡建设局", "县住房和城乡建设局"),
    ("区市场监管局", "区市场监督管理局", "区市监局"),
    ("市政府办", "市政府办公室", "市人民政府办公室"),
    ("白石县政府", "白石县人民政府"),
    ("云泽经开区管委会", "云泽经济开发区管委会", "云泽经济技术开发区管理委员会"),
    ("人行云泽分行", "人民银行云泽分行"),
    ("市“四送一服”办", "市四送一服办公室"),
    ("市教育局", "等市教育局", " 市教育局 "),
    ("各防汛指挥部成员单位", "防汛指挥部其他成员单位"),
]
DIFFERENT = [
    ("市水利局", "市水务局"),
    ("市教育局", "区教育局"),
    ("市科技局", "市科协"),
    ("云泽高新区管委会", "云泽经开区管委会"),
    ("和平区政府", "平区政府"),
    ("市财政局", "市审计局"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_one_unit(names: tuple[str, ...]):
    assert len({identify(name, "云泽市").key for name in names}) == 1


@pytest.mark.parametrize("names", DIFFERENT, ids="-".join)
def test_two_units(names: tuple[str, str]):
    assert identify(names[0]).key != identify(names[1]).key


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("市财政局(市国资委)", ("市国资委",)),
        ("市财政局（国资委）", ("市国资委",)),
        ("市机场(空港)公司", ()),
        ("各县(市、区)人民政府", ()),
        ("市教育局", ()),
    ],
)
def test_bodies_in_brackets(name: str, bodies: tuple[str, ...]):
    found = identify(name)
    assert found.bodies == tuple(identify(body).key for body in bodies)
    assert "(" not in found.key


KINDS: dict[str, tuple[str, set[str]]] = {
    "市教育局": ("department", set()),
    "市委组织部": ("department", set()),
    "古渡集团": ("enterprise", set()),
    "市供电公司": ("enterprise", set()),
    "白石县人民政府": ("local", set()),
    "柳溪镇": ("town", set()),
    "清河街道办事处": ("town", set()),
    "云泽经开区管委会": ("park", set()),
    "开发区管委会": ("park", set()),
    "市防汛指挥部成员单位": ("members", set()),
    "各产业链成员单位": ("members", set()),
    "市政府各部门": ("group", {"department"}),
    "等市政府相关部门": ("group", {"department"}),
    "区直各单位": ("group", {"department"}),
    "各直属机构": ("group", {"department"}),
    "市有关部门": ("group", {"department"}),
    "有关单位": ("group", {"department"}),
    "各县市区政府": ("group", {"local"}),
    "各县(市、区)人民政府": ("group", {"local"}),
    "各县、区人民政府": ("group", {"local"}),
    "各乡镇": ("group", {"town"}),
    "有关乡镇": ("group", {"town"}),
    "各镇(街道)": ("group", {"town"}),
    "各载体单位": ("group", {"local", "park"}),
    "各有关园区": ("group", {"park"}),
    "各地各单位": ("group", {"department", "local", "park", "town"}),
}


@pytest.mark.parametrize("name", KINDS)
def test_kind_and_cover(name: str):
    kind, covers = KINDS[name]
    found = identify(name)
    assert (str(found.kind), set(map(str, found.covers))) == (kind, covers)
    assert found.group is (kind == "group")


CONTEXT: dict[str, tuple[list[str], str, set[str]]] = {
    "behind the districts it stands for all": (
        ["市教育局", "各县市区政府", "开发区管委会"],
        "group",
        {"park"},
    ),
    "alone it is one": (["开发区管委会", "区教育局"], "park", set()),
    "behind a department it is one": (["区教育局", "开发区管委会"], "park", set()),
    "behind the towns it is one": (["各乡镇", "开发区管委会"], "park", set()),
    "behind all departments it is one": (["市政府相关部门", "开发区管委会"], "park", set()),
    "a named one stays itself": (["各县市区政府", "云泽经开区管委会"], "park", set()),
}


@pytest.mark.parametrize("quirk", CONTEXT)
def test_a_park_is_read_by_what_stands_before_it(quirk: str):
    names, kind, covers = CONTEXT[quirk]
    found = next(unit for unit in identities(names, "云泽市") if "管委会" in unit.key)
    assert (str(found.kind), set(map(str, found.covers))) == (kind, covers)


def test_all_parks_and_one_park_have_different_keys():
    group, one = (identities(names)[-1] for names in (["各县市区政府", "开发区管委会"], ["开发区管委会"]))
    assert group.key == "各开发区管委会"
    assert one.key == "开发区管委会"


def test_identities_keep_order_and_number():
    names = ["市教育局", "各县市区政府", "开发区管委会", "市教育局"]
    assert [unit.key for unit in identities(names)] == [
        "市教育局",
        "各县市区政府",
        "各开发区管委会",
        "市教育局",
    ]
    assert identities([]) == ()


@given(
    st.text(alphabet="市县区和委员会管理局办公室教育人民政府开发(),等各“” ", max_size=14),
    st.sampled_from([None, "云泽市"]),
)
def test_a_canonical_name_is_its_own(name: str, place: str | None):
    once = canonical(name, place)
    assert canonical(once, place) == canonical(canonical(once, place), place)


def test_variants_mean_the_same_unit():
    for key in ("市发展改革委", "县教育局", "区住房城乡建设局"):
        assert {identify(name).key for name in variants(key)} == {key}


def test_no_stem_belongs_to_two_families():
    keys = (
        "市发展改革委",
        "市经济和信息化局",
        "市工业和信息化局",
        "市科学技术局",
        "市教育局",
        "市水利局",
        "市水务局",
    )
    assert all(not set(variants(a)) & set(variants(b)) for a, b in itertools.combinations(keys, 2))


@pytest.mark.parametrize(
    ("stem", "known"), [("发改委", True), ("财政局", True), ("发展和改革委员会", True), ("风雷局", False)]
)
def test_known_stems(stem: str, *, known: bool):
    assert is_known_stem(stem) is known
