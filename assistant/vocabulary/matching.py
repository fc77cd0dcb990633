"""Patterns put together from alternatives, tried in this order."""

import re


def any_of(*alternatives: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern that matches any of the alternatives, the first that fits."""
    return re.compile("|".join(alternatives), flags)


def words(text: str) -> str:
    """Return an alternative for ``any_of``: any of the words, which are parted by blanks."""
    return "|".join(map(re.escape, text.split()))
