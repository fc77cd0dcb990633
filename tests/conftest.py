"""What holds for every test: no network beyond this machine, no settings from outside, a home of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

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
