"""The command ``python -m evals backfill``: its flags, its output, and the figures that are committed."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import assistant
from assistant.backfill_measured import FILE, Measured
from assistant.models.opening import open_model
from assistant.session import sample_notices
from assistant.settings import Settings
from evals.backfill import Measurement, measure, show
from evals.remembered import Remembered
from index.blanks import FILLABLE
from index.collect import collect, read_notices

KEPT = Path(str(assistant.__file__)).parent / FILE
_STEP = 20
ROWS = 240
"""Rows of each kind that are masked, so that 200 get a value where a model mostly has one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of the command."""
    parser.add_argument("--kind", choices=FILLABLE, action="append", help="only this kind; may be repeated")
    parser.add_argument("--limit", type=int, default=ROWS, metavar="N", help="rows of each kind")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="how often each row is asked")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file, too")
    parser.add_argument("--keep", action="store_true", help="make them those that automatic acceptance reads")


def run_backfill(arguments: argparse.Namespace, settings: Settings) -> bool:
    """Measure and print; return whether a model was measured.

    Raises:
        AssistantError: the model is configured wrongly, or cannot be reached.
    """
    notices = read_notices(collect(sample_notices()), lambda _: None)
    found: list[Measurement] = []
    with open_model(settings, lambda _: None) as opened:
        model = Remembered(opened, settings.home / "backfill-replies.jsonl") if opened else None
        for kind in arguments.kind or FILLABLE:
            found.append(measure(notices, kind, model, arguments.limit, arguments.runs, _progress))
            print(show(found[-1]), flush=True)
            if arguments.json:
                text = json.dumps([it.as_json() for it in found], ensure_ascii=False, indent=1)
                arguments.json.write_text(text + "\n", encoding="utf-8")
    kept = [it for it in (measured.kept() for measured in found) if it]
    if arguments.keep:
        keep(kept)
    return bool(kept)


def keep(fresh: Sequence[Measured], path: Path = KEPT) -> None:
    """Put figures into the committed file, in place of those of the same gap kind and model."""
    whole = json.loads(path.read_text("utf-8"))
    ours = {(it.gap, it.model) for it in fresh}
    stays = [it for it in whole["measured"] if (it["gap"], it["model"]) not in ours]
    added = [vars(it) for it in fresh]
    whole["measured"] = sorted([*stays, *added], key=lambda it: (it["gap"], it["model"]))
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _progress(done: int, total: int) -> None:
    if done == total or done % _STEP == 0:
        sys.stderr.write(f"{done}/{total}\n")
        sys.stderr.flush()
