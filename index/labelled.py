"""Labelled text: numbered tasks, then lines such as 牵头责任单位:… (Fuyang 2019, Fanchang 2021 body)."""

import re
from dataclasses import dataclass, field

from index import vocabulary as v
from index.draft import Doubt, Row, Sheet
from index.headings import Path, heading_style
from index.labels import split_labels
from index.line_kinds import is_furniture, looks_like_units
from index.people import looks_like_person
from index.printed import Printed
from index.source import Line

_NOTHING = re.compile("")


@dataclass
class _Entry:
    """An item or sub-item being read; ``serial`` is None where a paragraph with units has no number."""

    serial: Printed | None
    path: Path
    parent: "_Entry | None" = None
    text: list[Printed] = field(default_factory=list)
    values: dict[str, list[Printed]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    children: int = 0

    @property
    def heading(self) -> Printed:
        """The whole printed item, number included, for use as a heading."""
        return Printed.join([*([self.serial] if self.serial else []), *self.text]).without_inner_space()

    @property
    def number(self) -> int | None:
        """The number of the item in figures, if it has one."""
        digits = re.sub(r"\D", "", self.serial.folded) if self.serial else ""
        return int(digits) if digits else None


def parse_labelled(lines: list[Line]) -> Sheet:
    """Read all tasks of labelled text. Lines it can place nowhere stay unclaimed."""
    sheet = Sheet("body")
    reader = _Reader(sheet)
    for line in lines:
        if not line.is_empty:
            reader.feed(line)
    tasks = _tasks(reader.entries)
    restarts = _numbering_restarts(tasks)
    has_lead = any("lead" in entry.values for entry in tasks)
    heads = [entry for entry in reader.entries if entry.children]
    sheet.items = sum(entry.parent is None for entry in tasks) + sum(entry.parent is None for entry in heads)
    doubts = _serial_doubts(reader.entries)
    sheet.rows = [
        _row(entry, doubts.get(id(entry), ()), restarts=restarts, has_lead=has_lead) for entry in tasks
    ]
    for entry in (*tasks, *heads):
        sheet.claimed |= {line.number for line in entry.lines}
    return sheet


def _tasks(entries: list[_Entry]) -> list[_Entry]:
    """The entries that are tasks: all with values, and those between them that only lack their labels."""
    valued = [number for number, entry in enumerate(entries) if entry.values]
    between = range(valued[0], valued[-1]) if valued else range(0)
    return [
        entry
        for number, entry in enumerate(entries)
        if entry.values or (number in between and not entry.children)
    ]


def _numbering_restarts(tasks: list[_Entry]) -> bool:
    """Whether sub-numbers begin anew under each item: then the items themselves are what is counted."""
    ones = sum(1 for entry in tasks if entry.parent and entry.number == 1)
    parents = {id(entry.parent) for entry in tasks if entry.parent}
    return ones == len(parents)


def _serial_doubts(entries: list[_Entry]) -> dict[int, tuple[Doubt, ...]]:
    """Doubts by ``id`` of the entries whose number neither follows the last on its level nor begins anew."""
    doubts: dict[int, tuple[Doubt, ...]] = {}
    last: dict[bool, int] = {}
    for entry in entries:
        level, number = entry.parent is None, entry.number
        if number is None:
            continue
        before = last.get(level)
        if before is not None and number not in {before + 1, 1}:
            reason = f"序号不连续：{before} 之后是 {number}"
            doubts[id(entry)] = (Doubt("serial", "serial_gap", reason, entry.serial),)
        last[level] = number
    return doubts


class _Reader:
    """Feeds on lines one by one, holding the open headings, item and label."""

    def __init__(self, sheet: Sheet) -> None:
        self.entries: list[_Entry] = []
        self._sheet = sheet
        self._path = Path()
        self._open: list[Printed] | None = None
        """Where a wrapped line would go on."""
        self._label = ""
        """The label that is open, "" where it is a text."""

    def feed(self, line: Line) -> None:
        """Place one line."""
        text, labels = split_labels(line.printed.strip())
        if not line.text.strip() or self._heading(text, line, labelled=bool(labels)):
            self._sheet.claimed.add(line.number)
            return
        begins = self._numbered(text, line, labelled=bool(labels))
        if not begins and len(text) and not self._goes_on(text, line, labelled=bool(labels)):
            return
        if self.entries:
            self._take(labels, line)

    def _heading(self, printed: Printed, line: Line, *, labelled: bool) -> bool:
        """Enter a heading; a paragraph numbered like one that names its units is a task."""
        style = heading_style(printed)
        if style is None or labelled:
            return False
        self._path = self._path.enter(style, line.printed.strip().without_inner_space())
        self._open = None
        return True

    def _numbered(self, printed: Printed, line: Line, *, labelled: bool) -> bool:
        """Begin an entry, if the paragraph opens one."""
        match = self._number_of(printed.folded, labelled=labelled)
        if match is None:
            return False
        parent = self._last_item() if match.re is v.SUBITEM else None
        if parent:
            parent.children += 1
        serial = printed[: match.end()].strip()
        text = [printed[match.end() :]]
        self.entries.append(_Entry(serial if len(serial) else None, self._path, parent, text, lines=[line]))
        self._open, self._label = text, ""
        return True

    def _number_of(self, folded: str, *, labelled: bool) -> re.Match[str] | None:
        """The number that opens an entry; an empty match where a paragraph without one names units."""
        match = v.ITEM.match(folded) or v.SUBITEM.match(folded)
        waiting = bool(self.entries) and not self.entries[-1].values
        if match or waiting or not (labelled and folded):
            return match
        return v.CHAPTER.match(folded) or v.PART.match(folded) or _NOTHING.match(folded)

    def _last_item(self) -> _Entry | None:
        """The item that a sub-item printed now stands under: the last one with no values of its own."""
        item = next((entry for entry in reversed(self.entries) if entry.parent is None), None)
        return item if item and not item.values else None

    def _goes_on(self, printed: Printed, line: Line, *, labelled: bool) -> bool:
        """Add a line to what is open: a text, or a value that the line can be part of."""
        if self._open is None or is_furniture(line):
            return False
        if self._label and (labelled or not self._fits_label(line)):
            self._open = None
            return False
        self._open.append(printed)
        self.entries[-1].lines.append(line)
        self._close_at_stop(printed)
        return True

    def _fits_label(self, line: Line) -> bool:
        """Whether a line can go on with the value of the open label."""
        bare = Line(line.number, line.printed.strip().strip("。"))
        return looks_like_person(bare.printed) if self._label == "leaders" else looks_like_units(bare)

    def _take(self, labels: list[tuple[str, Printed]], line: Line) -> None:
        """Give labels and values to the last entry."""
        entry = self.entries[-1]
        for name, value in labels:
            self._open, self._label = entry.values.setdefault(name, []), name
            self._open.append(value)
        if labels:
            entry.lines.append(line)
            self._close_at_stop(line.printed.strip())

    def _close_at_stop(self, printed: Printed) -> None:
        """A full stop ends a label's value; the text of an item may run over several sentences."""
        if self._label and printed.text.endswith(("。", ")", "）", "】")):
            self._open = None


def _row(entry: _Entry, doubts: tuple[Doubt, ...], *, restarts: bool, has_lead: bool) -> Row:
    """Make the row. A label 责任单位 names the supporting units where some label names the lead."""
    path = entry.path.headings
    if entry.parent:
        heading = entry.parent.heading
        path = (*path, heading[: len(heading.text.rstrip("。"))] if restarts else heading)
    values = {name: tuple(held) for name, held in entry.values.items()}
    units = _joined(values.get("units", ()))
    one_list = bool(units) and not has_lead and "support" not in values
    if entry.serial is None:
        doubts = (Doubt("serial", "serial_missing", "这一段没有编号"),)
    return Row(
        serial=entry.serial,
        text=tuple(entry.text),
        parents=(entry.parent.serial.folded,) if entry.parent and entry.parent.serial else (),
        section=path,
        leaders=values.get("leaders", ()),
        lead=_joined(values.get("lead", () if one_list or has_lead else units)),
        support=_joined(values.get("support", units if has_lead else ())),
        pool=(units,) if one_list else (),
        deadline=values.get("deadline", ()),
        doubts=doubts,
    )


def _joined(lines: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """A value that was wrapped over lines is one list."""
    return (Printed.join(lines),) if lines else ()
