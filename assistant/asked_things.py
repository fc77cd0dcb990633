"""What a question asks for beside what notices print of a task: 哪些歌手, 多少学生, 什么批示, 怎么申领.

Such a thing is told only by a task that prints it.
"""

from collections.abc import Iterable, Iterator

from assistant.concepts import expanded, generic_words
from assistant.vocabulary import number_words, result_words
from assistant.words import dictionary_words, tokens

_LONGEST = 4
"""Characters of a word that are looked at behind the one that asks."""


def asked_thing(text: str) -> str:
    """Return the thing a question asks for by name; empty for tasks, units and the like, and for measures."""
    return next(filter(None, (*_named(text), *_done(text))), "")


def tells(thing: str, text: str) -> bool:
    """Whether the text of a task prints a thing asked for, in its own words or in those notices use."""
    wanted = set(tokens(expanded(thing)))
    return not wanted or bool(wanted & set(tokens(text)))


def _named(text: str) -> Iterator[str]:
    """Nouns behind a word that asks: 哪些歌手, 多少学生."""
    for match in result_words.ASKED_BY_NAME.finditer(text):
        behind = text[match.end() : match.end() + _LONGEST]
        what = _first_word(behind, dictionary_words(behind))
        if what and not (result_words.NO_THING.match(what) or number_words.MEASURED.search(what)):
            yield what


def _done(text: str) -> Iterator[str]:
    """Verbs that a question asks the way of, at its end: 怎么申领."""
    match = result_words.ASKED_WAY.search(text)
    what = match["what"] if match else ""
    if what and what not in generic_words() and (0, len(what)) in dictionary_words(what):
        yield what


def _first_word(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return text[: max((end for start, end in spans if start == 0), default=0)]
