"""A real llama.cpp server with the small model: as our own, and as an OpenAI-compatible server reached over HTTP."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel
from small_model import LONG, NAME, PROMPT, needs_small_model  # type: ignore[import-not-found]

from assistant.models.language_model import LanguageModel
from assistant.models.local import Local
from assistant.models.opening import open_model
from assistant.models.seam import ModelCard, ModelFailed, Prompt
from assistant.settings import Settings, read_settings

pytestmark = [pytest.mark.slow, needs_small_model]


class Choice(BaseModel):
    """What the tests ask for."""

    unit: str
    count: int


@pytest.fixture(scope="module")
def own(local_settings: Settings) -> Iterator[LanguageModel]:
    with open_model(local_settings, lambda _: None) as model:
        assert model is not None
        yield model


@pytest.fixture(scope="module")
def over_http(own: LanguageModel) -> Iterator[LanguageModel]:
    """The bundled server as if it were someone else's."""
    server = own.source.endpoint(None)
    environment = {
        "ASSISTANT_LLM": "openai",
        "ASSISTANT_LLM_BASE_URL": server.base_url,
        "ASSISTANT_LLM_MODEL": NAME,
        "ASSISTANT_LLM_API_KEY": server.key,
    }
    with open_model(read_settings(environment), lambda _: None) as model:
        assert model is not None
        yield model


@pytest.fixture(params=["own", "over_http"])
def model(request: pytest.FixtureRequest) -> LanguageModel:
    return request.getfixturevalue(request.param)


@pytest.fixture
def mortal(model_home: Path) -> Iterator[LanguageModel]:
    """A model of its own for tests that kill it."""
    source = Local(model_home / "models" / f"{NAME}.gguf", NAME)
    model = LanguageModel(ModelCard(NAME, leaves_machine=False), source)
    yield model
    model.close()


def kill(model: LanguageModel) -> None:
    assert isinstance(model.source, Local)
    assert model.source._server is not None
    model.source._server.process.kill()
    model.source._server.process.wait()


def heard(model: LanguageModel, prompt: Prompt = PROMPT, stop: Event | None = None, limit: int = 60) -> str:
    return "".join(model.stream(prompt, limit=limit, stop=stop))


def test_it_speaks(model: LanguageModel):
    pieces = list(model.stream(PROMPT, limit=60))
    assert len(pieces) > 2
    assert "教育局" in "".join(pieces)


def test_it_fills_a_form_at_the_first_way_of_asking(model: LanguageModel):
    prompt = Prompt("test", "1", "找出单位和项数，用 JSON 回答。", "市教育局牵头三项任务。")
    assert model.fill(prompt, Choice, limit=60).unit == "市教育局"
    assert next(model._ladder.rungs()) == 0


def test_the_limit_cuts_off(model: LanguageModel):
    with pytest.raises(ModelFailed) as failed:
        heard(model, LONG, limit=10)
    assert failed.value.trouble == "cut_off"


def test_a_prompt_that_is_too_long_is_refused_not_cut(model: LanguageModel):
    with pytest.raises(ModelFailed) as failed:
        heard(model, Prompt("test", "1", "你是助手。", "任务" * 20_000))
    assert failed.value.trouble == "refused"
    assert "长度" in str(failed.value)


def test_leaving_frees_the_one_slot_for_the_next_question(model: LanguageModel):
    stop = Event()

    def leave_at_the_first_word():
        for _ in model.stream(LONG, limit=4000, stop=stop):
            stop.set()

    with pytest.raises(ModelFailed) as failed:
        leave_at_the_first_word()
    assert failed.value.trouble == "stopped"
    assert heard(model)


def test_two_callers_at_once(model: LanguageModel):
    replies: list[str] = []
    callers = [Thread(target=lambda: replies.append(heard(model))) for _ in range(2)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert all(replies)
    assert len(replies) == 2


def test_only_this_machine_and_only_with_the_key(own: LanguageModel):
    endpoint = own.source.endpoint(None)
    assert urlsplit(endpoint.base_url).hostname == "127.0.0.1"
    for path in ("chat/completions", "completions", "embeddings"):
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(f"{endpoint.base_url}/{path}", data=b"{}")  # noqa: S310 - our own
        assert refused.value.code == 401
        refused.value.close()
    elsewhere = socket.gethostbyname(socket.gethostname())
    if not elsewhere.startswith("127."):
        with socket.socket() as outside:
            assert outside.connect_ex((elsewhere, urlsplit(endpoint.base_url).port)) != 0


def test_a_wrong_key_is_refused(own: LanguageModel):
    environment = {
        "ASSISTANT_LLM": "openai",
        "ASSISTANT_LLM_BASE_URL": own.source.endpoint(None).base_url,
        "ASSISTANT_LLM_MODEL": NAME,
        "ASSISTANT_LLM_API_KEY": "wrong",
    }
    with open_model(read_settings(environment), lambda _: None) as model:
        assert model is not None
        with pytest.raises(ModelFailed) as failed:
            heard(model)
    assert failed.value.trouble == "refused"


def test_killed_in_the_middle_of_an_answer_it_starts_again_for_the_next(mortal: LanguageModel):
    stream = mortal.stream(LONG, limit=4000)
    assert next(stream)
    kill(mortal)
    with pytest.raises(ModelFailed) as failed:
        list(stream)
    assert failed.value.trouble == "broken"
    assert "意外退出" in str(failed.value)
    assert heard(mortal)
    assert mortal.fill(PROMPT, Choice, limit=60)


def test_killed_twice_in_a_row_it_stays_down_and_says_so(mortal: LanguageModel):
    for _ in range(2):
        mortal.source.endpoint(None)
        kill(mortal)
    for _ in range(2):
        with pytest.raises(ModelFailed) as failed:
            heard(mortal)
        assert failed.value.trouble == "broken"
        assert "不再自动重启" in str(failed.value)


def test_leaving_while_it_starts(mortal: LanguageModel):
    stop = Event()
    stop.set()
    with pytest.raises(ModelFailed) as failed:
        heard(mortal, stop=stop)
    assert failed.value.trouble == "stopped"
    assert heard(mortal)


def test_a_file_that_is_no_model(tmp_path: Path):
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    model = LanguageModel(ModelCard("broken", leaves_machine=False), Local(path, "broken"))
    with pytest.raises(ModelFailed) as failed:
        heard(model)
    assert failed.value.trouble == "broken"
    model.close()


def test_the_server_does_not_outlive_the_program(model_home: Path):
    code = (
        "import sys, time; from pathlib import Path; from assistant.models.local import Local;"
        f"source = Local(Path(sys.argv[1]), {NAME!r}); source.endpoint(None);"
        "print(source._server.process.pid, flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", code, str(model_home / "models" / f"{NAME}.gguf")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        server = int(program.stdout.readline())
        assert os.getsid(server) != os.getsid(0)  # Ctrl-C in the terminal is not for it
        program.send_signal(signal.SIGKILL)
    deadline = monotonic() + 30
    while Path(f"/proc/{server}/cmdline").exists() and Path(f"/proc/{server}/cmdline").read_bytes():
        assert monotonic() < deadline
        sleep(0.05)
