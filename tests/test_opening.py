"""From settings to a model: what is refused, what leaves the machine, and what costs nothing."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models import opening
from assistant.models.endpoint import on_this_machine
from assistant.models.opening import model_or_none, open_model, place_of
from assistant.models.weights import Weights
from assistant.settings import Settings, read_settings
from index.errors import AssistantError, BadSetting

OPENAI = {"ASSISTANT_LLM": "openai", "ASSISTANT_LLM_MODEL": "qwen-plus", "ASSISTANT_LLM_API_KEY": "sk-secret"}


def settings(**more: str) -> Settings:
    return read_settings({**OPENAI, **{f"ASSISTANT_LLM{name}": value for name, value in more.items()}})


def test_off_is_no_model():
    off = read_settings({})
    assert place_of(off) is None
    with open_model(off, print) as model:
        assert model is None


@pytest.mark.parametrize(
    ("url", "stays"),
    [
        ("http://127.0.0.1:8000/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://localhost:11434/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://192.168.1.20:8000/v1", False),
        ("http://0.0.0.0:8000/v1", False),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", False),
        ("https://localhost.example.com/v1", False),
        ("https://127.0.0.1.example.com/v1", False),
        ("https://127.0.0.1@example.com/v1", False),
    ],
)
def test_what_leaves_this_machine(url, stays):
    assert on_this_machine(url) is stays
    place = place_of(settings(_BASE_URL=url))
    assert place is not None
    assert place.leaves_machine is not stays


def test_without_an_address_questions_go_to_the_public_one():
    place = place_of(settings())
    assert place is not None
    assert (place.address, place.leaves_machine) == ("https://api.openai.com/v1", True)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"_MODEL": ""}, "ASSISTANT_LLM_MODEL"),
        ({"_API_KEY": ""}, "ASSISTANT_LLM_API_KEY"),
        ({"_BASE_URL": "dashscope.aliyuncs.com/v1"}, "dashscope.aliyuncs.com"),
        ({"_BASE_URL": "ftp://example.com"}, "ASSISTANT_LLM_BASE_URL"),
        ({"_BASE_URL": "http://example.com:port/v1"}, "ASSISTANT_LLM_BASE_URL"),
        ({"_BASE_URL": "http://[::1/v1"}, "ASSISTANT_LLM_BASE_URL"),
        ({"": "local", "_MODEL": "gpt-5"}, "qwen2.5-coder-0.5b-instruct"),
    ],
)
def test_what_is_missing_or_unknown_is_named(more, told):
    with pytest.raises(BadSetting, match=told):
        place_of(settings(**more))
    lines: list[str] = []
    with model_or_none(settings(**more), print, lines.append) as model:
        assert model is None
    assert len(lines) == 1
    assert told in lines[0]
    assert lines[0].startswith("语言模型未启用：")


def test_a_server_of_ones_own_needs_no_key():
    place = place_of(settings(_BASE_URL="http://127.0.0.1:11434/v1", _API_KEY=""))
    assert place is not None
    assert not place.leaves_machine


def test_what_is_shown_holds_no_secret():
    shown = repr(place_of(settings(_BASE_URL="https://me:hush@example.com/v1?token=hush")))
    assert "https://example.com/v1" in shown
    assert "hush" not in shown
    assert "sk-secret" not in shown


def test_weights_that_are_not_installed_leave_the_model_off(home: Path, monkeypatch: pytest.MonkeyPatch):
    absent = Weights("absent", 1, "0" * 64, "no-such-package-part", 1)
    monkeypatch.setattr(opening, "WEIGHTS", {"absent": absent})
    monkeypatch.setattr(opening, "_need_llama", lambda: None)
    local = replace(read_settings({}), llm="local", llm_model="absent", home=home)
    lines: list[str] = []
    with model_or_none(local, print, lines.append) as model:
        assert model is None
    assert len(lines) == 1
    assert "make local-llm" in lines[0]
    with pytest.raises(AssistantError, match="make local-llm"), open_model(local, print):
        pass


def test_opening_a_model_imports_no_client_and_calls_nobody():
    code = (
        "import sys; from assistant.models.opening import open_model; from assistant.settings import read_settings\n"
        f"with open_model(read_settings({OPENAI!r}), print) as model: assert model.card.leaves_machine\n"
        "print([m for m in ('openai', 'httpx2', 'anyio', 'langchain_openai', 'langchain_core') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
