"""What a line can be, as far as the line alone tells: a number, unit names, furniture, a remark, a date."""

from collections.abc import Sequence

from index import vocabulary as v
from index.source import Line


def is_number(line: Line) -> bool:
    """Whether a line is only a number: a serial, or the number of a heading."""
    return bool(v.NUMBER.match(line.folded))


def is_furniture(line: Line) -> bool:
    """Whether a line belongs to the page or the file around the notice."""
    return bool(v.FURNITURE.match(line.folded))


def is_remark(line: Line) -> bool:
    """Whether a line opens the remarks under a table."""
    return bool(v.REMARK.match(line.folded))


def is_date(line: Line) -> bool:
    """Whether a line is only a date, as under a signature."""
    text = "".join(line.folded.split())
    return bool(v.FULL_DATE.fullmatch(text) or v.CHINESE_DATE.fullmatch(text) or v.BARE_DATE.match(text))


def closes_sentence(line: Line) -> bool:
    """Whether a line ends a sentence."""
    return line.text.rstrip().endswith(("。", "!", "！"))


def looks_like_units(line: Line) -> bool:
    """Whether a line can be (part of) unit names rather than running text."""
    text = line.folded
    if v.NOT_IN_UNITS.search(text):
        return False
    return not v.DIGIT.search(text) or bool(v.UNIT_WITH_NUMBER.match(text))


def count_unit_lines(lines: Sequence[Line]) -> int:
    """How many of the first lines can be unit names or empty cells, before other matter begins.

    A signature is no unit: the line before a date is not counted.
    """
    for number, line in enumerate(lines):
        if line.is_empty_cell:
            continue
        if is_furniture(line) or is_remark(line) or not looks_like_units(line):
            signed = number and is_date(line) and v.SIGNATURE.search(lines[number - 1].folded)
            return number - 1 if signed else number
    return len(lines)
