"""The generated questions: one set for every notice, worked out on the records, the same for the same seed.

Every notice, unit, role, name and wording is asked; so are counts, leaders, headings, deadlines, serials,
words of tasks, units, years and places that are not there, and conversations.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from evals.asking import Asked, Asker
from evals.cases import GENERATED, Case
from evals.expectation import compute
from evals.generate_parts import (
    about_deadlines,
    about_headings,
    about_leaders,
    about_notice,
    about_serials,
    about_terms,
    about_words,
)
from evals.generate_turns import Talker
from evals.generate_units import about_absent_places, about_absent_units, about_absent_years, about_units
from evals.selection import Corpus

SEED = 20251122
_TALKS = 400
_QUICK = 8
"""A quick run asks about one in so many of the generated questions."""

_ABOUT: tuple[Callable[[Asker], Iterator[Asked]], ...] = (
    about_notice,
    about_units,
    about_absent_units,
    about_leaders,
    about_headings,
    about_deadlines,
    about_serials,
    about_words,
    about_terms,
    about_absent_years,
    about_absent_places,
)


def generated(corpus: Corpus, seed: int = SEED) -> list[Case]:
    """Return the generated cases of a corpus in a fixed order; the question itself is the id."""
    cases: dict[str, Case] = {}
    for asked in _asked(corpus, seed):
        case_id = f"{asked.kind}: {' / '.join(asked.turns)}"
        if case_id not in cases:
            wanted = compute(asked.expect, corpus)
            cases[case_id] = Case(case_id, asked.kind, asked.turns, wanted, asked.notice)
    return list(cases.values())


def _asked(corpus: Corpus, seed: int) -> Iterator[Asked]:
    for notice in corpus.notices:
        for about in _ABOUT:
            # Each part has its own random numbers: a question more in one changes none of the others.
            rng = random.Random(f"{seed} {notice.place} {about.__name__}")  # noqa: S311 - no secrets
            yield from about(Asker(corpus, notice, rng))
    yield from Talker(corpus, random.Random(seed)).asked(_TALKS)  # noqa: S311


def is_quick(case_id: str) -> bool:
    """Whether a quick run asks the generated case: about one in eight, whatever others there are."""
    return hashlib.sha256(case_id.encode()).digest()[0] % _QUICK == 0


def in_quick_run(case_id: str) -> bool:
    """Whether a quick run has the case, of whatever part."""
    question = case_id.removeprefix("retrieval/")
    return is_quick(question) if question.startswith(GENERATED) else True


def write_cases(cases: Iterable[Case], path: Path) -> int:
    """Write cases as JSONL, with the tasks and values they want; return how many."""
    lines = [_line(case) for case in cases]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _line(case: Case) -> str:
    wanted = case.wanted
    sets = {
        "tasks": wanted.tasks and sorted(wanted.tasks.certain),
        "in_doubt": wanted.tasks and sorted(wanted.tasks.doubt),
        "through_a_group": wanted.tasks and sorted(wanted.tasks.through),
        "first": sorted(wanted.first),
        "units": sorted(key for _, key in wanted.units),
        "leaders": sorted(wanted.leaders),
        "deadlines": sorted(wanted.deadlines),
        "count": wanted.count,
    }
    entry = {
        "id": case.id,
        "kind": case.kind,
        "notice": case.notice,
        "turns": case.turns,
        "expect": wanted.expect.model_dump(exclude_defaults=True),
        "wants": {name: value for name, value in sets.items() if value not in (None, [])},
    }
    return json.dumps(entry, ensure_ascii=False)
