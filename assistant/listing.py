"""Exact answers: which tasks a unit, leader, section or serial stands for, complete and by records alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.answers import Role
from assistant.corpus import Corpus
from assistant.names import UnitId, heading_number
from assistant.query import AskedSection, AskedUnit, Query
from index.identity import identify
from index.records_schema import Mention, NoticeRow

_RANK: dict[str, int] = {"lead": 0, "support": 0, "doubt": 1}


@dataclass
class Selection:
    """The tasks a query selects: distinct task id to the roles the unit has in it.

    ``via``: the printed name through which a unit takes part; ``grouped``: the group unit through which it
    takes part in tasks that do not name it.
    """

    roles: dict[str, set[Role]] = field(default_factory=lambda: defaultdict(set))
    via: dict[str, str] = field(default_factory=dict)
    grouped: dict[str, Mention] = field(default_factory=dict)

    def of_role(self, *wanted: Role) -> list[str]:
        """Ids of the tasks with one of these roles for certain, in the order they were found."""
        return [task for task, roles in self.roles.items() if roles & set(wanted)]

    def doubtful(self, *wanted: Role) -> list[str]:
        """Ids of tasks where the unit may have one of these roles but has none of them for certain."""
        return [task for task, roles in self.roles.items() if "doubt" in roles and not roles & set(wanted)]

    def keep(self, tasks: set[str]) -> None:
        """Drop all other tasks."""
        self.roles = defaultdict(set, {task: roles for task, roles in self.roles.items() if task in tasks})
        self.grouped = {task: group for task, group in self.grouped.items() if task in tasks}


def notices_of(query: Query, corpus: Corpus) -> tuple[NoticeRow, ...]:
    """Return the notices that a query's places and years leave open."""
    return tuple(
        notice
        for notice in corpus.lexicon.notices
        if (not query.places or notice.place in query.places)
        and (not query.years or notice.year in query.years)
    )


def resolved_units(unit: AskedUnit, notices: Iterable[NoticeRow]) -> tuple[UnitId, ...]:
    """Return the units of these notices' places that an asked unit may be."""
    places = {notice.place for notice in notices}
    return tuple(candidate for candidate in unit.candidates if candidate.place in places)


def select_units(
    units: Iterable[UnitId],
    notices: Iterable[NoticeRow],
    corpus: Corpus,
    groups: tuple[str, ...] = (),
    names: Iterable[str] = (),
) -> Selection:
    """Return every task of the notices that names one of the units.

    ``groups`` limits what stands for a unit. ``names`` are the units as asked for: one that tells its second
    sign, 市政府办公室(市营商环境办), leaves out what is printed with another sign behind the same name.
    """
    selection = Selection()
    wanted = {notice.id for notice in notices}
    signs = {sign for name in names for sign in identify(name).bodies}
    for unit in units:
        for mention in corpus.records.tasks_by_mention(unit.key, place=unit.place):
            if mention.notice_id in wanted and not _other_sign(mention.printed, signs):
                _add(selection, mention)
        for key in corpus.lexicon.cut_names(unit):
            for mention in corpus.records.tasks_by_mention(key, place=unit.place):
                if mention.notice_id in wanted:
                    selection.roles[mention.distinct_id].add("doubt")
                    selection.via[mention.distinct_id] = mention.printed
        _add_groups(selection, unit, wanted, corpus, groups)
    return selection


def _other_sign(printed: str, signs: set[str]) -> bool:
    """Whether a name is printed with a sign, and none of those asked for (``signs``, keys; empty for any)."""
    bodies = identify(printed).bodies if signs else ()
    return bool(bodies) and not signs & set(bodies)


def _add(selection: Selection, mention: Mention) -> None:
    selection.roles[mention.distinct_id].add(mention.role)
    if mention.via == "body":
        selection.via[mention.distinct_id] = mention.printed


def _add_groups(
    selection: Selection, unit: UnitId, wanted: set[str], corpus: Corpus, groups: tuple[str, ...]
) -> None:
    """Find the tasks of group units that stand for this one (各县区政府 for 谯城区政府)."""
    row = corpus.lexicon.units.get(unit)
    if row is None or row.is_group:
        return
    for group in corpus.lexicon.groups_covering(unit.place, row.kind):
        if groups and group.key not in groups:
            continue
        for mention in corpus.records.tasks_by_mention(group.key, place=unit.place):
            if mention.notice_id in wanted and mention.distinct_id not in selection.roles:
                selection.grouped.setdefault(mention.distinct_id, mention)


def select_leaders(
    names: Iterable[str], notices: Iterable[NoticeRow], corpus: Corpus, *, marked: bool | None = None
) -> Selection:
    """Return every task one of the leaders is named for; with ▲ or without it, where ``marked`` says so."""
    selection = Selection()
    wanted = {notice.id for notice in notices}
    for name in names:
        for mention in corpus.records.tasks_by_leader(name):
            if mention.notice_id in wanted and marked in {None, mention.lead}:
                selection.roles[mention.distinct_id].add("other")
    return selection


def select_all(notices: Iterable[NoticeRow], corpus: Corpus) -> Selection:
    """Return all distinct tasks of the notices."""
    selection = Selection()
    for notice in notices:
        for task_id in corpus.records.distinct_ids(notice.id):
            selection.roles[task_id].add("other")
    return selection


def select_deadlines(printed: tuple[str, ...], notices: Iterable[NoticeRow], corpus: Corpus) -> Selection:
    """Return the tasks with one of these deadlines, as printed with them or for all of their notice."""
    notices = tuple(notices)
    due = [it for it in notices if corpus.records.notice_deadline(it.id) in printed]
    selection = select_all(due, corpus)
    wanted = {notice.id for notice in notices}
    for deadline in printed:
        for row in corpus.records.tasks_by_deadline(deadline):
            if row.notice_id in wanted:
                selection.roles[row.distinct_id].add("other")
    return selection


def select_ids(task_ids: Iterable[str]) -> Selection:
    """Return the given distinct tasks."""
    selection = Selection()
    for task_id in task_ids:
        selection.roles[task_id].add("other")
    return selection


def select_serials(serials: Iterable[str], notices: Iterable[NoticeRow], corpus: Corpus) -> Selection:
    """Return the tasks printed with one of the serials; "12" also finds the sub-tasks of item 12."""
    selection = Selection()
    for notice in notices:
        for serial in serials:
            for row in corpus.records.tasks_of_serial(serial, notice.id):
                selection.roles[row.distinct_id].add("other")
    return selection


def section_tasks(section: AskedSection, notices: Iterable[NoticeRow], corpus: Corpus) -> dict[str, set[str]]:
    """Return, by heading, the tasks under the headings a section may mean; outer headings win.

    Where no heading has both number and words, the words name a heading within the part of that number.
    """
    notices = tuple(notices)
    found = _headed(section, notices, corpus)
    for number in section.others:
        found |= _headed(AskedSection(number=number), notices, corpus)
    if found or not (section.number and section.words):
        return found
    part = _headed(section.model_copy(update={"words": None}), notices, corpus)
    held = set().union(*part.values())
    inner = _headed(section.model_copy(update={"number": None}), notices, corpus)
    return {heading: tasks & held for heading, tasks in inner.items() if tasks & held}


def _inner(section: AskedSection, notices: Iterable[NoticeRow], corpus: Corpus) -> dict[str, set[str]]:
    """Tasks under a heading numbered in brackets, within a part: (八) of 第二部分."""
    notices = tuple(notices)
    part = _headed(section.model_copy(update={"inner": None}), notices, corpus)
    held = set().union(*part.values())
    found: dict[str, set[str]] = defaultdict(set)
    for notice in notices:
        for entry in corpus.records.section_entries(notice.id):
            bracketed = entry.heading.startswith(("(", "（"))
            if bracketed and heading_number(entry.heading) == section.inner and entry.distinct_id in held:
                found[entry.heading].add(entry.distinct_id)
    return dict(found)


def _headed(section: AskedSection, notices: Iterable[NoticeRow], corpus: Corpus) -> dict[str, set[str]]:
    if section.inner:
        return _inner(section, notices, corpus)
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for notice in notices:
        for entry in corpus.records.section_entries(notice.id):
            if corpus.lexicon.means_heading(section.number, section.words, entry.heading):
                found[entry.depth][entry.heading].add(entry.distinct_id)
    return dict(found[min(found)]) if found else {}
