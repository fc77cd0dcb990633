"""Answers, questions and errors as HTML: what the chat column shows."""

from collections.abc import Sequence

from assistant.answers import Answer
from assistant.chat_chips import reading_html
from assistant.chat_table import group_html
from assistant.chat_tools import tools_html
from assistant.chat_words import SLOT
from assistant.markup import Html, joined, tag


def conversation_html(turns: Sequence[Html]) -> Html:
    """Return the whole chat column, empty while nothing was asked."""
    return tag("div", *turns, class_="turns") if turns else Html("")


def examples_html(examples: Sequence[str]) -> Html:
    """Return example questions as buttons that ask them."""
    if not examples:
        return Html("")
    return tag("div", tag("p", "可以这样问", class_="hint"), _questions(examples), class_="examples")


def turn_html(question: str, reply: Html, number: int = 0) -> Html:
    """Return one turn: the question as it was asked, and the reply under it."""
    return tag("article", tag("h2", question, class_="question"), reply, class_="turn", data_turn=number)


def waiting_html() -> Html:
    """Return the reply shown until there is one."""
    return tag("div", tag("p", "正在查找……", role="status"), class_="reply waiting")


def error_html(message: str) -> Html:
    """Return a message that stands in for an answer."""
    return tag("div", tag("p", message, class_="headline", role="alert"), class_="reply failed")


def answer_html(answer: Answer, number: int = 0, *, editable: bool = False) -> Html:
    """Return an answer: headline, how it was understood, all rows by group, remarks, what to ask next, tools.

    ``number`` is that of its turn; the reading of an ``editable`` one can be changed.
    """
    parts = [
        tag("p", answer.headline, class_="headline", role="status"),
        reading_html(answer.chips, answer.read_as, editable=editable, by_model=answer.by_model),
        *_results(answer),
        SLOT,
        *(group_html(group) for group in answer.groups),
        _notes(answer.notes),
        _suggestions(answer),
        tools_html(answer, number),
    ]
    return tag("div", *parts, class_="reply abstained" if answer.abstained else "reply")


def _results(answer: Answer) -> list[Html]:
    """The units, leaders or deadlines asked for, unless the headline already names them all."""
    asked = (("单位", answer.units), ("负责领导", answer.leaders), ("时限", answer.deadlines))
    return [
        tag("p", tag("b", f"{label}（{len(names)}）"), "、".join(names), class_="result")
        for label, names in asked
        if names and not all(name in answer.headline for name in names)
    ]


def _notes(notes: Sequence[str]) -> Html:
    return tag("ul", *(tag("li", note) for note in notes), class_="notes") if notes else Html("")


def _suggestions(answer: Answer) -> Html:
    if not answer.suggestions:
        return Html("")
    hint = "您可以改问" if answer.abstained else "接着问"
    return tag("div", tag("p", hint, class_="hint"), _questions(answer.suggestions), class_="suggestions")


def _questions(questions: Sequence[str]) -> Html:
    buttons = (tag("button", q, type="button", class_="ask", data_ask=q) for q in questions)
    return tag("div", joined(buttons), class_="questions")
