"""Putting a chosen value into a record, once the source bears it out; everything else is refused.

Whoever chose it, a model or a person: a value is a piece that is printed (or a unit that the lexicon knows,
where a name was cut off), in its place, and fits the row.
"""

import re
from collections.abc import Callable, Sequence

from index.blank_options import Option, completes, quoted, row_ends
from index.blanks import LEADERS, NAME, SPLIT, STRAY, UNITS, Blank
from index.errors import NotPrinted
from index.identity import identify
from index.people import looks_like_person
from index.printed import LineIndex, Printed
from index.records import Leader, Origin, Task, Value
from index.records_writer import ReadNotice
from index.stray import BESIDE, NO_TASK, beside, is_free, stray_line, with_line
from index.units import home_of, is_complete, is_listed

_HAN = "\u4e00-\u9fff"
_ADVICE = "只能填写原文印出的文字"


def verified(read: ReadNotice, blank: Blank, value: Sequence[str]) -> tuple[Option, ...]:
    """Return the pieces that ``value`` names, each with its place.

    Raises:
        NotPrinted: it is no value for this blank; the message says why.
    """
    if not value:
        raise NotPrinted(f"没有给出内容。{_ADVICE}。")
    if len(set(value)) < len(value):
        raise NotPrinted(f"“{'、'.join(value)}”中有重复。请每个只写一次。")
    return _CHECKS[blank.kind](read, blank, tuple(value))


def row_for(blank: Blank, value: Sequence[str]) -> Task | None:
    """Return the row that a value goes into; None for a stray line that belongs to no task."""
    if blank.kind == STRAY:
        return next((task for name, task in zip(BESIDE, blank.tasks, strict=True) if name in value), None)
    return blank.task


def fill(read: ReadNotice, task: Task, blank: Blank, found: Sequence[Option], origin: Origin) -> Task:
    """Return the record with the verified pieces in it; ``origin`` says who chose them."""
    if blank.kind == STRAY:
        return with_line(read, task, found[0], origin)
    values = tuple(Value(text=option.text, spans=option.spans, origin=origin) for option in found)
    if blank.kind == SPLIT:
        count = len(found)
        return task.model_copy(
            update={"split": count, "lead_min": count, "lead_max": count, "split_origin": origin}
        )
    if blank.kind == NAME:
        # The row prints the cut-off piece: that stays the place of the name.
        whole = values[0].model_copy(update={"spans": blank.task.units[blank.position or 0].spans})
        units = [whole if place == blank.position else unit for place, unit in enumerate(task.units)]
        return task.model_copy(update={"units": tuple(units)})
    if blank.kind == LEADERS:
        leaders = tuple(Leader(**value.model_dump()) for value in values)
        return task.model_copy(update={"leaders": (*task.leaders, *leaders)})
    return task.model_copy(update={"units": values, "split": 1, "lead_min": 1, "lead_max": len(values)})


def _split(_: ReadNotice, blank: Blank, value: tuple[str, ...]) -> tuple[Option, ...]:
    """The value is the units that lead: with the rest, exactly the printed units in their order."""
    count, task = len(value), blank.task
    if value != tuple(unit.text for unit in task.units[:count]):
        raise NotPrinted(
            f"“{'、'.join(value)}”不是本行单位按印出顺序的前几个。请给出牵头单位，从第一个单位起，不跳过、不改写。"
        )
    if not task.lead_min <= count <= task.lead_max:
        raise NotPrinted(
            f"原文只允许前 {task.lead_min} 至 {task.lead_max} 个单位牵头，给出的是 {count} 个。请改写。"
        )
    return blank.options[:count]


def _name(_: ReadNotice, blank: Blank, value: tuple[str, ...]) -> tuple[Option, ...]:
    """The value is one name, printed whole in the notice or known to the lexicon, with the piece in it."""
    piece = blank.task.units[blank.position or 0].text
    if len(value) > 1:
        raise NotPrinted(f"“{piece}”只能补成一个单位，给出了 {len(value)} 个。请只写一个。")
    if not completes(piece, value[0]):
        raise NotPrinted(f"“{value[0]}”不是由印出的“{piece}”补全而来。请给出包含它的全称。")
    found = next((option for option in blank.options if option.text == value[0]), None)
    if found is None and not is_listed(value[0]):
        raise NotPrinted(f"“{value[0]}”在本通知中没有印出，也不在单位词库里。请先在单位词库中登记。")
    key = identify(value[0]).key
    if any(identify(unit.text).key == key for unit in blank.task.units):
        raise NotPrinted(f"“{value[0]}”在本行已经有了。请核对。")
    return (found or Option(value[0]),)


def _leaders(read: ReadNotice, blank: Blank, value: tuple[str, ...]) -> tuple[Option, ...]:
    """Each value is a quote of the source that reads as a person or a post, nearest to the row."""
    own = {leader.text for leader in blank.task.leaders}
    return tuple(_leader(read, blank, name, own) for name in value)


def _leader(read: ReadNotice, blank: Blank, name: str, own: set[str]) -> Option:
    if name in own:
        raise NotPrinted(f"“{name}”在本行已经有了。请只写缺少的姓名。")
    for option in blank.options:
        if option.text == name:
            return option
    if not looks_like_person(Printed.at(name, 0)):
        raise NotPrinted(f"“{name}”不像姓名或职务。{_ADVICE}。")
    return _quote(read, blank, name)


def _quote(read: ReadNotice, blank: Blank, name: str) -> Option:
    """Return where a text is printed by itself, not inside other words: in the row, else elsewhere."""
    spelled = r"\s*".join(map(re.escape, name))
    alone = re.compile(rf"(?<![{_HAN}]){spelled}(?![{_HAN}])")
    start, end = row_ends(read, blank.task, whole=True)
    match = alone.search(read.text, start, end) or alone.search(read.text)
    if match is None:
        raise NotPrinted(f"原文没有印出“{name}”。{_ADVICE}。")
    return Option(name, LineIndex(read.text).spans(Printed.at(match[0], match.start()).without_space()))


def _units(read: ReadNotice, blank: Blank, value: tuple[str, ...]) -> tuple[Option, ...]:
    """Each value is a whole unit name printed in the lines of the row, and no two share a character."""
    start, end = row_ends(read, blank.task, whole=True)
    known, home = {option.text for option in blank.options}, home_of(read.notice.place)
    for name in value:
        if name not in known and not is_complete(name, home):
            raise NotPrinted(f"“{name}”不是完整的单位名称。{_ADVICE}。")
        if not quoted(read.text, start, end, [name]):
            raise NotPrinted(f"这一行没有印出“{name}”。{_ADVICE}。")
    found = quoted(read.text, start, end, value)
    if len(found) < len(value):
        raise NotPrinted(f"“{'、'.join(value)}”在原文中互相重叠。请每处文字只用一次。")
    return tuple(found)


def _stray(read: ReadNotice, blank: Blank, value: tuple[str, ...]) -> tuple[Option, ...]:
    """The value is a row beside the line, or none; the line is printed there and no record has it."""
    if len(value) > 1 or value[0] not in {*BESIDE, NO_TASK}:
        raise NotPrinted(f"“{'、'.join(value)}”不是可选的内容。请填写{'、'.join(BESIDE)}或{NO_TASK}。")
    line = stray_line(read, blank.gap.line)
    if not line.text or line.text != blank.row or beside(read.notice, blank.gap.line) != blank.tasks:
        raise NotPrinted(f"原文第 {blank.gap.line} 行不再是这两项任务之间的“{blank.row}”。请重新核定。")
    if not is_free(read.notice, line.spans):
        raise NotPrinted(f"原文第 {blank.gap.line} 行的文字已经归入任务。请每处文字只用一次。")
    return (line,)


_CHECKS: dict[str, Callable[[ReadNotice, Blank, tuple[str, ...]], tuple[Option, ...]]] = {
    SPLIT: _split,
    NAME: _name,
    LEADERS: _leaders,
    UNITS: _units,
    STRAY: _stray,
}
