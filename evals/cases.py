"""Every case of a run: the hand-written questions, and one for every notice, unit and role of the records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evals.expectation import Expect, Wanted, compute
from evals.question_set import compute_all, load_questions
from evals.selection import Corpus, Selector
from index.identity import identities
from index.records import Notice

_WORDS: tuple[tuple[Literal["lead", "support"], str], ...] = (
    ("lead", "牵头哪些任务"),
    ("support", "配合哪些任务"),
)


@dataclass(frozen=True)
class Case:
    """The turns of one conversation, and what the answer to the last of them must hold."""

    id: str
    kind: str
    turns: tuple[str, ...]
    wanted: Wanted


def hand_written(corpus: Corpus) -> list[Case]:
    """Return the cases of ``questions/``.

    Raises:
        QuestionError: a question cannot be used; the message names its file and line.
    """
    wanted = compute_all(corpus)
    return [Case(q.id, q.kind, q.turns, wanted[q.id]) for q in load_questions()]


def generated(corpus: Corpus) -> list[Case]:
    """Return one case for every notice, unit and role that has tasks, in the order of the records."""
    return [case for notice in corpus.notices for case in _of_notice(notice, corpus)]


def _of_notice(notice: Notice, corpus: Corpus) -> Iterator[Case]:
    names: dict[str, str] = {}
    for task in notice.tasks:
        found = identities([unit.text for unit in task.units], notice.place)
        for unit, identity in zip(task.units, found, strict=True):
            if not identity.group:
                names.setdefault(identity.key, unit.text)
    where = f"{notice.place}{notice.year}"
    for name in names.values():
        for role, words in _WORDS:
            expect = Expect(tasks=Selector(notice=where, unit=name, role=role))
            if corpus.select(Selector(notice=where, unit=name, role=role)).certain:
                turns = (f"{notice.place}{notice.year}年{name}{words}",)
                yield Case(f"{where}/{name}/{role}", "generated", turns, compute(expect, corpus))
