"""Which tasks a question means: a small selector, worked out on the parsed records.

A repeated record (``same_as``) and the one it repeats are one task, known by the latter's id; what either
says of units, leaders, text or deadline counts. A selector gives three sets: the tasks a complete answer must
hold, those whose role the notice leaves in doubt, and those that reach the unit only through a group.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from index.identity import Kind, identify
from index.parse import parse_notice
from index.records import Notice, Task
from index.source import read_source

Role = Literal["lead", "support", "any"]
Standing = Literal["yes", "doubt", "group", "no"]


class SpecError(ValueError):
    """A specification that the records cannot answer: no such notice, serial, unit, leader or heading."""


class Spec(BaseModel):
    """Base of all specifications: immutable, strict about types and unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Selector(Spec):
    """Tasks that meet every condition given.

    ``notice``: place and year as in 芜湖市2024, none for all notices.
    ``unit``: a printed name, in any role unless ``role`` is given.
    ``groups``: printed names of groups that count as the unit, because the question names them.
    ``named_only``: rows that reach the unit only through a group do not count (else they are optional).
    ``optional_groups``: printed names that are groups in this notice though they do not look like one.
    ``leader``: the printed name or post; with ``marked`` only where ▲ stands before it.
    ``contains``: the text holds one of these strings.
    ``section``: words of a heading above the task.
    ``deadline``: the printed deadline holds this.
    ``also``: a second selector to be met too.
    """

    notice: str | None = None
    unit: str | None = None
    role: Role = "any"
    groups: tuple[str, ...] = ()
    named_only: bool = False
    optional_groups: tuple[str, ...] = ()
    leader: str | None = None
    marked: bool = False
    contains: tuple[str, ...] = ()
    section: str | None = None
    deadline: str | None = None
    also: "Selector | None" = None


class Named(NamedTuple):
    """A unit as a task prints it: the keys of who is meant, the sorts it covers as a group, its role."""

    text: str
    keys: frozenset[str]
    covers: frozenset[Kind]
    role: str


@dataclass(frozen=True)
class Item:
    """One distinct task: its id, the notice it stands in, and all records of it.

    ``cut``: the units of those of its records in which a name lost its end.
    """

    id: str
    notice: Notice
    records: tuple[Task, ...]
    cut: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """What its records print, one a line."""
        return "\n".join(task.text.text for task in self.records)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Every heading above one of its records."""
        return tuple(value.text for task in self.records for value in task.section)

    @cached_property
    def serials(self) -> frozenset[str]:
        """Serials and keys (``#3`` where no serial is printed) of its records."""
        printed = {task.serial for task in self.records if task.serial}
        return frozenset(printed | {task.id.rpartition("/")[2] for task in self.records})

    @cached_property
    def units(self) -> tuple[Named, ...]:
        """Every unit that one of its records prints."""
        return tuple(
            Named(unit.text, frozenset((who.key, *who.bodies)), who.covers, task.role_of(position))
            for task in self.records
            for position, unit in enumerate(task.units)
            for who in (identify(unit.text, self.notice.place),)
        )

    @cached_property
    def deadlines(self) -> tuple[str, ...]:
        """The deadlines its records print."""
        return tuple(task.deadline.text for task in self.records if task.deadline)


@dataclass(frozen=True)
class Rows:
    """Ids of distinct tasks: certain ones, those with the role in doubt, those only through a group."""

    certain: frozenset[str] = frozenset()
    doubt: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.certain | self.doubt | self.through

    def __and__(self, other: "Rows") -> "Rows":
        both = self.every & other.every
        certain = self.certain & other.certain
        through = both & (self.through | other.through)
        return Rows(certain, both - certain - through, through)


class Corpus:
    """The parsed notices, seen as distinct tasks."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        self.notices = tuple(notices)
        self._held = {notice.id: tuple(_items(notice)) for notice in self.notices}
        self.items = tuple(item for held in self._held.values() for item in held)
        self.by_id = {item.id: item for item in self.items}
        self.same = {task.id: item.id for item in self.items for task in item.records}
        self._selected: dict[Selector, Rows] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """The shipped corpus goes to another process by name, so that each has one of its own."""
        return (shipped_corpus, ()) if self is shipped_corpus() else (Corpus, (self.notices,))

    def notice(self, name: str) -> Notice:
        """Return the one notice whose place and year end in ``name`` (芜湖市2024).

        Raises:
            SpecError: none or several do.
        """
        found = [notice for notice in self.notices if f"{notice.place}{notice.year}".endswith(name)]
        if len(found) != 1:
            raise SpecError(f"{len(found)} notices are called {name}")
        return found[0]

    def item(self, notice: str, serial: str) -> Item:
        """Return the one task of ``notice`` with this printed serial (in either block) or key (``#3``).

        Raises:
            SpecError: none or several have it.
        """
        found = [item for item in self._held[self.notice(notice).id] if serial in item.serials]
        if len(found) != 1:
            raise SpecError(f"{len(found)} tasks of {notice} have the serial {serial}")
        return found[0]

    def select(self, selector: Selector) -> Rows:
        """Return the tasks that ``selector`` means; an empty result is a result.

        Raises:
            SpecError: its notice does not exist.
        """
        if selector not in self._selected:  # many wordings mean the same
            self._selected[selector] = self._select(selector)
        return self._selected[selector]

    def _select(self, selector: Selector) -> Rows:
        among = self._held[self.notice(selector.notice).id] if selector.notice else self.items
        standings = {item.id: _standing(item, selector) for item in among if _meets(item, selector)}
        kinds = ("yes", "doubt", "group")
        rows = Rows(*(frozenset(task for task, it in standings.items() if it == kind) for kind in kinds))
        return rows & self.select(selector.also) if selector.also else rows


@cache
def shipped_corpus() -> Corpus:
    """Return the sample notices as the parser reads them now."""
    folder = Path(str(files("index"))) / "notices"
    return Corpus(parse_notice(read_source(path)) for path in sorted(folder.glob("*.txt")))


def _items(notice: Notice) -> Iterator[Item]:
    damaged = {gap.task for gap in notice.gaps if gap.kind == "name_truncated"}
    records = {task.id: [task] for task in notice.distinct_tasks()}
    for task in notice.tasks:
        if task.same_as in records:
            records[task.same_as].append(task)
    for task_id, held in records.items():
        cut = tuple(unit.text for task in held if task.id in damaged for unit in task.units)
        yield Item(task_id, notice, tuple(held), cut)


def _meets(item: Item, selector: Selector) -> bool:
    """Whether the task meets the conditions that say nothing of units."""
    return (
        (not selector.contains or any(word in item.text for word in selector.contains))
        and (selector.section is None or any(selector.section in heading for heading in item.headings))
        and (selector.deadline is None or any(selector.deadline in deadline for deadline in item.deadlines))
        and (selector.leader is None or _is_led(item, selector.leader, marked=selector.marked))
    )


def _is_led(item: Item, name: str, *, marked: bool) -> bool:
    leaders = (leader for task in item.records for leader in task.leaders)
    return any(leader.text == name and (leader.lead or not marked) for leader in leaders)


def _standing(item: Item, selector: Selector) -> Standing:
    """How the task stands to the selector's unit and role."""
    if selector.unit is None:
        return "yes"
    wanted = identify(selector.unit, item.notice.place)
    named = {it.role for it in item.units if wanted.key in it.keys or it.text in selector.groups}
    if selector.role in named or (selector.role == "any" and named):
        return "yes"
    if "doubt" in named or (not named and _is_cut_off(item, wanted.key)):
        return "doubt"
    return "group" if not selector.named_only and _through_group(item, selector, wanted.kind) else "no"


def _is_cut_off(item: Item, wanted: str) -> bool:
    """Whether a name that lost its end (市投资促进) may be the unit wanted (市投资促进中心)."""
    return any(wanted.startswith(identify(text, item.notice.place).key) for text in item.cut)


def _through_group(item: Item, selector: Selector, kind: Kind) -> bool:
    """Whether a group that covers units of this kind has the role asked for, or may have it."""
    return any(
        (kind in it.covers or it.text in selector.optional_groups)
        and (selector.role == "any" or it.role in (selector.role, "doubt"))
        for it in item.units
    )
