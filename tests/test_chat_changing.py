"""In a real browser: changing a chip, copying and downloading the tasks, saying what is wrong with an answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_samples import HOSTILE, LISTED, FakeService  # type: ignore[import-not-found]
from chat_visit import PHONE, chromium, serving, visiting  # type: ignore[import-not-found]
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from assistant.feedback import read_feedback

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> FakeService:
    return FakeService(tmp_path_factory.mktemp("home") / "feedback" / "feedback.jsonl")


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


def chip(page: Page, field: str):
    return page.locator(f'.chip.edit[data-field="{field}"]')


def tool(page: Page, name: str):
    return page.locator(".turn").last.locator(f'[data-tool="{name}"]')


def said(page: Page):
    return page.locator(".turn").last.locator(".said")


def within(part, width: int) -> bool:
    box = part.bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= width


def opinions(service: FakeService) -> list:
    assert service.opinions
    records, damaged = read_feedback(service.opinions)
    assert damaged == []
    return records


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_a_chip_is_changed_with_the_mouse(visit, service, size):
    page = (chat := visit(size)).page
    chat.ask("牵头")
    chip(page, "role").click()
    menu = page.get_by_role("dialog", name="修改角色")
    expect(menu).to_be_visible()
    expect(chip(page, "role")).to_have_attribute("aria-expanded", "true")
    expect(menu.get_by_role("button")).to_have_text(["配合", "牵头和配合"])
    assert within(menu, size[0])
    menu.get_by_role("button", name="配合", exact=True).click()
    chat.answered("改：角色 → 配合")
    assert service.amended[-1] == ("after 牵头", "role", "配合")
    expect(page.locator(".turn").last.locator('[data-field="role"]')).to_have_text("角色配合")
    # Only the latest answer can be changed; what was asked then stays as it was.
    expect(page.locator(".turn").first.locator(".chip")).to_have_count(5)
    expect(page.locator(".turn").first.locator(".chip.edit")).to_have_count(0)
    expect(page.locator(".turn").first.locator(".chip").nth(1)).to_have_text("角色牵头")
    chip(page, "result").click()
    assert within(page.get_by_role("dialog"), size[0])
    chip(page, "year").click()
    page.get_by_role("button", name="去掉“年份”").click()
    chat.answered("去掉：年份 2024")
    assert service.amended[-1] == ("amended role", "year", None)
    expect(chip(page, "year")).to_have_count(0)


def test_a_chip_is_changed_with_the_keyboard_alone(visit, service):
    page = (chat := visit()).page
    chat.ask("牵头")
    for _ in range(4 + 2 + 15 + 4):  # tools, suggestions, rows, and the chips after the role
        page.keyboard.press("Shift+Tab")
    expect(chip(page, "role")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="配合", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chip(page, "role")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chat.answered("改：角色 → 牵头和配合")
    expect(chip(page, "role")).to_be_focused()  # and one can go on from here
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("输入单位")).to_be_focused()
    page.keyboard.press("Enter")  # nothing typed: nothing sent
    expect(page.get_by_label("输入单位")).to_be_focused()
    page.keyboard.type("市科技局")
    page.keyboard.press("Enter")
    chat.answered("改：单位 → 市科技局")
    assert service.amended[-1] == ("amended role", "unit", "市科技局")
    expect(chip(page, "unit")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")  # from the box round to the last button
    expect(page.get_by_role("button", name="去掉“单位”")).to_be_focused()
    page.keyboard.press("Enter")
    chat.answered("去掉：单位 市科技局")


def test_a_menu_closes_by_a_click_elsewhere_and_when_tabbed_out_of(visit):
    page = (chat := visit()).page
    chat.ask("牵头")
    chip(page, "role").click()
    page.locator(".headline").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    chip(page, "role").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chip(page, "role")).to_have_attribute("aria-expanded", "false")
    chip(page, "role").click()
    chip(page, "place").click()
    expect(page.get_by_role("dialog")).to_have_count(1)


def test_enter_that_ends_an_input_method_changes_nothing(visit):
    page = (chat := visit()).page
    chat.ask("牵头")
    chip(page, "unit").click()
    page.get_by_label("输入单位").fill("shi")
    page.get_by_label("输入单位").evaluate(
        "(box) => box.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(1)


def test_a_value_that_is_not_known_is_said_and_the_chips_stay(visit):
    page = (chat := visit()).page
    chat.ask("牵头")
    chip(page, "unit").click()
    page.get_by_label("输入单位").fill("没有的局")
    page.get_by_role("button", name="确定").click()
    chat.answered("改：单位 → 没有的局")
    expect(page.locator(".reply.failed")).to_contain_text("没有“没有的局”这个单位")
    expect(chip(page, "role")).to_be_visible()


def test_what_a_page_cannot_offer_changes_nothing(visit, service):
    page = (chat := visit()).page
    chat.ask("牵头")
    before = len(service.amended)
    chip(page, "role").click()
    option = page.get_by_role("button", name="配合", exact=True)
    option.evaluate("(button) => (button.dataset.value = '<img src=x onerror=window.pwned=1>')")
    option.click()
    page.wait_for_timeout(400)
    expect(page.locator(".turn")).to_have_count(1)
    chip(page, "role").evaluate("(button) => (button.dataset.field = '__class__')")
    page.locator(".chip.edit").nth(1).click()
    page.get_by_role("button", name="牵头和配合").click()
    page.wait_for_timeout(400)
    expect(page.locator(".turn")).to_have_count(1)
    assert len(service.amended) == before
    chat.ask("还能问")


CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  return [await read("text/plain"), await read("text/html")];
}"""


def read_clipboard(page: Page) -> tuple[str, str]:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text, html = page.evaluate(CLIPBOARD)
    return text, html


def test_the_table_is_copied_as_text_and_as_html(visit):
    page = (chat := visit()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.ask("牵头")
    page.evaluate("document.execCommand = () => false")
    tool(page, "copy").click()
    expect(said(page)).to_have_text("已复制 15 项，可粘贴到 Excel、WPS 或 Word。")
    text, html = read_clipboard(page)
    lines = [line.split("\t") for line in text.split("\r\n")]
    head = ["序号", "任务", "章节", "牵头单位", "配合单位", "出处"]
    assert len(lines) == 2 * 2 + 15
    assert lines[1] == lines[15] == head
    assert lines[0][0].startswith("芜湖市2024年 市商务局 牵头；12 项")
    assert lines[14][0].startswith("待核实；")
    first = LISTED.rows[1]
    assert lines[3] == [
        "21",
        first.text,
        " › ".join(first.section),
        "市商务局",
        "市发改委",
        "芜湖市2024年 第199行",
    ]
    assert html.count("<tr>") == len(lines)
    assert f"{first.text}</td>" in html


@pytest.mark.parametrize("what", ["refused", "missing"])
def test_without_the_new_clipboard_the_old_way_copies(visit, what):
    """As on a page that is served over the office network without a certificate."""
    page = (chat := visit()).page
    chat.ask("牵头")
    broken = "undefined" if what == "missing" else "{ write: () => Promise.reject(new Error('no')) }"
    page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{ value: {broken}, configurable: true }})")
    tool(page, "copy").click()
    expect(said(page)).to_contain_text("已复制 15 项")
    page.evaluate("delete navigator.clipboard")
    text, html = read_clipboard(page)
    assert text.count("\r\n") == 18
    assert "<table" in html


def test_where_no_way_copies_the_page_says_what_to_do(visit):
    page = (chat := visit()).page
    chat.ask("牵头")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.execCommand = () => false")
    tool(page, "copy").click()
    expect(said(page)).to_contain_text("请改用“下载 Excel”")


def test_copied_text_is_neither_markup_nor_formula(visit):
    page = (chat := visit()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.ask(HOSTILE)
    page.locator("td .task").evaluate("(task) => (task.textContent = '=1+1\\t2\\n3')")
    tool(page, "copy").click()
    expect(said(page)).to_contain_text("已复制 1 项")
    text, html = read_clipboard(page)
    assert "'=1+1 2 3" in text.split("\r\n")[2].split("\t")
    assert "<img" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_the_tasks_are_downloaded_as_a_workbook_that_no_one_else_can_fetch(visit, size, tmp_path: Path):
    page = (chat := visit(size)).page
    chat.ask("牵头")
    with page.expect_download() as download:
        tool(page, "download").click()
    assert download.value.suggested_filename == "芜湖市_2024_市商务局_牵头_任务清单.xlsx"
    assert download.value.url.startswith("blob:")
    download.value.save_as(tmp_path / "saved.xlsx")
    sheet = load_workbook(tmp_path / "saved.xlsx").worksheets[0]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[1][0] == "问题：牵头"
    assert len(values) == 6 + 15
    assert values[6][3] == LISTED.rows[0].text
    expect(said(page)).to_contain_text("已下载")
    assert chat.fits()


def test_nothing_to_take_away_where_nothing_is_listed(visit):
    page = (chat := visit()).page
    chat.ask("量子")
    expect(tool(page, "copy")).to_have_count(0)
    expect(tool(page, "download")).to_have_count(0)
    expect(tool(page, "useful")).to_be_visible()
    chat.ask("故障")
    expect(page.locator(".turn").last.locator(".tools")).to_have_count(0)


def test_a_useful_answer_is_said_to_be_once(visit, service):
    page = (chat := visit()).page
    chat.ask("牵头")
    before = len(opinions(service))
    tool(page, "useful").click()
    expect(said(page)).to_have_text("已记下，谢谢。")
    expect(tool(page, "useful")).to_have_attribute("aria-pressed", "true")
    tool(page, "useful").click()
    page.wait_for_timeout(300)
    (kept,) = opinions(service)[before:]
    assert (kept.verdict, kept.reason, kept.turns) == ("useful", "", ("牵头",))


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_a_wrong_answer_is_kept_with_its_reason(visit, service, size):
    page = (chat := visit(size)).page
    chat.ask("先问这个")
    chat.ask("牵头")
    before = len(opinions(service))
    tool(page, "wrong").click()
    box = page.get_by_role("group", name="哪里有误？")
    expect(box.get_by_role("radio").first).to_be_focused()
    assert chat.fits()
    box.get_by_role("button", name="提交").click()
    expect(said(page)).to_have_text("请选一个原因，或写几个字。")
    box.get_by_text("漏了任务").click()
    box.get_by_role("textbox").fill(f"少了第5项\n{HOSTILE}")
    box.get_by_role("button", name="提交").click()
    expect(said(page)).to_have_text("已记下问题，谢谢指正。")
    expect(box).to_have_count(0)
    expect(tool(page, "wrong")).to_have_attribute("aria-pressed", "true")
    tool(page, "useful").click()  # minds change
    expect(tool(page, "wrong")).to_have_attribute("aria-pressed", "false")
    first, second = opinions(service)[before:]
    assert (first.verdict, first.reason, first.comment) == ("wrong", "漏了任务", f"少了第5项\n{HOSTILE}")
    assert first.turns == ("先问这个", "牵头")
    assert first.read_as == LISTED.read_as
    assert first.tasks == tuple(row.id for row in LISTED.rows)
    assert second.verdict == "useful"
    chat.ask("再问")  # the page is drawn anew, and still knows
    expect(page.locator(".turn").nth(1).locator('[data-tool="useful"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(tool(page, "useful")).to_have_attribute("aria-pressed", "false")


def test_escape_leaves_the_box_without_saying_anything(visit, service):
    page = (chat := visit()).page
    chat.ask("牵头")
    before = len(opinions(service))
    tool(page, "wrong").press("Enter")
    page.keyboard.press("Space")  # the first reason
    page.keyboard.press("Escape")
    expect(tool(page, "wrong")).to_be_focused()
    expect(tool(page, "wrong")).to_have_attribute("aria-expanded", "false")
    assert len(opinions(service)) == before


def test_an_opinion_that_cannot_be_kept_is_said_and_the_chat_goes_on(visit, service, tmp_path: Path):
    page = (chat := visit()).page
    chat.ask("牵头")
    (tmp_path / "feedback").write_text("a file where the folder should be", "utf-8")
    kept, service.opinions = service.opinions, tmp_path / "feedback" / "feedback.jsonl"
    try:
        tool(page, "useful").click()
        expect(said(page)).to_contain_text("没能保存这条反馈")
        expect(tool(page, "useful")).to_have_attribute("aria-pressed", "false")
    finally:
        service.opinions = kept
    chat.ask("再问")


def test_hostile_text_is_only_text_in_menus_tools_and_messages(visit):
    page = (chat := visit()).page
    chat.ask(HOSTILE)
    chip(page, "unit").click()
    page.get_by_role("dialog").get_by_role("button").first.click()
    chat.answered(f"改：{HOSTILE} → {HOSTILE}改")
    chat.ask(HOSTILE)
    with page.expect_download() as download:
        tool(page, "download").click()
    assert download.value.suggested_filename == "任务_任务清单.xlsx"
    tool(page, "wrong").click()
    tool(page, "useful").click()
    expect(said(page)).to_have_text("已记下，谢谢。")
    assert page.locator("#page img").count() == 0
    assert page.evaluate("window.pwned") is None
    assert chat.fits()
