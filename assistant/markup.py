"""Writing HTML so that text from notices and people cannot become markup.

``tag`` escapes every plain string it is given; only :class:`Html`, which nothing but this module makes from
escaped text, goes in as it is.
"""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup: all text in it has been escaped."""

    __slots__ = ()


def text(value: str) -> Html:
    """Return ``value`` as markup that shows exactly these characters."""
    return value if isinstance(value, Html) else Html(escape(value))


def joined(parts: Iterable[str]) -> Html:
    """Return the parts one after the other, plain strings escaped."""
    return Html("".join(text(part) for part in parts))


def tag(name: str, /, *content: str, **attributes: str | int | None) -> Html:
    """Return one element; attributes by Python names (``class_``, ``data_line``), None leaves one out."""
    return Html(f"<{name}{_attributes(attributes)}>{joined(content)}</{name}>")


def _attributes(attributes: dict[str, str | int | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
