"""Conversations of two and three turns: each turn changes one thing, and the question in full is known."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from evals.asking import Asked, Asker, name_of
from evals.cases import GENERATED
from evals.expectation import Expect
from evals.name_variants import unit_names
from evals.selection import Corpus, Selector
from index.identity import identify
from index.records import Notice

Role = Literal["lead", "support"]
_WORDS = {"lead": "牵头", "support": "配合"}
_ASKED_AGAIN = 0.3
"""Of turns that change the role, so many ask for the list again, which ends a count."""


@dataclass(frozen=True)
class Fixed:
    """What a conversation has fixed so far; ``unit`` as printed."""

    notice: Notice
    unit: str
    role: Role
    count: bool = False

    def question(self) -> str:
        """Return the question in full."""
        what = "几项任务" if self.count else "哪些任务"
        return f"{self.notice.place}{self.notice.year}年{self.unit}{_WORDS[self.role]}{what}"


@dataclass(frozen=True)
class Talk:
    """The turns of a conversation, and what the last of them asks."""

    turns: tuple[str, ...]
    asks: Fixed


class Talker:
    """Draws conversations over a corpus."""

    def __init__(self, corpus: Corpus, rng: random.Random) -> None:
        self._corpus, self._rng = corpus, rng
        self._held = {name_of(notice): _departments(notice) for notice in corpus.notices}

    def talks(self, count: int) -> Iterator[Talk]:
        """Yield ``count`` conversations."""
        for _ in range(count):
            notice = self._rng.choice(self._corpus.notices)
            role: Role = self._rng.choice(("lead", "support"))
            fixed = Fixed(notice, self._rng.choice(list(self._held[name_of(notice)])), role)
            turns = [fixed.question()]
            for _ in range(self._rng.choice((1, 2))):
                turn, fixed = self._change(fixed)
                turns.append(turn)
            yield Talk(tuple(turns), fixed)

    def asked(self, count: int) -> Iterator[Asked]:
        """Yield the conversations, of ``count``, whose last answer the records fix."""
        for talk in self.talks(count):
            expect = self._expect(talk.asks)
            if expect:
                yield Asked(f"{GENERATED}conversation", name_of(talk.asks.notice), talk.turns, expect)

    def _expect(self, fixed: Fixed) -> Expect | None:
        key = self._held[name_of(fixed.notice)][fixed.unit]
        selector = Selector(notice=name_of(fixed.notice), unit=key, role=fixed.role, named_only=fixed.count)
        rows = self._corpus.select(selector)
        if not rows.every:
            return Expect(nothing=selector) if self._is_refutable(selector) else None
        if fixed.count:
            return Expect(count=selector) if rows.certain == rows.every else None
        return Expect(tasks=selector) if rows.certain else None

    def _is_refutable(self, selector: Selector) -> bool:
        return bool(self._corpus.select(Selector(notice=selector.notice, unit=selector.unit)).certain)

    def _change(self, fixed: Fixed) -> tuple[str, Fixed]:
        """One turn that changes one thing, and what is asked after it."""
        asker = Asker(self._corpus, fixed.notice, self._rng)
        kind = self._rng.choice(("role", "place", "unit", "count", "year"))
        if kind == "role":
            return self._other_role(asker, fixed)
        if kind == "unit":
            unit = self._rng.choice(list(self._held[asker.name]))
            return asker.say("turn_unit", unit=unit), replace(fixed, unit=unit)
        if kind == "count":
            return asker.say("turn_count"), replace(fixed, count=True)
        others = [it for it in self._corpus.notices if self._could_follow(it, fixed)]
        if kind == "place" and others:
            notice = self._rng.choice(others)
            there = Asker(self._corpus, notice, self._rng)
            return there.say("turn_place"), replace(fixed, notice=notice)
        return asker.say("turn_year"), fixed

    def _other_role(self, asker: Asker, fixed: Fixed) -> tuple[str, Fixed]:
        role: Role = "support" if fixed.role == "lead" else "lead"
        if self._rng.random() < _ASKED_AGAIN:
            return asker.say(f"turn_again_{role}"), replace(fixed, role=role, count=False)
        return asker.say(f"turn_role_{role}"), replace(fixed, role=role)

    def _could_follow(self, notice: Notice, fixed: Fixed) -> bool:
        return notice.place != fixed.notice.place and fixed.unit in self._held[name_of(notice)]


def _departments(notice: Notice) -> dict[str, str]:
    """The departments of a notice, printed name to key."""
    return {
        names[0]: key
        for key, names in unit_names(notice).items()
        if names and identify(key, notice.place).kind == "department"
    }
