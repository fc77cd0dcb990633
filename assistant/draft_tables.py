"""The tables of a responsibility summary: which columns the tasks of a role need, and what stands in them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.answers import Row
from assistant.draft_blocks import Band, Block, Cell, Column, Footnote, Line, Table
from assistant.draft_facts import Facts, Kind, below_section, by_deadline, sections_of
from assistant.draft_wording import remarks_on
from assistant.export import lines_of
from assistant.facts import clauses

NAMED: tuple[tuple[Kind, str], ...] = (
    ("lead", "牵头任务"),
    ("support", "配合任务"),
    ("doubt", "待核实任务"),
)
"""The parts whose tasks name the unit, and what they are called."""
UNDECIDED = "原文没有分清牵头与协同"
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_NONE = "—"


class _Remarks(NamedTuple):
    """The remarks on rows: those on several rows have a mark, to be said once below the table."""

    facts: Facts
    marks: dict[str, str]

    @classmethod
    def on(cls, rows: Iterable[Row], facts: Facts) -> "_Remarks":
        counts = Counter(remark for row in rows for remark in remarks_on(row, facts))
        shared = (remark for remark, count in counts.items() if count > 1)
        return cls(facts, dict(zip(shared, _MARKS, strict=False)))

    def of(self, row: Row) -> list[str]:
        """What is said in the row: remarks of its own, then the marks of the others."""
        remarks = remarks_on(row, self.facts)
        own = [remark for remark in remarks if remark not in self.marks]
        marks = "".join(sorted(self.marks[remark] for remark in remarks if remark in self.marks))
        return [*own, *([f"见{marks}"] if marks else [])]


class _Field(NamedTuple):
    """A column of tasks: what it shows of a row, and whether a row needs it."""

    column: Column
    cell: Callable[[Row, _Remarks], Cell]
    wanted: Callable[[Row], bool] = lambda _row: True


def serial_of(row: Row) -> str:
    """The printed serial, or the row's place in brackets where none is printed."""
    return row.serial or f"({row.ordinal})"


def task_table(kind: Kind, facts: Facts) -> Iterator[Block]:
    """Yield the table of the tasks of one kind, by section, and what its marks stand for."""
    rows = facts.rows[kind]
    if not rows:
        return
    fields = [field for field in _FIELDS[kind] if any(field.wanted(row) for row in rows)]
    remarks = _Remarks.on(rows, facts)
    bands = (
        Band(
            f"{section.heading.rstrip('。')}（{len(section.rows)}项）" if section.heading else "",
            tuple(tuple(field.cell(row, remarks) for field in fields) for row in section.rows),
        )
        for section in sections_of(rows)
    )
    yield Table(tuple(field.column for field in fields), tuple(bands))
    if remarks.marks:
        yield Footnote("注：" + "；".join(f"{mark}{remark}" for remark, mark in remarks.marks.items()) + "。")


def deadline_table(facts: Facts) -> Iterator[Table]:
    """Yield which tasks are due when; nothing where no row prints a deadline of its own."""
    if not any(row.deadline for row in facts.named):
        return
    held = [(kind, Column(f"{name}序号", 50)) for kind, name in NAMED if facts.rows[kind]]
    rows = tuple(
        (_plain(printed or "未写时限"), *(_serials(kind, due, facts) for kind, _ in held))
        for printed, due in by_deadline(facts.named)
    )
    yield Table((Column("完成时限", 40), *(column for _, column in held)), (Band("", rows),))


def _serials(kind: Kind, due: Sequence[Row], facts: Facts) -> Cell:
    ids = {row.id for row in due}
    return _plain("、".join(serial_of(row) for row in facts.rows[kind] if row.id in ids) or _NONE)


def _plain(text: str) -> Cell:
    return (Line(((text, False),)),)


def _lines(values: Iterable[str]) -> Cell:
    return tuple(Line(((value, False),)) for value in values) or _plain(_NONE)


def _aside(*texts: str) -> Cell:
    return tuple(Line(((text, False),), aside=True) for text in texts if text)


def _task(row: Row, remarks: _Remarks) -> Cell:
    """The headings right above the task, its words with the targets strong, and what is to be known of it."""
    said = (f"注：{remark}" if not remark.startswith("见") else remark for remark in remarks.of(row))
    return (*_aside(below_section(row)), Line(tuple(clauses(row.text))), *_aside(*said))


def _bare_task(row: Row, _: _Remarks) -> Cell:
    return (*_aside(below_section(row)), *_plain(row.text))


def _reason(row: Row, remarks: _Remarks) -> Cell:
    return _lines(remarks.of(row) or [UNDECIDED])


def _units(row: Row, _: _Remarks) -> Cell:
    if row.boundary == "ambiguous":
        return _plain(f"原文顺序：{_names(row.lead_units + row.support_units)}")
    lead, support = f"牵头：{_names(row.lead_units)}", f"协同：{_names(row.support_units)}"
    return _lines([lead, support] if row.support_units else [lead])


def _names(names: Sequence[str]) -> str:
    return "、".join(names) or "未写"


_SERIAL = _Field(Column("序号", 17, centred=True), lambda row, _: _plain(serial_of(row)))
_UNITS = _Field(Column("责任单位", 42), _units)
_LEADERS = _Field(
    Column("责任领导", 20, centred=True), lambda row, _: _lines(row.leaders), lambda row: bool(row.leaders)
)
_DEADLINE = _Field(
    Column("完成时限", 27, centred=True),
    lambda row, _: _plain(row.deadline or row.notice.deadline or _NONE),
    lambda row: bool(row.deadline),
)
_LINE = _Field(Column("行号", 18, centred=True), lambda row, _: _lines(lines_of(row)))
_CERTAIN = (_SERIAL, _Field(Column("任务内容", 70), _task), _UNITS, _LEADERS, _DEADLINE, _LINE)
_FIELDS: dict[Kind, tuple[_Field, ...]] = {
    "lead": _CERTAIN,
    "support": _CERTAIN,
    "doubt": (
        _SERIAL,
        _Field(Column("任务内容", 60), _bare_task),
        _UNITS,
        _LEADERS,
        _DEADLINE,
        _Field(Column("待核实原因", 30), _reason),
        _LINE,
    ),
    "group": (
        _SERIAL,
        _Field(Column("任务内容", 64), _task),
        _Field(Column("牵头单位", 36), lambda row, _: _plain(_names(row.lead_units))),
        _Field(Column("经由", 26), lambda row, _: _plain((row.via or "").removeprefix("等"))),
        _DEADLINE,
        _LINE,
    ),
}
