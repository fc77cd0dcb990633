"""What people say of answers (useful, or wrong and why), one JSON object a line, kept apart from the index.

Lines are only ever added, each whole and on the disk before the page says thanks; who changes their mind adds
another line. Several threads and processes may add at once.
"""

import json
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.answers import Answer
from index.errors import AssistantError
from index.line_log import append_line, read_lines

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
    try:
        append_line(path, json.dumps(feedback.model_dump(), ensure_ascii=False), MAX_FILE)
    except OSError as error:
        message = f"没能保存这条反馈（{error.strerror or error}）。请稍后再试，或把意见告诉管理员。"
        raise FeedbackLost(message) from error


def read_feedback(path: Path) -> FeedbackFile:
    """Return all opinions in the order given, none where there is no file; a damaged line is no error."""
    records: list[Feedback] = []
    damaged: list[str] = []
    for line in read_lines(path):
        try:
            records.append(Feedback.model_validate_json(line.text))
        except ValidationError:
            fault = "只写了一半" if line.half else "不是一条完整的反馈"
            damaged.append(f"第 {line.number} 行{fault}，已跳过。")
    return FeedbackFile(records, damaged)
