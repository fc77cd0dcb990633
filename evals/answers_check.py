"""Compare an answer, as the contract prints it, with what was wanted: its failures in words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from evals.expectation import Wanted
from index.identity import identify


class ShownTask(BaseModel):
    """One task of an answer: its id, the citation, the role it is shown in, and whether that is doubtful."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    source: str | None = None
    line: int | None = None
    text: str | None = None
    role: str | None = None
    doubt: bool = False


class Answer(BaseModel):
    """The fields of the contract's Answer that can be right or wrong; the others are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    abstained: bool
    read_as: dict[str, Any] = Field(default_factory=dict)
    tasks: tuple[ShownTask, ...] = ()
    units: tuple[str, ...] | None = None
    leaders: tuple[str, ...] | None = None
    deadlines: tuple[str, ...] | None = None
    count: int | None = Field(default=None, strict=True)


def check_answer(answer: Answer, wanted: Wanted) -> list[str]:
    """Return what is wrong with ``answer``, one sentence a fault."""
    if wanted.expect.abstain or wanted.expect.nothing:
        return [*_refusal(answer, wanted), *_text(answer, wanted)]
    if answer.abstained:
        return ["abstained, though the records hold the answer"]
    parts = (_shown, _tasks, _doubt, _first, _values, _numbers, _text)
    return [failure for part in parts for failure in part(answer, wanted)]


def _refusal(answer: Answer, wanted: Wanted) -> Iterator[str]:
    if wanted.expect.abstain and not answer.abstained:
        yield "not abstained, though the corpus cannot answer"
    if wanted.expect.nothing and answer.tasks and not answer.abstained:
        yield f"shows {len(answer.tasks)} tasks, though none meets the question"


def _shown(answer: Answer, wanted: Wanted) -> Iterator[str]:
    """Ids that no record has, and tasks shown twice (as the record and as its repeat)."""
    same = wanted.corpus.same
    yield from (f"unknown task: {task.id}" for task in answer.tasks if task.id not in same)
    counts = Counter(same[task.id] for task in answer.tasks if task.id in same)
    yield from (f"shown {times} times: {task}" for task, times in counts.items() if times > 1)


def _tasks(answer: Answer, wanted: Wanted) -> Iterator[str]:
    if wanted.tasks is None:
        return
    shown = _ids(answer, wanted)
    if missing := wanted.tasks.certain - set(shown):
        yield f"missing {len(missing)} of {len(wanted.tasks.certain)} tasks: {_listed(missing)}"
    if extra := set(shown) - wanted.tasks.every:
        yield f"{len(extra)} extra tasks: {_listed(extra)}"


def _doubt(answer: Answer, wanted: Wanted) -> Iterator[str]:
    """Rows in doubt must be marked where they are shown, and no row whose role is certain."""
    if wanted.tasks is None or not wanted.asks_one_role:
        return
    marked = {wanted.corpus.same.get(task.id, task.id) for task in answer.tasks if task.doubt}
    if unmarked := (set(_ids(answer, wanted)) & wanted.tasks.doubt) - marked:
        yield f"the role is in doubt, but not marked so: {_listed(unmarked)}"
    if wrongly := marked & wanted.tasks.certain:
        yield f"marked as in doubt, though the role is certain: {_listed(wrongly)}"


def _first(answer: Answer, wanted: Wanted) -> Iterator[str]:
    if not wanted.first:
        return
    top = wanted.expect.top
    missing = wanted.first - set(_ids(answer, wanted)[:top])
    if missing == wanted.first or (missing and not wanted.any_will_do):
        yield f"not among the first {top}: {_listed(missing)}"


def _values(answer: Answer, wanted: Wanted) -> Iterator[str]:
    """Units, leaders and deadlines that are not named."""
    named = answer.units or ()
    for place, key in sorted(wanted.units):
        if all(identify(name, place).key != key for name in named):
            yield f"unit not named: {key}"
    yield from (f"leader not named: {name}" for name in sorted(wanted.leaders - set(answer.leaders or ())))
    given = [_bare_date(deadline) for deadline in answer.deadlines or ()]
    for deadline in sorted(wanted.deadlines):
        if all(_bare_date(deadline) not in text for text in given):
            yield f"deadline not named: {deadline}"
    if wanted.busiest and not set((answer.leaders or ())[:1]) & wanted.busiest:
        yield f"the first leader is not {_listed(wanted.busiest)}"


def _numbers(answer: Answer, wanted: Wanted) -> Iterator[str]:
    if wanted.count is not None and answer.count != wanted.count:
        yield f"count is {answer.count}, not {wanted.count}"
    said = _plain(answer.text)
    yield from (
        f"does not state the number {number}" for number in wanted.counts if not _says(said, str(number))
    )


def _text(answer: Answer, wanted: Wanted) -> Iterator[str]:
    said = _plain(answer.text)
    expect = wanted.expect
    yield from (f"does not say {words}" for words in expect.must_say if not _says(said, words))
    yield from (f"does not offer {words}" for words in expect.suggest if not _says(said, words))
    yield from (f"says {words}" for words in expect.must_not_say if _says(said, words))


def _says(said: str, words: str) -> bool:
    """Whether the words stand in the text; a number at either end must not be part of a longer one."""
    before = r"(?<![\d.])" if words[0].isdigit() else ""
    after = r"(?!\.?\d)" if words[-1].isdigit() else ""
    return re.search(before + re.escape(_plain(words)) + after, said) is not None


def _plain(text: str) -> str:
    """The text without blanks, full-width forms made half-width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _bare_date(text: str) -> str:
    """A deadline as both 202112月底前 and 2021年12月底前 are compared."""
    return _plain(text).replace("年", "")


def _ids(answer: Answer, wanted: Wanted) -> list[str]:
    """Distinct tasks of the answer in its order, repeated records under the id of what they repeat."""
    return list(dict.fromkeys(wanted.corpus.same.get(task.id, task.id) for task in answer.tasks))


def _listed(names: Iterable[str]) -> str:
    return "、".join(sorted(names))
