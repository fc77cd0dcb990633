"""Chunks: one for each distinct task, with the words a person would search for and the facets to filter by.

A repeated record (``same_as``) is the same task printed again, so its words join the chunk of the record it
repeats: units, leaders, deadline and sentences that only one of the two has are all found, and no task
appears twice among the hits.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.facets import Facets
from index.identity import Identity, identities
from index.records import Notice, Task

CHUNK_FORMAT = 1
"""Raised whenever the text or the facets of a chunk change: older generations are then rebuilt."""

_LEAST_USEFUL_FIRST = ("support", "doubt", "leaders", "sections", "lead")
_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_NOT_A_WORD = re.compile(r"\W+")


CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Chunk:
    """The searchable form of one distinct task.

    ``content`` is a hash of what the notice says about the task wherever it stands, so a task that only
    moved by some lines is unchanged; ``cut`` lists what was left out to fit the budget, as (part, how many
    names or characters).
    """

    id: str
    text: str
    tokens: int
    content: str
    facets: Facets
    cut: tuple[tuple[str, int], ...] = ()

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
    draft = _fit(_draft(notice, records), count_tokens, budget)
    text = draft.render()
    return Chunk(
        id=records[0].id,
        text=text,
        tokens=count_tokens(text),
        content=_content(notice, records),
        facets=_facets(notice, records),
        cut=draft.cut,
    )


@dataclass(frozen=True)
class _Draft:
    """The parts of a chunk before they are written out; ``cut`` says what has been left out so far."""

    head: str
    sections: tuple[str, ...]
    text: str
    lead: tuple[str, ...]
    doubt: tuple[str, ...]
    support: tuple[str, ...]
    leaders: tuple[str, ...]
    deadline: str | None
    cut: tuple[tuple[str, int], ...] = ()

    def render(self) -> str:
        """Return the chunk's text, one part a line, empty parts left out."""
        lines = (
            self.head,
            " > ".join(self.sections),
            self.text,
            self._names("牵头单位", "lead"),
            self._names("责任单位", "doubt"),
            self._names("协同单位", "support"),
            self._names("负责领导", "leaders"),
            f"完成时限：{self.deadline}" if self.deadline else "",
        )
        return "\n".join(filter(None, lines))

    def without_one(self, part: str) -> "_Draft":
        """Return the draft with one name of ``part`` left out: the last, of headings the outermost."""
        names = getattr(self, part)
        rest = names[1:] if part == "sections" else names[:-1]
        cut = dict(self.cut)
        cut[part] = cut.get(part, 0) + 1
        return replace(self, **{part: rest, "cut": tuple(cut.items())})

    def _names(self, label: str, part: str) -> str:
        names = getattr(self, part)
        return f"{label}：{'、'.join(names)}{'等' if part in dict(self.cut) else ''}" if names else ""


class _Named(NamedTuple):
    """A unit that a record names."""

    role: str
    printed: str
    identity: Identity


def _named(notice: Notice, records: Iterable[Task]) -> list[_Named]:
    return [
        _Named(task.role_of(position), unit.text, identity)
        for task in records
        for position, (unit, identity) in enumerate(
            zip(task.units, identities([unit.text for unit in task.units], notice.place), strict=True)
        )
    ]


def _draft(notice: Notice, records: Sequence[Task]) -> _Draft:
    named = _named(notice, records)

    def units(role: str) -> tuple[str, ...]:
        names: dict[str, str] = {}
        for name in named:
            if name.role == role:
                names.setdefault(name.identity.key, name.printed)
        return tuple(names.values())

    deadlines = [value.text for value in (*(task.deadline for task in records), notice.deadline) if value]
    return _Draft(
        head=f"{notice.place or ''}{f'{notice.year}年' if notice.year else ''}",
        sections=tuple(value.text for value in records[0].section),
        text=_union([task.text.text for task in records]),
        lead=units("lead"),
        doubt=units("doubt"),
        support=units("support"),
        leaders=_unique(leader.text for task in records for leader in task.leaders),
        deadline=deadlines[0] if deadlines else None,
    )


def _union(texts: Sequence[str]) -> str:
    """Return the first text, followed by the sentences that only later ones have."""
    text = texts[0]
    for other in texts[1:]:
        known = _NOT_A_WORD.sub("", text)
        sentences = _SENTENCE.findall(other)
        text += "".join(sentence for sentence in sentences if _NOT_A_WORD.sub("", sentence) not in known)
    return text


def _fit(draft: _Draft, count_tokens: CountTokens, budget: int) -> _Draft:
    """Return ``draft`` shortened from its least useful end until it fits; the first lead unit stays."""
    for part in _LEAST_USEFUL_FIRST:
        keep = 1 if part == "lead" else 0
        while len(getattr(draft, part)) > keep and count_tokens(draft.render()) > budget:
            draft = draft.without_one(part)
    return draft if count_tokens(draft.render()) <= budget else _with_text_cut(draft, count_tokens, budget)


def _with_text_cut(draft: _Draft, count_tokens: CountTokens, budget: int) -> _Draft:
    """Return ``draft`` with the end of its text left out, as little as is needed (by bisection)."""
    fits, over = 0, len(draft.text)
    while over - fits > 1:
        middle = (fits + over) // 2
        short = replace(draft, text=draft.text[:middle])
        fits, over = (middle, over) if count_tokens(short.render()) <= budget else (fits, middle)
    return replace(draft, text=draft.text[:fits], cut=(*draft.cut, ("text", len(draft.text) - fits)))


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
