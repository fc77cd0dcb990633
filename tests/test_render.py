import re
from dataclasses import replace

import pytest
from chat_samples import (  # type: ignore[import-not-found]
    ABSTAINED,
    HOSTILE,
    LISTED,
    TWO_NOTICES,
    UNSAFE,
    WUHU,
    row,
)
from markdown_it import MarkdownIt

from assistant.answers import Answer, RowGroup
from assistant.render import markdown_rows, markdown_table, markdown_text


def read(markdown: str):
    """What a reader of Markdown makes of it: the HTML, and the words of each table cell."""
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    cells = re.findall(r"<t[dh](?: [^>]*)?>(.*?)</t[dh]>", html, re.DOTALL)
    return html, cells


def found(*rows) -> Answer:
    return Answer("", "一句话", groups=(RowGroup("任务", "found", rows),))


def test_headline_tables_remarks_and_suggestions_in_order():
    markdown = markdown_table(LISTED)
    parts = [
        LISTED.headline,
        "### 芜湖市2024年 市商务局 牵头 12 项",
        "| 20 |",
        "说明：",
        "- 查找范围",
        "可以接着问：",
        "- 芜湖市",
    ]
    places = [markdown.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert read(markdown)[0].count("<tr>") == 2 + 12 + 3


def test_columns_without_values_are_left_out():
    heads = [line for line in markdown_table(TWO_NOTICES).splitlines() if line.startswith("| 序号")]
    assert heads[0] == "| 序号 | 任务 | 章节 | 牵头单位 | 配合单位 | 时限 | 出处 |"
    assert "领导" in heads[1]
    assert "备注" in heads[2]


def test_doubts_and_groups_are_said_in_the_row():
    markdown = markdown_table(replace(LISTED, groups=(*LISTED.groups, *TWO_NOTICES.groups)))
    assert markdown.count("牵头与配合的分界原文不能确定") == 3
    assert markdown.count("经由 市政府各部门") == 2
    undecided = row(WUHU, 1, "任务甲", boundary="ambiguous")
    assert "牵头与配合待核实" in markdown_table(found(undecided))


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "a|b",
        "a\\|b",
        "\\",
        "\\\\|",
        "<b>粗</b>",
        "&lt;b&gt;",
        "*强调* __粗__ ~~删~~ `码`",
        "[链](http://example.com) ![图](x.png)",
        "# 标题",
        "- 列表",
        "+ 列表",
        "1. 列表",
        "12) 列表",
        "---",
        "===",
        ":---",
        "> 引用",
        "$x$ $$y$$",
    ],
)
def test_text_is_shown_as_it_is(text):
    _, cells = read(markdown_rows(["列"], [[text], ["下一行"]]))
    shown = [re.sub("&quot;", '"', cell) for cell in cells]
    assert shown == ["列", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), "下一行"]
    html, _ = read(markdown_text(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n", html)


def test_a_text_of_several_lines_stays_in_its_cell():
    _, cells = read(markdown_rows(["甲", "乙"], [["一\n\n二\r\n三", "四\u2028五"]]))
    assert cells == ["甲", "乙", "一 二 三", "四 五"]


def test_nothing_of_a_notice_becomes_markup():
    html, cells = read(markdown_table(UNSAFE))
    assert "<img" not in html
    assert "<a " not in html
    assert "<strong>" not in html
    assert len(cells) == 2 * 9


def test_an_answer_without_tasks_has_no_table():
    markdown = markdown_table(ABSTAINED)
    assert markdown.startswith("库中没有")
    assert "|" not in markdown
