import time
from collections.abc import Iterator

import pytest
from chat_samples import (  # type: ignore[import-not-found]
    BOZHOU,
    EXAMPLES,
    HOSTILE,
    INSIDES,
    SUGGESTION,
    FakeService,
    source_lines,
)
from chat_visit import BOX, PHONE, chromium, serving, visiting  # type: ignore[import-not-found]
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.slow, pytest.mark.browser]


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


def test_ask_by_typing_and_enter_and_read_all_rows(visit):
    page = (chat := visit()).page
    chat.ask("芜湖市商务局2024年牵头哪些任务？")
    expect(page.locator(".group-lead tbody tr")).to_have_count(12)
    expect(page.locator(".group-doubt tbody tr")).to_have_count(3)
    expect(page.locator(".group-doubt h3")).to_contain_text("待核实")
    chips = ["单位市商务局", "角色牵头", "地方芜湖市", "年份2024", "要的结果任务"]
    expect(page.locator(".chip")).to_have_text(chips)
    expect(page.locator(BOX)).to_have_value("")
    chat.ask("两地商务局各牵头哪些任务？")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(BOX)).to_have_value("")


def test_a_source_opens_at_its_marked_line(visit):
    page = (chat := visit()).page
    chat.ask("牵头")
    page.locator(".group-lead .cite").nth(11).click()
    expect(page.locator("#source .hit")).to_have_text(source_lines()[288])  # row 31: line 10 + 31 * 9
    expect(page.locator("#source .hit")).to_be_in_viewport()
    page.locator("#source .lines").evaluate("(lines) => lines.scrollTo(0, 0)")
    page.locator(".group-lead .cite").nth(11).click()  # the same place again
    expect(page.locator("#source .hit")).to_be_in_viewport()
    page.locator(".group-lead .cite").nth(0).click()
    expect(page.locator("#source .hit")).to_have_text(source_lines()[189])
    expect(page.locator("#source li")).to_have_count(2439)


def test_the_table_head_stays_in_sight(visit):
    page = (chat := visit()).page
    chat.ask("全部")
    page.locator("tbody tr").nth(150).scroll_into_view_if_needed()
    expect(page.locator("thead th").first).to_be_in_viewport()


def test_examples_and_suggestions_ask_when_clicked(visit):
    page = (chat := visit()).page
    expect(page.locator("#welcome")).to_contain_text("771 项")
    page.get_by_role("button", name=EXAMPLES[2]).click()
    chat.answered(EXAMPLES[2])
    expect(page.locator(".reply.abstained")).to_have_count(1)
    page.locator(BOX).fill("还没写完")
    page.get_by_role("button", name=SUGGESTION).click()
    chat.answered(SUGGESTION)
    expect(page.locator(BOX)).to_have_value("还没写完")


def test_questions_to_start_from_make_room_for_the_first_answer(visit):
    page = (chat := visit()).page
    expect(page.locator("#starters .ask")).to_have_count(3)
    chat.ask("牵头")
    expect(page.locator("#starters")).to_be_hidden()


def test_a_new_conversation_starts_from_nothing(visit, service):
    page = (chat := visit()).page
    chat.ask("第一个牵头问题")
    page.locator(".cite").first.click()
    expect(page.locator("#source .hit")).to_be_visible()
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#source .no-source")).to_be_visible()
    expect(page.get_by_role("button", name=EXAMPLES[0])).to_be_visible()
    chat.ask("第二个牵头问题")
    assert service.asked[-1] == ("第二个牵头问题", None)


def test_everything_works_from_the_keyboard_alone(visit):
    page = (chat := visit()).page
    page.keyboard.type("牵头")
    page.keyboard.press("Enter")
    chat.answered("牵头")
    for _ in range(4 + 2 + 3):  # back over four tools, two suggestions and three rows in doubt
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#source .hit")).to_have_text(source_lines()[1359])
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#source .hit")).to_have_text(source_lines()[288])


def test_enter_that_ends_an_input_method_sends_nothing(visit):
    page = visit().page
    page.locator(BOX).fill("shi")
    page.locator(BOX).evaluate(
        "(box) => box.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)


def test_blank_questions_are_not_asked(visit):
    page = visit().page
    page.locator(BOX).fill("   ")
    page.locator(BOX).press("Enter")
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)


def test_faults_are_told_without_their_insides(visit):
    page = (chat := visit()).page
    chat.ask("问" * 201)
    expect(page.locator(".reply.failed").last).to_have_text("问题有 201 个字，最多 200 个字。请精简后再问。")
    chat.ask("故障")
    expect(page.locator(".reply.failed").last).to_contain_text("程序内部出错")
    expect(page.locator("body")).not_to_contain_text(INSIDES)


def test_text_of_notices_and_people_is_only_text(visit):
    page = (chat := visit()).page
    chat.ask(HOSTILE)
    page.locator(".cite").first.click()
    expect(page.locator(".source-title")).to_have_text(HOSTILE)
    expect(page.locator("#source li").nth(9)).to_have_text(HOSTILE)
    expect(page.locator("td.c-task .task")).to_have_text(HOSTILE)
    assert page.locator("#page img").count() == 0
    assert page.locator("#page a").count() == 0
    assert page.evaluate("window.pwned") is None
    page.locator(".turn button.ask").click()
    chat.answered(HOSTILE)
    expect(page.locator(".turn")).to_have_count(2)


def test_a_slow_answer_stalls_nobody_else(visit, service):
    slow, quick = visit(), visit()
    slow.page.locator(BOX).fill("慢")
    slow.page.locator(BOX).press("Enter")
    expect(slow.page.locator(".waiting")).to_be_visible()
    quick.ask("牵头")
    expect(slow.page.locator(".waiting")).to_be_visible()
    slow.page.locator(BOX).fill("下一个")
    slow.page.locator(BOX).press("Enter")  # one at a time: it stays in the box
    service.release.set()
    slow.answered("慢")
    expect(slow.page.locator(BOX)).to_have_value("下一个")


def test_a_new_conversation_drops_the_answer_still_awaited(visit, service):
    page = (chat := visit()).page
    service.release.clear()
    page.locator(BOX).fill("慢")
    page.locator(BOX).press("Enter")
    expect(page.locator(".waiting")).to_be_visible()
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    chat.ask("牵头")
    service.release.set()
    page.wait_for_timeout(500)
    expect(page.locator(".turn .question")).to_have_text(["牵头"])


@pytest.mark.parametrize("size", [PHONE, (768, 1024), (1280, 720), (1920, 1080)])
def test_nothing_overflows_sideways(visit, size):
    chat = visit(size)
    assert chat.fits()
    for question in ("牵头", "两地", "量子", HOSTILE):
        chat.ask(question)
        assert chat.fits()


def test_on_a_phone_the_source_covers_the_page_and_gives_it_back(visit):
    page = (chat := visit(PHONE)).page
    chat.ask("两地")
    expect(page.locator("#source")).to_be_hidden()
    cite = page.locator(".group-group .cite").first
    cite.click()
    expect(page.locator("#source .hit")).to_be_in_viewport()
    expect(page.locator(".source-title")).to_have_text(BOZHOU.title)
    expect(page.locator("button.close")).to_be_focused()
    assert chat.fits()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(cite).to_be_focused()
    cite.press("Enter")
    page.get_by_role("button", name="关闭原文").click()
    expect(page.locator("#source")).to_be_hidden()


def test_the_page_is_light_and_chinese_whatever_the_system_prefers(visit):
    page = visit(color_scheme="dark").page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator(BOX).evaluate("(box) => getComputedStyle(box).color") == "rgb(28, 39, 51)"
    ground = page.locator(".gradio-container").evaluate("(all) => getComputedStyle(all).backgroundColor")
    assert ground == "rgb(243, 245, 248)"


@pytest.mark.bench
@pytest.mark.parametrize(("question", "rows"), [("牵头", 15), ("全部", 220)])
def test_time_from_enter_to_the_first_row(visit, question, rows):
    chat = visit()
    chat.page.locator(BOX).fill(question)
    began = time.perf_counter()
    chat.page.locator(BOX).press("Enter")
    chat.page.locator("tbody tr").first.wait_for()
    seconds = time.perf_counter() - began
    print(f"{rows} rows: first row after {seconds:.2f} s")  # noqa: T201
    assert chat.page.locator("tbody tr").count() == rows
    assert seconds < 1
