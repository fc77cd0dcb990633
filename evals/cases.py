"""A case: a question, and what a right answer to it holds.

The hand-written ones are one JSONL file a kind, read strictly and worked out on the records.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.expectation import Expect, Wanted, compute
from evals.selection import Corpus, Selector, Spec, SpecError

QUESTIONS = Path(__file__).with_name("questions")

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


class QuestionError(ValueError):
    """A question that cannot be used; the message names its file and line."""


class Question(Spec):
    """A question: the turns of one conversation, and what the answer to the last of them must hold."""

    id: str
    kind: str
    turns: tuple[str, ...]
    expect: Expect
    why: str


def hand_written(corpus: Corpus, folder: Path = QUESTIONS) -> list[Case]:
    """Return the cases of all ``*.jsonl`` files of ``folder``, by file name and line.

    Raises:
        QuestionError: a line is no question, its kind is not its file's name, its id was used before, or the
            records cannot answer its specification. The message names its file and line.
    """
    cases: dict[str, Case] = {}
    for where, question in _numbered(folder):
        if question.id in cases:
            raise QuestionError(f"{where}: the id {question.id} was used before")
        cases[question.id] = _worked_out(question, corpus, where)
    return list(cases.values())


def _worked_out(question: Question, corpus: Corpus, where: str) -> Case:
    try:
        wanted = compute(question.expect, corpus)
        return Case(question.id, question.kind, question.turns, wanted, _notice(question.expect, corpus))
    except SpecError as error:
        raise QuestionError(f"{where}: {question.id}: {error}") from error


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


def _numbered(folder: Path) -> Iterator[tuple[str, Question]]:
    """Each question with its file and line in words."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            where = f"{path.name} line {number}"
            yield where, _read_question(line, where, path.stem)


def _read_question(line: bytes, where: str, kind: str) -> Question:
    try:
        question = Question.model_validate_json(line)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']}" for fault in error.errors())
        raise QuestionError(f"{where}: {'; '.join(faults)}") from error
    if question.kind != kind or not question.turns:
        raise QuestionError(f"{where}: {question.id} must have turns and the kind {kind}, like its file")
    return question
