import re

from chat_samples import CHIPS, HOSTILE, UNSAFE  # type: ignore[import-not-found]

from assistant.answers import Chip
from assistant.chat_chips import change_of, reading_html


def test_a_chip_says_what_it_is_and_opens_a_menu():
    markup = reading_html(CHIPS, {}, editable=True)
    assert markup.count('<button type="button" class="chip edit"') == 5
    role = markup[markup.index('data-field="role"') :].partition("</div>")[0]
    assert 'aria-haspopup="dialog" aria-expanded="false" aria-label="角色：牵头，修改"' in role
    assert 'role="dialog" aria-label="修改角色" hidden="hidden"' in role
    assert re.findall(r'data-value="([^"]+)"', role) == ["配合", "牵头和配合"]


def test_a_menu_holds_only_what_its_chip_allows():
    def menu(*, free: bool = False, removable: bool = False) -> str:
        return reading_html([Chip("topic", "主题", "养老", (), free, removable)], {}, editable=True)

    assert "<input" in menu(free=True)
    assert "remove" not in menu(free=True)
    assert "<input" not in menu(removable=True)
    assert "去掉“主题”" in menu(removable=True)
    assert "<button" not in menu()  # nothing to be changed: a plain chip


def test_chips_that_are_not_the_latest_are_plain():
    markup = reading_html(CHIPS, {}, editable=False)
    assert markup.count('<span class="chip">') == 5
    assert "<button" not in markup


def test_without_chips_the_reading_is_shown_as_it_is():
    read_as = {"单位": ["市商务局（芜湖市）", "区商务局（徽州区）"], "年份": None, "标▲": True}
    markup = reading_html((), read_as, editable=True)
    assert "市商务局（芜湖市）、区商务局（徽州区）" in markup
    assert "年份" not in markup
    assert "</b>是</span>" in markup
    assert reading_html((), {}, editable=True) == ""


def test_no_value_becomes_markup():
    markup = reading_html(UNSAFE.chips, {}, editable=True)
    assert "<img" not in markup
    assert markup.count("&lt;img") >= 7
    assert 'onerror="' not in markup


def test_only_what_was_offered_is_a_change():
    change = change_of(UNSAFE.chips, "unit", HOSTILE + "改")
    assert change is not None
    assert change.value == HOSTILE + "改"
    assert change_of(CHIPS, "place", "火星") is None
    assert change_of(CHIPS, "unit", "火星局") is not None  # free: the service knows whether there is one
