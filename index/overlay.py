"""What models propose and people decide about gaps: a log of its own, never rebuilt by indexing.

Each line is a proposal or a decision about one blank (``index.blanks``). The id of a blank holds a hash of
the source text that it rests on: what is said of it holds for as long as that text stays as it was.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from index.errors import OverlayLost
from index.line_log import append_line, read_lines

MAX_FILE = 200_000_000
"""Bytes after which nothing more is added."""

Standing = Literal["proposed", "abstained", "refused"]
Verdict = Literal["accepted", "edited", "rejected"]
Judge = Literal["reviewer", "measured"]
"""A person; or the rule that values of a kind whose measured precision is high enough are taken over."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    blank: str
    """Id of the blank."""
    notice: str
    task: str
    gap: str
    """Kind of the gap."""
    evidence: str
    """Hash of the source text and of what rules read in it."""
    value: tuple[str, ...] = ()
    """Printed texts: the lead units, the one full name, the leaders, the units."""
    time: str
    """UTC, ISO 8601."""


class Proposal(_Entry):
    """What a model said of a blank: a value that was verified, nothing, or what was refused and why."""

    type: Literal["proposal"] = "proposal"
    standing: Standing
    reason: str = ""
    """Why the value was refused, in Chinese."""
    model: str
    prompt: str
    prompt_version: str
    runs: int
    """How many times the model was asked."""
    agreed: int
    """How many times it gave this value."""


class Decision(_Entry):
    """What is to be done with a blank."""

    type: Literal["decision"] = "decision"
    verdict: Verdict
    by: Judge
    model: str = ""
    """Whose proposal was accepted; empty for a value that a person gave."""
    why: str = ""

    @classmethod
    def accepting(cls, proposal: Proposal, by: Judge) -> Self:
        """Return the decision, made now, that takes a proposal over."""
        return cls(
            blank=proposal.blank,
            notice=proposal.notice,
            task=proposal.task,
            gap=proposal.gap,
            evidence=proposal.evidence,
            value=proposal.value,
            time=now(),
            verdict="accepted",
            by=by,
            model=proposal.model,
        )


Entry = Proposal | Decision


@dataclass
class Overlay:
    """What the log comes to: the last word on each blank.

    ``decisions``: by id of the blank; ``pending``: the newest verified proposal that nobody has decided on;
    ``asked``: blank, model, prompt and its version of every proposal, also of those without a value;
    ``damaged``: lines that cannot be read, each with its reason in Chinese. They stay in the file.
    """

    entries: list[Entry] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    pending: dict[str, Proposal] = field(default_factory=dict)
    asked: set[tuple[str, str, str, str]] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Let a further entry have its effect."""
        self.entries.append(entry)
        if isinstance(entry, Decision):
            self.decisions[entry.blank] = entry
            self.pending.pop(entry.blank, None)
            return
        self.asked.add((entry.blank, entry.model, entry.prompt, entry.prompt_version))
        if entry.standing == "proposed" and not self.settled(entry.blank):
            self.pending[entry.blank] = entry

    def settled(self, blank: str) -> bool:
        """Whether a value was decided on, so that there is nothing more to ask."""
        return blank in self.decisions and self.decisions[blank].verdict != "rejected"

    @property
    def decided(self) -> str:
        """Hash of the values that are to be applied: an index made with others is out of date."""
        return _digest({blank: it.value for blank, it in self.decisions.items() if self.settled(blank)})

    @property
    def suggested(self) -> str:
        """Hash of the proposals that are to be shown."""
        return _digest({blank: it.value for blank, it in self.pending.items()})


def read_overlay(path: Path) -> Overlay:
    """Return what the log at ``path`` comes to; empty where there is none. A damaged line is no error."""
    overlay, reader = Overlay(), _reader()
    for line in read_lines(path):
        try:
            overlay.take(reader.validate_json(line.text))
        except ValidationError:
            fault = "只写了一半" if line.half else "不是一条完整的记录"
            overlay.damaged.append(f"{path.name} 第 {line.number} 行{fault}，已跳过。")
    return overlay


def add_entry(path: Path, entry: Entry) -> None:
    """Add one line to the log at ``path``, and bring it to the disk.

    Raises:
        OverlayLost: it could not be written; the file is as it was.
    """
    try:
        append_line(path, json.dumps(entry.model_dump(), ensure_ascii=False), MAX_FILE)
    except OSError as error:
        raise OverlayLost(
            f"没能写入 {str(path)!r}（{error.strerror or error}），这一条没有保存。请检查权限和磁盘空间。"
        ) from error


@cache
def _reader() -> TypeAdapter[Entry]:
    return TypeAdapter(Annotated[Entry, Field(discriminator="type")])


def now() -> str:
    """Return the time that an entry made now carries."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _digest(values: dict[str, tuple[str, ...]]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
