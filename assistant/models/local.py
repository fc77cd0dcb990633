"""llama.cpp's server on this machine: started when the first question needs it, restarted after a crash.

It runs in a child process. In ours it would take over Ctrl-C (it installs its own signal handlers), and a
fault in it or the system's memory killer would take the chat down with it.
"""

import json
import os
import secrets
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from assistant.models.endpoint import Endpoint
from assistant.models.seam import ModelFailed

CONTEXT = 8192
"""Tokens of prompt and reply together."""
_SEED = 1
_START_LIMIT = 120.0
_GLANCE = 0.1
_FAREWELL = 5.0


class _Server:
    """One run of the child process."""

    def __init__(self, weights: Path, name: str, *, cache_prompt: bool) -> None:
        self.ready = Event()
        self.endpoint: Endpoint | None = None
        self._name, self._key = name, secrets.token_urlsafe(32)
        told = {
            "path": str(weights),
            "name": name,
            "key": self._key,
            "context": CONTEXT,
            "cache_prompt": cache_prompt,
            "threads": len(os.sched_getaffinity(0)),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assistant.models.llama_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # Ctrl-C in the terminal is for the chat, which ends the server itself
        )
        self._tell(json.dumps(told) + "\n")
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End the process."""
        if self.process.stdin:
            with suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._listener.join()
        if self.process.stdout:
            self.process.stdout.close()

    def _tell(self, line: str) -> None:
        with suppress(BrokenPipeError):  # ended already: `alive` says so
            if self.process.stdin:
                self.process.stdin.write(line)
                self.process.stdin.flush()

    def _listen(self) -> None:
        """Wait for the address, or for the end of the process."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        if line:
            self.endpoint = Endpoint(json.loads(line)["address"] + "/v1", self._name, self._key)
        self.ready.set()


@dataclass
class Local:
    """The bundled server as a source of replies."""

    weights: Path
    name: str
    cache_prompt: bool = True
    """Keep what was read of the last prompt: faster, but then a reply may depend on the one before."""
    _server: _Server | None = field(default=None, init=False)
    _crashed: bool = field(default=False, init=False)
    """Since the last whole reply."""
    _lock: Lock = field(default_factory=Lock, init=False)

    def body(self, limit: int) -> dict[str, Any]:
        """Return the limit and what makes replies alike from run to run."""
        return {"max_tokens": limit, "temperature": 0, "seed": _SEED, "cache_prompt": self.cache_prompt}

    def endpoint(self, stop: Event | None) -> Endpoint:
        """Return the address of the running server, starting it first where there is none.

        Raises:
            ModelFailed: it does not start, it crashed twice in a row, or ``stop`` was set while waiting.
        """
        server = self._running()
        deadline = monotonic() + _START_LIMIT
        while not server.ready.wait(_GLANCE):
            if stop is not None and stop.is_set():
                raise ModelFailed("stopped", "已停止。")  # the server goes on starting: for the next question
            if monotonic() > deadline:
                raise ModelFailed("slow", "本机语言模型迟迟没有启动。请关闭其他占用内存的程序后再试。")
        if server.endpoint is None:
            raise self._gone(server)
        return server.endpoint

    def answered(self) -> None:
        """Forget an earlier crash: the server works."""
        self._crashed = False

    def explained(self, failed: ModelFailed) -> ModelFailed:
        """Return that the server is gone where it is, else ``failed``."""
        server = self._server
        gone = server is not None and failed.trouble != "stopped" and not self._stays(server)
        return self._gone(server) if gone and server else failed

    def close(self) -> None:
        """End the server; a later question starts it again."""
        with self._lock:
            server, self._server = self._server, None
        if server:
            server.close()

    def _running(self) -> _Server:
        with self._lock:
            if self._server and not self._server.alive:
                if self._crashed:
                    raise self._gone(self._server)
                self._crashed = True
                self._server.close()
                self._server = None
            self._server = self._server or _Server(self.weights, self.name, cache_prompt=self.cache_prompt)
            return self._server

    def _stays(self, server: _Server) -> bool:
        """Whether the process goes on; a moment is given to one whose connections have just broken."""
        with suppress(subprocess.TimeoutExpired):
            server.process.wait(_GLANCE)
        return server.alive

    def _gone(self, server: _Server) -> ModelFailed:
        code = server.process.wait()
        if self._crashed:
            advice = "它连续两次异常退出，不再自动重启；请检查可用内存，然后重新启动本程序。"
        else:
            advice = "下一个问题会重新启动它；反复出现时请检查可用内存。"
        return ModelFailed("broken", f"本机语言模型的进程意外退出(代码 {code})。{advice}")
