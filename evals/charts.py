"""Line charts as SVG: points become coordinates here, the template only prints them."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.curves import Curve

_LEFT, _TOP, _WIDTH, _HEIGHT = 48, 14, 560, 240
_TICKS = 5


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True)
class Line:
    """A curve in pixels: ``points`` as SVG wants them, ``dots`` for those a reader may point at."""

    name: str
    points: str
    dots: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class Chart:
    """A drawing of curves over one x axis; y runs from ``low`` to 1."""

    title: str
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    marks: tuple[Tick, ...] = ()
    left: int = _LEFT
    top: int = _TOP
    right: int = _LEFT + _WIDTH
    bottom: int = _TOP + _HEIGHT


def draw(
    title: str, curves: Sequence[Curve], across: Sequence[Tick] = (), marks: Sequence[Tick] = ()
) -> Chart:
    """Return the chart of some curves.

    ``across``: ticks of the x axis by value, five even ones where none are given. ``marks``: upright lines.
    """
    xs = [x for curve in curves for x, _ in curve.points]
    first, last = min(xs), max(xs)
    low = _floor(min(y for curve in curves for _, y in curve.points))

    def x_of(value: float) -> float:
        return round(_LEFT + _WIDTH * ((value - first) / (last - first) if last > first else 0.5), 1)

    def y_of(value: float) -> float:
        return round(_TOP + _HEIGHT * (1 - (value - low) / (1 - low)), 1)

    lines = []
    for curve in curves:
        dots = tuple((x_of(x), y_of(y), f"{curve.name}: {x:g} → {y:.3f}") for x, y in curve.points)
        lines.append(Line(curve.name, " ".join(f"{x},{y}" for x, y, _ in dots), dots))
    even = [Tick(at, f"{at:.3g}") for at in _even(first, last)]
    return Chart(
        title,
        tuple(lines),
        tuple(Tick(x_of(tick.at), tick.label) for tick in (across or even)),
        tuple(Tick(y_of(at), f"{at:.3g}") for at in _even(low, 1)),
        tuple(Tick(x_of(mark.at), mark.label) for mark in marks),
    )


def _floor(lowest: float) -> float:
    """Where the y axis begins: at 0, nearer where all values are high."""
    return 0.0 if lowest < 0.8 else 0.8 if lowest < 0.98 else 0.95  # noqa: PLR2004


def _even(first: float, last: float) -> list[float]:
    if last <= first:
        return [first]
    return [first + (last - first) * step / _TICKS for step in range(_TICKS + 1)]
