"""Leaders: names padded, parted, fused with marks, posts, and names that were lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_notices import parsed  # type: ignore[import-not-found]

from index.people import looks_like_person, read_people
from index.printed import Printed


def people(*lines: str) -> list[tuple[str, str]]:
    found = read_people([Printed.at(line, 100 * number) for number, line in enumerate(lines)])
    return [(name.text, mark) for name, mark in found.names]


CELLS = {
    "one name": (["沈文远"], [("沈文远", "")]),
    "padded to three characters": (["许  岚"], [("许岚", "")]),
    "padded with fixed blanks": (["许\u00a0 岚"], [("许岚", "")]),
    "three characters apart": (["欧 阳 修"], [("欧阳修", "")]),
    "two padded names on a line": (["许 岚 韩 飞"], [("许岚", ""), ("韩飞", "")]),
    "a padded and a whole name": (["许  岚  沈文远"], [("许岚", ""), ("沈文远", "")]),
    "a whole and a padded name": (["沈文远  许  岚"], [("沈文远", ""), ("许岚", "")]),
    "a line each": (["沈文远", "许  岚"], [("沈文远", ""), ("许岚", "")]),
    "a list": (["沈文远、许岚，韩飞。"], [("沈文远", ""), ("许岚", ""), ("韩飞", "")]),
    "a mark": (["▲许  岚", " 沈文远"], [("许岚", "▲"), ("沈文远", "")]),
    "a mark apart from its name": (["▲ 许  岚"], [("许岚", "▲")]),
    "another mark": (["沈文远 ★许岚"], [("沈文远", ""), ("许岚", "★")]),
    "marks without blanks": (["▲许岚沈文远"], [("许岚沈文远", "▲")]),
    "a mark inside a line": (["沈文远▲许岚"], [("沈文远", ""), ("许岚", "▲")]),
    "a post": (["市政府常务副市长"], [("市政府常务副市长", "")]),
    "a post and a name": (["市政府常务副市长、沈文远。"], [("市政府常务副市长", ""), ("沈文远", "")]),
    "a foreign name": (["古丽·阿依"], [("古丽·阿依", "")]),
    "nothing": ([" "], []),
}


@pytest.mark.parametrize("quirk", CELLS)
def test_leaders_are_read(quirk: str):
    lines, expected = CELLS[quirk]
    assert people(*lines) == expected


def test_a_blank_line_is_a_lost_name():
    found = read_people([Printed.at("\u00a0", 0), Printed.at("沈文远", 5)])
    assert [blank.offsets[0] for blank in found.lost] == [0]


@given(st.text(alphabet="▲★ 许岚沈文远、·\u00a0\u3000。", max_size=20))
def test_no_character_of_a_name_is_lost(line: str):
    read = "".join(name for name, _ in people(line))
    assert sorted(read.replace("。", "")) == sorted(
        character for character in line if character in "许岚沈文远·"
    )


@pytest.mark.parametrize(
    "line", ["沈文远", "许  岚", "▲韩飞", "李志行", "王国联", "陈园园", "常务副市长", "沈文远 许岚", "张会"]
)
def test_is_a_person(line: str):
    assert looks_like_person(Printed.at(line, 0))


@pytest.mark.parametrize(
    "line",
    [
        "市教育局",
        "柳溪镇",
        "孙村镇",
        "古渡集团",
        "区妇联",
        "12月底前",
        "持续推进工作任务",
        "",
        "各乡镇",
        "李庄街道",
    ],
)
def test_is_no_person(line: str):
    assert not looks_like_person(Printed.at(line, 0))


TABLE = (
    "\t序号\n\t主要任务\n\t责任\n领导\n\t责任单位",
    "\t1\n\t改造老旧小区。\n\t▲许岚\n沈文远\n\t市住建局\n市财政局",
)
RULES = {
    "no rule": ("", [False, False], 1, 2),
    "the mark": ("备注:标“▲”为牵头责任领导。", [True, False], 1, 2),
    "another mark": ("备注:标“★”为牵头责任领导。", [False, False], 1, 2),
    "the first leader": ("备注:排在第一位的领导为牵头领导。", [True, False], 1, 2),
    "the first unit": ("备注:多个单位负责的,排名第一的单位为牵头单位。", [False, False], 1, 1),
    "both": ("备注:带▲的为牵头领导；列首位的为牵头责任单位。", [True, False], 1, 1),
}


@pytest.mark.parametrize("rule", RULES)
def test_what_the_notice_says_about_itself_is_applied(rule: str):
    remark, leads, low, high = RULES[rule]
    task = parsed(*TABLE, remark).tasks[0]
    assert [leader.lead for leader in task.leaders] == leads
    assert (task.lead_min, task.lead_max) == (low, high)
