import re
from dataclasses import replace

import pytest
from chat_samples import (  # type: ignore[import-not-found]
    ABSTAINED,
    EXAMPLES,
    HOSTILE,
    LISTED,
    SUGGESTION,
    TWO_NOTICES,
    UNSAFE,
    WUHU,
    doubts,
    full_rows,
    leads,
    row,
    through_groups,
)

from assistant.answers import RowGroup
from assistant.chat_table import group_html, notice_name
from assistant.chat_view import answer_html, conversation_html, error_html, examples_html, turn_html


def words(markup: str) -> str:
    return re.sub(r"<[^>]+>", " ", markup)


def headings(markup: str) -> list[str]:
    return [words(cell).split()[0] for cell in re.findall(r"<th.*?</th>", markup)]


def test_every_row_is_shown():
    markup = group_html(leads(total=220))
    assert markup.count('<td class="c-task"') == 220


def test_the_caption_says_how_many_once():
    assert words(group_html(leads())).count("12 项") == 1
    assert words(group_html(full_rows())).count("5 项") == 1


def test_columns_without_values_are_left_out():
    assert headings(group_html(leads())) == ["序号", "任务", "牵头单位", "配合单位", "出处"]
    full = ["序号", "任务", "牵头单位", "配合单位", "负责领导", "时限", "出处"]
    assert headings(group_html(full_rows())) == full


def test_a_source_carries_its_notice_and_line():
    markup = group_html(full_rows())
    assert 'data-notice="huizhou-2023" data-line="19"' in markup
    assert "徽政〔2023〕1号" in words(markup)
    assert "第19行" in words(markup)
    assert 'data-line="91"' in markup  # the twin of the first row
    assert "▲ 为牵头领导。" in markup


def test_a_row_without_a_line_still_opens_its_notice():
    markup = group_html(RowGroup("任务", "found", (row(WUHU, 1, "任务甲", line=None),)))
    assert 'data-notice="wuhu-2024">' in markup
    assert "看原文" in markup


def test_an_unprinted_serial_is_told_from_a_printed_one():
    assert '<span class="unprinted"' in group_html(full_rows())
    assert '<span class="unprinted"' not in group_html(leads())


def test_rows_in_doubt_are_set_apart_and_marked():
    markup = group_html(doubts())
    assert 'class="group group-doubt"' in markup
    assert words(markup).count("待核实") == 3  # caption and the two columns it concerns
    assert markup.count("牵头与配合的分界原文不能确定") == 1  # shared by all rows: said once


def test_a_note_of_one_row_stays_with_the_row():
    first, *others = doubts().rows
    markup = group_html(RowGroup("任务", "doubt", (replace(first, notes=("只有这一项",)), *others)))
    assert '<div class="row-note">只有这一项</div>' in markup


def test_rows_through_a_group_say_which():
    markup = group_html(through_groups())
    assert 'class="group group-group"' in markup
    assert words(markup).count("市政府各部门") == 2


def test_an_undecided_split_is_marked_wherever_the_row_stands():
    markup = group_html(RowGroup("任务", "found", (replace(doubts().rows[0], role="lead"),)))
    assert "分工待核实" in markup


def test_a_deadline_stated_once_for_the_notice_is_said_once():
    assert words(group_html(leads())).count("2024年12月底前") == 1


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        (replace(WUHU, doc_number="芜政〔2024〕3号"), "芜政〔2024〕3号"),
        (WUHU, "芜湖市2024年"),
        (replace(WUHU, year=None), WUHU.title),
    ],
)
def test_a_notice_goes_by_its_shortest_name(notice, name):
    assert notice_name(notice) == name


def test_an_answer_reads_from_the_headline_to_what_to_ask_next():
    markup = answer_html(LISTED)
    shown = [
        "市商务局牵头 12 项",
        "理解为",
        "牵头 ",
        "12 项",
        "待核实",
        "查找范围",
        "接着问",
        SUGGESTION,
        "有用",
    ]
    places = [words(markup).find(part) for part in shown]
    assert -1 not in places
    assert markup.index("headline") < markup.index("read-as") < markup.index("group-lead")
    assert markup.index("group-lead") < markup.index("group-doubt") < markup.index('class="notes"')
    assert f'data-ask="{SUGGESTION}"' in markup


def test_lists_and_missing_values_of_how_it_was_read():
    markup = answer_html(TWO_NOTICES)
    assert "市商务局（芜湖市）、区商务局（徽州区）" in markup
    assert "年份" not in markup


def test_what_was_asked_for_is_listed_unless_the_headline_names_it():
    assert "单位（2）" in answer_html(replace(ABSTAINED, units=("市水利局", "市教育局")))
    assert "单位（1）" not in answer_html(replace(ABSTAINED, units=("市量子计算局",)))


def test_an_abstained_answer_looks_different_and_offers_questions():
    markup = answer_html(ABSTAINED)
    assert 'class="reply abstained"' in markup
    assert "您可以改问" in markup


def test_nothing_of_a_notice_or_a_person_becomes_markup():
    markup = turn_html(HOSTILE, answer_html(UNSAFE)) + error_html(HOSTILE)
    assert "<img" not in markup
    assert markup.count("&lt;img") >= 15
    assert 'onerror="' not in markup  # the quotation marks are escaped too: no way out of an attribute


def test_examples_are_buttons_that_ask():
    assert [f'data-ask="{example}"' in examples_html(EXAMPLES) for example in EXAMPLES] == [True] * 3
    assert examples_html([]) == ""
    assert conversation_html(()) == ""
