"""``assistant llm``: says where questions go, makes one real call, shows no key, and ends as the contract says."""

import json

import pytest
from model_server import ModelServer, says, status  # type: ignore[import-not-found]
from small_model import NAME, needs_small_model  # type: ignore[import-not-found]

from assistant.cli import main

KEY = "sk-not-to-be-seen"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def llm(*arguments: str, **settings: str) -> tuple[int, str, str]:
        for name, value in settings.items():
            monkeypatch.setenv(f"ASSISTANT_{name}", value)
        code = main(arguments)
        printed = capsys.readouterr()
        assert KEY not in printed.out + printed.err
        return code, printed.out, printed.err

    return llm


def remote(server: ModelServer) -> dict[str, str]:
    return {"LLM": "openai", "LLM_BASE_URL": server.url, "LLM_MODEL": "m", "LLM_API_KEY": KEY}


def test_off(run):
    code, out, _ = run("llm")
    assert code == 0
    assert "off" in out
    assert json.loads(run("llm", "--json")[1]) == {"mode": "off"}


def test_a_server_that_answers(run):
    server = ModelServer(says("牵头", "单位", "负总责。"), says("牵头", "单位", "负总责。"))
    code, out, _ = run("llm", **remote(server))
    assert code == 0
    assert server.url in out
    assert "词元每秒" in out
    code, out, _ = run("llm", "--json")
    told = json.loads(out)
    assert (told["mode"], told["model"], told["address"], told["leaves_machine"]) == (
        "openai",
        "m",
        server.url,
        False,
    )
    assert told["writing_tokens_s"] > 0
    assert server.calls[0]["stream_options"] == {"include_usage": True}
    server.close()


def test_a_server_that_gives_no_usage(run):
    server = ModelServer(status(400), says("牵头", "单位"))
    assert run("llm", **remote(server))[0] == 0
    assert "stream_options" not in server.calls[1]
    server.close()


@pytest.mark.parametrize(
    ("fault", "told"), [(status(401), "ASSISTANT_LLM_API_KEY"), (says(), "没有给出回答")]
)
def test_a_server_that_does_not(run, fault, told):
    server = ModelServer(fault)
    code, _, err = run("llm", **remote(server))
    assert code == 1
    assert told in err
    assert len(err.splitlines()) == 1
    server.close()


def test_an_address_elsewhere_is_said_to_be_elsewhere(run):
    code, out, err = run(
        "llm", LLM="openai", LLM_BASE_URL="http://model.invalid/v1", LLM_MODEL="m", LLM_API_KEY=KEY
    )
    assert code == 1
    assert "离开本机" in out
    assert "没有加密" in out
    assert "连不上" in err


def test_bad_settings_are_bad_usage(run):
    assert run("llm", LLM="openai")[0] == 2
    assert run("--llm", "local", "--llm-model", "gpt-5", "llm")[0] == 2
    assert run("--llm", "openai", "--llm-model", "m", "--llm-base-url", "nonsense", "llm")[0] == 2


@pytest.mark.slow
@needs_small_model
def test_the_local_model(run):
    code, out, _ = run("--llm", "local", "--llm-model", NAME, "llm", "--json")
    assert code == 0
    told = json.loads(out)
    assert told["leaves_machine"] is False
    assert told["reading_tokens_s"] > 0
    assert told["writing_tokens_s"] > 0
