"""Chunks: one for each distinct task, with the words that say what is to be done and the facets to filter by.

The text is the task's own words alone. Place, headings, units and leaders are facets and records: in the
text they only bring all tasks of a notice nearer to each other. Measured on 93 questions and 80 subjects that
no notice has: with them half of the latter score like the hardest 5 % of the former, without them a seventh.

A repeated record (``same_as``) is the same task printed again, so its sentences join the chunk of the record
it repeats, and no task appears twice among the hits.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.facets import Facets
from index.identity import Identity, identities
from index.records import Notice, Task

CHUNK_FORMAT = 2
"""Raised whenever the text or the facets of a chunk change: older generations are then rebuilt."""

_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_NOT_A_WORD = re.compile(r"\W+")
_HEADING_NUMBER = re.compile(r"^[\d一二三四五六七八九十()（）]+[.、)）]?")
_SHORT = 12
"""Characters; a shorter text ("增长9%左右" under "1.地区生产总值") says what it is about in its heading."""


CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Chunk:
    """The searchable form of one distinct task.

    ``content`` is a hash of what the notice says about the task wherever it stands, so a task that only
    moved by some lines is unchanged; ``cut`` is how many characters were left out to fit the budget.
    """

    id: str
    text: str
    tokens: int
    content: str
    facets: Facets
    cut: int = 0

    @property
    def sha256(self) -> str:
        """Hash of the text: the key of its embedding."""
        return _hash(self.text)


def make_chunks(notice: Notice, count_tokens: CountTokens, budget: int) -> tuple[Chunk, ...]:
    """Return one chunk for each distinct task of ``notice``, none of them over ``budget`` tokens."""
    return tuple(_make_chunk(notice, records, count_tokens, budget) for records in records_by_task(notice))


def records_by_task(notice: Notice) -> tuple[tuple[Task, ...], ...]:
    """Return the records of each distinct task, the one that repeats nothing first."""
    grouped: dict[str, list[Task]] = {task.id: [task] for task in notice.distinct_tasks()}
    for task in notice.tasks:
        if task.same_as is not None:
            grouped[task.same_as].append(task)
    return tuple(map(tuple, grouped.values()))


def _make_chunk(notice: Notice, records: Sequence[Task], count_tokens: CountTokens, budget: int) -> Chunk:
    whole = _words(records)
    text = whole if count_tokens(whole) <= budget else _shortened(whole, count_tokens, budget)
    return Chunk(
        id=records[0].id,
        text=text,
        tokens=count_tokens(text),
        content=_content(notice, records),
        facets=_facets(notice, records),
        cut=len(whole) - len(text),
    )


def _words(records: Sequence[Task]) -> str:
    """What is to be done, with the innermost heading where the text alone is too short to tell."""
    text = _union([task.text.text for task in records])
    if len(text) >= _SHORT or not records[0].section:
        return text
    return f"{_HEADING_NUMBER.sub('', records[0].section[-1].text)} {text}"


def _shortened(text: str, count_tokens: CountTokens, budget: int) -> str:
    """Return the text without its end, as little as is needed (by bisection)."""
    fits, over = 0, len(text)
    while over - fits > 1:
        middle = (fits + over) // 2
        fits, over = (middle, over) if count_tokens(text[:middle]) <= budget else (fits, middle)
    return text[:fits]


class _Named(NamedTuple):
    """A unit that a record names."""

    role: str
    identity: Identity


def _named(notice: Notice, records: Iterable[Task]) -> list[_Named]:
    return [
        _Named(task.role_of(position), identity)
        for task in records
        for position, identity in enumerate(identities([unit.text for unit in task.units], notice.place))
    ]


def _union(texts: Sequence[str]) -> str:
    """Return the first text, followed by the sentences that only later ones have."""
    text = texts[0]
    for other in texts[1:]:
        known = _NOT_A_WORD.sub("", text)
        sentences = _SENTENCE.findall(other)
        text += "".join(sentence for sentence in sentences if _NOT_A_WORD.sub("", sentence) not in known)
    return text


def _facets(notice: Notice, records: Sequence[Task]) -> Facets:
    named = _named(notice, records)

    def keys(*roles: str) -> tuple[str, ...]:
        found = (name.identity for name in named if name.role in roles)
        return _unique(key for identity in found for key in (identity.key, *identity.bodies))

    return Facets(
        place=notice.place,
        year=notice.year,
        notice=notice.id,
        block=records[0].block,
        units=keys("lead", "support", "doubt"),
        lead_units=keys("lead"),
        support_units=keys("support"),
        leaders=_unique(leader.text for task in records for leader in task.leaders),
    )


def _content(notice: Notice, records: Sequence[Task]) -> str:
    """Hash what is said about the task, positions left aside."""
    said = [
        {
            "block": task.block,
            "serial": task.serial,
            "section": [value.text for value in task.section],
            "text": task.text.text,
            "leaders": [(leader.text, leader.lead) for leader in task.leaders],
            "units": [unit.text for unit in task.units],
            "split": [task.split, task.lead_min, task.lead_max, task.open_lead, task.open_support],
            "deadline": task.deadline.text if task.deadline else None,
        }
        for task in records
    ]
    return _hash(json.dumps([notice.place, notice.year, said], ensure_ascii=False, sort_keys=True))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
