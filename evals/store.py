"""Where runs are kept, outside git: the last one whole, for reports, and a line for each, for trends."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.run import Run
from evals.scores import NotMeasured

_TRENDS = ("answers/all", "retrieval/hand-written/hybrid", "yardstick/all/ours")


class RunStore:
    """The runs kept in one folder, ``ASSISTANT_HOME/evals``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, run: Run) -> None:
        """Keep a whole run: as the last one, and as a line of the history."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._last.write_bytes(TypeAdapter(Run).dump_json(run))
        with self._history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(_line(run), ensure_ascii=False) + "\n")

    def last(self) -> Run:
        """Return the last run. Raises NotMeasured where there is none that can be read."""
        try:
            return TypeAdapter(Run).validate_json(self._last.read_bytes())
        except (OSError, ValidationError) as error:
            raise NotMeasured("no run to report on: `python -m evals run` first") from error

    def history(self) -> list[dict[str, str | float]]:
        """Return a line for each run, oldest first; damaged lines are left out."""
        return list(self._lines()) if self._history.exists() else []

    def _lines(self) -> Iterator[dict[str, str | float]]:
        for line in self._history.read_text("utf-8").splitlines():
            try:
                yield dict(json.loads(line))
            except ValueError:
                continue

    @property
    def _last(self) -> Path:
        return self.folder / "last.json"

    @property
    def _history(self) -> Path:
        return self.folder / "history.jsonl"


def _line(run: Run) -> dict[str, str | float]:
    """When, on what data, and how many passed of what, with the means that trends show."""
    totals = run.scores.totals
    cases = run.scores.cases.values()
    passed = sum(case.ok for case in cases) / len(cases)
    means = {
        f"{name} {score}": totals[name][score]
        for name in _TRENDS
        for score in ("f1", "recall", "mrr")
        if score in totals.get(name, {})
    }
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"at": now, "data": run.scores.data[:12], "cases": len(cases), "passed": passed, **means}
