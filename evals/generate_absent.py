"""Questions that no notice answers: another year, another place."""

from collections.abc import Iterator

from evals.asking import Asked, Asker, wordings
from evals.expectation import Expect
from evals.name_variants import unit_names

_UNITS = 6
_YEARS = (-2, -1, 1, 2)


def about_absent_years(asker: Asker) -> Iterator[Asked]:
    """Ask some units' tasks of years that the place has no notice of; the year there is must be offered."""
    year = asker.notice.year or 0
    held = {notice.year for notice in asker.corpus.notices if notice.place == asker.notice.place}
    expect = Expect(abstain=True, suggest=(str(year),))
    for name in _some_units(asker):
        for other in (year + step for step in _YEARS):
            if other not in held:
                yield asker.one("absent_year", expect, unit=name, absent_year=other)


def about_absent_places(asker: Asker) -> Iterator[Asked]:
    """Ask some units' tasks of places that have no notice."""
    for name in _some_units(asker):
        for place in asker.rng.sample(wordings()["absent_places"], 2):
            yield asker.one("absent_place", Expect(abstain=True), unit=name, absent_place=place)


def _some_units(asker: Asker) -> list[str]:
    names = [held[0] for held in unit_names(asker.notice).values() if held[0].endswith(("局", "委"))]
    return asker.rng.sample(names, min(_UNITS, len(names)))
