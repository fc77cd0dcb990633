"""Table headers: finding the printed column names and what each column holds."""

from dataclasses import dataclass

from index import vocabulary as v
from index.source import Line

_MAX_WINDOW = 40
_MAX_NAME = 8


@dataclass(frozen=True)
class Header:
    """A table header: the roles of its columns from left to right, and the lines it is printed on."""

    roles: tuple[str, ...]
    lines: frozenset[int]
    first: int
    """Position of the first header line among the lines given."""
    after: int
    """Position of the first line after the header."""


def find_header(lines: list[Line], start: int = 0) -> Header | None:
    """Return the first table header at or after position ``start``, or None.

    A header is a run of short lines that are column names, or their wrapped halves (主要 + 目标), with a column of
    tasks and one of units among them.
    """
    for first in range(start, len(lines)):
        if not lines[first].is_empty and _word(lines[first]):
            header = _header_at(lines, first)
            if header:
                return header
    return None


def _word(line: Line) -> str:
    """The line without blanks, if short enough for a column name."""
    word = "".join(line.text.split())
    return word if 0 < len(word) <= _MAX_NAME else ""


def _header_at(lines: list[Line], first: int) -> Header | None:
    names: list[str] = []
    used: set[int] = set()
    held = ""
    after = first
    for position in range(first, min(len(lines), first + _MAX_WINDOW)):
        line = lines[position]
        if line.is_empty:
            continue
        held += _word(line) or "?"
        if held in v.COLUMNS:
            names.append(held)
            held = ""
            after = position + 1
        elif not any(name.startswith(held) for name in v.COLUMNS):
            break
        used.add(line.number)
    roles = _roles(names)
    if "task" not in roles or not {"lead", "units"} & set(roles):
        return None
    return Header(roles, frozenset(line.number for line in lines[first:after]), first, after)


def _roles(names: list[str]) -> tuple[str, ...]:
    """Roles of the leaf columns from left to right; two-level headers print the leaves last."""
    roles = [v.COLUMNS[name] for name in names]
    if "parent" in roles:
        roles = _expanded(roles, "parent", ("group", "task"))
    if "units" in roles and {"lead", "support"} <= set(roles[roles.index("units") + 1 :]):
        roles = _expanded(roles, "units", ("lead", "support"))
    if "units" in roles and "lead" in roles:
        roles = ["support" if role == "units" else role for role in roles]
    return tuple(roles)


def _expanded(roles: list[str], parent: str, children: tuple[str, ...]) -> list[str]:
    """Put the leaf columns printed after a spanning column in its place."""
    place = roles.index(parent)
    rest = roles[place + 1 :]
    if not set(children) <= set(rest):
        return roles
    for child in children:
        rest.remove(child)
    return [*roles[:place], *children, *rest]
