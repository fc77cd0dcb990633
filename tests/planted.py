"""Faults to plant, each a real part with one thing wrong: engines, finders and records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers import Answer, Row, RowGroup
from assistant.conversation import Conversation
from assistant.corpus import Corpus
from assistant.engine import Engine
from assistant.query import Query
from assistant.search import Finder, Scored
from index.records import Notice, Task

OTHER: dict[str, Any] = {"lead": "support", "support": "lead", "any": "any"}
NAN: Any = float("nan")


class Misread(Engine):
    """Answers another query than the one that was read."""

    def __init__(self, engine: Engine, change: Callable[[Query], dict]) -> None:
        super().__init__(engine.corpus, engine.finder)
        self._change = change

    def answer(self, query: Query) -> Answer:
        return super().answer(query.model_copy(update=self._change(query)))


class Misstated(Engine):
    """Finds the right answer and changes something in it."""

    def __init__(self, engine: Engine, change: Callable[[Answer], Answer]) -> None:
        super().__init__(engine.corpus, engine.finder)
        self._change = change

    def answer(self, query: Query) -> Answer:
        return self._change(super().answer(query))


class Forgetful(Engine):
    """Takes each turn of a conversation for the first."""

    def ask(self, question: str, state: Conversation | None = None) -> tuple[Answer, Conversation]:
        del state
        return super().ask(question, None)


class LastFirst(Finder):
    """Ranks upside down."""

    def search(self, topic, notices, *, among=None) -> list[Scored]:
        return super().search(topic, notices, among=among)[::-1]


def without_alias(engine: Engine, alias: str) -> Engine:
    """An engine that does not know one name of a unit, with its level or without."""
    known = engine.corpus.lexicon.unit_aliases
    aliases = {name: units for name, units in known.items() if alias not in name}
    lexicon = replace(engine.corpus.lexicon, unit_aliases=aliases)
    return Engine(Corpus(engine.corpus.records, lexicon), engine.finder)


def rows(change: Callable[[Row], Row]) -> Callable[[Answer], Answer]:
    """Change every row of an answer."""
    return groups(lambda group: replace(group, rows=tuple(map(change, group.rows))))


def groups(change: Callable[[RowGroup], RowGroup]) -> Callable[[Answer], Answer]:
    """Change every group of rows."""
    return lambda answer: replace(answer, groups=tuple(map(change, answer.groups)))


def crash(answer: Answer) -> Answer:
    if answer.count is not None:
        raise ZeroDivisionError("division by zero")
    return answer


MISREAD: dict[str, Callable[[Query], dict]] = {
    "lead and support swapped": lambda query: {"role": OTHER[query.role]},
    "the role ignored": lambda _: {"role": "any"},
    "the year ignored": lambda _: {"years": ()},
    "two places merged": lambda _: {"places": ()},
    "the leader ignored": lambda _: {"leaders": ()},
    "the section ignored": lambda _: {"section": None},
    "the mark of the lead leader ignored": lambda _: {"marked": False},
    "the deadline ignored": lambda _: {"deadline": ()},
}

MISSTATED: dict[str, Callable[[Answer], Answer]] = {
    "the last row dropped": groups(lambda group: replace(group, rows=group.rows[:-1])),
    "rows labelled with the other role": rows(lambda row: replace(row, role=OTHER.get(row.role, row.role))),
    "the line off by one": rows(lambda row: replace(row, line=(row.line or 0) + 1)),
    "another file cited": rows(lambda row: replace(row, notice=replace(row.notice, source="x.txt"))),
    "the end of the text cut": rows(lambda row: replace(row, text=row.text[:-1])),
    "rows shown again": lambda answer: replace(answer, groups=(*answer.groups, *map(renamed, answer.groups))),
    "a doubt not marked": groups(
        lambda group: replace(group, kind="lead") if group.kind == "doubt" else group
    ),
    "a count one too high": lambda answer: replace(answer, count=answer.count and answer.count + 1),
    "a count that is no number": lambda answer: replace(answer, count=answer.count and NAN),
    "never a refusal": lambda answer: replace(answer, abstained=False),
    "always a refusal": lambda answer: replace(answer, abstained=True),
    "the units of a task unnamed": lambda answer: replace(answer, units=answer.units and answer.units[1:]),
    "the leaders of a task unnamed": lambda answer: replace(answer, leaders=None),
    "a crash": crash,
}


def renamed(group: RowGroup) -> RowGroup:
    """The same rows once more, as if the other printed record of each were a task of its own."""
    return replace(group, rows=tuple(replace(row, id=row.id + "'") for row in group.rows))


@dataclass(frozen=True)
class Misparsed:
    """A parser that reads every notice a little wrong."""

    change: Callable[[Task], Task] = lambda task: task
    keep: Callable[[Sequence[Task]], Sequence[Task]] = lambda tasks: tasks

    def read(self, notice: Notice) -> Notice:
        """Return the notice as that parser would."""
        tasks = tuple(map(self.change, self.keep(notice.tasks)))
        return notice.model_copy(update={"tasks": tasks})


def _with(**fields: Callable[[Task], object]) -> Callable[[Task], Task]:
    return lambda task: task.model_copy(update={name: value(task) for name, value in fields.items()})


MISPARSED: dict[str, Misparsed] = {
    "the last task not read": Misparsed(keep=lambda tasks: tasks[:-1]),
    "one unit more leads": Misparsed(
        _with(split=lambda task: min(task.split + 1, len(task.units)), lead_max=lambda task: len(task.units))
    ),
    "body and table counted twice": Misparsed(_with(same_as=lambda _: None)),
    "lines off by one": Misparsed(_with(line=lambda task: (task.line or 0) + 1)),
    "headings lost": Misparsed(_with(section=lambda _: ())),
    "leaders lost": Misparsed(_with(leaders=lambda _: ())),
    "deadlines lost": Misparsed(_with(deadline=lambda _: None)),
    "the last unit lost": Misparsed(_with(units=lambda task: task.units[:-1])),
}
