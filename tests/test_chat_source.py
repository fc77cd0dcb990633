import re

import pytest
from chat_samples import HOSTILE  # type: ignore[import-not-found]

from assistant.chat_service import SourceText
from assistant.chat_source import AROUND, WHOLE, source_html


def source(total: int) -> SourceText:
    return SourceText("某通知", "某政〔2024〕1号", [f"甲{n}" for n in range(1, total + 1)])


def marked(markup: str) -> list[str]:
    return re.findall(r'<li class="hit".*?<mark>(.*?)</mark>', markup)


def test_the_whole_text_is_shown_with_one_line_marked():
    markup = source_html(source(2439), 88)
    assert markup.count("<li") == 2439
    assert '<ol start="1"' in markup
    assert marked(markup) == ["甲88"]
    assert "已标出第 88 行" in markup


@pytest.mark.parametrize("line", [None, 0, -3, 11])
def test_no_line_is_marked_that_the_text_does_not_have(line):
    markup = source_html(source(10), line)
    assert marked(markup) == []
    assert ("原文没有第" in markup) == bool(line)


@pytest.mark.parametrize(("line", "first"), [(3, 1), (4000, 4000 - AROUND), (WHOLE + 1, WHOLE + 1 - AROUND)])
def test_of_a_very_long_text_the_surroundings_are_shown_with_their_own_numbers(line, first):
    markup = source_html(source(WHOLE + 1), line)
    assert f'<ol start="{first}"' in markup
    assert marked(markup) == [f"甲{line}"]
    assert f"此处为第 {first}–" in markup


def test_an_empty_text_is_no_fault():
    assert "共 0 行" in source_html(SourceText("某通知", None, []), 1)


def test_a_text_cannot_become_markup():
    markup = source_html(SourceText(HOSTILE, HOSTILE, [HOSTILE, HOSTILE]), 2)
    assert "<img" not in markup
    assert markup.count("&lt;img") == 4
