"""What a question asks for: the role, the kind of result, and whether notices print it at all."""

from collections.abc import Iterator

from assistant.page import Page
from assistant.query import AskedRole, Intent, Problem, Result
from assistant.vocabulary import (
    exclusion_words,
    number_words,
    result_words,
    role_words,
    scope_words,
    topic_words,
    turn_words,
)


def asked_role(text: str) -> AskedRole:
    """Return the role a question is about; both where it says both or neither."""
    left_out = role_words.ROLE_LEFT_OUT.search(text)
    if left_out:
        return "support" if left_out["lead"] else "lead"
    if role_words.EVEN_ROLE.search(text):
        return "any"
    if role_words.NOT_LEAD.search(text):
        return "support"
    text = role_words.NOT_SUPPORT.sub("", text)
    support, lead = bool(role_words.SUPPORT_ROLE.search(text)), bool(role_words.LEAD_ROLE.search(text))
    if role_words.BOTH_ROLES.search(text) or (support and lead):
        return "any"
    if support or lead:
        return "support" if support else "lead"
    return "lead" if role_words.CHARGE.search(text) and not role_words.ANY_ROLE.search(text) else "any"


def gives_role(text: str) -> bool:
    """Whether the question itself says a role."""
    return any(
        pattern.search(text)
        for pattern in (
            role_words.BOTH_ROLES,
            role_words.SUPPORT_ROLE,
            role_words.LEAD_ROLE,
            role_words.CHARGE,
        )
    )


def asked_results(page: Page, *, units: bool, leaders: bool, deadline: bool) -> tuple[Result, ...]:
    """Return which facts are asked for, the first first; ``units`` … say what the question names already."""
    results = tuple(_asked(page, units=units, leaders=leaders, deadline=deadline))
    return results or ("tasks",)


def _asked(page: Page, *, units: bool, leaders: bool, deadline: bool) -> Iterator[Result]:
    text = result_words.EVERYWHERE.sub("", turn_words.PRONOUN.sub("", page.left))
    text = topic_words.THE_ONE.sub("", text) or text
    asked = False
    if result_words.ASK_LEADER.search(text) and not leaders:
        asked = True
        text = result_words.ASK_LEADER.sub(result_words.LEADER_ASKED, text)
        yield "leaders"
    if result_words.ASK_DEADLINE.search(text) and not deadline and not number_words.DURATION.search(text):
        asked = True
        yield "deadlines"
    if result_words.ASK_UNIT.search(text) and not units and not (leaders and result_words.MOST.search(text)):
        asked = True
        yield "units"
    if (
        not asked
        and result_words.ASK_NUMBER.search(text)
        and not result_words.COUNT.search(text)
        and not leaders
    ):
        yield "numbers"


def strike_asking(page: Page, results: tuple[Result, ...]) -> None:
    """Mask what says which results are wanted, so that the topic alone is left."""
    page.take_all(
        role_words.SURE,
        role_words.DOUBT,
        topic_words.REPORT,
        turn_words.PRONOUN,
        turn_words.LISTED,
        exclusion_words.NAMED_ALONE,
        topic_words.ASIDE,
        result_words.COUNT,
        role_words.EITHER_MARK,
        role_words.NOT_MARKED,
        role_words.MARKED,
        role_words.ALONE,
        role_words.JOINT,
        result_words.MOST,
        result_words.EVERYWHERE,
    )
    asking = {
        "units": result_words.ASK_UNIT,
        "leaders": result_words.ASK_LEADER,
        "deadlines": result_words.ASK_DEADLINE,
    }
    page.take_all(*(asking[result] for result in results if result in asking))
    if "leaders" in results:
        page.take_all(result_words.ASK_UNIT)


def asked_intent(text: str, result: Result, *, named: bool, located: bool, topic: str) -> Intent:
    """Return what to do: list, count, or find by words."""
    if result == "tasks" and result_words.COUNT.search(text):
        return "count"
    if result != "tasks":
        return "find"
    if named:
        return "list"
    if topic:
        return "find"
    return "list" if located else "overview"


def asked_problem(text: str, left: str, *, answerable: bool) -> Problem | None:
    """Return why notices cannot answer; an ``answerable`` part is answered all the same."""
    if scope_words.SMALL_TALK.match(text):
        return "small_talk"
    if scope_words.CHANGE_ORDER.search(text):
        return "instruction"
    printed = scope_words.WRITTEN_IN.sub("", left)
    if scope_words.NOT_PRINTED.search(printed) or (
        scope_words.HEAD_OF_PLACE.search(text) and "副" not in text
    ):
        return "not_printed"
    if not answerable and scope_words.INSTRUCTION.search(text):
        return "instruction"
    outside = scope_words.CONTACT.search(left) or (not answerable and scope_words.OFF_SCOPE.search(left))
    return "off_topic" if outside else None
