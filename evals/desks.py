"""Two processes with a desk each: what a case scores does not depend on which of them it is asked at."""

import atexit
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from typing import Self, TypeVar

from assistant.settings import Settings
from evals.cases import Case
from evals.desk import Desk, Found, open_desk
from evals.evidence import Scored, Subject
from evals.selection import shipped_corpus

PROCESSES = 2
Item = TypeVar("Item")

_desk: Desk | None = None
"""The desk of this process, if it is one of those that ask."""
_open = ExitStack()


class Desks:
    """Asks about the shipped notices. Use it as a context manager."""

    def __init__(self, settings: Settings, part: int = 200) -> None:
        """Start no process yet; each opens the index of ``settings`` for itself.

        ``part``: cases a process takes at a time, so few that at the end none waits long for the other.
        """
        self._part = part
        self._pool = ProcessPoolExecutor(PROCESSES, get_context("spawn"), _sit_down, (settings,))

    def ask(self, cases: Sequence[Case], compared: frozenset[str]) -> Found:
        """Return what ``Desk.ask`` does."""
        parts = list(self._pool.map(partial(_ask, compared=compared), self._parts(cases)))
        return Found(
            [outcome for part in parts for outcome in part.outcomes],
            [ranked for part in parts for ranked in part.ranked],
            [sides for part in parts for sides in part.sides],
            max(part.peak_mb for part in parts),
        )

    def score(self, subjects: Sequence[Subject]) -> list[Scored]:
        """Return what ``Desk.score`` does."""
        return [scored for part in self._pool.map(_score, self._parts(subjects)) for scored in part]

    def _parts(self, items: Sequence[Item]) -> Iterator[Sequence[Item]]:
        return (items[start : start + self._part] for start in range(0, len(items), self._part))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


def _sit_down(settings: Settings) -> None:
    """Open the desk of a new process. Its embedder has one core, as the other process has the other."""
    global _desk  # noqa: PLW0603 - a pool gives its processes no other place for what they keep
    os.environ["OMP_NUM_THREADS"] = "1"
    atexit.register(_open.close)
    _desk = _open.enter_context(open_desk(settings, shipped_corpus()))


def _here() -> Desk:
    if _desk is None:
        raise RuntimeError("this process has no desk")
    return _desk


def _ask(cases: Sequence[Case], compared: frozenset[str]) -> Found:
    return _here().ask(cases, compared)


def _score(subjects: Sequence[Subject]) -> list[Scored]:
    return _here().score(subjects)
