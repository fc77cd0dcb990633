from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.markup import Html, joined, tag, text


class Reader(HTMLParser):
    """Reads back what a browser would: the elements, their attributes, the text."""

    def __init__(self):
        super().__init__()
        self.elements = []
        self.words = ""

    def handle_starttag(self, name, attributes):
        self.elements.append((name, dict(attributes)))

    def handle_data(self, data):
        self.words += data


# A parser may normalise these, which says nothing about escaping.
PLAIN = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))


@given(PLAIN)
def test_any_string_is_shown_as_it_is_and_makes_no_element(value: str):
    reader = Reader()
    reader.feed(tag("p", value, data_copy=value))
    reader.close()
    assert reader.elements == [("p", {"data-copy": value})]
    assert reader.words == value


def test_markup_goes_in_as_it_is():
    assert tag("p", Html("<b>1</b>"), "<i>") == "<p><b>1</b>&lt;i&gt;</p>"
    assert text(Html("&lt;")) == "&lt;"
    assert joined(["<", Html("<br>")]) == "&lt;<br>"


def test_attributes():
    assert tag("a", class_="x y", data_line=3, id=None) == '<a class="x y" data-line="3"></a>'
