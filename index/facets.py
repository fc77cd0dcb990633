"""What a search over chunks can be narrowed by, and the condition that narrows it."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Facets:
    """The filterable side of one chunk; units are canonical names within ``place``, bodies included.

    ``units`` holds every unit, also those whose role the text does not fix; these are in neither of
    ``lead_units`` and ``support_units``.
    """

    place: str | None
    year: int | None
    notice: str
    block: str
    units: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the facets as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what ``to_json`` wrote down."""
        pairs = json.loads(text).items()
        fields: dict[str, Any] = {name: tuple(it) if isinstance(it, list) else it for name, it in pairs}
        return cls(**fields)


@dataclass(frozen=True)
class Where:
    """A condition: every field given must hold; a field holds if any of its values does."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()

    def scalars(self) -> dict[str, tuple[str | int, ...]]:
        """Return facet name and accepted values, for the facets with one value a chunk."""
        return _given({"place": self.places, "year": self.years, "notice": self.notices})

    def lists(self) -> dict[str, tuple[str | int, ...]]:
        """Return facet name and accepted values, for the facets with many values a chunk."""
        names = ("units", "lead_units", "support_units", "leaders")
        return _given({name: getattr(self, name) for name in names})

    def admits(self, facets: Facets) -> bool:
        """Whether a chunk with ``facets`` satisfies the condition."""
        return all(getattr(facets, name) in values for name, values in self.scalars().items()) and all(
            not set(values).isdisjoint(getattr(facets, name)) for name, values in self.lists().items()
        )


def _given(fields: dict[str, tuple[str | int, ...]]) -> dict[str, tuple[str | int, ...]]:
    return {name: values for name, values in fields.items() if values}
