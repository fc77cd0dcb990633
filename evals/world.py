"""One invented place: draws names of units and people and texts of tasks for ``generate_notices``."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from evals import invented as words

_SOMETIMES, _RARELY = 0.1, 0.05


@dataclass(frozen=True)
class Expected:
    """A record as a person reads it from the notice; ``certain``: the text fixes the split."""

    serial: str | None
    section: tuple[str, ...]
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    leaders: tuple[tuple[str, bool], ...] = ()
    deadline: str | None = None
    certain: bool = True


@dataclass
class World:
    """Draws everything from ``random``: the same seed gives the same place, people and tasks."""

    random: random.Random
    place: str
    level: str
    year: int
    tasks: list[Expected] = field(default_factory=list)
    """The records printed so far."""

    @classmethod
    def of(cls, seed: str) -> "World":
        """Return the world that ``seed`` stands for."""
        rng = random.Random(seed)  # noqa: S311 - invented data, no secrets
        return cls(rng, *rng.choice(words.PLACES), rng.randint(2018, 2030))

    @property
    def group(self) -> str:
        """The words for all departments of the place: 市政府相关部门."""
        return f"{self.level}政府相关部门"

    def departments(self, count: int) -> list[str]:
        """Return different bodies of the place; rarely one of a higher authority, or with one in brackets."""
        stems = self.random.sample(words.DEPARTMENTS, count)
        return list(dict.fromkeys(self._department(stem) for stem in stems))

    def leads_and_supports(self, leads: int, supports: int) -> tuple[list[str], list[str]]:
        """Return lead units and other units that support them."""
        units = self.departments(leads + supports)
        return units[:leads], units[leads:]

    def _department(self, stem: str) -> str:
        if self.random.random() < _RARELY:
            return self.random.choice(words.ABROAD).format(place=self.place)
        if self.random.random() < _RARELY and stem.endswith(("局", "办公室")):
            return f"{self.level}{stem}({self.level}{self.random.choice(words.BODIES)})"
        return self.level + stem

    def districts(self, count: int) -> list[str]:
        """Return different districts or counties, without 政府."""
        return self.random.sample(words.DISTRICTS, count)

    def park(self) -> str:
        """Return the administration of a development zone."""
        return self.random.choice(words.PARKS).format(place=self.place)

    def person(self) -> str:
        """Return an invented name of two or three characters."""
        given = self.random.sample(words.GIVEN, self.random.choice((1, 2, 2)))
        return self.random.choice(words.SURNAMES) + "".join(given)

    def text(self) -> str:
        """Return the text of a task."""
        aim = self.random.choice(words.AIMS)
        number, decimal = self.random.randint(3, 900), self.random.randint(20, 120) / 10
        start = self.random.choice(words.VERBS) + self.random.choice(words.OBJECTS)
        return f"{start},{aim.format(n=number, d=decimal)}。"

    def deadline(self) -> str:
        """Return a deadline as notices print them."""
        return self.random.choice(words.DEADLINES).format(year=self.year)

    def sometimes(self) -> bool:
        """Whether a print quirk happens here: one time in ten."""
        return self.random.random() < _SOMETIMES

    def chapters(self, rows: int) -> Iterator[tuple[str, int]]:
        """Yield each chapter's heading and how many of the ``rows`` it holds."""
        number = 0
        while rows > 0:
            size = min(rows, self.random.randint(3, 12))
            yield f"{chinese(number + 1)}、{words.CHAPTERS[number % len(words.CHAPTERS)]}", size
            rows -= size
            number += 1


def chinese(number: int) -> str:
    """Return ``number`` (1 to 999) in Chinese figures."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    figures = "零一二三四五六七八九"
    text = f"{figures[hundreds]}百" if hundreds else ""
    if tens or (hundreds and ones):
        text += ("" if tens == 1 and not hundreds else figures[tens]) + ("十" if tens else "")
    return text + (figures[ones] if ones else "")
