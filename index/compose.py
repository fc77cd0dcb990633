"""From rows as printed to task records: names read, splits decided, doubts turned into gaps."""

import re
from dataclasses import dataclass

from index import vocabulary as v
from index.boundary import Pool, Split, split_pool
from index.draft import Doubt, Row, Sheet
from index.people import People, read_people
from index.printed import LineIndex, Printed
from index.records import Gap, Leader, Origin, Task
from index.unit_reader import NameReader, Names
from index.wording import text_doubts


@dataclass(frozen=True)
class Rules:
    """What the notice says about itself."""

    mark: str = ""
    """The mark of the lead leader, as in 标“▲”为牵头责任领导."""
    first_leader: bool = False
    """The first of several leaders leads."""
    first_unit: bool = False
    """The first of several units leads."""


@dataclass(frozen=True)
class _Units:
    names: Names
    split: Split
    open_lead: bool = False
    open_support: bool = False
    reason: str = ""


class Composer:
    """Makes the tasks of one notice; ``gaps`` collects what stayed undecided."""

    def __init__(self, notice_id: str, index: LineIndex, reader: NameReader, rules: Rules) -> None:
        """``reader`` must have learned from all sheets of the notice."""
        self.gaps: list[Gap] = []
        self._notice = notice_id
        self._index = index
        self._reader = reader
        self._rules = rules
        self._ids: set[str] = set()

    def tasks(self, sheet: Sheet, ordinal: int) -> list[Task]:
        """Return the tasks of one sheet, numbered from ``ordinal`` on."""
        return [self._task(row, sheet, ordinal + number, number) for number, row in enumerate(sheet.rows)]

    def _task(self, row: Row, sheet: Sheet, ordinal: int, number: int) -> Task:
        text = Printed.join(row.text).without_inner_space()
        serial = _serial(row)
        task_id = self._id(sheet.block, serial, number)
        units = self._units(row, sheet)
        people = read_people(row.leaders)
        self._note(task_id, row, units, [*row.doubts, *text_doubts(text, row.deadline)])
        for blank in people.lost:
            self._gap(task_id, "leaders", "leader_lost", "领导单元格里有空行，姓名可能在转换中丢失", blank)
        return Task(
            id=task_id,
            notice=self._notice,
            block=sheet.block,
            ordinal=ordinal,
            serial=serial,
            section=tuple(
                self._index.value(
                    heading, Origin.INHERITED if depth in row.section_inherited else Origin.RULE
                )
                for depth, heading in enumerate(row.section)
            ),
            text=self._index.value(text),
            leaders=self._leaders(people, inherited=row.leaders_inherited),
            units=tuple(self._index.value(name) for name in units.names.units),
            split=units.split.at,
            lead_min=units.split.low,
            lead_max=units.split.high,
            open_lead=units.open_lead,
            open_support=units.open_support,
            deadline=self._index.value(Printed.join(row.deadline).without_inner_space().strip("。"))
            if row.deadline
            else None,
            line=self._index.line_of(text.offsets[0]) if text.offsets else None,
        )

    def _id(self, block: str, serial: str | None, number: int) -> str:
        """A record id: by serial where one is printed, else by the row's count; unique in any case."""
        base = f"{self._notice}/{block}/{serial or f'#{number + 1}'}"
        task_id, again = base, 2
        while task_id in self._ids:
            task_id, again = f"{base}~{again}", again + 1
        self._ids.add(task_id)
        return task_id

    def _leaders(self, people: People, *, inherited: bool) -> tuple[Leader, ...]:
        origin = Origin.INHERITED if inherited else Origin.RULE
        several = len(people.names) > 1
        leads = [
            bool(mark and mark == self._rules.mark) or (self._rules.first_leader and several and not number)
            for number, (_, mark) in enumerate(people.names)
        ]
        values = [self._index.value(name, origin) for name, _ in people.names]
        return tuple(
            Leader(**value.model_dump(), lead=lead) for value, lead in zip(values, leads, strict=True)
        )

    def _units(self, row: Row, sheet: Sheet) -> _Units:
        if not row.pool:
            lead = self._cell(row.lead)
            support = self._cell(row.support)
            names = Names.join((lead, support))
            return _Units(names, Split.certain(len(lead.units)), lead.open, support.open)
        if sheet.one_unit_column:
            return self._one_column(row)
        return self._two_columns(row, sheet)

    def _cell(self, lines: tuple[Printed, ...]) -> Names:
        return self._reader.read_list(lines[0]) if len(lines) == 1 else self._reader.read(list(lines))

    def _one_column(self, row: Row) -> _Units:
        names = Names.join(self._cell(group) for group in row.pool)
        count = len(names.units)
        if self._rules.first_unit or count <= 1:
            return _Units(names, Split.certain(min(1, count)), open_support=names.open)
        return _Units(names, Split.doubtful(1, 1, count), reason="只有一个责任单位栏，文中没有说明谁牵头")

    def _two_columns(self, row: Row, sheet: Sheet) -> _Units:
        groups = [self._cell(group) for group in row.pool]
        names = Names.join(groups)
        counts = [len(group.units) for group in groups]
        marks = tuple(sum(counts[:place]) for place in range(1, len(counts)))
        pool = Pool(
            tuple(name.folded for name in names.units), names.linked, marks, names.cut, sheet.marks_empty
        )
        split = split_pool(pool)
        reason = "两个单位栏在转换中连成一栏，原文不能确定牵头与配合的分界"
        return _Units(names, split, open_support=names.open, reason=reason)

    def _note(self, task_id: str, row: Row, units: _Units, doubts: list[Doubt]) -> None:
        """Turn what is doubtful about a row into gaps."""
        for doubt in doubts:
            self._gap(task_id, doubt.field, doubt.kind, doubt.reason, doubt.at or row.anchor)
        names = units.names.units
        if units.split.low != units.split.high:
            self._gap(task_id, "units", "split_undecided", units.reason, names[0] if names else row.anchor)
        if not names:
            self._gap(task_id, "units", "units_missing", "没有读到责任单位", row.anchor)
        for position in sorted(units.names.cut):
            name = names[position]
            self._gap(
                task_id, "units", "name_truncated", f"单位名称“{name.text}”不完整，可能在转换中被截断", name
            )
        for is_open, field in ((units.open_lead, "lead_units"), (units.open_support, "support_units")):
            if is_open:
                at = names[-1] if names else row.anchor
                self._gap(task_id, field, "open_list", "名单以“等”结尾，未全部列出", at)

    def _gap(self, task: str, field: str, kind: str, reason: str, at: Printed) -> None:
        line = self._index.line_of(at.offsets[0]) if at.offsets else None
        self.gaps.append(Gap(task=task, field=field, kind=kind, line=line, reason=reason))


def _serial(row: Row) -> str | None:
    """The serial as printed, with those of the items above: "12.(3)", "17.1)"; None where none is printed."""
    if row.serial is None:
        return None
    own = row.serial.folded
    return "".join(row.parents) + own if row.parents else own.rstrip(".、")


def rules_of(texts: list[Printed]) -> tuple[Rules, list[Printed]]:
    """Return the rules stated in ``texts`` (table headers, lines outside the tasks) and where they stand."""
    patterns = (v.MARK_RULE, v.FIRST_LEADER_RULE, v.FIRST_LEADS_RULE, v.NOTICE_DEADLINE)
    found: dict[re.Pattern[str], re.Match[str]] = {}
    printed: list[Printed] = []
    for text in texts:
        for pattern in patterns:
            match = pattern.search(text.folded)
            if match and pattern not in found:
                found[pattern] = match
                printed.append(text[match.start() : match.end()])
    mark = found[v.MARK_RULE][1] if v.MARK_RULE in found else ""
    return Rules(mark, v.FIRST_LEADER_RULE in found, v.FIRST_LEADS_RULE in found), printed
