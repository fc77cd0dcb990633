"""Questions from the templates of ``wordings.json``, their slots filled, paired with what they want."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.cases import GENERATED
from evals.expectation import Expect
from evals.name_variants import place_names
from evals.selection import Corpus
from index.records import Notice

WORDINGS = Path(__file__).with_name("wordings.json")


@dataclass(frozen=True)
class Asked:
    """A generated question before its answer is worked out; ``notice``: place and year, as 芜湖市2024."""

    kind: str
    notice: str
    turns: tuple[str, ...]
    expect: Expect


@cache
def wordings() -> dict[str, list[str]]:
    """Return the templates by name, and the lists of names that are in no notice."""
    return dict(json.loads(WORDINGS.read_text("utf-8")))


def name_of(notice: Notice) -> str:
    """Return place and year of a notice, the name that selectors use: 芜湖市2024."""
    return f"{notice.place}{notice.year}"


@dataclass(frozen=True)
class Asker:
    """Asks about one notice; draws from ``rng``, so the same seed asks the same."""

    corpus: Corpus
    notice: Notice
    rng: random.Random

    @property
    def name(self) -> str:
        """Place and year."""
        return name_of(self.notice)

    def each(self, wording: str, expect: Expect, **slots: object) -> Iterator[Asked]:
        """Ask in every wording of this name."""
        for template in wordings()[wording]:
            yield self._ask(wording, template, expect, slots)

    def one(self, wording: str, expect: Expect, **slots: object) -> Asked:
        """Ask in one wording of this name."""
        return self._ask(wording, self.rng.choice(wordings()[wording]), expect, slots)

    def say(self, wording: str, **slots: object) -> str:
        """Return one wording of this name with its slots filled."""
        return self._fill(self.rng.choice(wordings()[wording]), slots)

    def _ask(self, wording: str, template: str, expect: Expect, slots: dict[str, object]) -> Asked:
        return Asked(f"{GENERATED}{wording}", self.name, (self._fill(template, slots),), expect)

    def _fill(self, template: str, slots: dict[str, object]) -> str:
        place = self.notice.place or ""
        known = {"place": place, "year": self.notice.year, "where": self.rng.choice(place_names(place))}
        return template.format(**(known | slots))
