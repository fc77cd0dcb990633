"""The hand-written questions: one JSONL file a kind, read strictly and worked out on the records."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from evals.expectation import Expect, Wanted, compute
from evals.selection import Corpus, Spec, SpecError

QUESTIONS = Path(__file__).with_name("questions")


class QuestionError(ValueError):
    """A question that cannot be used; the message names its file and line."""


class Question(Spec):
    """A question: the turns of one conversation, and what the answer to the last of them must hold."""

    id: str
    kind: str
    turns: tuple[str, ...]
    expect: Expect
    why: str


def load_questions(folder: Path = QUESTIONS) -> tuple[Question, ...]:
    """Return the questions of all ``*.jsonl`` files of ``folder``, by file name and line.

    Raises:
        QuestionError: a line is no question, its kind is not its file's name, or its id was used before.
    """
    questions: list[Question] = []
    seen: set[str] = set()
    for where, question in _numbered(folder):
        if question.id in seen:
            raise QuestionError(f"{where}: the id {question.id} was used before")
        seen.add(question.id)
        questions.append(question)
    return tuple(questions)


def compute_all(corpus: Corpus, folder: Path = QUESTIONS) -> dict[str, Wanted]:
    """Return what each question of ``folder`` wants, by its id.

    Raises:
        QuestionError: as ``load_questions``, or the records cannot answer a specification.
    """
    wanted: dict[str, Wanted] = {}
    load_questions(folder)
    for where, question in _numbered(folder):
        try:
            wanted[question.id] = compute(question.expect, corpus)
        except SpecError as error:
            raise QuestionError(f"{where}: {question.id}: {error}") from error
    return wanted


def _numbered(folder: Path) -> Iterator[tuple[str, Question]]:
    """Each question with its file and line in words."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name} line {number}"
            yield where, _read_question(line, where, path.stem)


def _read_question(line: str, where: str, kind: str) -> Question:
    try:
        question = Question.model_validate_json(line)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']}" for fault in error.errors())
        raise QuestionError(f"{where}: {'; '.join(faults)}") from error
    if question.kind != kind or not question.turns:
        raise QuestionError(f"{where}: {question.id} must have turns and the kind {kind}, like its file")
    return question
