"""Questions about units: every unit, role, name and wording; counts; roles that a unit does not have.

And those that no notice answers: about a unit it does not name, another year, another place.
"""

from collections.abc import Iterator
from typing import Literal

from evals.asking import Asked, Asker, wordings
from evals.expectation import Expect
from evals.name_variants import unit_names
from evals.selection import Selector
from index.identity import identify

_UNITS = 6
_ABSENT = 10
_YEARS = (-2, -1, 1, 2)
_UNITS = 6
_ABSENT = 10
_YEARS = (-2, -1, 1, 2)
_ROLES: tuple[Literal["lead", "support", "any"], ...] = ("lead", "support", "any")


def about_units(asker: Asker) -> Iterator[Asked]:
    """Ask for the lists and counts of every unit, under each of its names."""
    for key, names in unit_names(asker.notice).items():
        for role in _ROLES:
            selector = Selector(notice=asker.name, unit=key, role=role)
            if asker.corpus.select(selector).certain:
                for name in names:
                    yield from asker.each(f"list_{role}", Expect(tasks=selector), unit=name)
        yield from _counts(asker, key, names[0])
        yield from _nothing(asker, key, names[0])


def _counts(asker: Asker, key: str, name: str) -> Iterator[Asked]:
    """Ask how many, where no row is in doubt and none reaches the unit through a group."""
    for role in _ROLES[:2]:
        selector = Selector(notice=asker.name, unit=key, role=role, named_only=True)
        rows = asker.corpus.select(selector)
        if rows.certain and rows.certain == rows.every:
            yield from asker.each(f"count_{role}", Expect(count=selector), unit=name)


def _nothing(asker: Asker, key: str, name: str) -> Iterator[Asked]:
    """Ask what a unit leads that only supports."""
    selector = Selector(notice=asker.name, unit=key, role="lead")
    known = asker.corpus.select(Selector(notice=asker.name, unit=key)).certain
    if known and not asker.corpus.select(selector).every:
        yield from asker.each("nothing_lead", Expect(nothing=selector), unit=name)


def about_absent_units(asker: Asker) -> Iterator[Asked]:
    """Ask about units that the notice does not name: those of other notices, and some that are in none."""
    level = (asker.notice.place or "市")[-1]
    known = unit_names(asker.notice)
    taken = {name for names in known.values() for name in names}
    elsewhere = {
        level + key[1:]
        for notice in asker.corpus.notices
        for key in unit_names(notice)
        if key[0] in "市区县" and key.endswith(("局", "办"))
    }
    absent = sorted(name for name in elsewhere if not any(name[1:] in held or held in name for held in taken))
    drawn = asker.rng.sample(absent, min(_ABSENT, len(absent)))
    invented = (level + stem for stem in wordings()["absent_stems"])
    drawn += [name for name in invented if identify(name, asker.notice.place).key not in known]
    for name in drawn:
        yield from asker.each("absent_unit", Expect(abstain=True), absent_unit=name)


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
