"""Turns about the tasks listed before them: "第3项谁配合", "里面跟算力有关的", "繁阳镇牵头的是哪几项"."""

from assistant.conversation import Conversation
from assistant.names import chinese_number
from assistant.query import Query
from assistant.vocabulary import turn_words


def of_listed(query: Query, last: Query, state: Conversation) -> Query | None:
    """A turn about the tasks listed before it: "第3项谁配合", "最后一项", "里面跟算力有关的"."""
    there = {"places": query.places or last.places, "years": query.years or last.years}
    picked = () if query.places or query.years else _picked(query, last, state)
    if picked:
        update = {"serials": (), "among": picked, "topic": "", "intent": "list"}
        return query.model_copy(update=there | update)
    if not (_leans_on_list(query, last) and state.listed) or turn_words.THE_UNITS.search(query.text):
        return None
    query = _about_places(query, last)
    led = (query.marked or query.unmarked) and not query.leaders
    kept = {"leaders": last.leaders} if led else {}
    return query.model_copy(update={**there, "among": state.listed, **kept, **_about_listed(query)})


def _about_places(query: Query, last: Query) -> Query:
    """Read names that are no unit of the places asked about as the topic they are: 建开发区的是哪几项."""
    here = [u for u in query.units if not last.places or any(c.place in last.places for c in u.candidates)]
    if not query.units or here or query.role_given:
        return query
    names = "、".join(unit.name for unit in query.units)
    return query.model_copy(update={"units": (), "topic": names, "about": True})


def _leans_on_list(query: Query, last: Query) -> bool:
    """Whether a turn is about the tasks listed before it: it says so, or asks which of them."""
    other = query.units and last.units  # a unit picks from the tasks of a part or a person
    person = query.leaders and last.leaders
    only = turn_words.ONLY.search(query.text) and query.units and not last.units
    another = turn_words.WITH_ANOTHER.search(query.text) and query.units
    alone = query.leaders and not (last.leaders or query.places)
    theirs = turn_words.THEIRS.fullmatch(query.text) and alone and last.units
    narrows = turn_words.NARROWS.search(query.text) and query.role_given and not query.places
    with_them = narrows and query.units and (last.units or last.leaders)
    if only or another or theirs or with_them or _picks_from_part(query, last):
        return True
    own = other or person or query.places or query.years or query.section
    asks = query.result == "tasks" and (query.intent == "find" or query.units or query.leaders)
    which = turn_words.WHICH_OF.search(query.text) and asks
    picked = turn_words.PICKED.search(query.text) and not query.units
    return bool(turn_words.LISTED.search(query.text) or picked or (which and not own))


def _picks_from_part(query: Query, last: Query) -> bool:
    """Whether a turn picks whom it names from a part listed before: "市民政局牵头的有几项?"."""
    part = (last.section or last.serials) and not (last.units or last.leaders)
    own = query.places or query.years or query.section or query.serials or query.topic
    named = (query.units or query.leaders) and query.result == "tasks"
    return bool(part and named and not own and not turn_words.SAYS_TASKS.search(query.text))


def _picked(query: Query, last: Query, state: Conversation) -> tuple[str, ...]:
    """The tasks that "第3项" or "最后一项" means after a list; none where one is not there."""
    held = len(state.listed)
    found = _beside(query, last, state) or _counted_off(query, state)
    if found:
        return found
    places = [int(serial) if serial.isdigit() else 0 for serial in query.serials]
    return tuple(state.listed[p - 1] for p in places) if all(0 < p <= held for p in places) else ()


def _counted_off(query: Query, state: Conversation) -> tuple[str, ...]:
    """The tasks that "最后一项", "倒数第二项" or "前三项" means; none where whose tasks are meant is said."""
    held = len(state.listed)
    counted = turn_words.COUNTED_OFF.search(query.text)
    if counted is None or query.units or query.leaders or query.section:
        return ()
    number = chinese_number(next(filter(None, counted.groups())))
    if counted["first"]:
        return state.listed[:number]
    start = held - number
    if not 0 <= start < held:
        return state.listed if counted["last"] and number else ()
    return state.listed[start:] if counted["last"] else state.listed[start : start + 1]


def _beside(query: Query, last: Query, state: Conversation) -> tuple[str, ...]:
    """The task before or after the one picked last: "下一项"."""
    match = turn_words.NEXT.search(query.text)
    if match is None or query.serials or not last.among or len(last.among) != 1:
        return ()
    at = state.listed.index(last.among[0]) if last.among[0] in state.listed else -1
    wanted = at + (1 if match["next"] else -1)
    return state.listed[wanted : wanted + 1] if at >= 0 and wanted >= 0 else ()


def _about_listed(query: Query) -> dict[str, object]:
    """A question about the listed tasks lists or counts them, unless it asks for a fact."""
    if query.result == "tasks" and query.intent != "count":
        return {"intent": "list"}
    return {}
