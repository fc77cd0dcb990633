"""A case: a question, and what a right answer to it holds; the hand-written ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.expectation import Expect, Wanted
from evals.question_set import compute_all, load_questions
from evals.selection import Corpus, Selector

GENERATED = "gen_"
"""How the kinds (and so the ids) of generated cases begin."""

SEVERAL = "several"
"""The notice of a case that is about none or more than one."""


@dataclass(frozen=True)
class Case:
    """The turns of one conversation, and what the answer to the last of them must hold.

    ``notice``: place and year of the notice it is about, as 芜湖市2024, or ``SEVERAL``.
    """

    id: str
    kind: str
    turns: tuple[str, ...]
    wanted: Wanted
    notice: str = SEVERAL

    @property
    def generated(self) -> bool:
        """Whether the question was generated, not written by hand."""
        return self.kind.startswith(GENERATED)

    @property
    def question(self) -> str:
        """All turns on one line."""
        return " / ".join(self.turns)


def hand_written(corpus: Corpus) -> list[Case]:
    """Return the cases of ``questions/``.

    Raises:
        QuestionError: a question cannot be used; the message names its file and line.
    """
    wanted = compute_all(corpus)
    return [Case(q.id, q.kind, q.turns, wanted[q.id], _notice(q.expect, corpus)) for q in load_questions()]


def _notice(expect: Expect, corpus: Corpus) -> str:
    """The one notice that an expectation names."""
    names = set(_named(expect))
    if len(names) != 1 or SEVERAL in names:
        return SEVERAL
    notice = corpus.notice(names.pop())
    return f"{notice.place}{notice.year}"


def _named(expect: Expect) -> Iterator[str]:
    yield from (ref.notice for ref in expect.records)
    selectors: Iterable[Selector | None] = (
        expect.tasks,
        expect.within,
        expect.count,
        *expect.counts,
        expect.busiest,
        expect.nothing,
    )
    yield from (selector.notice or SEVERAL for selector in selectors if selector)
