"""Queries read once more by what the tasks print: slips of sound, and words that only end as a unit does."""

from collections.abc import Collection, Sequence

from assistant.aliases import LEVELS
from assistant.found import printing
from assistant.listing import resolved_units
from assistant.names import Lexicon
from assistant.query import Query
from assistant.search import Finder
from index.records_schema import NoticeRow


def by_print(query: Query, notices: Sequence[NoticeRow], finder: Finder) -> Query:
    """The query about words that are no unit of these notices and that tasks print: 算力中心, 智慧社区."""
    unit = query.units[0] if len(query.units) == 1 else None
    if unit is None or resolved_units(unit, notices):
        return query
    words = unit.name
    printed = finder.containing([words], {notice.id for notice in notices})
    told = {"units": (), "topic": f"{words} {query.topic}".strip()}
    if not unit.candidates and query.result in {"units", "leaders"}:
        return query.model_copy(update=told)  # who is asked for: the words tell the task
    if words[0] in LEVELS or query.role_given or not printed:
        return query
    if query.result != "tasks":
        return query.model_copy(update=told)
    intent = "count" if query.intent == "count" else "find"
    return query.model_copy(update={"units": (), "topic": words, "about": True, "intent": intent})


def heard(query: Query, notices: Collection[str], finder: Finder, lexicon: Lexicon) -> Query:
    """Return the query with slips of sound in its topic put right (改侧: 改厕), each told in ``repairs``.

    Nothing is changed where a task of the notices prints the topic, or where it narrows nothing.
    """
    exact = query.units or query.leaders or query.section or query.serials or query.deadline or query.among
    unused = exact and not query.about and query.intent != "find"
    if not query.topic or query.problem or unused or printing(query.topic, notices, finder):
        return query
    finds = (lexicon.find_units, lexicon.find_places, lexicon.find_leaders)
    names = [(hit.start, hit.end) for find in finds for hit in find(query.topic)]
    topic, repairs = finder.sounds.put_right(query.topic, names)
    told = (f"“{written}”按“{printed}”理解" for written, printed in repairs)
    return query.model_copy(update={"topic": topic, "repairs": (*query.repairs, *told)})
