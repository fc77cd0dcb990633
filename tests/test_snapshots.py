"""Whole notices as read, one line a task: any change of the parser shows as a change of these files.

After a deliberate change: ``UPDATE_SNAPSHOTS=1 .venv/bin/pytest tests/test_snapshots.py``, then read the diff.
Without that variable nothing here ever writes.
"""

import json
import os
from pathlib import Path

import pytest

from evals.parsing_scores import SNAPSHOTS, task_fields
from index.parse import parse_notice
from index.records import Notice
from index.source import read_source

ROOT = Path(__file__).parents[1]
NOTICES = sorted((ROOT / "index" / "notices").glob("*.txt"))


def snapshots(notice: Notice) -> str:
    """Return all tasks, a line each."""
    return "".join(f"{json.dumps(task_fields(task), ensure_ascii=False)}\n" for task in notice.tasks)


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_notice_is_read_as_before(path: Path):
    found = snapshots(parse_notice(read_source(path)))
    kept = SNAPSHOTS / f"{path.stem}.jsonl"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def test_every_snapshot_has_its_notice():
    assert {path.stem for path in SNAPSHOTS.iterdir()} == {path.stem for path in NOTICES}
