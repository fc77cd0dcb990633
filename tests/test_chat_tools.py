import re
from dataclasses import replace

import pytest
from chat_samples import ABSTAINED, HOSTILE, LISTED, UNSAFE  # type: ignore[import-not-found]

from assistant.answers import Answer
from assistant.chat_service import Opinion
from assistant.chat_tools import file_html, file_name, opinion_of, tools_html, trouble_html
from assistant.feedback import REASONS


def tools(answer: Answer) -> list[str]:
    return re.findall(r'data-tool="(\w+)"', tools_html(answer, 3))


def test_tables_are_offered_where_tasks_are_listed_and_opinions_always():
    assert tools(LISTED) == ["copy", "download", "useful", "wrong", "send", "cancel"]
    assert tools(ABSTAINED) == ["useful", "wrong", "send", "cancel"]
    assert 'name="reason-3"' in tools_html(LISTED, 3)


@pytest.mark.parametrize(
    ("sent", "opinion"),
    [
        (("useful", None, None), Opinion("useful")),
        (("useful", "漏了任务", "忽略"), Opinion("useful")),
        (("wrong", "漏了任务", " 少一项 "), Opinion("wrong", "漏了任务", "少一项")),
        (("wrong", "", "少一项"), Opinion("wrong", "其他", "少一项")),
        (("wrong", REASONS[0], "字" * 500), Opinion("wrong", REASONS[0], "字" * 500)),
        (("wrong", REASONS[0], "字" * 501), None),
        (("wrong", "", "  "), None),
        (("wrong", "不认识的原因", ""), None),
        (("wrong", ["漏了任务"], ""), None),
        (("wrong", "漏了任务", None), None),
        (("excellent", "", "好"), None),
        ((None, None, None), None),
    ],
)
def test_an_opinion_is_only_what_the_page_offers(sent, opinion):
    assert opinion_of(*sent) == opinion


@pytest.mark.parametrize(
    ("read_as", "name"),
    [
        (LISTED.read_as, "芜湖市_2024_市商务局_牵头_任务清单.xlsx"),
        ({}, "任务_任务清单.xlsx"),
        ({"单位": "../../etc/passwd\x00\r\n"}, "etcpasswd_任务清单.xlsx"),
        ({"单位": 'a:b*c?"<>|d\u202ecod'}, "abcdcod_任务清单.xlsx"),
        ({"主题": "长" * 300}, "长" * 60 + "_任务清单.xlsx"),
    ],
)
def test_a_file_name_is_one_that_every_system_can_store(read_as, name):
    assert file_name(replace(LISTED, read_as=read_as)) == name


def test_nothing_handed_over_becomes_markup():
    for markup in (file_html(UNSAFE, HOSTILE, 1), trouble_html(HOSTILE, 1), tools_html(UNSAFE, 1)):
        assert "<img" not in markup
        assert 'onerror="' not in markup
