"""A model on the chat page: its words come after the rows, above them, and stop when the person goes on."""

from dataclasses import replace
from threading import Event

import pytest
from chat_samples import HOSTILE, INSIDES, LISTED, FakeService  # type: ignore[import-not-found]
from chat_visit import chromium, serving, visiting  # type: ignore[import-not-found]
from playwright.sync_api import expect

from assistant.chat_polish import polished_draft
from assistant.chat_service import Again
from assistant.chat_speaking import Stops
from assistant.chat_talk import Talk, answered, model_note, reread, shown
from assistant.chat_words import SLOT, Said, words_html
from assistant.wording.words import LABEL, RULES_LABEL, Wording
from index.errors import InputError

ONE = Wording("lead_in", ("市商务局牵头12项任务。",))
TWO = Wording("lead_in", (*ONE.sentences, "另有3项待核实。"), withheld=1, done=True)
BY_RULE = Wording("lead_in", trouble="太慢。", by_rule="共12项。", done=True)
QUESTION = "芜湖市商务局牵头哪些"


def test_the_slot_says_what_there_is():
    assert words_html(Said()) == SLOT
    assert "正在撰写" in words_html(Said(pending=True))
    assert f'<p class="by">{LABEL}</p>' in words_html(Said(wording=ONE))
    assert "有 1 句与记录对不上，已略去" in words_html(Said(wording=TWO))
    assert RULES_LABEL in words_html(Said(wording=BY_RULE))
    assert "语言模型没有写完：太慢。" in words_html(Said(wording=BY_RULE))
    assert words_html(Said(wording=Wording("explanation", done=True))) == SLOT


def test_words_are_shown_as_they_are():
    hostile = Wording("lead_in", (HOSTILE,), trouble=HOSTILE)
    assert "<img" not in words_html(Said(wording=hostile))


def test_a_turn_waits_for_words_only_where_a_model_adds_some():
    service = FakeService()
    assert "正在撰写" not in shown(answered(service, Talk(), "一"))
    service.news = [ONE]
    assert "正在撰写" in shown(answered(service, Talk(), "一"))
    assert "正在撰写" not in shown(answered(service, Talk(), "量子"))


def test_what_was_said_stays_with_its_turn():
    service = FakeService()
    talk = answered(service, Talk(), "一")
    talk.turns[0].said.wording = TWO
    assert "另有3项待核实" in shown(answered(service, talk, "二"))


def test_another_reading_takes_the_place_of_the_answer():
    talk = answered(FakeService(), Talk(), "量子")
    again = Again(replace(LISTED, by_model=True), "after again")
    after = reread(talk, again)
    assert after.conversation == "after again"
    assert len(after.turns) == 1
    assert "由语言模型理解" in shown(after)


def test_a_page_has_one_writing_at_a_time():
    stops = Stops()
    first = stops.begin("a")
    other = stops.begin("b")
    second = stops.begin("a")
    assert first.is_set()
    assert not other.is_set()
    stops.end("a")
    assert second.is_set()
    assert not other.is_set()


def test_the_note_of_a_model_that_is_broken_is_empty(monkeypatch):
    service = FakeService()
    service.note = "问题会离开本机。"
    assert model_note(service) == service.note
    monkeypatch.delattr(FakeService, "model_note")
    assert model_note(service) == ""


@pytest.mark.parametrize("error", [RuntimeError(INSIDES), InputError("通知不见了。")])
def test_a_summary_stands_where_the_model_fails(error):
    service = FakeService()
    service.news = [error]
    draft = service.draft("wuhu-2024", "市商务局")
    done, said = polished_draft(service, draft, Event())
    assert done == draft
    assert "语言模型没有润色成功" in said
    assert INSIDES not in said


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def visit(service, tmp_path):
    with (
        serving(service, tmp_path / "gradio") as page,
        chromium() as browser,
        visiting(browser, page.local_url) as visiting_page,
    ):
        yield visiting_page()


@pytest.mark.slow
@pytest.mark.browser
def test_rows_come_first_and_words_above_them(service, visit):
    gate, more = Event(), Event()
    service.news = [gate, ONE, more, TWO]
    visit.ask(QUESTION)
    turn = visit.page.locator(".turn").last
    expect(turn.locator("tbody tr").first).to_be_visible()
    expect(turn.locator(".words")).to_contain_text("正在撰写")
    gate.set()
    expect(turn.locator(".words .wording")).to_have_text("市商务局牵头12项任务。")
    turn.locator('.chip.edit[data-field="role"]').click()
    more.set()
    expect(turn.locator(".words .wording")).to_contain_text("另有3项待核实")
    expect(turn.locator(".words .note")).to_contain_text("有 1 句")
    expect(turn.locator(".menu:not([hidden])")).to_be_visible()  # what a person has open is left alone
    visit.page.keyboard.press("Escape")
    assert turn.evaluate(
        "turn => turn.querySelector('.words').getBoundingClientRect().bottom"
        " <= turn.querySelector('table').getBoundingClientRect().top"
    )
    visit.ask("再问量子")
    expect(visit.page.locator(".turn").first.locator(".wording")).to_contain_text("另有3项待核实")


@pytest.mark.slow
@pytest.mark.browser
def test_the_next_question_stops_the_words_and_loses_nothing_else(service, visit):
    service.news = [ONE, Event(), TWO]
    visit.ask(QUESTION)
    expect(visit.page.locator("#log .wording")).to_be_visible()
    visit.ask("再问量子")
    assert service.stopped.wait(5)
    first = visit.page.locator(".turn").first
    expect(first.locator(".words")).not_to_have_class("pending")
    expect(first.locator("tbody tr").first).to_be_visible()


@pytest.mark.slow
@pytest.mark.browser
def test_a_person_who_leaves_stops_the_words(service, visit):
    service.news = [ONE, Event(), TWO]
    visit.ask(QUESTION)
    expect(visit.page.locator("#log .wording")).to_be_visible()
    visit.page.close()
    assert service.stopped.wait(15)


@pytest.mark.slow
@pytest.mark.browser
def test_a_fault_of_the_model_leaves_the_answer(service, visit):
    service.news = [ONE, RuntimeError(INSIDES)]
    visit.ask(QUESTION)
    turn = visit.page.locator(".turn").last
    expect(turn.locator(".wording")).to_be_visible()
    expect(turn.locator(".words.pending")).to_have_count(0)
    expect(turn.locator("tbody tr").first).to_be_visible()
    assert INSIDES not in visit.page.content()


@pytest.mark.slow
@pytest.mark.browser
def test_a_summary_is_there_at_once_and_better_later(service, visit):
    gate = Event()
    service.news = [gate]
    page = visit.page
    page.get_by_role("tab", name="起草职责梳理").click()
    page.locator("#draft-unit input").fill("市商务局")
    page.locator("#draft-unit input").press("Enter")
    page.locator("#draft-make").click()
    expect(page.locator("#draft-preview h1")).to_be_visible()
    expect(page.locator("#draft-said")).to_contain_text("正在润色")
    expect(page.locator("#draft-take")).to_be_enabled()
    gate.set()
    expect(page.locator("#draft-preview")).to_contain_text("润色过的开头。")
    expect(page.locator("#draft-said")).to_contain_text("有 1 句由语言模型润色")
