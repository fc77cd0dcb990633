"""Thoughts stay inside, however the reply is cut into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.thoughts import Spoken, spoken

REPLIES = [
    ("市教育局。", "市教育局。"),
    ("<think>市商务局？</think>市教育局。", "市教育局。"),
    ("<thinking>市商务局？</thinking>市教育局。", "市教育局。"),
    ("甲<think>乙</think>丙<think>丁</think>戊", "甲丙戊"),
    ("甲<think>乙", "甲"),
    ("一 < 二，<b>三</b> <thin", "一 < 二，<b>三</b> <thin"),
]


def heard(pieces: list[str]) -> tuple[str, bool]:
    listener = Spoken()
    said = "".join([*map(listener.hear, pieces), listener.rest()])
    return said, listener.stray


@pytest.mark.parametrize(("reply", "said"), REPLIES)
def test_the_whole_reply(reply, said):
    assert heard([reply]) == (said, False)
    assert spoken(reply) == said.strip()


@given(st.sampled_from(REPLIES), st.lists(st.integers(0, 60)))
def test_pieces_make_no_difference(case, cuts):
    reply, said = case
    edges = [0, *sorted(min(cut, len(reply)) for cut in cuts), len(reply)]
    pieces = [reply[a:b] for a, b in pairwise(edges)]
    assert heard(pieces) == (said, False)


def test_only_what_may_be_a_tag_is_held_back():
    listener = Spoken()
    assert listener.hear("市教育局<") == "市教育局"
    assert listener.hear("b>") == "<b>"


def test_a_closing_tag_alone_means_that_all_before_it_was_thought():
    assert heard(["市商务局？</thi", "nk>市教育局。"])[1]
    assert spoken("市商务局？</think>\n市教育局。") == "市教育局。"
