import pytest
from chat_samples import EXAMPLES, INSIDES, FakeService  # type: ignore[import-not-found]

from assistant.chat_talk import FAULT, MAX_TURNS, Talk, answered, asked, opened, shown, welcome


@pytest.fixture
def service() -> FakeService:
    return FakeService()


def test_the_conversation_is_handed_from_turn_to_turn(service: FakeService):
    talk = answered(service, answered(service, Talk(), "一"), "二")
    assert service.asked == [("一", None), ("二", "after 一")]
    assert len(talk.turns) == 2
    assert talk.conversation == "after 二"


def test_a_question_waits_under_the_turns_so_far(service: FakeService):
    talk = answered(service, Talk(), "一")
    markup = asked(talk, "二")
    assert markup.index("一") < markup.index("二") < markup.index("正在查找")


def test_examples_are_shown_until_the_first_turn(service: FakeService):
    assert EXAMPLES[0] in shown(service, Talk())
    assert EXAMPLES[0] not in shown(service, answered(service, Talk(), "一"))


def test_what_we_can_explain_is_shown_and_keeps_the_conversation(service: FakeService):
    talk = answered(service, answered(service, Talk(), "一"), "问" * 201)
    assert "问题有 201 个字" in talk.turns[-1]
    assert talk.conversation == "after 一"


def test_any_other_fault_is_told_in_general_words_and_logged(service: FakeService, caplog):
    talk = answered(service, Talk(), "故障")
    assert FAULT in talk.turns[-1]
    assert INSIDES not in talk.turns[-1]
    assert INSIDES in caplog.text


def test_old_turns_leave_the_page(service: FakeService):
    talk = Talk()
    for number in range(MAX_TURNS + 2):
        talk = answered(service, talk, f"问题{number}号")
    assert len(talk.turns) == MAX_TURNS
    assert "问题2号" in talk.turns[0]


def test_a_source_that_is_missing_or_broken_is_said_to_be(service: FakeService, caplog):
    assert "没有编号为“x”的通知" in opened(service, "x", 1)
    assert FAULT in opened(service, "broken", 1)
    assert INSIDES in caplog.text


def test_the_page_opens_even_when_there_is_nothing_to_say(service: FakeService, caplog):
    service.broken = True
    assert welcome(service) == FAULT
    assert shown(service, Talk()) == ""
