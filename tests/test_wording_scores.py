"""A sentence is supported when its numbers and names stand in the evidence; nothing worded is no score."""

import pytest

from evals.wording_scores import Wording, score_wording, sentences_of, wording_of_answer, wording_total

NAMES = frozenset({"市教育局", "市财政局", "市水利局", "李红"})
EVIDENCE = ["增长 ５.5%左右", "牵头：市教育局；配合：市财政局", "李红", "共 3 项"]


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("市教育局牵头3项，增长5.5%。", 1),
        ("李 红负责。", 1),
        ("这些任务都很重要。", 1),
        ("市水利局配合。", 0),
        ("增长15.5%。", 0),
        ("增长5%。", 0),
        ("共4项。", 0),
    ],
)
def test_numbers_and_names_must_stand_in_the_evidence(sentence, supported):
    assert score_wording([sentence], EVIDENCE, NAMES) == Wording(1, supported)


def test_an_answer_is_read_with_its_rows_and_counts_as_evidence():
    printed = {
        "tasks": [{"text": "增长6%", "lead_units": ["市教育局"], "leaders": ["▲李红"], "deadline": None}],
        "read_as": {"年份": "2024"},
        "count": None,
        "wording": {"sentences": ["2024年市教育局牵头1项，由李红负责。", "市财政局配合。"], "withheld": 2},
    }
    assert wording_of_answer(printed, NAMES) == Wording(2, 1, 2)
    assert wording_of_answer({**printed, "wording": None}, NAMES) is None


def test_nothing_worded_is_not_measured():
    assert wording_total([]) == {}
    assert "supported" not in wording_total([Wording(0, 0, withheld=3)])
    assert wording_total([Wording(3, 2, 1), Wording(1, 1)]) == {
        "answers": 2,
        "sentences": 4,
        "withheld": 1,
        "supported": 0.75,
    }


def test_sentences_end_where_they_do():
    assert sentences_of("一共3项。 分别是：\n1.修路；2.架桥！") == [
        "一共3项。",
        "分别是：",
        "1.修路；",
        "2.架桥！",
    ]
