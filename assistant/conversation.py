"""What a conversation leaves open: the last query and the tasks listed, bounded, kept nowhere else."""

import re
from dataclasses import dataclass

from assistant import vocabulary as v
from assistant.answers import Answer
from assistant.query import Query

MAX_LISTED = 2000
"""Listed tasks kept for "其中…" and "第3项…"."""


@dataclass(frozen=True)
class Conversation:
    """The state after a turn. ``listed``: ids of the tasks shown, in order."""

    query: Query | None = None
    listed: tuple[str, ...] = ()

    def after(self, query: Query, answer: Answer) -> "Conversation":
        """Return the state after a turn; a refused turn changes what was asked, not what was listed."""
        if answer.abstained and not answer.groups:
            return Conversation(query, self.listed)
        return Conversation(query, tuple(row.id for row in answer.rows)[:MAX_LISTED])


def with_context(query: Query, state: Conversation) -> Query:
    """Return the query with what the turn leaves open taken from the conversation."""
    last = state.query
    if last is None:
        return query
    text = query.text
    if query.serial and state.listed and not query.places and not query.years:
        picked = _picked(query.serial, state)
        if picked:
            return query.model_copy(
                update={"serial": None, "among": (picked,), "topic": "", "intent": "list"}
            )
    if v.LISTED.search(text) and state.listed:
        kept = {"leaders": last.leaders} if (query.marked or query.unmarked) and not query.leaders else {}
        return query.model_copy(update={"among": state.listed, **kept, **_about_listed(query)})
    changed = _refined(query, last) or _substituted(query, last)
    if changed:
        return changed
    if _is_bare(query):
        return last.model_copy(update=_given(query, last))
    if v.PRONOUN.search(text) and last.units and not query.units:
        query = query.model_copy(update={"units": last.units})
    return _located(query, last)


def _refined(query: Query, last: Query) -> Query | None:
    """A turn that only adds a filter to the list before it: "哪些是12月底前的", "只看标▲的"."""
    own = query.units or query.leaders or query.serial or query.places or query.years or query.topic
    adds = query.deadline or query.section or (query.marked and last.leaders)
    if own or not adds or not (last.units or last.leaders or last.section):
        return None
    update: dict[str, object] = {"text": query.text, "marked": query.marked or last.marked}
    update |= {"deadline": query.deadline or last.deadline, "section": query.section or last.section}
    return last.model_copy(update=update | ({"intent": "count"} if query.intent == "count" else {}))


def _substituted(query: Query, last: Query) -> Query | None:
    """A turn that only names another unit or leader: "市科技局呢", "换成黄珍"."""
    other = query.places or query.years or query.serial or query.section or query.topic or query.deadline
    plain = not other and not query.role_given and query.intent == "list" and not query.together
    if not plain or v.LIST_WORDS.search(query.text) or v.PRONOUN.search(query.text):
        return None
    update: dict[str, object] = {"text": query.text, "repairs": query.repairs, "among": None}
    if query.units and last.units:
        return last.model_copy(update=update | {"units": query.units})
    if query.leaders and last.leaders:
        return last.model_copy(update=update | {"leaders": query.leaders})
    return None


def _picked(serial: str, state: Conversation) -> str | None:
    """The task that "第3项" means after a list: the third one listed."""
    place = int(serial) if serial.isdigit() else 0
    return state.listed[place - 1] if 0 < place <= len(state.listed) else None


def _about_listed(query: Query) -> dict[str, object]:
    """A question about the listed tasks lists or counts them, unless it asks for a fact."""
    if query.result == "tasks" and query.intent != "count":
        return {"intent": "list"}
    return {}


def _is_bare(query: Query) -> bool:
    """Whether a turn names nothing of its own beside place, year, role or the kind of result."""
    named = query.units or query.leaders or query.section or query.serial or query.topic or query.deadline
    return not named and not query.unknown_place and not query.problem


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
        given["role"] = query.role
    if query.result != "tasks":
        given |= {"result": query.result, "intent": "find" if last.topic else last.intent}
    if query.intent == "count":
        given["intent"] = "count"
    elif last.intent == "count" and re.search(r"哪些|列|分别", query.text):
        given["intent"] = "list"
    return given


def _located(query: Query, last: Query) -> Query:
    """Take place and year from the conversation where the turn gives neither."""
    if query.places or query.years or query.unknown_place or v.EVERYWHERE.search(query.text):
        return query
    update: dict[str, object] = {"places": last.places, "years": last.years}
    if query.units and not query.role_given and query.intent == "list" and last.units:
        update["role"] = last.role
    return query.model_copy(update=update)
