"""The one path to every model, against a real server that misbehaves: the right trouble, or the next way to ask."""

import logging
from collections.abc import Callable
from threading import Event, Thread, Timer
from time import monotonic

import pytest
from model_server import (  # type: ignore[import-not-found]
    Behaviour,
    ModelServer,
    calls_tool,
    hangs,
    resets,
    says,
    says_then_breaks,
    says_then_hangs,
    sends,
    status,
    stutters,
)
from pydantic import BaseModel

from assistant.models.endpoint import Endpoint, Limits, Remote
from assistant.models.language_model import LanguageModel
from assistant.models.seam import ModelCard, ModelFailed, Prompt

KEY = "sk-not-to-be-seen"
PROMPT = Prompt("test", "1", "你是助手。", "谁牵头？")
PATIENT = Limits(first=20, silence=20, total=60, pause=0.01)
HASTY = Limits(first=0.3, silence=0.3, total=5, pause=0.01)


class Choice(BaseModel):
    """What the tests ask for."""

    unit: str
    count: int


GOOD = '{"unit": "市教育局", "count": 3}'
Serve = Callable[..., tuple[LanguageModel, ModelServer]]


@pytest.fixture
def serve():
    opened: list[LanguageModel | ModelServer] = []

    def start(*behaviours: Behaviour, limits: Limits = PATIENT) -> tuple[LanguageModel, ModelServer]:
        server = ModelServer(*behaviours)
        model = LanguageModel(
            ModelCard("m", leaves_machine=False), Remote(Endpoint(server.url, "m", KEY)), limits
        )
        opened.extend((model, server))
        return model, server

    yield start
    for each in opened:
        each.close()


def heard(model: LanguageModel, stop: Event | None = None) -> str:
    return "".join(model.stream(PROMPT, limit=50, stop=stop))


def trouble(model: LanguageModel) -> ModelFailed:
    with pytest.raises(ModelFailed) as failed:
        heard(model)
    assert KEY not in str(failed.value)
    assert str(failed.value).endswith("。")
    assert failed.value.__cause__ is None
    return failed.value


def test_a_reply_comes_in_pieces_and_the_question_goes_out_whole(serve: Serve):
    model, server = serve(says("市教育局", "牵头", "。"))
    assert list(model.stream(PROMPT, limit=50)) == ["市教育局", "牵头", "。"]
    assert server.keys == [f"Bearer {KEY}"]
    (call,) = server.calls
    assert [message["content"] for message in call["messages"]] == ["你是助手。", "谁牵头？"]
    assert (call["model"], call["stream"], call["max_tokens"], call["temperature"]) == ("m", True, 50, 0)


@pytest.mark.parametrize(
    ("behaviours", "kind"),
    [
        ([status(401)], "refused"),
        ([status(403)], "refused"),
        ([status(404)], "refused"),
        ([status(400)], "refused"),
        ([status(413)], "refused"),
        ([status(307, Location="http://192.0.2.1/v1/chat/completions")], "refused"),
        ([status(429, {"code": "insufficient_quota"})], "refused"),
        ([status(429)] * 3, "rate_limited"),
        ([status(429, Retry_After="3600")], "rate_limited"),
        ([status(500)] * 3, "broken"),
        ([status(503)] * 3, "unreachable"),
        ([resets] * 3, "unreachable"),
        ([says_then_breaks], "cut_off"),
        ([says("说到一半", finish="length")], "cut_off"),
        ([says("说到一半", finish=None)], "cut_off"),
        ([says("不", finish="content_filter")], "refused"),
        ([says()], "empty"),
        ([says("  \n")], "empty"),
        ([says("<think>想", "了想</think>")], "empty"),
        ([says("想了想</think>市教育局")], "unusable"),
        ([sends("")], "broken"),
        ([sends("data: [DONE]\n\n")], "broken"),
        ([sends("data: {not json}\n\n")], "broken"),
        ([sends("data: 5\n\n")], "broken"),
        ([sends('data: {"choices": [{"delta": null}]}\n\n')], "broken"),
        ([sends('data: {"error": {"message": "no"}}\n\n')], "broken"),
        ([sends("<html>welcome</html>", "text/html")], "broken"),
    ],
)
def test_each_fault_is_one_kind_of_trouble(serve: Serve, behaviours, kind):
    model, server = serve(*behaviours)
    assert trouble(model).trouble == kind
    assert len(server.calls) == len(behaviours)


@pytest.mark.parametrize("behaviour", [hangs, says_then_hangs, stutters])
def test_silence_ends_in_time_and_with_the_connection(serve: Serve, behaviour):
    model, server = serve(behaviour, limits=HASTY)
    assert trouble(model).trouble == "slow"
    assert server.left.wait(5)


def test_a_whole_reply_has_a_limit_too(serve: Serve):
    def drips(handler):
        handler.begin()
        while True:
            handler.say({"content": "还有。"})

    model, _ = serve(drips, limits=Limits(total=0.5))
    assert trouble(model).trouble == "slow"


def test_nobody_listens(serve: Serve):
    model, server = serve(limits=HASTY)
    server._http.server_close()
    failed = trouble(model)
    assert failed.trouble == "unreachable"
    assert "连不上" in str(failed)


def test_no_such_host():
    source = Remote(Endpoint("http://no-such-host.invalid/v1", "m", KEY))
    model = LanguageModel(ModelCard("m", leaves_machine=True), source, HASTY)
    assert trouble(model).trouble == "unreachable"
    model.close()


@pytest.mark.parametrize(
    "passing", [status(500), status(503), status(429), status(429, Retry_After="0"), resets]
)
def test_what_passes_is_tried_again(serve: Serve, passing):
    model, server = serve(passing, passing, says("好。"))
    assert heard(model) == "好。"
    assert len(server.calls) == 3


def test_the_server_says_how_long_to_wait(serve: Serve):
    model, _ = serve(status(429, Retry_After="1"), says("好。"))
    started = monotonic()
    assert heard(model) == "好。"
    assert monotonic() - started >= 1


def test_what_was_said_before_a_break_stands(serve: Serve):
    model, _ = serve(says_then_breaks)
    stream = model.stream(PROMPT, limit=50)
    assert next(stream) == "一半"
    with pytest.raises(ModelFailed):
        next(stream)


def test_thoughts_are_left_out_however_they_are_cut(serve: Serve):
    model, _ = serve(says("<th", "ink>市商务局", "？</thi", "nk>\n市教育", "局 < 三项", "<"))
    assert heard(model).strip() == "市教育局 < 三项<"


def test_a_long_reply_arrives_whole(serve: Serve):
    pieces = [f"第{number}项。" for number in range(5000)]
    model, _ = serve(says(*pieces))
    assert heard(model) == "".join(pieces)


@pytest.mark.parametrize("behaviour", [hangs, says_then_hangs, stutters])
def test_leaving_ends_the_call_at_once(serve: Serve, behaviour):
    model, server = serve(behaviour)
    stop = Event()
    Timer(0.3, stop.set).start()
    with pytest.raises(ModelFailed) as failed:
        heard(model, stop)
    assert failed.value.trouble == "stopped"
    assert server.left.wait(0.5)


def leave_when_asked(server: ModelServer, stop: Event) -> None:
    def leave():
        server.asked.wait(10)
        stop.set()

    Thread(target=leave).start()


def test_leaving_ends_the_wait_between_two_tries(serve: Serve):
    model, server = serve(status(429, Retry_After="15"))
    stop = Event()
    leave_when_asked(server, stop)
    started = monotonic()
    with pytest.raises(ModelFailed) as failed:
        heard(model, stop)
    assert failed.value.trouble == "stopped"
    assert monotonic() - started < 10


def test_dropping_the_stream_closes_the_connection(serve: Serve):
    model, server = serve(says_then_hangs)
    stream = model.stream(PROMPT, limit=50)
    assert next(stream) == "一半"
    del stream
    assert server.left.wait(0.5)


def test_closing_the_model_ends_its_calls(serve: Serve):
    model, server = serve(hangs)
    ended = []
    caller = Thread(target=lambda: ended.append(trouble(model).trouble))
    caller.start()
    assert server.asked.wait(10)
    model.close()
    caller.join(5)
    assert ended == ["stopped"]


def test_two_callers_at_once(serve: Serve):
    go = Event()

    def waits(handler):
        go.wait(10)
        says("后到。")(handler)

    model, server = serve(waits, says("先到。"))
    late = []
    caller = Thread(target=lambda: late.append(heard(model)))
    caller.start()
    assert server.asked.wait(10)
    assert heard(model) == "先到。"
    go.set()
    caller.join(10)
    assert late == ["后到。"]


def test_nothing_is_taken_from_the_environment(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "ALL_PROXY", "OPENAI_PROXY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    model, server = serve(says("好。"))
    assert heard(model) == "好。"
    assert server.keys == [f"Bearer {KEY}"]


def test_the_key_is_in_no_log(serve: Serve, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    model, _ = serve(status(401), says("好。"))
    trouble(model)
    heard(model)
    assert KEY not in caplog.text
    assert KEY not in repr(model.source)


def filled(model: LanguageModel) -> Choice:
    return model.fill(PROMPT, Choice, limit=50)


def ways(server: ModelServer) -> list[str]:
    """How each call asked for the form."""
    keys = {"response_format": "schema", "tools": "tool"}
    return [next((way for key, way in keys.items() if key in call), "prompt") for call in server.calls]


def test_the_form_is_asked_for_by_schema_first(serve: Serve):
    model, server = serve(says(GOOD[:9], GOOD[9:]))
    assert filled(model) == Choice(unit="市教育局", count=3)
    schema = server.calls[0]["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["unit", "count"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    "bad",
    [
        status(400),
        status(404),
        status(422),
        says("市教育局牵头三项。"),
        says('{"bureau": "市教育局"}'),
        says('{"unit": "市教育局", "count": 3, "why": "编的"}'),
        says('{"unit": "市教育局", "count": "三"}'),
        says('{"unit": "市教', finish="length"),
        says(GOOD, finish="length"),
        says(),
        says("<think>" + GOOD + "</think>"),
        sends("data: {not json}\n\n"),
        says_then_breaks,
    ],
)
def test_what_does_not_hold_leads_to_the_next_way_once_and_is_remembered(serve: Serve, bad):
    model, server = serve(bad, calls_tool(GOOD[:9], GOOD[9:]), calls_tool(GOOD))
    assert filled(model) == filled(model) == Choice(unit="市教育局", count=3)
    assert ways(server) == ["schema", "tool", "tool"]


def test_the_last_way_asks_in_words(serve: Serve):
    model, server = serve(status(400), status(400), says(f"<think>嗯</think>好的：\n```json\n{GOOD}\n```"))
    assert filled(model) == Choice(unit="市教育局", count=3)
    assert ways(server) == ["schema", "tool", "prompt"]
    system, user = (message["content"] for message in server.calls[-1]["messages"])
    assert system.startswith("你是助手。")
    assert '"additionalProperties": false' in system
    assert user.startswith("谁牵头？")


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (says("不知道"), "unusable"),
        (says(), "empty"),
        (says("{", finish="length"), "cut_off"),
        (status(400), "refused"),
    ],
)
def test_no_way_is_tried_twice(serve: Serve, bad, kind):
    model, server = serve(bad, bad, bad)
    with pytest.raises(ModelFailed) as failed:
        filled(model)
    assert failed.value.trouble == kind
    assert ways(server) == ["schema", "tool", "prompt"]


def test_different_failures_are_one_unusable_reply(serve: Serve):
    model, _ = serve(status(400), says(), says("不知道"))
    with pytest.raises(ModelFailed) as failed:
        filled(model)
    assert failed.value.trouble == "unusable"


@pytest.mark.parametrize(
    ("final", "kind"), [(status(401), "refused"), (status(429, Retry_After="99"), "rate_limited")]
)
def test_no_other_way_helps_where_nobody_is_let_in(serve: Serve, final, kind):
    model, server = serve(final)
    with pytest.raises(ModelFailed) as failed:
        filled(model)
    assert failed.value.trouble == kind
    assert len(server.calls) == 1


def test_after_the_way_that_worked_the_others_are_tried_from_the_top(serve: Serve):
    model, server = serve(status(400), calls_tool(GOOD), says("不"), says(GOOD), says(GOOD))
    filled(model), filled(model), filled(model)
    assert ways(server) == ["schema", "tool", "tool", "schema", "schema"]


def test_leaving_while_a_form_is_filled(serve: Serve):
    model, server = serve(says_then_hangs)
    stop = Event()
    leave_when_asked(server, stop)
    with pytest.raises(ModelFailed) as failed:
        model.fill(PROMPT, Choice, limit=50, stop=stop)
    assert failed.value.trouble == "stopped"
    assert server.left.wait(0.5)
