"""Precision and coverage of a model's proposals for gaps, on rows whose answer is hidden.

Beside the model two yardsticks on the same rows: what is most frequent (the majority), and what comes first
(the first unit leads, the first name of the list, the row printed before a line). Without a model only these
are measured.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.backfill import ask
from assistant.backfill_context import counted, leader_cells
from assistant.backfill_measured import MIN_PRECISION, MIN_ROWS, Measured
from assistant.backfill_prompts import ask_about
from assistant.models.seam import Model
from evals.masking import Masked, masked_rows
from index.blanks import FILLABLE, LEADERS, NAME, SPLIT, STRAY
from index.errors import NotPrinted
from index.filling import verified
from index.records import Task
from index.records_writer import ReadNotice

MAJORITY, FIRST = "majority", "first"
Value = tuple[str, ...]


@dataclass
class Tally:
    """Of ``rows`` masked, ``proposed`` got a value that was verified, ``right`` the true one."""

    rows: int = 0
    proposed: int = 0
    right: int = 0
    refused: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the values that are true; None where there is no value."""
        return self.right / self.proposed if self.proposed else None

    @property
    def coverage(self) -> float:
        """Share of the rows that got a value."""
        return self.proposed / self.rows if self.rows else 0.0

    def count(self, masked: Masked, value: Value) -> None:
        """Count a value, empty where there is none, for a masked row."""
        self.rows += 1
        if not value:
            return
        try:
            verified(masked.read, masked.blank, value)
        except NotPrinted:
            self.refused += 1
            return
        self.proposed += 1
        self.right += masked.right(value)


@dataclass
class Measurement:
    """Tallies by who proposed, all notices together and each alone, for one kind of gap."""

    kind: str
    model: str | None
    runs: int
    prompt: str = ""
    prompt_version: str = ""
    tallies: dict[str, dict[str, Tally]] = field(default_factory=dict)

    def count(self, who: str, masked: Masked, value: Value) -> None:
        """Count what ``who`` proposed for a masked row."""
        notice = masked.read.notice
        for part in ("all", f"{notice.place}{notice.year}"):
            self.tallies.setdefault(who, {}).setdefault(part, Tally()).count(masked, value)

    def kept(self) -> Measured | None:
        """Return the figures of the model in the form that is committed; None where there was no model."""
        if self.model is None or self.model not in self.tallies:
            return None
        total = self.tallies[self.model]["all"]
        return Measured(
            gap=self.kind,
            model=self.model,
            prompt=self.prompt,
            prompt_version=self.prompt_version,
            runs=self.runs,
            rows=total.rows,
            proposed=total.proposed,
            right=total.right,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values, with precision and coverage."""
        shown = {
            who: {
                part: {**asdict(it), "precision": it.precision, "coverage": it.coverage}
                for part, it in parts.items()
            }
            for who, parts in self.tallies.items()
        }
        return {
            "kind": self.kind,
            "model": self.model,
            "runs": self.runs,
            "prompt_version": self.prompt_version,
            "scores": shown,
        }


def measure(
    notices: Sequence[ReadNotice],
    kind: str,
    model: Model | None,
    limit: int | None,
    runs: int,
    tell: Callable[[int, int], None] = lambda _, __: None,
) -> Measurement:
    """Measure one kind of gap on masked rows; ``tell`` hears how many of how many are done.

    Raises:
        ModelFailed: the model cannot be reached or used.
    """
    rows = masked_rows(notices, kind, limit)
    found = Measurement(kind, model.card.name if model else None, runs)
    usual = _usual(notices, rows)
    for done, masked in enumerate(rows, 1):
        found.count(MAJORITY, masked, _majority(masked, usual[masked.read.notice.id]))
        found.count(FIRST, masked, _first(masked))
        if model:
            prompt = ask_about(masked.read, masked.blank).prompt
            found.prompt, found.prompt_version = prompt.name, prompt.version
            value = ask(model, masked.read, masked.blank, runs).value if masked.blank.choosable else ()
            found.count(model.card.name, masked, value)
        tell(done, len(rows))
    return found


def measure_all(
    notices: Sequence[ReadNotice],
    kinds: Iterable[str] = FILLABLE,
    **how: Any,  # noqa: ANN401
) -> list[Measurement]:
    """Measure several kinds of gaps, as ``measure`` does one."""
    return [measure(notices, kind, **how) for kind in kinds]


def show(found: Measurement) -> str:
    """Return the figures as lines: who, on what, precision, coverage."""
    lines = [f"{found.kind} ({found.runs} runs a row)"]
    for who, parts in found.tallies.items():
        for part, it in parts.items():
            precision = "-" if it.precision is None else f"{it.precision:.3f}"
            lines.append(
                f"  {who:30}{part:16} precision {precision:>5}  coverage {it.coverage:.3f}"
                f"  rows {it.rows:4}  refused {it.refused}"
            )
    if found.model is None:
        lines.append("  model: not measured (no language model is configured)")
    elif (kept := found.kept()) and kept.proposed >= MIN_ROWS and kept.precision >= MIN_PRECISION:
        lines.append("  good enough to be taken over without a person, once it is kept (--keep)")
    return "\n".join(lines)


def _usual_split(tasks: Iterable[Task]) -> int:
    """The most frequent number of lead units of the rows that have several units and a certain split."""
    counts = Counter(it.split for it in tasks if it.boundary == "certain" and len(it.units) > 1 and it.split)
    return counts.most_common(1)[0][0] if counts else 1


@dataclass(frozen=True)
class _Usual:
    """What is most frequent in a notice: the number of lead units, whose the masked lines truly are."""

    split: int
    truth: Value


def _usual(notices: Sequence[ReadNotice], rows: Sequence[Masked]) -> dict[str, _Usual]:
    truths: dict[str, Counter[Value]] = {read.notice.id: Counter() for read in notices}
    for masked in rows:
        truths[masked.read.notice.id][masked.truth] += 1
    return {
        read.notice.id: _Usual(
            _usual_split(read.notice.tasks), max(counts, key=lambda it: counts[it], default=())
        )
        for read in notices
        for counts in [truths[read.notice.id]]
    }


def _majority(masked: Masked, usual: _Usual) -> Value:
    """The usual split or owner of a line, the name or leaders printed most, all units that the row prints."""
    blank, notice = masked.blank, masked.read.notice
    options = tuple(option.text for option in blank.options)
    if blank.kind == SPLIT:
        return options[: min(usual.split, blank.task.lead_max)]
    if blank.kind == STRAY:
        return usual.truth
    if not options:
        return ()
    if blank.kind == NAME:
        return (max(options, key=lambda name: counted(notice, name)),)
    if blank.kind == LEADERS:
        printed = Counter(tuple(it.text for it in task.leaders) for task in notice.tasks if task.leaders)
        return max(
            (names for _, names in leader_cells(notice, blank.task)), key=lambda it: printed[it], default=()
        )
    return options


def _first(masked: Masked) -> Value:
    """The first unit leads; the first of the names, the row before the line; the nearest row's leaders."""
    if masked.blank.kind == LEADERS:
        cells = leader_cells(masked.read.notice, masked.blank.task)
        return cells[0][1] if cells else ()
    return tuple(option.text for option in masked.blank.options[:1])
