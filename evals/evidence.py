"""The curve behind the refusal threshold: what each least score would refuse wrongly and answer wrongly.

Subjects that no notice has and questions with a known task are scored as ``assistant.found`` scores them. The
threshold is chosen on one part (``choose``: the hand-written look-ups and the first absent subjects) and
reported on another that had no say in it (``report``). Apart from both: subjects that another notice prints
word for word and this one does not (``elsewhere``), with those that it has in other words.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant import found
from assistant.engine import Engine
from assistant.names import Lexicon
from assistant.reading import read_question
from assistant.text import clean_question
from evals.cases import hand_written
from evals.selection import Corpus

FOLDER = Path(__file__).with_name("evidence")
TOP = 3
"""A right task counts when it stands among so many."""
Split = Literal["choose", "report", "elsewhere"]
LOOKUPS = {"who_leads", "topic", "target", "deadline"}


@dataclass(frozen=True)
class Subject:
    """What is looked for in which notices, and the tasks that are right, where there are some."""

    split: Split
    topic: str
    notices: frozenset[str]
    wanted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scored:
    """One subject: the best score it reaches with a right task, or with any where no task is right."""

    split: Split
    answerable: bool
    score: float


@dataclass(frozen=True)
class Point:
    """Shares (0 to 1) of wrong refusals and wrong answers at a threshold."""

    threshold: float
    refused: float
    answered: float


def curve(scored: Sequence[Scored], thresholds: Iterable[float]) -> list[Point]:
    """Return the curve over ``thresholds``.

    Raises:
        ValueError: one of the two kinds of questions is missing, so that nothing would be measured.
    """
    right = [one.score for one in scored if one.answerable]
    none = [one.score for one in scored if not one.answerable]
    if not right or not none:
        raise ValueError("the curve needs questions with a task and questions without")
    return [
        Point(least, sum(s < least for s in right) / len(right), sum(s >= least for s in none) / len(none))
        for least in thresholds
    ]


def subjects(lexicon: Lexicon, corpus: Corpus) -> Iterator[Subject]:
    """Yield every subject of both parts; those of hand-written questions as ``lexicon`` has them read."""
    for case in hand_written(corpus):
        wanted = case.wanted.first or (case.wanted.tasks.certain if case.wanted.tasks else frozenset())
        if case.kind in LOOKUPS and wanted and len(case.turns) == 1:
            topic = read_question(clean_question(case.turns[0]), lexicon).topic
            if topic:
                notices = {corpus.by_id[task].notice.id for task in wanted}
                yield Subject("choose", topic, frozenset(notices), wanted)
    for line in _lines("present.jsonl"):
        task = corpus.item(line["notice"], line["serial"])
        yield Subject("report", line["subject"], frozenset({task.notice.id}), frozenset({task.id}))
    for line in _lines("absent.jsonl"):
        part: Split = "report" if line["split"] == "report" else "choose"
        for notice in corpus.notices:
            yield Subject(part, line["subject"], frozenset({notice.id}))
    for line in _lines("elsewhere.jsonl"):
        right = [corpus.item(line["notice"], line["serial"]).id] if line["serial"] else []
        notice = corpus.notice(line["notice"])
        yield Subject("elsewhere", line["subject"], frozenset({notice.id}), frozenset(right))


def score(engine: Engine, subject: Subject) -> Scored:
    """Return the best score of a right task among the first hits; of any, where no task is right."""
    hits = engine.finder.search(subject.topic, subject.notices)
    held = [found.evidence(hit) for hit in hits[:TOP] if not subject.wanted or hit.id in subject.wanted]
    return Scored(subject.split, answerable=bool(subject.wanted), score=max(held, default=0.0))


def print_curve(scored: Sequence[Scored]) -> None:
    """Print the curve of the part the threshold was chosen on beside that of the part it is reported on."""
    thresholds = [step / 100 for step in range(40, 82, 2)]
    chosen, reported = (
        curve([one for one in scored if one.split == split], thresholds) for split in ("choose", "report")
    )
    print(f"in use: {found.THRESHOLD}, {found.BARE_THRESHOLD} for bare words")
    print("threshold   refused wrongly  answered wrongly   (chosen on | reported on)")
    for a, b in zip(chosen, reported, strict=True):
        print(f"{a.threshold:9.2f} {a.refused:8.1%} |{b.refused:6.1%} {a.answered:9.1%} |{b.answered:6.1%}")
    (other,) = curve([one for one in scored if one.split == "elsewhere"], [found.THRESHOLD])
    told = f"refused wrongly {other.refused:.1%}, answered wrongly {other.answered:.1%}"
    print(f"subjects that only other notices print: {told}")


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
