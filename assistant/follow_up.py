"""A turn that leans on the turns before it, read with what they leave open."""

import re
from collections.abc import Callable

from assistant.concepts import generic_words
from assistant.conversation import Conversation
from assistant.listed_turns import of_listed
from assistant.query import Query
from assistant.vocabulary import result_words, role_words, turn_words
from assistant.words import words


def with_context(query: Query, state: Conversation) -> Query:
    """Return the query with what the turn leaves open taken from the conversation."""
    last = state.query
    if last is None:
        return query
    read = next(filter(None, (way(query, last, state) for way in _WAYS)), None)
    if read:
        return read
    if turn_words.PRONOUN.search(query.text) and not query.units:
        query = query.model_copy(update={"units": last.units})
    elif turn_words.PRONOUN.search(query.text) and last.units and role_words.TOGETHER.search(query.text):
        both = {"units": (*last.units, *query.units), "together": True, "topic": "", "role_given": True}
        query = query.model_copy(update=both)
    return _located(query, last)


def _next_serial(query: Query, last: Query, _: Conversation) -> Query | None:
    """A turn that goes on to the task before or after the one asked for by its serial: "下一项呢"."""
    match = turn_words.NEXT.search(query.text)
    number = re.search(r"\d+(?=\D*$)", last.serials[0]) if len(last.serials) == 1 else None
    if match is None or number is None or query.serials:
        return None
    wanted = int(number[0]) + (1 if match["next"] else -1)
    serial = f"{last.serials[0][: number.start()]}{wanted}{last.serials[0][number.end() :]}"
    kept = {"text": query.text, "serials": (serial,), "among": None}
    return last.model_copy(update=kept | _about_fact(query))


def _about_fact(query: Query) -> dict[str, object]:
    return {"result": query.result} if query.result != "tasks" else {}


def _of_leaders(query: Query, last: Query, state: Conversation) -> Query | None:
    """A turn about the leader of the turn before it: "这位一共牵头多少条"."""
    if not state.leaders or not turn_words.PERSON.search(query.text):
        return None
    if query.leaders:
        both = {"leaders": (*state.leaders[:1], *query.leaders), "together": True, "intent": "list"}
        together = role_words.TOGETHER.search(query.text) or role_words.ALL_OF_THEM.search(query.text)
        return _located(query.model_copy(update=both), last) if together else None
    intent = "count" if query.intent == "count" else "list" if query.result == "tasks" else query.intent
    update = {"leaders": state.leaders[:1], "intent": intent}
    return _located(query.model_copy(update=update), last)


def _of_units(query: Query, last: Query, state: Conversation) -> Query | None:
    """A turn about units of earlier turns: "这两家共同牵头的", "它还配合哪些" after who leads a task."""
    if query.units or not state.units:
        return None
    if turn_words.THE_UNITS.search(query.text) and len(state.units) > 1:
        return _located(query.model_copy(update=_both(query, state)), last)
    one = last.among is not None and len(last.among) == 1
    of_task = query.result != "tasks" and (last.result != "tasks" or one)
    if turn_words.PRONOUN.search(query.text) and not last.units and not of_task:
        intent = "list" if query.intent == "overview" else query.intent
        return _located(query.model_copy(update={"units": state.units[-1:], "intent": intent}), last)
    return None


def _units_of_listed(query: Query, last: Query, state: Conversation) -> Query | None:
    """A turn that asks who leads or supports the tasks of the unit asked about before: "协同的有哪些单位"."""
    asks = query.result == "units" and _is_bare(query) and not query.places and not query.years
    if not (asks and last.units and state.listed):
        return None
    return _located(query.model_copy(update={"among": state.listed, "intent": "list", "topic": ""}), last)


def _of_last(query: Query, last: Query, state: Conversation) -> Query | None:
    """A turn that changes one thing of the question before it, and leaves the rest as it was."""
    names_one = (query.units and not last.units) or (query.leaders and not last.leaders)
    base = state.whole if last.among and names_one and state.whole else last
    changed = _refined(query, last) or _substituted(query, base)
    if changed:
        return changed
    return last.model_copy(update=_given(query, last)) if _is_bare(query) else None


def _refined(query: Query, last: Query) -> Query | None:
    """A turn that only adds a filter to the list before it: "哪些是12月底前的", "只看标▲的"."""
    own = query.units or query.leaders or query.serials or query.places or query.years or query.topic
    marked = (query.marked or query.unmarked) and last.leaders
    narrowed = query.deadline or query.section or query.shared or query.certainty
    adds = narrowed or query.excluded or marked
    if own or not adds or not (last.units or last.leaders or last.section or last.among):
        return None
    update: dict[str, object] = {
        "text": query.text,
        "marked": query.marked or (last.marked and not query.unmarked),
    }
    update["unmarked"] = query.unmarked
    update["excluded"] = query.excluded or last.excluded
    update["shared"] = query.shared or last.shared
    update["certainty"] = query.certainty or last.certainty
    update |= {"deadline": query.deadline or last.deadline, "section": query.section or last.section}
    return last.model_copy(update=update | ({"intent": "count"} if query.intent == "count" else {}))


def _substituted(query: Query, last: Query) -> Query | None:
    """A turn that only names another unit or leader: "市科技局呢", "换成黄珍"."""
    other = query.places or query.years or query.serials or query.section or query.topic or query.deadline
    plain = not other and not query.role_given and query.intent == "list" and not query.together
    if not plain or result_words.LIST_WORDS.search(query.text) or turn_words.PRONOUN.search(query.text):
        return None
    update: dict[str, object] = {"text": query.text, "repairs": query.repairs, "among": None}
    if query.units and last.units:
        return last.model_copy(update=update | {"units": query.units})
    if query.leaders and last.leaders:
        return last.model_copy(update=update | {"leaders": query.leaders})
    return None


def _same_fact(query: Query, last: Query, _: Conversation) -> Query | None:
    """A turn that asks the last question of another subject: "铁路建设呢?" after who leads one."""
    own = query.units or query.leaders or query.serials or query.section or query.deadline or query.role_given
    bare = query.topic and query.result == "tasks" and query.intent == "find" and not query.about
    if (
        own
        or not bare
        or not turn_words.SAME_OF.search(query.text)
        or last.result == "tasks"
        or not last.topic
    ):
        return None
    kept = {"result": last.result, "also": last.also, "role": last.role, "role_given": last.role_given}
    return _located(query.model_copy(update=kept), last)


def _both(query: Query, state: Conversation) -> dict[str, object]:
    """A question about the two units asked about before: what both take part in, or either of them."""
    together = bool(role_words.TOGETHER.search(query.text) or turn_words.AMONG_THEM.search(query.text))
    return {"units": state.units[-2:], "together": together, "topic": "", "intent": "list"}


def _is_bare(query: Query) -> bool:
    """Whether a turn names nothing of its own beside place, year, role or the kind of result."""
    named = query.units or query.leaders or query.section or query.serials or query.deadline
    whole = query.intent == "count" and turn_words.WHOLE.search(query.text)
    told = query.topic and not _says_little(query)
    return not (named or told or whole or query.unknown_place or query.problem)


def _says_little(query: Query) -> bool:
    """Whether a number is asked for in words that any task has: "要新增多少"."""
    return query.result == "numbers" and all(word in generic_words() for word in words(query.topic))


def _given(query: Query, last: Query) -> dict[str, object]:
    """The slots that a bare turn sets; another place drops the year that belonged to the last one."""
    given: dict[str, object] = {"text": query.text, "repairs": query.repairs}
    if query.places or query.years:
        given["among"] = None
    if query.places:
        given |= {"places": query.places, "years": query.years, "compare": query.compare}
    elif query.years:
        given |= {"years": query.years, "compare": query.compare}
    if query.role_given:
        given["role"] = "any" if turn_words.WIDEN.search(query.text) else query.role
    if query.result == "leaders":
        given["marked"] = query.marked
    if query.result != "tasks":
        listed = "list" if last.intent == "count" else last.intent
        given |= {"result": query.result, "intent": "find" if last.topic else listed}
    if query.result == "tasks" and last.result != "tasks" and turn_words.TASKS.search(query.text):
        given |= {"result": "tasks", "intent": "find" if last.topic else "list"}
    if query.intent == "count":
        given["intent"] = "count"
    elif last.intent == "count" and result_words.LISTED_AGAIN.search(query.text):
        given["intent"] = "list"
    return given


def _located(query: Query, last: Query) -> Query:
    """Take place and year from the conversation where the turn gives neither."""
    if query.places or query.years or query.unknown_place or result_words.EVERYWHERE.search(query.text):
        return query.model_copy(update=_same_role(query, last))
    update: dict[str, object] = {"places": last.places, "years": last.years}
    return query.model_copy(update=update | _same_role(query, last))


def _same_role(query: Query, last: Query) -> dict[str, object]:
    """Another unit is asked about in the role of the last: "亳州的教育局呢" after "…牵头哪些"."""
    lists = query.units and query.intent == "list" and last.units
    return {"role": last.role} if lists and not query.role_given else {}


_WAYS: tuple[Callable[[Query, Query, Conversation], Query | None], ...] = (
    _next_serial,
    of_listed,
    _same_fact,
    _of_units,
    _of_leaders,
    _units_of_listed,
    _of_last,
)
"""The ways a turn leans on those before it, the first that fits: each takes the turn as read by itself, the
query of the turn before, and what the conversation left open."""
