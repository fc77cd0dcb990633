"""Whether a cited line re-reads to the text quoted from it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evals.answers_check import Answer, ShownTask
from evals.selection import Corpus
from index.printed import fold
from index.records import Task

_BLANK = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class _Place:
    """Where a record's text stands, read again in the source: the file, the line from 1, the characters."""

    source: str
    line: int | None
    text: str


class Citations:
    """Reads citations again in the sources themselves, line numbers counted anew."""

    def __init__(self, corpus: Corpus, sources: Mapping[str, str]) -> None:
        """``sources``: the decoded text of each notice's file by its name."""
        starts = {name: [0, *(end.end() for end in _LINE_END.finditer(it))] for name, it in sources.items()}
        self._places = {
            task.id: _place(task, notice.source, sources[notice.source], starts[notice.source])
            for notice in corpus.notices
            for task in notice.tasks
        }

    def faults(self, answer: Answer) -> list[str]:
        """Return what is wrong with the citations of an answer, at most one sentence a row."""
        found = ((task.id, next(self._wrong(task, answer.text), None)) for task in answer.tasks)
        return [f"citation of {task_id}: {fault}" for task_id, fault in found if fault]

    def _wrong(self, shown: ShownTask, said: str) -> Iterator[str]:
        place = self._places.get(shown.id)
        if place is None:
            yield "no such record"
            return
        if shown.source != place.source:
            yield f"the source is {place.source}, not {shown.source}"
        if _bare(shown.text or "") != place.text:
            yield "the cited characters are not the text quoted"
        if shown.line != place.line:
            yield f"the text starts on line {place.line}, not {shown.line}"
        if f"第{shown.line}行" not in said:
            yield f"the answer does not print line {shown.line}"


def _place(task: Task, name: str, source: str, starts: list[int]) -> _Place:
    spans = task.text.spans
    line = bisect_right(starts, spans[0].start) if spans else None
    return _Place(name, line, _bare("".join(source[span.start : span.end] for span in spans)))


def _bare(text: str) -> str:
    return _BLANK.sub("", fold(text))
