"""Where the lead units end, by what else a row prints."""

import pytest

from index.boundary import Pool, Split, split_pool


def pool(
    *names: str, marks: tuple[int, ...] = (), cut: tuple[int, ...] = (), linked=None, marks_empty=False
) -> Pool:
    return Pool(names, linked or (False,) * len(names), marks, frozenset(cut), marks_empty)


CERTAIN = {
    "no unit": (pool(), 0),
    "one unit": (pool("市教育局"), 1),
    "an empty cell after the last": (pool("市教育局", "市体育局", "市财政局", marks=(3,)), 3),
    "a name printed in each column": (pool("市教育局", "市教育局", "市体育局"), 1),
    "the group opens the second column": (pool("市教育局", "市体育局", "市政府相关部门", "各园区"), 2),
    "a list that ends in the group": (
        pool("市教育局", "市体育局", "市财政局", "等市政府相关部门", linked=(False, False, True, True)),
        1,
    ),
    "an area group behind one unit": (pool("市教育局", "各县市区政府", "开发区管委会"), 1),
    "two units where empty cells are marked": (pool("市教育局", "市体育局", marks_empty=True), 1),
    "governments lead, the group supports": (pool("白石县政府", "石门县政府", "市政府相关部门"), 2),
}

DOUBTFUL = {
    "an empty cell in the middle": (pool("市教育局", "市体育局", "市财政局", marks=(1,)), Split(1, 1, 2)),
    "several before an area group": (pool("市教育局", "市体育局", "各县市区政府"), Split(1, 1, 2)),
    "several and no sign": (pool("市教育局", "市体育局", "市财政局"), Split(1, 1, 3)),
    "two units where nothing marks empty cells": (pool("市教育局", "市体育局"), Split(1, 1, 2)),
    "an area group before the opener": (pool("市教育局", "各县市区政府", "市政府相关部门"), Split(2, 1, 2)),
    "an area body before the opener": (pool("市教育局", "白石县政府", "市政府相关部门"), Split(2, 1, 2)),
    "a truncated name before the opener": (
        pool("市教育局", "市投资促", "市政府相关部门", cut=(1,)),
        Split(2, 1, 2),
    ),
}


@pytest.mark.parametrize("quirk", CERTAIN)
def test_the_text_fixes_the_split(quirk: str):
    units, at = CERTAIN[quirk]
    assert split_pool(units) == Split.certain(at)


@pytest.mark.parametrize("quirk", DOUBTFUL)
def test_the_split_is_in_doubt(quirk: str):
    units, split = DOUBTFUL[quirk]
    assert split_pool(units) == split


@pytest.mark.parametrize("quirk", [*CERTAIN, *DOUBTFUL])
def test_the_best_reading_lies_in_its_range(quirk: str):
    units = (CERTAIN.get(quirk) or DOUBTFUL[quirk])[0]
    split = split_pool(units)
    assert 0 <= split.low <= split.at <= split.high <= len(units.names)
