import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from chat_samples import EXAMPLES, INSIDES, FakeService  # type: ignore[import-not-found]
from openpyxl import load_workbook

from assistant.chat_service import Opinion
from assistant.chat_talk import (
    FAULT,
    MAX_TURNS,
    Talk,
    amended,
    answered,
    asked,
    commented,
    downloaded,
    offered_change,
    opened,
    shown,
    starters,
    welcome,
)
from assistant.feedback import read_feedback


@pytest.fixture
def service(tmp_path: Path) -> FakeService:
    return FakeService(tmp_path / "feedback" / "feedback.jsonl")


def test_the_conversation_is_handed_from_turn_to_turn(service: FakeService):
    talk = answered(service, answered(service, Talk(), "一"), "二")
    assert service.asked == [("一", None), ("二", "after 一")]
    assert len(talk.turns) == 2
    assert talk.conversation == "after 二"


def test_a_question_waits_under_the_turns_so_far(service: FakeService):
    talk = answered(service, Talk(), "一")
    markup = asked(talk, "二")
    assert markup.index("一") < markup.index("二") < markup.index("正在查找")


def test_what_we_can_explain_is_shown_and_keeps_the_conversation(service: FakeService):
    talk = answered(service, answered(service, Talk(), "一"), "问" * 201)
    assert "问题有 201 个字" in talk.turns[-1].html
    assert talk.conversation == "after 一"


def test_any_other_fault_is_told_in_general_words_and_logged(service: FakeService, caplog):
    talk = answered(service, Talk(), "故障")
    assert FAULT in talk.turns[-1].html
    assert INSIDES not in talk.turns[-1].html
    assert INSIDES in caplog.text


def test_old_turns_leave_the_page(service: FakeService):
    talk = Talk()
    for number in range(MAX_TURNS + 2):
        talk = answered(service, talk, f"问题{number}号")
    assert len(talk.turns) == MAX_TURNS
    assert "问题2号" in talk.turns[0].html


def test_a_source_that_is_missing_or_broken_is_said_to_be(service: FakeService, caplog):
    assert "没有编号为“x”的通知" in opened(service, "x", 1)
    assert FAULT in opened(service, "broken", 1)
    assert INSIDES in caplog.text


def test_the_page_opens_even_when_there_is_nothing_to_say(service: FakeService, caplog):
    assert EXAMPLES[0] in starters(service)
    service.broken = True
    assert welcome(service) == FAULT
    assert starters(service) == ""


def change(talk: Talk, field: object, value: object, number: object = 1):
    return offered_change(talk, number, field, value)


def test_a_changed_part_is_a_turn_of_its_own(service: FakeService):
    talk = answered(service, Talk(), "一")
    talk = amended(service, talk, change(talk, "role", "配合"))
    assert service.amended == [("after 一", "role", "配合")]
    assert [turn.question for turn in talk.turns] == ["一", "改：角色 → 配合"]
    assert talk.conversation == "amended role"
    talk = amended(service, talk, change(talk, "year", None, 2))
    assert talk.turns[-1].question == "去掉：年份 2024"
    talk = amended(service, talk, change(talk, "unit", " 市科技局 ", 3))
    assert service.amended[-1] == ("amended year", "unit", "市科技局")


@pytest.mark.parametrize(
    ("field", "value", "number"),
    [
        ("role", "围观", 1),
        ("role", None, 1),  # it cannot be taken away
        ("role", ["配合"], 1),
        ("role", {"value": "配合"}, 1),
        (["role"], "配合", 1),
        (None, "配合", 1),
        ("answer", "配合", 1),
        ("unit", "", 1),
        ("unit", "  ", 1),
        ("unit", "市商务局", 1),  # as it is
        ("unit", "长" * 201, 1),
        ("unit", 7, 1),
        ("role", "配合", 0),
        ("role", "配合", 2),
        ("role", "配合", None),
        ("role", "配合", [1]),
    ],
)
def test_a_change_that_the_page_does_not_offer_is_none(service: FakeService, field, value, number):
    talk = answered(service, Talk(), "一")
    assert change(talk, field, value, number) is None


def test_only_the_latest_answer_can_be_changed(service: FakeService):
    talk = answered(service, answered(service, Talk(), "一"), "二")
    assert change(talk, "role", "配合", 1) is None
    assert change(talk, "role", "配合", 2) is not None
    editable = re.findall(r'<article class="turn" data-turn="(\d+)">(.*?)</article>', shown(talk), re.DOTALL)
    assert [(number, "data-field=" in turn) for number, turn in editable] == [("1", False), ("2", True)]
    assert "data-field=" not in asked(talk, "三")


def test_a_value_that_is_not_known_is_said_and_leaves_the_answer_to_be_changed(service: FakeService):
    talk = answered(service, Talk(), "一")
    talk = amended(service, talk, change(talk, "unit", "没有的局"))
    assert "没有“没有的局”这个单位" in talk.turns[-1].html
    assert talk.conversation == "after 一"
    assert change(talk, "role", "配合", 1) is not None
    assert "data-field=" in shown(talk)


def test_a_download_holds_the_tasks_of_its_turn(service: FakeService):
    talk = answered(service, answered(service, Talk(), "牵头"), "量子")
    markup = downloaded(talk, 1)
    assert markup
    assert 'data-name="芜湖市_2024_市商务局_牵头_任务清单.xlsx"' in markup
    content = re.search(r'data-content="([^"]+)"', markup)
    assert content
    sheet = load_workbook(BytesIO(b64decode(content[1]))).worksheets[0]
    assert [cell.value for cell in sheet["A"]].count("问题：牵头") == 1
    assert sheet.max_row == 6 + 15
    assert downloaded(talk, 2) is None  # lists nothing
    assert downloaded(talk, 3) is None
    assert downloaded(talk, 0) is None


def test_an_opinion_is_kept_with_question_reading_and_tasks(service: FakeService):
    talk = answered(service, answered(service, answered(service, Talk(), "一"), "二"), "三")
    markup = commented(service, talk, 2, Opinion("wrong", "漏了任务", "少了第5项"))
    assert markup
    assert "已记下" in markup
    assert service.opinions
    (kept,), damaged = read_feedback(service.opinions)
    assert damaged == []
    assert kept.turns == ("一", "二")
    assert kept.read_as["单位"] == "市商务局"
    assert len(kept.tasks) == kept.total == 15
    assert (kept.verdict, kept.reason, kept.comment) == ("wrong", "漏了任务", "少了第5项")


def test_an_opinion_that_cannot_be_kept_is_said_to_be_lost(service: FakeService, tmp_path: Path):
    (tmp_path / "feedback").write_text("a file where the folder should be", "utf-8")
    talk = answered(service, Talk(), "一")
    markup = commented(service, talk, 1, Opinion("useful"))
    assert markup
    assert 'data-kind="trouble"' in markup
    assert "没能保存这条反馈" in markup
    assert commented(service, answered(service, talk, "故障"), 2, Opinion("useful")) is None
    service.opinions = None  # a fault of the program
    markup = commented(service, talk, 1, Opinion("useful"))
    assert markup
    assert FAULT in markup


def test_a_source_cited_from_an_older_index_says_that_lines_may_have_moved(service: FakeService):
    assert "行号可能有变" not in opened(service, "wuhu-2024", 10)
    assert "行号可能有变" not in opened(service, "wuhu-2024", 10, "now")
    assert "行号可能有变" in opened(service, "wuhu-2024", 10, "earlier")
