"""Subjects in English are looked for in the words that notices print."""

import json
from importlib.resources import files

import pytest

from assistant.english_terms import in_printed_terms

DATA = json.loads(files("assistant").joinpath("data/english_terms.json").read_text("utf-8"))

READ = [
    ("keeping African swine fever out of pig farms", "非洲猪瘟 生猪"),
    ("campaign against illegal sand mining on the Yangtze", "非法采砂 涉砂 长江"),
    ("invites famous doctors", "知名专家 会诊 名医"),
    ("watches the graveyard's fixing", "公墓"),
    ("Disneyland parks", "disneyland 公园"),
    ("camp leaders", "camp leaders"),
    ("AI产业 roads", "AI产业 roads"),
    ("", ""),
]


@pytest.mark.parametrize(("subject", "printed"), READ)
def test_known_terms_are_put_into_chinese(subject, printed):
    assert in_printed_terms(subject) == printed


def test_every_term_is_lower_case_and_has_chinese():
    assert len(DATA["terms"]) > 400
    for english, chinese in DATA["terms"].items():
        assert english == english.lower().strip()
        assert chinese.split()


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("Who is in charge of keeping African swine fever out of Fuyang's pig farms?", "非洲猪瘟"),
        ("Which department leads the campaign against illegal sand mining on the Yangtze in Wuhu?", "涉砂"),
        ("Who fixes places to park in Fuyang?", "停车"),
        ("Who rebuilds village lavatories in Huizhou district?", "改厕"),
    ],
)
def test_a_task_is_found_in_english(full_engine, question, printed):
    (answer,) = full_engine.converse([question])
    assert not answer.abstained
    assert any(printed in row.text for row in answer.rows)


def test_a_subject_no_notice_has_is_refused_in_english(full_engine):
    (answer,) = full_engine.converse(["Who leads the building of EV charging stations in Wuhu?"])
    assert answer.abstained
