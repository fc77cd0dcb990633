"""What people say of answers (useful, or wrong and why), one JSON object a line, kept apart from the index.

Lines are only ever added, each whole and on the disk before the page says thanks; who changes their mind adds
another line. Several threads and processes may add at once.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.answers import Answer
from index.errors import AssistantError

REASONS = ("漏了任务", "多了任务", "责任单位不对", "没看懂问题", "其他")
MAX_COMMENT = 500
"""Characters a person may write."""
MAX_TURNS, MAX_VALUE, MAX_TASKS = 10, 500, 2_000
"""Of a record: the last turns, characters of one text, task ids. More is cut, ``total`` keeps the number."""
MAX_FILE = 200_000_000
"""Bytes after which nothing more is added: a page left to a script must not fill the disk."""

Verdict = Literal["useful", "wrong"]


class FeedbackLost(AssistantError):
    """The opinion could not be kept."""


class Feedback(BaseModel):
    """One opinion of one answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    time: str
    """When it was given: UTC, ISO 8601."""
    turns: tuple[str, ...]
    """What was asked and changed up to this answer, oldest first."""
    read_as: dict[str, str]
    tasks: tuple[str, ...]
    """Ids of the tasks listed."""
    total: int
    """How many were listed, also where ``tasks`` was cut."""
    verdict: Verdict
    reason: str = ""
    """One of ``REASONS``; empty for a useful answer."""
    comment: str = ""
    generation: str | None = None
    """Of the index that the answer came from."""
    program: str = ""

    @field_validator("comment")
    @classmethod
    def _short(cls, comment: str) -> str:
        return comment[:MAX_COMMENT]

    @classmethod
    def of(cls, answer: Answer, turns: tuple[str, ...], verdict: Verdict, reason: str, comment: str) -> Self:
        """Return the record of an opinion given now, everything in it bounded."""
        ids = tuple(dict.fromkeys(row.id for group in answer.groups for row in group.rows))
        return cls(
            time=datetime.now(UTC).isoformat(timespec="milliseconds"),
            turns=tuple(turn[:MAX_VALUE] for turn in turns[-MAX_TURNS:]),
            read_as={label: str(value)[:MAX_VALUE] for label, value in answer.read_as.items()},
            tasks=ids[:MAX_TASKS],
            total=len(ids),
            verdict=verdict,
            reason=reason,
            comment=comment,
            generation=answer.generation,
            program=program_version(),
        )


class FeedbackFile(NamedTuple):
    """What a file holds, and the lines of it that cannot be read, each with its reason in Chinese."""

    records: list[Feedback]
    damaged: list[str]


@cache
def program_version() -> str:
    """Return the version of this program; "?" where it was not installed."""
    try:
        return version("responsibility-assistant")
    except PackageNotFoundError:
        return "?"


def feedback_file(home: Path) -> Path:
    """Return where the opinions of a home folder are kept."""
    return home / "feedback" / "feedback.jsonl"


def save_feedback(path: Path, feedback: Feedback) -> None:
    """Add one line to the file at ``path``, readable by its owner alone, and bring it to the disk.

    Raises:
        FeedbackLost: it could not be written; the file is as it was.
    """
    # "replace": half a character, which a browser may send, is no UTF-8 and would make the line unreadable.
    line = json.dumps(feedback.model_dump(), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        with _opened(path) as file:
            _append(file, line)
    except OSError as error:
        message = f"没能保存这条反馈（{error.strerror or error}）。请稍后再试，或把意见告诉管理员。"
        raise FeedbackLost(message) from error


def read_feedback(path: Path) -> FeedbackFile:
    """Return all opinions in the order given, none where there is no file; a damaged line is no error."""
    records: list[Feedback] = []
    damaged: list[str] = []
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            records.append(Feedback.model_validate_json(line))
        except ValidationError:
            half = number == len(lines)  # a whole line ends with a line feed
            damaged.append(f"第 {number} 行{'只写了一半' if half else '不是一条完整的反馈'}，已跳过。")
    return FeedbackFile(records, damaged)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The file, private, made where it is missing, and locked against other writers until the block ends."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)  # the operating system's: it ends with its holder
        yield file
    finally:
        os.close(file)


def _append(file: int, line: bytes) -> None:
    """Add a line; what a crash left of the last one is closed off first, a failure takes its part back."""
    size = os.fstat(file).st_size
    if size + len(line) > MAX_FILE:
        raise OSError(0, "反馈文件已满")
    whole = not size or os.pread(file, 1, size - 1) == b"\n"
    rest = memoryview(line if whole else b"\n" + line)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
