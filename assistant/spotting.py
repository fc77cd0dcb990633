"""Where known names stand in a text."""

from collections.abc import Container, Iterable, Iterator

_MAX_ALIAS = 40


def longest(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield non-overlapping stretches of ``text`` that are names, the longest at each start."""
    known = names if isinstance(names, dict) else set(names)
    start = 0
    while start < len(text):
        for end in range(min(len(text), start + _MAX_ALIAS), start + 1, -1):
            if text[start:end] in known:
                yield start, end
                start = end
                break
        else:
            start += 1


def behind_place(
    text: str, found: tuple[int, int], names: Container[str], places: Container[str]
) -> tuple[int, int]:
    """Return the stretch of a name that reaches further than the one found, if it stands behind a place.

    In 繁昌区政府办 the longest name from the left is 繁昌区政府, but what is meant is 区政府办.
    """
    start, end = found
    for longer in range(min(len(text), start + _MAX_ALIAS), end, -1):
        for inner in range(start + 2, end):
            if text[start:inner] in places:
                for name in (text[inner - 1 : longer], text[inner:longer]):
                    if name in names:
                        return longer - len(name), longer
    return start, end
