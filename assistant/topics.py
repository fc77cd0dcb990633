"""What the tasks asked for are to be about, as the question says it."""

import re
from typing import NamedTuple

from assistant.asked_things import asked_thing
from assistant.page import MASK, Page, telling
from assistant.query import Result
from assistant.vocabulary import name_words, result_words, role_words, topic_words


class Topic(NamedTuple):
    """Words that tasks are to be about; ``about``: the question says so; ``odd``: see ``Query.odd``."""

    words: str
    about: bool = False
    odd: bool = False


def asked_topic(page: Page, asked: tuple[Result, ...], *, named: bool, somebody: bool) -> Topic:
    """Return what the tasks are to be about.

    ``named``: the question names tasks some way; ``somebody``: it does so by nothing but a unit or a person.
    """
    said = _list_topic(page, named=named) if asked[0] == "tasks" else ""
    if said:
        return Topic(said, about=True)
    rest = page.topic() if not named or asked[0] != "tasks" else ""
    odd = _odd_topic(page) if somebody and not rest else ""
    return Topic(odd, about=True, odd=True) if odd else Topic(rest)


def told_task(page: Page) -> re.Match[str] | None:
    """Return where a question tells a task by its unit and asks for others: 民政局牵头的城市公墓,谁配合."""
    match = role_words.TOLD_TASK.search(page.left)
    if match is None:
        return None
    told = telling(match["task"].replace(MASK, " "))
    kind = topic_words.NO_TOPIC.fullmatch(told) or result_words.TASK_NOUN.search(match["task"])
    return match if told and not kind else None


def _odd_topic(page: Page) -> str:
    """What is asked of somebody named, where it is not whose tasks: 在哪栋楼办公; else empty."""
    theirs = (role_words.SAYS_ROLE, role_words.CHARGE, role_words.ANY_ROLE, result_words.THEIR_WORK)
    if any(pattern.search(page.text) for pattern in theirs):
        return ""
    lists = result_words.COUNT.search(page.text) or result_words.LIST_WORDS.search(page.text)
    if lists and not asked_thing(page.text):
        return ""
    return page.topic() if topic_words.ASKS_SOMETHING.search(page.left) else ""


def _list_topic(page: Page, *, named: bool) -> str:
    """The topic a list is to be narrowed by, where the question says so (有关, 提到, quotes).

    Only words with a place in the sentence count ("跟养老有关的", "牵头的招商引资任务"), never odd ones.
    """
    return _quoted_topic(page, named=named) or _said_topic(page.left, named=named)


def _quoted_topic(page: Page, *, named: bool) -> str:
    """Words in quotation marks that are said to be printed, examples, and words said to be mentioned."""
    left = page.left
    for match in topic_words.QUOTED_WORD.finditer(page.text):
        group = match.lastindex or 1
        held = left[slice(*match.span(group))].replace(MASK, " ")  # a place in it is masked: 四季徽州
        if telling(held) and not name_words.GROUP_IN_SHORT.fullmatch(match[group]):
            return _with_others(match, group)
    examples = topic_words.EXAMPLES.search(left)
    if examples and telling(examples[1]):
        return telling(examples[1])
    mentioned = (match[1] for match in topic_words.MENTION.finditer(left) if telling(match[1]) == match[1])
    quoted = name_words.QUOTED.search(left)
    alone = quoted[1] if quoted and not named and MASK not in quoted[1] else ""
    return next(mentioned, alone)


def _with_others(match: re.Match[str], group: int) -> str:
    """The quoted words with those quoted beside them: “高速公路”或“农村路”, either of them."""
    series = topic_words.QUOTED_SERIES.finditer(match.string)
    beside = next((it for it in series if it.start() <= match.start(group) < it.end()), None)
    quoted = name_words.QUOTED.findall(beside[0]) if beside else []
    return "、".join(quoted) or match[group]


def _said_topic(left: str, *, named: bool) -> str:
    """Words that the question says the tasks are about."""
    # Where nothing else is named the whole question tells the task, not the word before 任务 alone.
    for pattern in (
        (topic_words.ABOUT_PHRASE, topic_words.KIND_OF_TASK) if named else (topic_words.ABOUT_PHRASE,)
    ):
        for match in pattern.finditer(left):
            words = next(filter(None, match.groups()), "").strip("“”\"「」'")
            topic = telling(words) or (words if topic_words.ONE_WORD.fullmatch(words) else "")
            if topic and not (topic_words.COUNTED.fullmatch(topic) or topic_words.NO_TOPIC.fullmatch(topic)):
                return topic
    return ""
