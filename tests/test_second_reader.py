"""The second reader of the evals finds what does not stand in the rows, whatever the first one let through."""

import pytest

from assistant.answers import NoticeRef, Row
from evals.second_reader import Names, unsupported

NOTICE = NoticeRef("n", "关于任务分解的通知", "云政〔2024〕1号", "云江市", 2024, "云江.txt", None)
NAMES = Names(
    frozenset({"市教育局", "市财政局", "市水利局", "市财政局(市国资委)"}), frozenset({"李红", "王强"})
)


def row(number: int, **changes: object) -> Row:
    values: dict = {
        "id": str(number), "notice": NOTICE, "block": "table", "serial": str(number), "ordinal": number, "line": 10,
        "section": ("一、发展教育",), "text": f"新建学校{number + 20}所，增长5.5%左右。", "lead_units": ("市教育局",),
        "support_units": ("市财政局(市国资委)",), "leaders": ("▲李红",), "deadline": "202412月底前",
        "boundary": "certain", "role": "lead",
    }  # fmt: skip
    return Row(**values | changes)


ROWS = [row(1), row(2, leaders=(), support_units=()), row(3)]


@pytest.mark.parametrize(
    "text",
    [
        "市教育局牵头3项任务，由李红（2项）负责。",
        "云江市2024年，“发展教育”（3项）部分新建学校21所，2024年12月底前完成。",
        "配合单位有市财政局（2项），增长５.5%左右。",
        "根据云政〔2024〕1号，共三项任务。",
        "",
    ],
)
def test_what_stands_in_the_rows_is_supported(text):
    assert unsupported(text, ROWS, NAMES) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市水利局配合。", "unit 市水利局"),
        ("由王强负责。", "leader 王强"),
        ("增长6.5%左右。", "number 6.5"),
        ("共十七项任务。", "number 17.0"),
        ("占百分之四十。", "number 40.0"),
        ("2024年6月底前完成。", "date 2024年6月底"),
        ("2023年的任务。", "number 2023.0"),
        ("由李红（3项）负责。", "count 李红 3"),
        ("配合单位有市财政局（3项）。", "count 配合单位有市财政局 3"),
    ],
)
def test_what_does_not_is_found(text, found):
    assert any(found.split()[-1] in one and found.split()[0] in one for one in unsupported(text, ROWS, NAMES))


def test_what_else_was_told_counts():
    assert unsupported("通知共220项任务。", ROWS, NAMES)
    assert unsupported("通知共220项任务。", ROWS, NAMES, ["共分解任务220项"]) == []
