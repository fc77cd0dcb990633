"""Words as lexical search compares them."""

import pytest

from assistant.words import tokens

PAIRS = [
    ("机场建设", ["机场", "建设"]),
    ("加强市场建设", ["加强", "市场", "建设"]),
    ("亩均", ["亩均"]),
    ("人工智能", ["人工", "工智", "智能"]),
    ("新增GDP 5.5%", ["新增", "gdp", "5.5%"]),
    ("茶", ["茶"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs_stay_inside_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_no_pair_reaches_over_two_words() -> None:
    assert not set(tokens("机场建设")) & {"场建"}
    assert "场建" not in tokens("市场建设")
