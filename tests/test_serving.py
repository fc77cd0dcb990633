"""A program that runs on serves the newest index; a question in flight keeps the one it began with."""

import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from small_notices import rows, write_notice  # type: ignore[import-not-found]

from assistant.chat_service import Opinion
from assistant.conversation import Conversation
from assistant.feedback import read_feedback
from assistant.query import Query
from assistant.service import EngineService, carried_over
from assistant.serving import LiveEngine
from assistant.settings import read_settings
from index.build import sync
from index.errors import BadQuestion, StoreError
from index.home import Home
from index.manifest import MATRIX, VECTORS

pytestmark = pytest.mark.slow

QUESTION = "云江市2024年市商务局牵头哪些任务"


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    return tmp_path / "云江.txt"


def index(home: Path, notices: Path, count: int) -> str:
    sync(home, [write_notice(notices, rows(count))])
    return str(Home(home).current_id())


@pytest.fixture
def live(home: Path, notices: Path) -> Iterator[LiveEngine]:
    index(home, notices, 12)
    with closing(LiveEngine(replace(read_settings(), home=home), lambda _: None)) as opened:
        opened.warmed()
        yield opened


@pytest.fixture
def service(live: LiveEngine, tmp_path: Path) -> EngineService:
    return EngineService(live, tmp_path / "feedback.jsonl")


def test_the_next_question_is_answered_from_the_new_index(service, home, notices):
    before, _ = service.ask(QUESTION, None)
    fresh = index(home, notices, 18)
    after, _ = service.ask(QUESTION, None)
    assert [len(answer.rows) for answer in (before, after)] == [2, 3]
    assert before.generation != after.generation == fresh
    assert "18" in service.welcome()
    assert service.source(after.rows[0].notice.id).generation == fresh


@pytest.mark.parametrize("renewed", [False, True])
def test_what_questions_in_words_need_is_loaded_before_the_first_one(live, home, notices, renewed):
    if renewed:
        index(home, notices, 18)
    with live.lent() as served:
        live.warmed()
        assert {"_embedder", "_vectors", "_words", "sounds"} <= set(vars(served.engine.finder))
        assert served.users == 1


def test_nothing_is_loaded_any_more_when_the_page_starts(home, notices):
    index(home, notices, 12)
    with closing(LiveEngine(replace(read_settings(), home=home), lambda _: None)) as opened:
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("warming")]
        with opened.lent() as served:
            assert "_embedder" in vars(served.engine.finder)


def test_vectors_that_cannot_be_loaded_are_told_of_by_the_question_that_needs_them(home, notices, caplog):
    generation = Home(home).generations / index(home, notices, 12)
    for file in [generation / MATRIX, *(generation / VECTORS).glob("*")]:
        if file.is_file():
            file.write_bytes(b"")
    with closing(LiveEngine(replace(read_settings(), home=home), lambda _: None)) as opened:
        opened.warmed()
        assert "cannot be searched by meaning" in caplog.text
        with opened.lent() as served:
            assert served.engine.ask(QUESTION)[0].rows
            with pytest.raises(StoreError, match="assistant index"):
                served.engine.ask("如何让大家出门吃饭更放心")


def test_a_question_in_flight_keeps_its_index_open_and_the_last_one_closes_it(live, home, notices):
    with live.lent() as first:
        with live.lent() as second:
            index(home, notices, 18)
            index(home, notices, 24)  # the folder of the first is gone now
            with live.lent() as newer:
                assert newer.id != first.id
            live.warmed()
            assert second is first
        assert len(first.engine.ask(QUESTION)[0].rows) == 2
        assert not is_closed(first)
    assert is_closed(first)
    assert not is_closed(newer)


def is_closed(served) -> bool:
    try:
        served.generation.records.notices()
    except Exception as error:  # noqa: BLE001 - sqlite's own, whatever its class
        return "closed" in str(error)
    return False


def test_a_conversation_goes_on_over_the_new_index(service, home, notices):
    _, state = service.ask(QUESTION, None)
    index(home, notices, 18)
    answer, _ = service.ask("那配合的呢", state)
    assert answer.read_as["单位"] == "市商务局"
    answer, _ = service.amend(state, "role", "牵头")
    assert len(answer.rows) == 3


def test_listed_tasks_that_are_gone_are_dropped_in_silence(service, home, notices):
    answer, state = service.ask(QUESTION, None)
    index(home, notices, 6)
    again, after = service.ask("其中跟学校有关的", state)
    assert {row.id for row in again.rows} <= {row.id for row in answer.rows}
    assert all(task in {row.id for row in answer.rows[:1]} for task in after.conversation.listed)


def test_what_is_carried_over_names_no_task_that_is_gone(live):
    with live.lent() as served:
        records = served.engine.corpus.records
        first = next(iter(records.contents()))
        query = Query(text="问", intent="list", among=(first, "gone"))
        carried = carried_over(Conversation(query, ("gone", first)), records)
        assert carried.listed == (first,)
        assert carried.query is not None
        assert carried.query.among == (first,)
        none_left = carried_over(Conversation(query.model_copy(update={"among": ("gone",)}), ()), records)
        assert none_left.query is None  # to drop the limit would widen the question
        assert carried_over(Conversation(), records) == Conversation()


def test_an_index_that_cannot_be_opened_is_passed_over_until_the_next(live, home, notices, caplog):
    with live.lent() as before:
        pass
    Home(home).publish("20000101T000000-00000000")
    with caplog.at_level(logging.WARNING), live.lent() as still, live.lent() as again:
        assert still is again is before
    assert caplog.text.count("passed over") == 1
    fresh = index(home, notices, 18)
    with live.lent() as after:
        assert after.id == fresh


def test_a_missing_or_damaged_pointer_changes_nothing(live, home):
    with live.lent() as before:
        pass
    Home(home).current.unlink()
    with live.lent() as still:
        assert still is before


def test_a_refusal_offers_questions_that_are_answered(service):
    answer, _ = service.ask("银河系星际旅行总署牵头哪些任务？", None)
    assert answer.abstained
    assert answer.suggestions
    answer, _ = service.ask(answer.suggestions[0], None)
    assert answer.rows


def test_nothing_asked_yet_is_nothing_to_change(service):
    with pytest.raises(BadQuestion, match="还没有"):
        service.amend(None, "role", "配合")


def test_an_unknown_notice_is_said_to_be_gone(service):
    with pytest.raises(StoreError, match="重新提问"):
        service.source("no-such-notice")


def test_opinions_name_the_index_that_was_asked(service, tmp_path):
    answer, _ = service.ask(QUESTION, None)
    service.keep_opinion(answer, (QUESTION,), Opinion("useful"))
    ((kept,), _) = read_feedback(tmp_path / "feedback.jsonl")
    assert kept.generation == answer.generation
    assert kept.tasks == tuple(row.id for row in answer.rows)
