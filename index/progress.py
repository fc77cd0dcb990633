"""What a long piece of work tells its caller while it runs."""

import time
from collections.abc import Callable
from typing import Literal, NamedTuple

Stage = Literal["read", "embed", "write", "verify", "weights", "ask"]

_LABELS: dict[Stage, str] = {
    "read": "读取通知",
    "embed": "计算向量",
    "write": "写入索引",
    "verify": "检查索引",
    "weights": "准备语言模型(MB)",
    "ask": "询问语言模型",
}


class Step(NamedTuple):
    """``done`` of ``total`` pieces of a stage; ``seconds_left`` of the stage where that can be told."""

    stage: Stage
    done: int
    total: int
    seconds_left: float | None = None

    @property
    def label(self) -> str:
        """The stage in words for the user."""
        return _LABELS[self.stage]


Progress = Callable[[Step], None]


def timed(progress: Progress, stage: Stage, total: int) -> Callable[[int], None]:
    """Return a function that reports how much of ``total`` is done and estimates the time left."""
    started = time.monotonic()

    def report(done: int) -> None:
        spent = time.monotonic() - started
        progress(Step(stage, done, total, spent / done * (total - done) if done else None))

    return report
