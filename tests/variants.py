"""Metamorphic variants of the shipped notices: other names, numbers, rows and marks, the same structure.

Every variant is a text together with the tasks a parser should find in it, made from the tasks it finds in the
original: what changes is known, so nothing here knows how the parser works. Offsets come from the records' spans.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from evals import invented as words
from index.identity import identify
from index.parse import parse_notice
from index.printed import fold
from index.records import Notice, Task, Value
from index.source import source_from_bytes

NOTICES = sorted((Path(__file__).parents[1] / "index" / "notices").glob("*.txt"))
FLATTENED = [path for path in NOTICES if path.stem in {"bozhou-2025", "wuhu-2024"}]

LONG_NAME = 4
"""From so many characters on a leader is a post (市政府常务副市长), not a name."""

Edit = tuple[int, int, str]


@dataclass(frozen=True)
class Shape:
    """What a reader sees of one task."""

    serial: str | None
    section: tuple[str, ...]
    text: str
    leaders: tuple[tuple[str, bool], ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    certain: bool
    deadline: str | None
    repeats: bool

    def mapped(self, change: Callable[[str], str]) -> "Shape":
        """Return the shape with ``change`` made to every name and text."""
        return replace(
            self,
            section=tuple(map(change, self.section)),
            text=change(self.text),
            leaders=tuple((change(name), lead) for name, lead in self.leaders),
            lead=tuple(map(change, self.lead)),
            support=tuple(map(change, self.support)),
            deadline=self.deadline and change(self.deadline),
        )


def drawing(seed: str) -> random.Random:
    """Return a source of invented names that draws the same for the same ``seed``."""
    return random.Random(seed)  # noqa: S311 - invented names, no secrets


def read(text: str, encoding: str = "utf-8") -> Notice:
    """Parse a text as if it came in a file."""
    return parse_notice(source_from_bytes("variant.txt", text.encode(encoding)))


@cache
def original(path: Path) -> tuple[str, Notice]:
    """Return the text of a shipped notice and what is read in it."""
    text = path.read_bytes().decode()
    return text, read(text)


def shape(task: Task) -> Shape:
    """Return what a reader sees of ``task``."""
    return Shape(
        serial=task.serial,
        section=tuple(value.text for value in task.section),
        text=task.text.text,
        leaders=tuple((leader.text, leader.lead) for leader in task.leaders),
        lead=tuple(unit.text for unit in task.lead_units),
        support=tuple(unit.text for unit in task.support_units),
        certain=task.boundary == "certain",
        deadline=task.deadline.text if task.deadline else None,
        repeats=task.same_as is not None,
    )


def shapes(notice: Notice) -> list[Shape]:
    """Return what a reader sees of all tasks."""
    return [shape(task) for task in notice.tasks]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with each (start, end, new) replaced; edits may not overlap."""
    pieces, place = [], 0
    for start, end, new in sorted(edits):
        assert place <= start, "edits overlap"
        pieces += [text[place:start], new]
        place = end
    return "".join([*pieces, text[place:]])


# --- names and numbers ---------------------------------------------------------------------------


def renamed_people(notice: Notice, text: str, rng: random.Random) -> tuple[str, dict[str, str]]:
    """Return the text with every leader's name made another of the same length, and the new names."""
    printed = {
        leader.text for task in notice.tasks for leader in task.leaders if len(leader.text) < LONG_NAME
    }
    fresh: dict[str, str] = {}
    for name in sorted(printed):
        given = "".join(rng.sample(words.GIVEN, len(name) - 1))
        fresh[name] = next(new for new in _surnamed(given, rng) if new not in {*printed, *fresh.values()})
    edits = {
        (span.start, span.end, _as_printed(text[span.start : span.end], fresh[leader.text]))
        for task in notice.tasks
        for leader in task.leaders
        if leader.text in fresh
        for span in leader.spans
    }
    return edited(text, edits), fresh


def _surnamed(given: str, rng: random.Random) -> Iterator[str]:
    while True:
        yield rng.choice(words.SURNAMES) + given


def _as_printed(old: str, name: str) -> str:
    """Put the characters of ``name`` where those of the old name stand, keeping the blanks between them."""
    characters = iter(name)
    return "".join(character if character.isspace() else next(characters) for character in old)


def renamed_place(notice: Notice, text: str, home: str) -> tuple[str, Callable[[str], str]]:
    """Return the text with the place's name made ``home``, and the same change for a value."""
    old = re.split("[市区县]", (notice.place or "")[:-1])[-1]
    return text.replace(old, home), lambda value: value.replace(old, home)


def changed_digits(notice: Notice, text: str) -> tuple[str, Callable[[str], str]]:
    """Return the text with every figure inside a task's text made another, and the same change for a value."""
    table = str.maketrans("123456789", "234567891")
    edits = [
        (span.start, span.end, text[span.start : span.end].translate(table))
        for task in notice.tasks
        for span in task.text.spans
    ]
    return edited(text, edits), lambda value: value.translate(table)


def other_units(notice: Notice, rng: random.Random) -> dict[str, str]:
    """Return another, realistic name for each department of the notice; groups and areas keep theirs."""
    printed = {unit.text for task in notice.tasks for unit in task.units if len(unit.spans) == 1}
    departments = sorted(name for name in printed if _is_department(name, notice.place))
    stems = [stem for stem in words.DEPARTMENTS if not any(fold(name)[1:] == stem for name in printed)]
    assert len(stems) >= len(departments) / 2
    stock = [*stems, *(stem.replace("局", "事务局") for stem in stems if stem.endswith("局"))]
    fresh = iter(rng.sample(stock, len(stock)))
    renamed = {}
    for name in departments:
        outer, bracket, body = name.partition("(")
        renamed[name] = f"{outer[0]}{next(fresh)}{bracket}{body}"
    return renamed


def _is_department(name: str, place: str | None) -> bool:
    whole = re.fullmatch(r"[市区县].*(局|委|办|中心|公司|集团|部|会|联|协|处|社)(\([^()]*\))?", name)
    return bool(whole) and identify(name, place).kind in {"department", "enterprise"}


def with_units(
    notice: Notice,
    text: str,
    renamed: dict[str, str],
    print_name: Callable[[str], str],
    fuse: Callable[[], bool],
) -> str:
    """Return the text with units renamed, ``print_name`` setting each as its cell does.

    Where ``fuse`` says so, a department is printed on the line of the one before it.
    """
    edits: set[Edit] = set()
    for task in notice.tasks:
        for number, unit in enumerate(task.units):
            if unit.text not in renamed:
                continue
            start, end = unit.spans[0].start, unit.spans[0].end
            left = task.units[number - 1] if number else None
            if left and left.text in renamed and ")" not in left.text:
                between = left.spans[-1].end
                # Fused names stand in one cell, so never where the supporting units may begin.
                if (
                    number not in range(task.lead_min, task.lead_max + 1)
                    and not text[between:start].strip()
                    and fuse()
                ):
                    start = between
            edits.add((start, end, print_name(renamed[unit.text])))
    return edited(text, edits)


def wrap_at(width: int) -> Callable[[str], str]:
    """Return a way to print a name in a cell of ``width`` characters, a paragraph a line."""

    def wrapped(name: str) -> str:
        outer, bracket, body = name.partition("(")
        lines = [outer[at : at + width] for at in range(0, len(outer), width)]
        return "\n\n".join([*lines, *([bracket + body] if bracket else [])])

    return wrapped


# --- rows ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A row as printed: from its serial to the end of its last cell; ``number`` is where the serial stands."""

    start: int
    end: int
    number: tuple[int, int]


def row_block(task: Task, text: str) -> Block:
    """Return where a row of a flattened or celled table stands in the text."""
    above = text[: task.text.spans[0].start]
    *_, before = re.finditer(r"(?m)^[^\S\n]*(\d{1,3})[^\S\n]*$", above)
    values: list[Value] = [task.text, *task.units, *task.leaders, *([task.deadline] if task.deadline else [])]
    last = max(span.end for value in values for span in value.spans)
    last = len(text) if text.find("\n", last) < 0 else text.find("\n", last)
    blanks = re.compile(r"[\s\u00a0]*").match(text, last)
    assert blanks
    marks = text[last : blanks.end()].rfind("\u00a0")
    return Block(before.start(), last + marks + 1 if marks >= 0 else last, before.span(1))


def renumbered(text: str, blocks: Iterable[Block]) -> str:
    """Return the text with the serials of ``blocks`` made 1, 2, 3 …"""
    return edited(text, [(*block.number, str(number)) for number, block in enumerate(blocks, 1)])


def furniture_free(text: str, title: str) -> str:
    """Return the text from its title on, without what a page prints before and after the notice."""
    found = re.search(r"\s*".join(map(re.escape, fold(title))), fold(text))
    assert found
    return text[found.start() :].replace("关闭窗口", "").replace("打印本页", "")
