"""Signs that characters were lost in a text or a deadline."""

import pytest

from index.printed import Printed
from index.wording import text_doubts

TEXTS = {
    "all in order": ("实施“双千”工程(二期),学习《规划纲要(2027)》。", []),
    "an opening mark lost": ("深化双千”工程。", ["引号“ ”不成对，可能有字符丢失"]),
    "a closing mark lost": ("深化“双千工程。", ["引号“ ”不成对，可能有字符丢失"]),
    "marks in a row": ("打造“一区”“两园”品牌。", []),
    "the inner pair lost": ("打造“一区两园”“三带品牌。", ["引号“ ”不成对，可能有字符丢失"]),
    "marks the wrong way round": ("深化”双千“工程。", ["引号“ ”不成对，可能有字符丢失"]),
    "a mark turned": ("打造“一区“两园”三带”品牌。", ["引号“ ”不成对，可能有字符丢失"]),
    "a title in a title": ("落实《关于〈纲要〉的《实施》意见》。", []),
    "a title mark lost": ("落实《规划纲要。", ["书名号《 》不成对，可能有字符丢失"]),
    "a bracket lost": ("推进河(湖长制。", ["括号( )不成对，可能有字符丢失"]),
    "numbers of a list are no brackets": ("重点做好:1)新建学校;2)改造医院。", []),
    "full-width brackets": ("推进河（湖）长制。", []),
    "a measure word lost": ("新建学校12", ["以数字结尾，量词可能丢失"]),
    "nothing": ("", ["任务内容为空"]),
}


@pytest.mark.parametrize("quirk", TEXTS)
def test_doubts_about_a_text(quirk: str):
    text, reasons = TEXTS[quirk]
    assert [doubt.reason for doubt in text_doubts(Printed.at(text, 0), ())] == reasons


@pytest.mark.parametrize(
    ("deadline", "reasons"),
    [
        ("202712月底前", ["“202712月底前”中的“年”字可能丢失，应为2027年12月底前"]),
        ("20276月底前", ["“20276月底前”中的“年”字可能丢失，应为2027年6月底前"]),
        ("2027年12月底前", []),
        ("持续推进", []),
    ],
)
def test_doubts_about_a_deadline(deadline: str, reasons: list[str]):
    doubts = text_doubts(Printed.at("新建学校。", 0), (Printed.at(deadline, 9),))
    assert [doubt.reason for doubt in doubts] == reasons
