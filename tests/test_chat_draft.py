"""The second tab: choosing a unit, reading its summary and taking it away, in a real browser and step by step."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from chat_samples import HOSTILE, INSIDES, FakeService, drafted  # type: ignore[import-not-found]
from chat_visit import PHONE, chromium, serving, visiting  # type: ignore[import-not-found]
from playwright.sync_api import Browser, Page, expect

from assistant import chat_draft as desk
from assistant.draft_file import SUFFIXES, renderer_for
from assistant.feedback import feedback_file
from assistant.service import EngineService
from assistant.serving import LiveEngine
from assistant.settings import read_settings
from index.errors import StoreError


@pytest.mark.parametrize(
    ("notice", "unit", "told"),
    [
        (None, "市商务局", "请先选一份通知"),
        ("wuhu-2024", None, "请先选择或输入单位名称"),
        ("wuhu-2024", "  ", "请先选择或输入单位名称"),
        ("wuhu-2024", ["市商务局"], "请先选择或输入单位名称"),
        ("wuhu-2024", "市" * 201, "太长（201 个字）"),
        ("wuhu-2024", "市量子局", "没有“市量子局”这个单位。相近的单位有：市商务局"),
        ("wuhu-2024", "故障", "程序内部出错"),
    ],
)
def test_what_goes_wrong_is_said(notice, unit, told):
    draft, said = desk.drafted(FakeService(), notice, unit)
    assert draft is None
    assert told in said
    assert 'role="alert"' in said
    assert INSIDES not in said


def test_a_summary_says_its_counts_and_what_was_put_right():
    draft, said = desk.drafted(FakeService(), "wuhu-2024", "市商务局")
    assert draft == drafted("市商务局")
    assert "“市商物局”按“市商务局”理解。市商务局：牵头 12 项，配合 0 项，待核实 3 项。" in said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_is_handed_over_whole(suffix, tmp_path):
    draft = drafted("市商务局")
    markup = desk.taken(draft, suffix)
    content = re.search(r'data-content="([^"]+)"', str(markup))
    assert content
    assert b64decode(content[1]) == renderer_for(tmp_path / f"x{suffix}")(draft)
    assert f'data-name="芜湖市_2024_市商务局_工作职责梳理{suffix}"' in str(markup)


def test_nothing_is_handed_over_without_a_summary_or_for_another_format():
    assert desk.taken(None, ".docx") is None
    assert desk.taken(drafted("市商务局"), ".exe") is None
    assert desk.taken(drafted("市商务局"), None) is None


def test_a_hostile_name_stays_text():
    draft, said = desk.drafted(FakeService(), "wuhu-2024", HOSTILE)
    assert draft
    for markup in (str(said), str(desk.taken(draft, ".md"))):
        assert "<img" not in markup
    assert not re.search(r'[\\/:*?"<>|\s]', desk.file_name(draft, ".md"))


def test_the_menus_are_empty_where_the_notices_cannot_be_read():
    service = FakeService()
    service.broken = True
    assert desk.offered(service) == []


def test_the_service_offers_every_unit_and_drafts_it(full_home):
    with closing(LiveEngine(replace(read_settings(), home=full_home), lambda _: None)) as live:
        service = EngineService(live, feedback_file(full_home))
        offers = service.draft_offers()
        assert [offer.label for offer in offers][:3] == [
            "亳州市2025年 亳政办〔2025〕1号",
            "繁昌区2021年 繁政秘〔2021〕19号",
            "芜湖市2024年",
        ]
        for offer in offers:
            assert len(set(offer.units)) == len(offer.units) > 50
            for unit in offer.units:
                draft = service.draft(offer.notice, unit)
                assert {notice.id for notice in draft.facts.notices} == {offer.notice}
                assert draft.facts.unit == unit
        with pytest.raises(StoreError, match="刷新页面"):
            service.draft("没有的通知", "市商务局")


# ---- in a browser ----


@pytest.fixture(scope="module")
def service() -> FakeService:
    return FakeService()


@pytest.fixture(scope="module")
def page_server(service: FakeService, tmp_path_factory) -> Iterator:
    with serving(service, tmp_path_factory.mktemp("gradio")) as page:
        yield page


@pytest.fixture(scope="module")
def browser(page_server) -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, page_server) -> Iterator:
    with visiting(browser, page_server.local_url) as to:
        yield to


def open_tab(page: Page) -> None:
    page.get_by_role("tab", name="起草职责梳理").click()
    expect(page.locator("#draft-unit input")).to_be_visible()


def write_unit(page: Page, name: str) -> None:
    """As an input method does: the characters come without keys of their own."""
    box = page.locator("#draft-unit input")
    box.fill("")
    box.click()
    page.keyboard.insert_text(name)


def make(page: Page, name: str) -> None:
    write_unit(page, name)
    page.keyboard.press("Enter")
    page.locator("#draft-make").click()


@pytest.mark.slow
@pytest.mark.browser
def test_a_unit_is_found_by_typing_its_summary_read_and_taken_away(visit, tmp_path, service):
    page = visit().page
    open_tab(page)
    expect(page.locator("#draft-take")).to_be_disabled()
    write_unit(page, "商务")
    expect(page.get_by_role("option")).to_have_text(["✓ 市商务局"])
    page.get_by_role("option").click()
    page.locator("#draft-make").click()
    expect(page.locator("#draft-said")).to_contain_text("市商务局：牵头 12 项，配合 0 项，待核实 3 项。")
    expect(page.locator("#draft-preview h1")).to_contain_text("中市商务局工作职责的梳理")
    expect(page.locator("#draft-preview tbody tr")).to_have_count(12 + 3 + 2)
    assert service.drafted[-1] == ("wuhu-2024", "市商务局")
    for label, suffix in (("Word 公文", ".docx"), ("Excel 台账", ".xlsx"), ("Markdown", ".md")):
        page.get_by_label(label).check()
        with page.expect_download() as download:
            page.locator("#draft-take").click()
        assert download.value.suggested_filename == f"芜湖市_2024_市商务局_工作职责梳理{suffix}"
        download.value.save_as(tmp_path / f"saved{suffix}")
        expect(page.locator("#draft-said .said")).to_have_text(
            f"已下载：芜湖市_2024_市商务局_工作职责梳理{suffix}"
        )
        assert (tmp_path / f"saved{suffix}").read_bytes() == renderer_for(tmp_path / f"saved{suffix}")(
            drafted("市商务局")
        )


@pytest.mark.slow
@pytest.mark.browser
def test_another_notice_offers_its_own_units(visit, service):
    page = visit().page
    open_tab(page)
    page.locator("#draft-notice input").click()
    page.get_by_role("option", name="亳州市2025年 亳政办〔2025〕1号").click()
    page.locator("#draft-unit input").click()
    expect(page.get_by_role("option")).to_have_text(["✓ 市教育局", f"✓ {HOSTILE}"])
    page.get_by_role("option").first.click()
    page.locator("#draft-make").click()
    expect(page.locator("#draft-preview h1")).to_contain_text("市教育局")
    assert service.drafted[-1] == ("bozhou-2025", "市教育局")


@pytest.mark.slow
@pytest.mark.browser
def test_what_goes_wrong_takes_the_place_of_the_last_summary(visit):
    page = visit().page
    open_tab(page)
    page.locator("#draft-make").click()
    expect(page.get_by_role("alert")).to_have_text("请先选择或输入单位名称。")
    make(page, "市商务局")
    expect(page.locator("#draft-preview h1")).to_be_visible()
    for unit, told in (("市量子局", "相近的单位有：市商务局"), ("故障局", "程序内部出错")):
        make(page, unit)
        expect(page.get_by_role("alert")).to_contain_text(told)
        expect(page.locator("#draft-preview h1")).to_have_count(0)
        expect(page.locator("#draft-take")).to_be_disabled()


@pytest.mark.slow
@pytest.mark.browser
def test_the_keyboard_alone_is_enough(visit):
    page = visit().page
    page.get_by_role("tab", name="提问").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="起草职责梳理")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#draft-unit input")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#draft-notice input")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#draft-unit input")).to_be_focused()
    expect(page.get_by_role("option", name="市商务局")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#draft-unit input")).to_have_value("市商务局")
    page.keyboard.press("Tab")
    expect(page.locator("#draft-make")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#draft-preview h1")).to_contain_text("市商务局")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Markdown")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#draft-take")).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".md")


@pytest.mark.slow
@pytest.mark.browser
def test_hostile_text_is_shown_as_text_and_fits_a_phone(visit):
    page = visit(PHONE).page
    open_tab(page)
    make(page, HOSTILE)
    expect(page.locator("#draft-preview h1")).to_contain_text(HOSTILE)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#draft-preview :is(img, a, code)").count() == 0
    assert page.evaluate("document.getElementById('draft').scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.browser
def test_the_talk_is_still_there_after_a_look_at_the_other_tab(visit):
    page = (chat := visit()).page
    chat.ask("芜湖市商务局2024年牵头哪些任务？")
    open_tab(page)
    page.get_by_role("tab", name="提问").click()
    expect(page.locator(".group-lead tbody tr")).to_have_count(12)
    chat.ask("两地商务局各牵头哪些任务？")
    expect(page.locator(".turn")).to_have_count(2)
