"""Questions about units: every unit, role, name and wording; counts; roles that a unit does not have."""

from collections.abc import Iterator
from typing import Literal

from evals.asking import Asked, Asker
from evals.expectation import Expect
from evals.name_variants import unit_names
from evals.selection import Selector

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
