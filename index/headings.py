"""Headings: recognising their numbering, and the path of headings above a row."""

import re
from dataclasses import dataclass

from index import vocabulary as v
from index.printed import Printed

_MAX_HEADING = 80
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (("chapter", v.CHAPTER), ("part", v.PART))


def heading_style(printed: Printed) -> str | None:
    """Return "chapter" for 一、…, "part" for (一)…, None for anything else."""
    text = printed.folded
    if len(text) > _MAX_HEADING:
        return None
    return next((style for style, pattern in _STYLES if pattern.match(text)), None)


@dataclass(frozen=True)
class Path:
    """The headings above a place, outermost first, each with its style."""

    entries: tuple[tuple[str, Printed], ...] = ()

    def enter(self, style: str, heading: Printed) -> "Path":
        """Return the path after ``heading``: it ends whatever stood at its style and below."""
        styles = [held for held, _ in self.entries]
        depth = styles.index(style) if style in styles else len(styles)
        return Path((*self.entries[:depth], (style, heading)))

    def leave(self, style: str) -> "Path":
        """Return the path without ``style`` and what stands below it."""
        styles = [held for held, _ in self.entries]
        return Path(self.entries[: styles.index(style)]) if style in styles else self

    @property
    def headings(self) -> tuple[Printed, ...]:
        """The headings alone."""
        return tuple(heading for _, heading in self.entries)
