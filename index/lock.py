"""One writer at a time. The lock is the operating system's, so it ends with its holder, however that ends."""

import json
import os
import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.durable import write_atomically
from index.errors import StoreBusy

DEFAULT_TIMEOUT = 5.0
"""Seconds to wait for another writer."""


@contextmanager
def writer_lock(path: Path, timeout: float = DEFAULT_TIMEOUT) -> Iterator[None]:
    """Hold the lock file at ``path``; a file beside it says who does.

    Raises:
        StoreBusy: another process held it for all of ``timeout`` seconds.
    """
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=timeout)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(_busy(path)) from None
    try:
        write_atomically(holder_file(path), json.dumps(_myself(), ensure_ascii=False))
        yield
    finally:
        holder_file(path).unlink(missing_ok=True)
        lock.release()


def holder_file(path: Path) -> Path:
    """Return the file that says who holds the lock at ``path``: pid, host, since when, with what command."""
    return path.with_suffix(".json")


def _myself() -> dict[str, str | int]:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "command": shlex.join(sys.argv)}


def _busy(path: Path) -> str:
    try:
        holder = json.loads(holder_file(path).read_text(encoding="utf-8"))
        who = "进程 {pid}（主机 {host}，自 {since} 起，命令 {command}）".format(**holder)
    except (OSError, ValueError, KeyError):
        who = "另一个进程"
    return f"{who}正在更新索引。请等它结束后再试；查询不受影响。"
