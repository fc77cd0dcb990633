"""How a question was read, as chips above its answer; those of the latest answer open a menu to change them.

What the menus do in the browser stands in chat_chips.js; what comes back is checked here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers import Chip
from assistant.markup import Html, tag
from assistant.second_reading import MARK

LONGEST_VALUE = 200
"""Characters that may be typed into a menu."""


@dataclass(frozen=True)
class Change:
    """One chip to be changed: ``value`` is the new one, None where the chip is taken away."""

    chip: Chip
    value: str | None

    @property
    def words(self) -> str:
        """What the person is shown to have said."""
        if self.value is None:
            return f"去掉：{self.chip.label} {self.chip.value}"
        return f"改：{self.chip.label} → {self.value}"


def change_of(chips: Sequence[Chip], field: object, value: object) -> Change | None:
    """Return the change a browser asks for, None for one that these chips do not offer."""
    chip = next((chip for chip in chips if chip.field == field), None)
    if chip is None:
        return None
    if value is None:
        return Change(chip, None) if chip.removable else None
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return None
    value = value.strip()
    known = value in chip.options or (chip.free and value not in {"", chip.value})
    return Change(chip, value) if known else None


def reading_html(
    chips: Sequence[Chip], read_as: dict[str, Any], *, editable: bool, by_model: bool = False
) -> Html:
    """Return the line of chips; without chips, how the question was read is shown as it is.

    ``by_model``: a model read the question, which the line says.
    """
    if chips:
        shown = [_editable(chip) if editable and _offers(chip) else _plain(chip) for chip in chips]
    else:
        pairs = ((label, _words(value)) for label, value in read_as.items())
        shown = [_label(label, value) for label, value in pairs if value]
    if not shown:
        return Html("")
    who = tag("span", MARK, class_="by-model") if by_model else tag("span", "理解为")
    return tag("div", who, *shown, class_="read-as", role="group", aria_label="对问题的理解")


def _offers(chip: Chip) -> bool:
    return bool(chip.options) or chip.free or chip.removable


def _plain(chip: Chip) -> Html:
    return _label(chip.label, chip.value)


def _label(label: str, value: str) -> Html:
    return tag("span", tag("b", label), value, class_="chip")


def _editable(chip: Chip) -> Html:
    button = tag(
        "button",
        tag("b", chip.label),
        tag("span", chip.value),
        type="button",
        class_="chip edit",
        data_field=chip.field,
        aria_haspopup="dialog",
        aria_expanded="false",
        aria_label=f"{chip.label}：{chip.value}，修改",
    )
    return tag("span", button, _menu(chip), class_="chip-slot")


def _menu(chip: Chip) -> Html:
    parts = [
        tag("button", option, type="button", class_="option", data_value=option) for option in chip.options
    ]
    if chip.free:
        parts.append(_typing(chip))
    if chip.removable:
        parts.append(tag("button", f"去掉“{chip.label}”", type="button", class_="option remove"))
    return tag("div", *parts, class_="menu", role="dialog", aria_label=f"修改{chip.label}", hidden="hidden")


def _typing(chip: Chip) -> Html:
    box = tag(
        "input",
        type="text",
        placeholder=f"输入{chip.label}",
        aria_label=f"输入{chip.label}",
        maxlength=LONGEST_VALUE,
        autocomplete="off",
    )
    return tag("div", box, tag("button", "确定", type="button", class_="typed"), class_="typing")


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
