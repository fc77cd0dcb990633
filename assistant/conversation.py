"""What a conversation leaves open: the last query and the tasks listed, bounded, kept nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answers import Answer
from assistant.names import UnitId
from assistant.query import AskedUnit, Query
from index.identity import identify

MAX_UNITS = 4
MAX_LISTED = 2000
"""Listed tasks kept for "其中…" and "第3项…"."""


@dataclass(frozen=True)
class Conversation:
    """The state after a turn. ``listed``: ids of the tasks shown, in order; kept while some are picked."""

    query: Query | None = None
    listed: tuple[str, ...] = ()
    units: tuple[AskedUnit, ...] = ()
    """The units last asked about, newest last, for "这两家"."""
    leaders: tuple[str, ...] = ()
    """The leaders last asked about or told, for "这位"."""
    whole: Query | None = None
    """The last question that was not about tasks listed before, for "市教育局呢" after "第1项谁配合"."""

    def after(self, query: Query, answer: Answer) -> "Conversation":
        """Return the state after a turn; a refused turn changes what was asked, not what was listed."""
        if query.problem:
            query = _without_problem(query) if query.units or query.leaders else self.query or query
        if answer.abstained and not answer.groups:
            return replace(self, query=query)
        picked = query.among is not None and set(query.among) < set(self.listed)
        listed = self.listed if picked else tuple(row.id for row in answer.rows)[:MAX_LISTED]
        new = [unit for unit in query.units or _told(query, answer) if unit not in self.units]
        leaders = query.leaders or (answer.leaders or ())[:MAX_UNITS] or self.leaders
        whole = query if query.among is None else self.whole
        return Conversation(query, listed, (*self.units, *new)[-MAX_UNITS:], leaders, whole)


def _without_problem(query: Query) -> Query:
    """What a question that no notice can answer leaves to be asked about: whom it named."""
    return query.model_copy(update={"problem": None, "topic": "", "result": "tasks", "intent": "list"})


def _told(query: Query, answer: Answer) -> Iterator[AskedUnit]:
    """The units an answer named, where units were asked for: "它" is the first of the best row."""
    if query.result == "units" and answer.rows:
        row = answer.rows[0]
        for name in row.lead_units[::-1]:
            key = identify(name, row.notice.place or "").key
            yield AskedUnit(name=name, candidates=(UnitId(row.notice.place, key),))
