"""Backfill with the real small model over the real server: whatever it says, nothing unprinted gets in."""

import json
import shutil

import pytest
from gap_notices import STRAY_ROWS, read_gaps  # type: ignore[import-not-found]
from small_model import NAME, needs_small_model  # type: ignore[import-not-found]
from test_blanks import lost_leaders  # type: ignore[import-not-found]
from test_filling import GAP, missing_units  # type: ignore[import-not-found]

from assistant.backfill import Backfill, Scope
from assistant.models.opening import open_model
from assistant.settings import read_settings
from index.blanks import FILLABLE, blanks_of
from index.filling import verified
from index.home import Home
from index.overlay import read_overlay

pytestmark = [pytest.mark.slow, needs_small_model]


def test_every_kind_of_gap_is_asked_and_answered_within_the_print(tmp_path, home, monkeypatch):
    monkeypatch.setenv("ASSISTANT_LLM", "local")
    monkeypatch.setenv("ASSISTANT_LLM_MODEL", NAME)
    # Notices each with an id of its own, so that all kinds of gaps are there.
    leaders, (units, _) = lost_leaders(GAP), missing_units("由市教育局会同市财政局新建学校3所。")
    stray = read_gaps(tmp_path / "stray", STRAY_ROWS)
    notices = [
        read_gaps(tmp_path),
        stray._replace(notice=stray.notice.model_copy(update={"id": "stray"})),
        leaders._replace(notice=leaders.notice.model_copy(update={"id": "leaders"})),
        _with_names(units._replace(notice=units.notice.model_copy(update={"id": "units"}))),
    ]
    path = Home(home).overlay
    work = Backfill(read_overlay(path), path, Scope(), runs=1)
    with open_model(read_settings(), lambda _: None) as model:
        assert model is not None
        for read, blank in list(work.open_blanks(notices, model.card.name)):
            work.propose(model, read, blank, ())
    summary, overlay = work.summary, read_overlay(path)
    assert summary.asked == summary.proposed + summary.abstained + summary.refused == len(overlay.entries)
    assert {entry.gap for entry in overlay.entries} == set(FILLABLE)
    assert {entry.model for entry in overlay.entries} == {NAME}
    blanks = {blank.id: (read, blank) for read in notices for blank in blanks_of(read)}
    for blank_id, proposal in overlay.pending.items():
        assert verified(*blanks[blank_id], proposal.value)
    # The forms leave no room: no reply has to be refused for what it says.
    assert not any("refused" in str(entry) and entry.value for entry in overlay.entries)
    shutil.rmtree(Home(home).models)  # half a gigabyte
    json.dumps([entry.model_dump() for entry in overlay.entries])


def _with_names(read):
    """The notice with another row, so that its unit names are known."""
    first = read.notice.tasks[0]
    named = first.text.model_copy(update={"spans": ()})
    units = tuple(named.model_copy(update={"text": name}) for name in ("市教育局", "市财政局"))
    other = first.model_copy(update={"id": "n/2", "text": named, "units": units})
    return read._replace(notice=read.notice.model_copy(update={"tasks": (first, other)}))
