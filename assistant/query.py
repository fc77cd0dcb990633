"""The typed query a question is read into: everything that answering needs, nothing of its wording."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.names import UnitId

Intent = Literal["list", "count", "find", "overview", "refuse"]
Result = Literal["tasks", "units", "leaders", "deadlines", "numbers"]
Problem = Literal["off_topic", "not_printed", "instruction", "small_talk"]
AskedRole = Literal["lead", "support", "any"]
Sharing = Literal["alone", "joint"]
Certainty = Literal["certain", "doubt"]


class Part(BaseModel):
    """Base of the parts of a query: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedUnit(Part):
    """A unit as the user wrote it, and the units of the corpus it may be."""

    name: str
    candidates: tuple[UnitId, ...] = ()
    role: AskedRole | None = None
    """Its own role, where the question gives its units different ones."""


class AskedSection(Part):
    """A part of a notice, by its number (第三部分) or words of its heading."""

    number: int | None = None
    inner: int | None = None
    """The number of a heading in brackets within that part: 第二部分的(八)."""
    words: str | None = None
    others: tuple[int, ...] = ()
    """Numbers of the parts named beside it: 第一部分和第二部分."""
    outside: bool = False
    """The tasks that are not in it are asked for."""


class Excluded(Part):
    """Tasks that are left out, by whose they are or which."""

    leaders: tuple[str, ...] = ()
    units: tuple[AskedUnit, ...] = ()
    serials: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    """As printed."""
    topics: tuple[str, ...] = ()
    """Words that the tasks left out print."""

    def __bool__(self) -> bool:
        return bool(self.leaders or self.units or self.serials or self.deadlines or self.topics)

    @property
    def told(self) -> str:
        """All of them, each with how they take part."""
        doing = {"lead": "牵头", "support": "配合"}
        units = (f"{unit.name}{doing.get(unit.role or '', '参与')}的" for unit in self.units)
        tasks = (*self._tasks, *(f"“{topic}”那项" for topic in self.topics))
        return "、".join((*(f"{leader}参与的" for leader in self.leaders), *units, *tasks))

    @property
    def names(self) -> str:
        """All of them, as the user wrote them."""
        tasks = (*self._tasks, *self.topics)
        return "、".join((*self.leaders, *(unit.name for unit in self.units), *tasks))

    @property
    def _tasks(self) -> tuple[str, ...]:
        due = f"时限“{'、'.join(self.deadlines)}”的"
        return (*(f"第{serial}项" for serial in self.serials), *([due] if self.deadlines else []))


class Query(Part):
    """One question, understood.

    ``places`` and ``years`` empty mean open: all notices are looked at. ``topic`` is what remains of the
    wording, to be searched for. ``repairs`` are slips that were put right, to be shown; ``problem`` names why
    a question is outside what notices can answer.
    """

    text: str
    intent: Intent
    result: Result = "tasks"
    units: tuple[AskedUnit, ...] = ()
    role: AskedRole = "any"
    role_given: bool = False
    """The question itself says the role."""
    with_groups: bool = False
    """Tasks that name a unit only through a group count, too."""
    groups: tuple[str, ...] = ()
    """Keys of the groups the question names; empty means any group that covers the unit."""
    together: bool = False
    """All the units (or leaders) must take part in a task, not any of them."""
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    leaders: tuple[str, ...] = ()
    marked: bool = False
    """Only tasks where the leader carries ▲."""
    unmarked: bool = False
    """Only tasks where the leader carries none."""
    shared: Sharing | None = None
    """Only tasks with one lead unit (of a person: one leader), or only those with several."""
    certainty: Certainty | None = None
    """Only tasks in which the role is certain, or only those in doubt."""
    most: bool = False
    """Who has most is asked for."""
    section: AskedSection | None = None
    excluded: Excluded = Excluded()
    serials: tuple[str, ...] = ()
    """As printed: 12, 24.(5), 91)."""
    also: tuple[Result, ...] = ()
    """Facts asked for beside ``result``: "由哪几家牵头、谁分管"."""
    topic: str = ""
    about: bool = False
    """The question says that the tasks should be about the topic (有关、方面)."""
    odd: bool = False
    """Something else than tasks is asked of whom the question names (在哪栋楼办公): the topic."""
    deadline: tuple[str, ...] = ()
    """Only tasks with one of these printed deadlines."""
    among: tuple[str, ...] | None = None
    """Ids of the tasks the question is about, where the conversation fixes them."""
    how: bool = False
    """The question asks how a task is done or what it asks for: its text is to be explained."""
    compare: bool = False
    unknown_place: str | None = None
    repairs: tuple[str, ...] = ()
    problem: Problem | None = None
