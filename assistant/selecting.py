"""From a query to the tasks it names: by unit, leader, serial, section or deadline, then narrowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers import Answer, Role
from assistant.corpus import Corpus
from assistant.found import printing, topic_ids
from assistant.listing import (
    Selection,
    resolved_units,
    section_tasks,
    select_all,
    select_deadlines,
    select_ids,
    select_leaders,
    select_serials,
    select_units,
)
from assistant.names import UnitId
from assistant.premises import no_such_topic, not_of_serial
from assistant.query import AskedUnit, Query
from assistant.refusals import (
    corpus_line,
    refuse,
    refuse_leader,
    refuse_problem,
    refuse_serial,
    refuse_unit,
)
from assistant.search import Finder
from assistant.slips import unshortened
from index.records_schema import NoticeRow

_OUT: dict[str, tuple[Role, ...]] = {
    "lead": ("lead",),
    "support": ("support",),
    "any": ("lead", "support", "doubt"),
}
"""Roles in which a unit that is left out takes its tasks with it, by the role said."""
_TELLING = 4
"""Characters of what is left of a question that counts tasks, from which on it is what they are about."""


@dataclass(frozen=True)
class Chosen:
    """The tasks of a query, and words of the question that could not be used."""

    selection: Selection
    unused: str = ""


class Selector:
    """Chooses tasks from one corpus."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        """``finder`` is asked only where a topic narrows what was named."""
        self._corpus = corpus
        self._finder = finder

    def choose(self, query: Query, notices: Sequence[NoticeRow], read_as: dict[str, Any]) -> Chosen | Answer:
        """Return the tasks, or a refusal where a name in the query is not in these notices."""
        named = self._named(query, notices, read_as)
        if isinstance(named, Answer):
            return named
        refused = self._by_section(query, named, notices, read_as)
        if refused:
            return refused
        self._by_rest(query, named, notices)
        if query.serials and not query.section and not (named.roles or (query.with_groups and named.grouped)):
            return not_of_serial(query, notices, self._corpus, read_as)
        if not query.topic or query.intent == "find":
            return Chosen(named)
        return self._by_topic(query, named, notices, read_as)

    def _named(
        self, query: Query, notices: Sequence[NoticeRow], read_as: dict[str, Any]
    ) -> Selection | Answer:
        if query.units:
            return self._by_units(query, notices, read_as)
        if query.leaders:
            for leader in query.leaders:
                if not select_leaders([leader], notices, self._corpus).roles:
                    return refuse_leader(leader, notices, self._corpus, read_as)
            return self._by_leaders(query, notices)
        if query.serials:
            found = select_serials(query.serials, notices, self._corpus)
            return found if found.roles else refuse_serial("、".join(query.serials), notices, read_as)
        if query.deadline:
            return select_deadlines(query.deadline, notices, self._corpus)
        return select_ids(query.among) if query.among else select_all(notices, self._corpus)

    def _by_leaders(self, query: Query, notices: Sequence[NoticeRow]) -> Selection:
        """Tasks of any of the leaders, or of all of them together."""
        marked = True if query.marked else False if query.unmarked else None
        every = select_leaders(query.leaders, notices, self._corpus, marked=marked)
        if query.together:
            for leader in query.leaders:
                every.keep(set(select_leaders([leader], notices, self._corpus, marked=marked).roles))
        return every

    def _by_units(
        self, query: Query, notices: Sequence[NoticeRow], read_as: dict[str, Any]
    ) -> Selection | Answer:
        resolved = [self._resolved(unit, notices) for unit in query.units]
        for unit, units in zip(query.units, resolved, strict=True):
            if not units:
                return refuse_unit(unit, notices, query, self._corpus, read_as)
            self._show_names(unit.name, units, read_as)
        if query.together:
            return self._shared(query, resolved, notices)
        every = dict.fromkeys(unit for units in resolved for unit in units)
        names = [unit.name for unit in query.units]
        return select_units(every, notices, self._corpus, query.groups, names)

    def _resolved(self, unit: AskedUnit, notices: Sequence[NoticeRow]) -> tuple[UnitId, ...]:
        """The units an asked name means here; what another place calls so may be a short name of one here."""
        units = resolved_units(unit, notices)
        places = {notice.place for notice in notices}
        whole = None if units else unshortened(unit.name, self._corpus.lexicon, places)
        return units or tuple(u for u in self._corpus.lexicon.candidates(whole or "") if u.place in places)

    def _show_names(self, asked: str, units: tuple[UnitId, ...], read_as: dict[str, Any]) -> None:
        """Show what a short name was taken for."""
        printed = {name for unit in units for name in self._corpus.lexicon.units[unit].names}
        if asked not in printed:
            read_as["单位"] = read_as["单位"].replace(asked, f"{asked}(即{'、'.join(sorted(printed))})")

    def _shared(
        self, query: Query, resolved: list[tuple[UnitId, ...]], notices: Sequence[NoticeRow]
    ) -> Selection:
        """Tasks in which all the units take part, each in its own role or the one asked for."""
        parts = [select_units(units, notices, self._corpus) for units in resolved]
        common: set[str] = set(parts[0].roles)
        for unit, part in zip(query.units, parts, strict=True):
            role = unit.role or query.role
            wanted: set[str] = {"lead", "support"} if role == "any" else {role}
            common &= {task for task, roles in part.roles.items() if roles & {*wanted, "doubt"}}
        parts[0].keep(common)
        return parts[0]

    def _by_section(
        self, query: Query, selection: Selection, notices: Sequence[NoticeRow], read_as: dict[str, Any]
    ) -> Answer | None:
        if query.section is None:
            return None
        sections = section_tasks(query.section, notices, self._corpus)
        if not sections:
            return refuse(f"{corpus_line(notices)}的通知里没有这一部分。", read_as)
        inside: set[str] = set().union(*sections.values())
        read_as["部分"] = "、".join(sections)
        if query.section.outside:
            read_as["部分"] = f"除“{read_as['部分']}”以外"
            inside = (set(selection.roles) | set(selection.grouped)) - inside
        selection.keep(inside)
        return None

    def _by_rest(self, query: Query, selection: Selection, notices: Sequence[NoticeRow]) -> None:
        """Apply the exact filters beside the main one."""
        if query.leaders and query.units:
            selection.keep(
                set(select_leaders(query.leaders, notices, self._corpus, marked=query.marked).roles)
            )
        if query.serials and (query.units or query.leaders):
            selection.keep(set(select_serials(query.serials, notices, self._corpus).roles))
        if query.deadline and (query.units or query.leaders or query.serials):
            selection.keep(set(select_deadlines(query.deadline, notices, self._corpus).roles))
        if query.among:
            selection.keep(set(query.among))
        if query.excluded:
            every = set(selection.roles) | set(selection.grouped)
            selection.keep(every - self._left_out(query, notices, every))
        if query.certainty:
            doubted = {task for task, roles in selection.roles.items() if "doubt" in roles}
            selection.keep(doubted if query.certainty == "doubt" else set(selection.roles) - doubted)
        if query.shared:
            selection.keep(self._shared_so(query, selection))

    def _shared_so(self, query: Query, selection: Selection) -> set[str]:
        """The selected tasks with one lead unit, or several; of a person asked about, leaders."""
        by_leader = query.leaders and not query.units
        held = {
            value["id"]: len(value["leaders"]) if by_leader else value["split"]
            for value in self._corpus.records.task_values(selection.roles)
            if by_leader or value["lead_min"] == value["lead_max"]
        }
        alone = query.shared == "alone"
        return {task for task, count in held.items() if (count == 1 if alone else count > 1)}

    def _left_out(self, query: Query, notices: Sequence[NoticeRow], among: set[str]) -> set[str]:
        """The tasks left out: those of units in the role said, those of leaders, and single ones."""
        places = {notice.place for notice in notices}
        asked = {candidate for unit in query.units for candidate in unit.candidates}
        found = set(select_leaders(query.excluded.leaders, notices, self._corpus).roles)
        found |= set(select_serials(query.excluded.serials, notices, self._corpus).roles)
        found |= set(select_deadlines(query.excluded.deadlines, notices, self._corpus).roles)
        for topic in query.excluded.topics:
            found |= set(topic_ids(topic, {notice.id for notice in notices}, self._finder, among)[0])
        for unit in query.excluded.units:
            units = [c for c in unit.candidates if c.place in places and c not in asked]
            held = select_units(units, notices, self._corpus)
            roles = _OUT[unit.role or "any"]
            found |= set(held.of_role(*roles))
        return found

    def _by_topic(
        self, query: Query, selection: Selection, notices: Sequence[NoticeRow], read_as: dict[str, Any]
    ) -> Chosen | Answer:
        """Keep the tasks on the topic; words no task prints count only if the question says 有关."""
        ids = {notice.id for notice in notices}
        known = printing(query.topic, ids, self._finder)
        named = query.units or query.leaders or query.section or query.serials or query.deadline
        if not known and not query.about and (named or len(query.topic) < _TELLING):
            return Chosen(selection, unused=query.topic)
        printed = set(known) & (set(selection.roles) | set(selection.grouped))
        if printed:
            selection.keep(printed)
            return Chosen(selection)
        near = [] if known else topic_ids(query.topic, ids, self._finder, set(selection.roles))[0]
        if near:
            selection.keep(set(near))
            return Chosen(selection)
        if query.odd:
            return refuse_problem("not_printed", read_as, [])
        return no_such_topic(query, known, notices, self._corpus, read_as)
