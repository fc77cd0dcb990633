"""Labels such as 牵头责任单位: on a line of their own, several on one line, or in brackets behind a text."""

from index import vocabulary as v
from index.printed import Printed
from index.source import Line

_UNIT_LABELS = {"lead", "support", "units"}
_BETWEEN = " \t\u3000;；,，。.、"

Labelled = list[tuple[str, Printed]]
"""Label names (keys of ``vocabulary.LABEL``) with the values after them."""


def split_labels(printed: Printed) -> tuple[Printed, Labelled]:
    """Return the text before the first label of a line, and its labels with their values.

    A label behind a text counts only in brackets that close the line: prose may mention the words.
    """
    folded = printed.folded
    matches = list(v.LABEL.finditer(folded))
    if not matches:
        return printed, []
    start, end = matches[0].start(), len(folded)
    if start or folded.startswith(("(", "[", "【")):
        end = len(folded.rstrip("。. "))
        if not start or folded[start - 1] not in "([【" or folded[end - 1] not in ")]】":
            return printed, []
        start, end = start - 1, end - 1
    stops = [*(match.start() for match in matches[1:]), end]
    values = [printed[match.end() : stop].strip(_BETWEEN) for match, stop in zip(matches, stops, strict=True)]
    if end == len(folded):  # a list may go on in the next line: its last mark stays
        values[-1] = printed[matches[-1].end() :].strip()
    names = [match.lastgroup or "" for match in matches]
    return printed[:start].strip(), list(zip(names, values, strict=True))


def has_labels(lines: list[Line]) -> bool:
    """Whether at least two lines carry a unit label; prose that mentions the words does not."""
    return (
        sum(any(name in _UNIT_LABELS for name, _ in split_labels(line.printed.strip())[1]) for line in lines)
        > 1
    )
