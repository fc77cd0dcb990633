"""Labelled text: numbered tasks followed by lines such as 牵头责任单位:… (Fuyang 2019, Fanchang 2021 body)."""

import re
from dataclasses import dataclass, field

from index import vocabulary as v
from index.draft import Row, Sheet
from index.headings import Path, heading_style
from index.printed import Printed
from index.source import Line

_UNIT_LABELS = ("lead", "support", "units")


def label_of(printed: Printed) -> tuple[str, Printed] | None:
    """Return the label a line opens with and the value after it, or None."""
    folded = printed.folded
    for name, pattern in v.LABELS.items():
        match = pattern.match(folded)
        if match:
            return name, printed[match.end() :].strip()
    return None


def has_labels(lines: list[Line]) -> bool:
    """Whether at least two lines open with a unit label; prose that mentions the words does not."""
    labels = (label_of(line.printed.strip()) for line in lines)
    return sum(label is not None and label[0] in _UNIT_LABELS for label in labels) > 1


@dataclass
class _Entry:
    """A numbered item or sub-item being read."""

    serial: Printed
    path: Path
    parent: "_Entry | None" = None
    text: list[Printed] = field(default_factory=list)
    values: dict[str, list[Printed]] = field(default_factory=dict)
    children: int = 0

    @property
    def heading(self) -> Printed:
        """The whole printed item, number included, for use as a heading."""
        return Printed.join([self.serial, *self.text]).without_inner_space()


def parse_labelled(lines: list[Line]) -> Sheet:
    """Read all tasks of labelled text. Lines it can place nowhere stay unclaimed."""
    sheet = Sheet("body")
    reader = _Reader(sheet)
    for line in lines:
        if not line.is_empty:
            reader.feed(line)
    tasks = [entry for entry in reader.entries if entry.values]
    restarts = _numbering_restarts(tasks)
    has_lead = any("lead" in entry.values for entry in tasks)
    heads = sum(entry.parent is None for entry in reader.entries if entry.values or entry.children)
    sheet.items = heads
    sheet.rows = [_row(entry, restarts=restarts, has_lead=has_lead) for entry in tasks]
    sheet.sections = len({row.section[0].text for row in sheet.rows if row.section})
    return sheet


def _numbering_restarts(tasks: list[_Entry]) -> bool:
    """Whether sub-numbers begin anew under each item: then the items themselves are what is counted."""
    ones = sum(1 for entry in tasks if entry.parent and re.sub(r"\D", "", entry.serial.folded) == "1")
    parents = {id(entry.parent) for entry in tasks if entry.parent}
    return ones == len(parents)


class _Reader:
    """Feeds on lines one by one, holding the open headings, item and label."""

    def __init__(self, sheet: Sheet) -> None:
        self.entries: list[_Entry] = []
        self._sheet = sheet
        self._path = Path()
        self._open: list[Printed] | None = None
        """Where a wrapped line would go on."""

    def feed(self, line: Line) -> None:
        """Place one line."""
        printed = line.printed.strip()
        if not printed.text or self._heading(printed) or self._numbered(printed) or self._labelled(printed):
            self._sheet.claimed.add(line.number)
        elif self._open is not None and not v.FURNITURE.match(printed.folded):
            self._open.append(printed)
            self._sheet.claimed.add(line.number)
            self._close_at_stop(printed)

    def _heading(self, printed: Printed) -> bool:
        style = heading_style(printed)
        if style is None:
            return False
        self._path = self._path.enter(style, printed.without_inner_space())
        self._open = None
        return True

    def _numbered(self, printed: Printed) -> bool:
        match = v.ITEM.match(printed.folded)
        parent = None
        if match is None:
            match = v.SUBITEM.match(printed.folded)
            parent = self._last_item()
        if match is None or not match.end():
            return False
        entry = _Entry(printed[: match.end()].strip(), self._path, parent, [printed[match.end() :]])
        if parent:
            parent.children += 1
        self.entries.append(entry)
        self._open = entry.text
        return True

    def _last_item(self) -> _Entry | None:
        """The item that a sub-item printed now stands under: the last one with no values of its own."""
        item = next((entry for entry in reversed(self.entries) if entry.parent is None), None)
        return item if item and not item.values else None

    def _labelled(self, printed: Printed) -> bool:
        labelled = label_of(printed)
        if labelled is None or not self.entries:
            return False
        name, value = labelled
        self._open = self.entries[-1].values.setdefault(name, [])
        self._open.append(value)
        self._close_at_stop(value)
        return True

    def _close_at_stop(self, printed: Printed) -> None:
        """A full stop ends a label's value; the text of an item may run over several sentences."""
        if self.entries and self._open is not self.entries[-1].text and printed.text.endswith("。"):
            self._open = None


def _row(entry: _Entry, *, restarts: bool, has_lead: bool) -> Row:
    """Make the row. A label 责任单位 names the supporting units where some label names the lead."""
    path = entry.path.headings
    if entry.parent:
        heading = entry.parent.heading
        path = (*path, heading[: len(heading.text.rstrip("。"))] if restarts else heading)
    values = {name: tuple(held) for name, held in entry.values.items()}
    units = values.get("units", ())
    one_list = bool(units) and not has_lead and "support" not in values
    return Row(
        serial=entry.serial,
        text=tuple(entry.text),
        parents=(entry.parent.serial.folded,) if entry.parent else (),
        section=path,
        leaders=values.get("leaders", ()),
        lead=values.get("lead", () if one_list or has_lead else units),
        support=values.get("support", units if has_lead else ()),
        pool=(units,) if one_list else (),
        deadline=values.get("deadline", ()),
    )
