"""What a right answer to a question holds: specified by selectors and keys, computed from the records.

Task lists and counts are never typed: they follow the records. ``compute`` turns an ``Expect`` (of a line of
``questions/KIND.jsonl``) into a ``Wanted``, which ``answers_check`` compares with an answer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import model_validator

from evals.selection import Corpus, Item, Rows, Selector, Spec, SpecError
from index.identity import identify

Which = Literal["lead", "support", "all"]
Value = TypeVar("Value")


class Ref(Spec):
    """One task by its key: the notice, and the serial as printed (or ``#3`` where none is)."""

    notice: str
    serial: str


class Expect(Spec):
    """What a right answer holds. Every condition given must be met.

    ``tasks``: exactly these tasks.
    ``within``: one of these among the first ``top``.
    ``records``: all of these among the first ``top``, or with ``need`` any one of them.
    ``units``, ``leaders``: those of ``records`` (or else of ``tasks``) must be named.
    ``deadline``: theirs, or the notice's own, must be named.
    ``count``: the number of these tasks is the count.
    ``counts``: the numbers of these tasks stand in the text.
    ``busiest``: the leader most of these tasks have comes first.
    ``nothing``: no task meets this, so none may be shown.
    ``abstain``: the corpus cannot answer.
    ``suggest``: what the reply must offer instead.
    ``must_say``, ``must_not_say``: words of the text; the former alone for what a notice says of itself.
    """

    tasks: Selector | None = None
    within: Selector | None = None
    records: tuple[Ref, ...] = ()
    need: Literal["all", "any"] = "all"
    top: int = 3
    units: Which | None = None
    leaders: Literal["lead", "all"] | None = None
    deadline: bool = False
    count: Selector | None = None
    counts: tuple[Selector, ...] = ()
    busiest: Selector | None = None
    nothing: Selector | None = None
    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    abstain: bool = False
    suggest: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _expects_something(self) -> "Expect":
        asked = (self.tasks, self.within, self.records, self.count, self.counts, self.busiest, self.nothing)
        told = self.must_say and not self.abstain  # of a notice itself, which no task prints
        if bool(any(asked) or told) == self.abstain:
            raise ValueError("give either abstain or something to find")
        if (self.units or self.leaders or self.deadline) and not (self.tasks or self.records):
            raise ValueError("units, leaders and deadline are read from records or tasks")
        return self


@dataclass(frozen=True)
class Wanted:
    """An ``Expect`` worked out on the records of ``corpus``."""

    expect: Expect
    corpus: Corpus
    tasks: Rows | None = None
    first: frozenset[str] = frozenset()
    """Tasks of which one (or, by ``expect.need``, all) must stand among the first."""
    units: frozenset[tuple[str, str]] = frozenset()
    """Place and canonical name."""
    leaders: frozenset[str] = frozenset()
    deadlines: frozenset[str] = frozenset()
    count: int | None = None
    counts: tuple[int, ...] = ()
    busiest: frozenset[str] = frozenset()

    @property
    def any_will_do(self) -> bool:
        """Whether one of the tasks looked for is enough."""
        return self.tasks is None and (self.expect.within is not None or self.expect.need == "any")

    @property
    def asks_one_role(self) -> bool:
        """Whether the listed tasks are those of a unit in one role, so that a role can be in doubt."""
        selector = self.expect.tasks
        return selector is not None and selector.unit is not None and selector.role != "any"


def compute(expect: Expect, corpus: Corpus) -> Wanted:
    """Work out ``expect`` on the records of ``corpus``.

    Raises:
        SpecError: a notice or serial does not exist, a set is empty (or, for ``nothing``, is not), or a
            number would depend on rows in doubt.
    """
    tasks = _list(corpus, expect.tasks) if expect.tasks else None
    if expect.within:
        first = _certain(corpus, expect.within)
    else:
        first = frozenset(corpus.item(ref.notice, ref.serial).id for ref in expect.records)
    if expect.nothing:
        _refute(corpus, expect.nothing)
    named = [corpus.by_id[task] for task in first or (tasks.certain if tasks else ())]
    return Wanted(
        expect,
        corpus,
        tasks=tasks,
        first=first,
        units=_units(named, expect.units) if expect.units else frozenset(),
        leaders=_leaders(named, expect.leaders) if expect.leaders else frozenset(),
        deadlines=_deadlines(named) if expect.deadline else frozenset(),
        count=_number(corpus, expect.count) if expect.count else None,
        counts=tuple(_number(corpus, selector) for selector in expect.counts),
        busiest=_busiest(corpus, expect.busiest) if expect.busiest else frozenset(),
    )


def _list(corpus: Corpus, selector: Selector) -> Rows:
    _certain(corpus, selector)
    return corpus.select(selector)


def _certain(corpus: Corpus, selector: Selector) -> frozenset[str]:
    """The certain tasks of a selector, of which there must be some."""
    certain = corpus.select(selector).certain
    if not certain:
        raise SpecError(f"no task meets {selector.model_dump(exclude_defaults=True)}")
    return certain


def _refute(corpus: Corpus, selector: Selector) -> None:
    """Make sure that no task meets the selector, though tasks meet each of its conditions alone."""
    if corpus.select(selector).every:
        raise SpecError("nothing should meet the selector, but tasks do")
    for condition in ("unit", "leader", "contains", "section"):
        if value := getattr(selector, condition):
            _certain(corpus, Selector.model_validate({"notice": selector.notice, condition: value}))


def _number(corpus: Corpus, selector: Selector) -> int:
    rows = corpus.select(selector)
    if rows.every != _certain(corpus, selector):
        raise SpecError("the number depends on rows in doubt or reached through a group")
    return len(rows.certain)


def _units(items: Iterable[Item], which: Which) -> frozenset[tuple[str, str]]:
    """Place and canonical name of the units whose role is certain to be ``which``."""
    return _some(
        (item.notice.place or "", identify(unit.text, item.notice.place).key)
        for item in items
        for task in item.records
        for position, unit in enumerate(task.units)
        if which in ("all", task.role_of(position))
    )


def _leaders(items: Iterable[Item], which: Literal["lead", "all"]) -> frozenset[str]:
    """Names of the leaders; the lead ones are those with a mark, or all where none has one."""
    names: set[str] = set()
    for item in items:
        leaders = [leader for task in item.records for leader in task.leaders]
        marked = [leader for leader in leaders if leader.lead]
        names |= {leader.text for leader in (marked if which == "lead" and marked else leaders)}
    return _some(names)


def _deadlines(items: Iterable[Item]) -> frozenset[str]:
    """Deadlines of the tasks; for a task that prints none, that of its notice."""
    found: set[str] = set()
    for item in items:
        own = {task.deadline.text for task in item.records if task.deadline}
        found |= own or ({item.notice.deadline.text} if item.notice.deadline else set())
    return _some(found)


def _busiest(corpus: Corpus, selector: Selector) -> frozenset[str]:
    tasks = _certain(corpus, selector)
    counts: Counter[str] = Counter()
    for item in corpus.items:
        if item.id in tasks:
            counts.update({leader.text for task in item.records for leader in task.leaders})
    return _some(name for name, count in counts.items() if count == max(counts.values()))


def _some(values: Iterable[Value]) -> frozenset[Value]:
    """The values as a set, which must not be empty."""
    found = frozenset(values)
    if not found:
        raise SpecError("the records name none")
    return found
