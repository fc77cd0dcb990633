"""An independent second reader of what a model wrote: it shares no code with the checks of the assistant.

It scans a text for every unit and leader of the whole corpus, for every number (in figures, per cent,
Chinese characters) and every date, and looks each up in the rows. It knows no grammar; of counts it knows
"name（N项）" and otherwise accepts only numbers that count something of the rows.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Row
from index.identity import identify

_CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_MEASURED = re.compile(
    r"([零〇一二两三四五六七八九十百千]+)(?=项|个|家|位|名|所|条|件|万|亿|%|月|年|日|成|倍)"
)
_PER_CENT = re.compile(r"百分之([零〇一二两三四五六七八九十百点]+)")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|初|末|[上中下]旬)?|\d{4}年[底末初中]|年[底末]|[上下]半年|[一二三四]季度"
)
_COUNTED = re.compile(r"([^、,;:。()和与由有在是为]+(?:\([^()\d]+\))?)\((\d+)项\)")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Names:
    """All names of the corpus."""

    units: frozenset[str]
    leaders: frozenset[str]


def unsupported(text: str, rows: Sequence[Row], names: Names, more: Collection[str] = ()) -> list[str]:
    """Return what stands in a text and not in its rows; ``more``: what else was told, names asked, totals."""
    said = bare(text)
    printed = [*map(bare, _printed(rows)), *map(bare, more)]
    held = "\n".join(printed)
    return [
        *(f"unit {name}" for name in _foreign(said, names.units, held)),
        *(f"leader {name}" for name in _foreign(said, names.leaders, held)),
        *(f"number {number}" for number in sorted(_numbers(said) - _numbers(held) - _counts(rows))),
        *(f"date {date}" for date in _DATE.findall(said) if not _dated(date, held)),
        *(f"count {name} {count}" for name, count in _wrong_counts(said, rows)),
    ]


def bare(text: str) -> str:
    """Return a text in half-width forms without blanks; 202112月, whose 年 was lost, has it again."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<!\d)(20\d\d)(?=\d{1,2}月)", r"\1年", folded)


def _printed(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        notice = row.notice
        yield from (row.text, *row.section, *row.lead_units, *row.support_units, *row.leaders)
        yield from filter(None, (row.deadline, notice.deadline, row.serial, notice.title, notice.doc_number))
        yield f"{notice.place}{notice.year}年"
        yield from (f"第{line}行" for line in (row.line, row.twin_line) if line)


def _foreign(said: str, names: Collection[str], held: str) -> Iterator[str]:
    """Names in a text, longest first, that the rows do not print."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1 and name in said:
            said = said.replace(name, "■" if name in held else name[:1] + "■")
            if name not in held:
                yield name


def _numbers(text: str) -> set[float]:
    found = {float(number) for number in _FIGURES.findall(text)}
    found |= {float(_value(number)) for number in _MEASURED.findall(text)}
    return found | {float(_value(number)) for number in _PER_CENT.findall(text)}


def _value(chinese: str) -> int:
    total = digit = 0
    for character in chinese:
        if character in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            digit = _CHINESE.get(character, 0)
    return total + digit


def _counts(rows: Sequence[Row]) -> set[float]:
    """Every number that counts something of the rows: by role, unit, leader, heading, deadline, doubt."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found.update(("lead", name) for name in set(row.lead_units))
        found.update(("support", name) for name in set(row.support_units))
        found.update(("leader", name.lstrip("▲")) for name in set(row.leaders))
        found.update(("heading", name) for name in set(row.section))
        found[("deadline", row.deadline or "")] += 1
        found[("role", row.role)] += 1
        found[("boundary", row.boundary)] += 1
    kinds = Counter(kind for kind, _ in found)
    return {float(n) for n in (*found.values(), *kinds.values(), len(rows))}


def _dated(date: str, held: str) -> bool:
    """Whether a date is printed; 2021年12月底 may be printed 202112月底."""
    return date in held or date.replace("年", "", 1) in held or date.lstrip("0123456789") in held


def _wrong_counts(said: str, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Counted names whose count is none of those in any field, over all rows or those of certain roles."""
    certain = [row for row in rows if row.boundary == "certain"]
    for found, count in _COUNTED.findall(said):
        whole = found.strip('“”"')
        forms, parts = {whole, _BRACKETS.sub("", whole)}, (rows, certain)
        held = {
            sum(form in field for field in fields)
            for form in forms
            for part in parts
            for fields in _fields(part)
        }
        held |= {total for form in forms for part in parts for total in _by_unit(form, part)}
        if int(count) not in held:
            yield found, count


def _by_unit(name: str, rows: Sequence[Row]) -> Iterator[int]:
    """How many rows name a unit in a role, under whatever name of it (index.identity)."""
    for roles in ([row.lead_units for row in rows], [row.support_units for row in rows]):
        yield sum(
            any(_same(name, unit, row.notice.place) for unit in units)
            for row, units in zip(rows, roles, strict=True)
        )


def _same(name: str, unit: str, place: str | None) -> bool:
    return identify(name, place).key == identify(bare(unit), place).key


def _fields(rows: Sequence[Row]) -> Iterator[list[str]]:
    yield [bare("、".join(row.lead_units)) for row in rows]
    yield [bare("、".join(row.support_units)) for row in rows]
    yield [bare("、".join(row.leaders)) for row in rows]
    yield [bare("、".join(row.section)) for row in rows]
    yield [bare(row.deadline or row.notice.deadline or "") for row in rows]
    yield [bare(f"{row.notice.place}{row.notice.year}年") for row in rows]
