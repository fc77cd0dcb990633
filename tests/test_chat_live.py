"""The page over a real index in a real browser: what is indexed meanwhile is answered from at once."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from chat_visit import chromium, serving, visiting  # type: ignore[import-not-found]
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect
from small_notices import rows, write_notice  # type: ignore[import-not-found]

from assistant.feedback import feedback_file, read_feedback
from assistant.service import EngineService
from assistant.serving import LiveEngine
from assistant.settings import read_settings
from index.build import sync
from index.home import Home

pytestmark = [pytest.mark.slow, pytest.mark.browser]

QUESTION = "云江市2024年市商务局牵头哪些任务"


@pytest.fixture
def chat(home: Path, tmp_path: Path):
    sync(home, [write_notice(tmp_path / "云江.txt", rows(12))])
    with closing(LiveEngine(replace(read_settings(), home=home), lambda _: None)) as live:
        service = EngineService(live, feedback_file(home))
        with (
            serving(service, tmp_path / "gradio") as page,
            chromium() as browser,
            visiting(browser, page.local_url) as visit,
        ):
            yield visit()


def test_a_page_left_open_answers_from_the_newest_index(chat, home, tmp_path):
    page = chat.page
    expect(page.locator("#welcome")).to_contain_text("共 12 项任务")
    chat.ask(QUESTION)
    first = page.locator(".turn").first
    expect(first.locator("tbody tr")).to_have_count(2)
    old = Home(home).current_id()

    sync(home, [write_notice(tmp_path / "云江.txt", [*rows(12), *rows(12, "补充")])])
    new = Home(home).current_id()
    chat.ask(QUESTION)
    last = page.locator(".turn").last
    expect(last.locator("tbody tr")).to_have_count(4)
    page.locator('.chip.edit[data-field="role"]').click()
    page.get_by_role("button", name="牵头和配合").click()
    chat.answered("改：角色 → 牵头和配合")

    last.locator(".cite").first.click()
    expect(page.locator("#source .hit")).to_be_visible()
    expect(page.locator("#source .moved")).to_have_count(0)
    first.locator(".cite").first.click()
    expect(page.locator("#source .moved")).to_contain_text("行号可能有变")

    for turn in (first, page.locator(".turn").nth(1)):
        turn.locator(".tool.useful").click()
        expect(turn.locator(".said")).to_have_text("已记下，谢谢。")
    records, _ = read_feedback(feedback_file(home))
    assert [record.generation for record in records] == [old, new]
    assert [len(record.tasks) for record in records] == [2, 4]

    with page.expect_download() as download:
        page.locator(".turn").nth(1).locator(".tool.download").click()
    download.value.save_as(tmp_path / "saved.xlsx")
    sheet = load_workbook(tmp_path / "saved.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]][-4:] == [4, 10, 16, 22]


def test_a_summary_is_drafted_from_the_newest_index(chat, home, tmp_path):
    page = chat.page
    page.get_by_role("tab", name="起草职责梳理").click()
    page.locator("#draft-unit input").click()
    page.get_by_role("option", name="市商务局").click()
    page.locator("#draft-make").click()
    expect(page.locator("#draft-said")).to_contain_text("牵头 2 项")
    sync(home, [write_notice(tmp_path / "云江.txt", [*rows(12), *rows(12, "补充")])])
    page.locator("#draft-make").click()
    expect(page.locator("#draft-said")).to_contain_text("牵头 4 项")
    with page.expect_download() as download:
        page.locator("#draft-take").click()
    download.value.save_as(tmp_path / "saved.docx")
    table = Document(str(tmp_path / "saved.docx")).tables[0]
    assert [row.cells[0].text for row in table.rows][-4:] == ["4", "10", "16", "22"]
