"""The report of a run as one HTML file: everything in it, nothing fetched."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.charts import Chart, Tick, draw
from evals.curves import REFUSAL, Curve, thresholds
from evals.gate import Changes
from evals.run import Run
from evals.scores import Measured, Scores
from evals.show import WORDED, new_that_fail, not_measured, score_line, summary, verdict_line
from evals.totals import Totals

TEMPLATE = "report.html.j2"
_WORST = 60
_TRENDS = 30
"""Past runs that are drawn."""

History = Sequence[Mapping[str, str | float]]


def write_html(run: Run, history: History, baseline: Scores, changes: Changes, path: Path) -> None:
    """Write the report of ``run``; ``changes``: since the baseline; ``history``: one line a run, by age."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": figure, "in_words": score_line}
    page = environment.get_template(TEMPLATE).render(_values(run, history, baseline, changes))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def figure(value: float) -> str:
    """Return a number as people read it: whole ones whole, shares with four places at most."""
    return f"{value:,.0f}" if value == int(value) else f"{value:.4g}"


def _values(run: Run, history: History, baseline: Scores, changes: Changes) -> dict[str, object]:
    totals = run.scores.totals
    spread = {name: row for name, row in run.cost.items() if "p50" in row}
    return {
        "scores": run.scores,
        "at": _moment(history[-1]) if history else "",
        "all": totals["answers/all"],
        "parts": _parts({**totals, **_facts(run.scores)}),
        "worded": {title: totals.get(name) or {} for name, title in WORDED.items()},
        "not_measured": not_measured(run.scores),
        "changes": changes,
        "summary": summary(changes),
        "verdict": verdict_line(changes.verdict) if changes.verdict else "",
        "changed": _changed(changes, run),
        "before": baseline.cases,
        "after": run.scores.cases,
        "worst": _worst(run.measured),
        "failed": sum(bool(case.faults) for case in run.measured),
        "charts": [*_curves(run), *_trends(history)],
        "spread": spread,
        "cost": {name: row for name, row in run.cost.items() if name not in spread},
    }


def _facts(scores: Scores) -> dict[str, dict[str, float]]:
    """The counts of each notice, as rows of a table."""
    return {name.replace("parsing", "facts", 1): dict(counts) for name, counts in scores.facts.items()}


def _parts(totals: Totals) -> list[tuple[str, Totals, list[str]]]:
    """Tables of totals: caption, rows by name, columns."""
    captions = {
        "Answers by kind": "answers/kind/",
        "Answers by notice": "answers/notice/",
        "Refusals": "answers/refusal",
        "Roles, as printed and as shown": "answers/roles",
        "Retrieval": "retrieval/",
        "Parsing: share of fields as in the reviewed snapshots": "parsing/",
        "Parsing: tasks, and gaps by kind": "facts/",
        "Beside the plain chain, all questions": "yardstick/all/",
        "Beside the plain chain, by kind": "yardstick/kind/",
    }
    tables = []
    for caption, prefix in captions.items():
        rows = {
            name.removeprefix(prefix).strip("/") or "all": total
            for name, total in sorted(totals.items(), key=lambda entry: _natural(entry[0]))
            if name.startswith(prefix)
        }
        if rows:
            tables.append((caption, rows, list(dict.fromkeys(name for row in rows.values() for name in row))))
    return tables


def _natural(name: str) -> list[tuple[int, str]]:
    """A name to sort by, its numbers by what they count: top 4 before top 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _moment(line: Mapping[str, str | float]) -> str:
    """When a run was: 2025-11-25 18:44."""
    return str(line["at"])[:16].replace("T", " ")


def _changed(changes: Changes, run: Run) -> list[tuple[str, str, Measured | None]]:
    """What became of a case, its id, and the case where this run has it."""
    known = {case.id: case for case in run.measured}
    sorts = {"error": changes.errors, "broken": changes.broken, "missing": changes.missing}
    sorts |= {"new": new_that_fail(changes, run.scores), "fixed": changes.fixed}
    return [(sort, case, known.get(case)) for sort, cases in sorts.items() for case in cases[:_WORST]]


def _worst(measured: Sequence[Measured]) -> list[Measured]:
    """The failed cases, errors first, then those whose set is least complete."""
    failed = [case for case in measured if case.faults]
    return sorted(failed, key=lambda case: (not case.error, case.scores.get("f1", 0.0), case.id))[:_WORST]


def _curves(run: Run) -> list[Chart]:
    marks = [Tick(value, f"{name} {value:g}") for name, value in thresholds().items()]
    cuts = [Tick(k, str(k)) for k in (1, 5, 10, 15, 20)]
    return [
        draw(name, curves, marks=marks) if name == REFUSAL else draw(name, curves, across=cuts)
        for name, curves in run.curves.items()
        if curves
    ]


def _trends(history: History) -> list[Chart]:
    """The means that every run keeps, over the last runs; one run alone is no trend."""
    held = history[-_TRENDS:]
    if len(held) < 2:  # noqa: PLR2004
        return []
    names = [name for name, value in held[-1].items() if isinstance(value, float) and value <= 1]
    curves = [
        Curve(name, [(float(number), float(line[name])) for number, line in enumerate(held) if name in line])
        for name in names
    ]
    step = max(1, len(held) // 6)
    ticks = [Tick(float(number), _moment(line)[5:]) for number, line in enumerate(held) if number % step == 0]
    return [draw(f"the last {len(held)} runs", curves, across=ticks)]
