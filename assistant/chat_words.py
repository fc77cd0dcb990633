"""What a model adds to an answer, as the chat column shows it: above the rows, and labelled."""

from dataclasses import dataclass

from assistant.markup import Html, tag
from assistant.wording.words import Wording

SLOT = tag("div", class_="words")
"""Where it goes in an answer; empty, it takes no room."""
WRITING = "语言模型正在撰写……名单已列全，可以先看。"


@dataclass
class Said:
    """What a model has added to one turn so far.

    It grows after the turn is kept, and all copies of the turn share it.
    """

    pending: bool = False
    """More may come."""
    wording: Wording | None = None


def with_words(turn: Html, said: Said) -> Html:
    """Return a turn with what was added to it; nothing else on a page can look like the slot."""
    return Html(turn.replace(SLOT, words_html(said), 1))


def words_html(said: Said) -> Html:
    """Return the slot as it stands."""
    wording = said.wording
    if wording is None or not (wording.text or wording.note):
        return (
            tag("div", tag("p", WRITING, class_="by"), class_="words pending", role="status")
            if said.pending
            else SLOT
        )
    parts = [tag("p", wording.label, class_="by")]
    parts += [tag("p", wording.text, class_="wording")] if wording.text else []
    parts += [tag("p", wording.note, class_="note")] if wording.note else []
    more = " pending" if said.pending else ""
    return tag("div", *parts, class_=f"words filled{more}", role="status")
