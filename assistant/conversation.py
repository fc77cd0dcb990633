"""What a conversation leaves open: the last query and the tasks listed, bounded, kept nowhere else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import vocabulary as v
from assistant import vocabulary_turns as turns
from assistant.answers import Answer
from assistant.names import UnitId
from assistant.query import AskedUnit, Query
from index.identity import identify

MAX_UNITS = 4
MAX_LISTED = 2000
"""Listed tasks kept for "其中…" and "第3项…"."""


@dataclass(frozen=True)
class Conversation:
    """The state after a turn. ``listed``: ids of the tasks shown, in order."""

    query: Query | None = None
    listed: tuple[str, ...] = ()
    units: tuple[AskedUnit, ...] = ()
    """The units last asked about, newest last, for "这两家"."""
    leaders: tuple[str, ...] = ()
    """The leaders last asked about or told, for "这位"."""

    def after(self, query: Query, answer: Answer) -> "Conversation":
        """Return the state after a turn; a refused turn changes what was asked, not what was listed."""
        if answer.abstained and not answer.groups:
            return Conversation(query, self.listed, self.units, self.leaders)
        listed = tuple(row.id for row in answer.rows)[:MAX_LISTED]
        new = [unit for unit in query.units or _told(query, answer) if unit not in self.units]
        leaders = query.leaders or (answer.leaders or ())[:MAX_UNITS] or self.leaders
        return Conversation(query, listed, (*self.units, *new)[-MAX_UNITS:], leaders)


def _told(query: Query, answer: Answer) -> Iterator[AskedUnit]:
    """The units an answer named, where units were asked for: "它" is the first of the best row."""
    if query.result == "units" and answer.rows:
        row = answer.rows[0]
        for name in row.lead_units[::-1]:
            key = identify(name, row.notice.place or "").key
            yield AskedUnit(name=name, candidates=(UnitId(row.notice.place, key),))


def with_context(query: Query, state: Conversation) -> Query:
    """Return the query with what the turn leaves open taken from the conversation."""
    last = state.query
    if last is None:
        return query
    changed = (
        _of_listed(query, state)
        or _of_units(query, state)
        or _of_leaders(query, state)
        or _of_last(query, last)
    )
    if changed:
        return changed
    if turns.PRONOUN.search(query.text) and not query.units:
        query = query.model_copy(update={"units": last.units})
    return _located(query, last)


def _of_listed(query: Query, state: Conversation) -> Query | None:
    """A turn about the tasks listed before it: "第3项谁配合", "里面跟算力有关的"."""
    if query.serials and state.listed and not query.places and not query.years:
        picked = _picked(query.serials, state)
        if picked:
            return query.model_copy(update={"serials": (), "among": picked, "topic": "", "intent": "list"})
    if not (_leans_on_list(query) and state.listed) or turns.THE_UNITS.search(query.text):
        return None
    query = _about_places(query, state)
    led = state.query and (query.marked or query.unmarked) and not query.leaders
    kept = {"leaders": state.query.leaders} if state.query and led else {}
    return query.model_copy(update={"among": state.listed, **kept, **_about_listed(query)})


def _about_places(query: Query, state: Conversation) -> Query:
    """Read names that are no unit of the places asked about as the topic they are: 建开发区的是哪几项."""
    places = state.query.places if state.query else ()
    here = [u for u in query.units if not places or any(c.place in places for c in u.candidates)]
    if not query.units or here or query.role_given:
        return query
    names = "、".join(unit.name for unit in query.units)
    return query.model_copy(update={"units": (), "topic": names, "about": True})


def _leans_on_list(query: Query) -> bool:
    """Whether a turn is about the tasks listed before it: it says so, or asks which of them."""
    own = query.units or query.leaders or query.places or query.years or query.section
    which = turns.WHICH_OF.search(query.text) and query.result == "tasks" and query.intent == "find"
    return bool(turns.LISTED.search(query.text) or (which and not own))


def _of_leaders(query: Query, state: Conversation) -> Query | None:
    """A turn about the leader of the turn before it: "这位一共牵头多少条"."""
    if query.leaders or not state.leaders or not turns.PERSON.search(query.text):
        return None
    intent = "count" if query.intent == "count" else "list" if query.result == "tasks" else query.intent
    update = {"leaders": state.leaders[:1], "intent": intent}
    return _located(query.model_copy(update=update), state.query or query)


def _of_units(query: Query, state: Conversation) -> Query | None:
    """A turn about units of earlier turns: "这两家共同牵头的", "它还配合哪些" after who leads a task."""
    last = state.query
    if query.units or last is None or not state.units:
        return None
    if turns.THE_UNITS.search(query.text) and len(state.units) > 1:
        return _located(query.model_copy(update=_both(query, state)), last)
    if turns.PRONOUN.search(query.text) and not last.units:
        intent = "list" if query.intent == "overview" else query.intent
        return _located(query.model_copy(update={"units": state.units[-1:], "intent": intent}), last)
    return None


def _of_last(query: Query, last: Query) -> Query | None:
    """A turn that changes one thing of the question before it, and leaves the rest as it was."""
    changed = _refined(query, last) or _substituted(query, last) or _same_fact(query, last)
    if changed:
        return changed
    return last.model_copy(update=_given(query, last)) if _is_bare(query) else None


def _refined(query: Query, last: Query) -> Query | None:
    """A turn that only adds a filter to the list before it: "哪些是12月底前的", "只看标▲的"."""
    own = query.units or query.leaders or query.serials or query.places or query.years or query.topic
    adds = query.deadline or query.section or (query.marked and last.leaders)
    if own or not adds or not (last.units or last.leaders or last.section):
        return None
    update: dict[str, object] = {"text": query.text, "marked": query.marked or last.marked}
    update |= {"deadline": query.deadline or last.deadline, "section": query.section or last.section}
    return last.model_copy(update=update | ({"intent": "count"} if query.intent == "count" else {}))


def _substituted(query: Query, last: Query) -> Query | None:
    """A turn that only names another unit or leader: "市科技局呢", "换成黄珍"."""
    other = query.places or query.years or query.serials or query.section or query.topic or query.deadline
    plain = not other and not query.role_given and query.intent == "list" and not query.together
    if not plain or v.LIST_WORDS.search(query.text) or turns.PRONOUN.search(query.text):
        return None
    update: dict[str, object] = {"text": query.text, "repairs": query.repairs, "among": None}
    if query.units and last.units:
        return last.model_copy(update=update | {"units": query.units})
    if query.leaders and last.leaders:
        return last.model_copy(update=update | {"leaders": query.leaders})
    return None


def _same_fact(query: Query, last: Query) -> Query | None:
    """A turn that asks the last question of another subject: "铁路建设呢?" after who leads one."""
    own = query.units or query.leaders or query.serials or query.section or query.deadline or query.role_given
    bare = query.topic and query.result == "tasks" and query.intent == "find" and not query.about
    if own or not bare or not turns.SAME_OF.search(query.text) or last.result == "tasks" or not last.topic:
        return None
    kept = {"result": last.result, "also": last.also, "role": last.role, "role_given": last.role_given}
    return _located(query.model_copy(update=kept), last)


def _picked(serials: tuple[str, ...], state: Conversation) -> tuple[str, ...]:
    """The tasks that "第3项" means after a list: the third one listed; none where one is not there."""
    places = [int(serial) if serial.isdigit() else 0 for serial in serials]
    held = len(state.listed)
    return tuple(state.listed[p - 1] for p in places) if all(0 < p <= held for p in places) else ()


def _both(query: Query, state: Conversation) -> dict[str, object]:
    """A question about the two units asked about before: what both take part in, or either of them."""
    together = bool(re.search(r"共同|一起|同时|都|联合|之间", query.text))
    return {"units": state.units[-2:], "together": together, "topic": "", "intent": "list"}


def _about_listed(query: Query) -> dict[str, object]:
    """A question about the listed tasks lists or counts them, unless it asks for a fact."""
    if query.result == "tasks" and query.intent != "count":
        return {"intent": "list"}
    return {}


def _is_bare(query: Query) -> bool:
    """Whether a turn names nothing of its own beside place, year, role or the kind of result."""
    named = query.units or query.leaders or query.section or query.serials or query.topic or query.deadline
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
        return query.model_copy(update=_same_role(query, last))
    update: dict[str, object] = {"places": last.places, "years": last.years}
    return query.model_copy(update=update | _same_role(query, last))


def _same_role(query: Query, last: Query) -> dict[str, object]:
    """Another unit is asked about in the role of the last: "亳州的教育局呢" after "…牵头哪些"."""
    lists = query.units and query.intent == "list" and last.units
    return {"role": last.role} if lists and not query.role_given else {}
