"""Table headers: finding the printed column names and what each column holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from index import vocabulary as v
from index.source import Line

_MAX_WINDOW = 40
_MAX_NAME = 8
_BEGINNINGS = frozenset(name[:end] for name in v.COLUMNS for end in range(1, len(name) + 1))
"""What a wrapped column name may begin with."""


@dataclass(frozen=True)
class Header:
    """A table header: the roles of its columns from left to right, and the lines it is printed on."""

    roles: tuple[str, ...]
    lines: frozenset[int]
    first: int
    """Position of the first header line among the lines given."""
    after: int
    """Position of the first line after the header."""


def find_headers(lines: list[Line]) -> Iterator[Header]:
    """Yield the table headers in order.

    A header is a run of short lines that are column names, or their wrapped halves (主要 + 目标), with a
    column of tasks and one of units among them.
    """
    position = 0
    while position < len(lines):
        header = _header_at(lines, position) if _may_begin(lines[position]) else None
        if header:
            yield header
        position = header.after if header else position + 1


def without_headers(lines: list[Line]) -> tuple[list[Line], frozenset[int]]:
    """Return the lines without headers printed again at page breaks, and the numbers of those left out."""
    repeated = frozenset(number for header in find_headers(lines) for number in header.lines)
    return [line for line in lines if line.number not in repeated], repeated


def _may_begin(line: Line) -> bool:
    return _word(line) in _BEGINNINGS


def _word(line: Line) -> str:
    """The line without blanks and brackets, if short enough for a column name."""
    text = line.folded
    word = "".join((v.BRACKETED.sub("", text) if "(" in text else text).split())
    return word if len(word) <= _MAX_NAME else ""


def _header_at(lines: list[Line], first: int) -> Header | None:
    names: list[str] = []
    held = ""
    after = first
    for position in range(first, min(len(lines), first + _MAX_WINDOW)):
        line = lines[position]
        if line.is_empty:
            continue
        held += _word(line) or "?"
        if held in v.COLUMNS and not _goes_on(lines, position, held):
            names.append(held)
            held = ""
            after = position + 1
        elif held not in _BEGINNINGS:
            break
    roles = _roles(names)
    if "task" not in roles or not {"lead", "units"} & set(roles):
        return None
    return Header(roles, frozenset(line.number for line in lines[first:after]), first, after)


def _goes_on(lines: list[Line], position: int, held: str) -> bool:
    """Whether the name is only the first half of a longer one: 责任 + 单位, 主要任务 is whole."""
    following = next((_word(line) for line in lines[position + 1 : position + 3] if not line.is_empty), "")
    return bool(following) and following not in v.COLUMNS and held + following in v.COLUMNS


def _roles(names: list[str]) -> tuple[str, ...]:
    """Roles of the leaf columns from left to right; two-level headers print the leaves last."""
    roles = [v.COLUMNS[name] for name in names]
    if "parent" in roles:
        roles = _expanded(roles, "parent", ("group", "task"))
    if "units" in roles and {"lead", "support"} <= set(roles[roles.index("units") + 1 :]):
        roles = _expanded(roles, "units", ("lead", "support"))
    if "units" in roles and "lead" in roles:
        roles = ["support" if role == "units" else role for role in roles]
    # A name printed twice is one column, but for the groups: 重点工作 beside 工作内容.
    return tuple(role for place, role in enumerate(roles) if role == "group" or role not in roles[:place])


def _expanded(roles: list[str], parent: str, children: tuple[str, ...]) -> list[str]:
    """Put the leaf columns printed after a spanning column in its place."""
    place = roles.index(parent)
    rest = roles[place + 1 :]
    if not set(children) <= set(rest):
        return roles
    for child in children:
        rest.remove(child)
    return [*roles[:place], *children, *rest]
