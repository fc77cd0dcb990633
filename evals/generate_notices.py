"""Invented notices in every layout we read, each with the records it holds: for benchmarks and parser tests.

Nothing here comes from a sample notice but the manner of printing: names wrapped over paragraphs and fused in
one line, empty cells printed as U+00A0, merged cells left out, headings printed again at page breaks. The
same layout, seed and number of rows give the same notice.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals import invented as words
from evals.world import Expected, World, chinese

EMPTY_CELL = "\u00a0"
_PAGE = 7
"""Rows between two page breaks."""
_COLUMNS = 2
"""Columns of units."""


@dataclass(frozen=True)
class Made:
    """An invented notice: its text, and what a parser should find in it."""

    layout: str
    place: str
    year: int
    text: str
    tasks: tuple[Expected, ...]


def make_notice(layout: str, seed: int, rows: int = 20) -> Made:
    """Return the invented notice of this ``layout`` (a key of ``LAYOUTS``), ``seed`` and size."""
    world = World.of(f"{layout}/{seed}")
    body = LAYOUTS[layout](world, rows)
    text = "\n\n".join([*_head(world, rows), *body]) + "\n"
    return Made(layout, world.place + world.level, world.year, text, tuple(world.tasks))


def _head(world: World, rows: int) -> list[str]:
    place = world.place + world.level
    return [
        f"{place}人民政府办公室关于印发{world.year}年政府工作报告任务分解的通知",
        f"发布时间:{world.year}-02-17 09:24 信息来源:{place}人民政府办公室 浏览次数: 字体:[ ]",
        f"{world.place[0]}政办〔{world.year}〕{world.random.randint(1, 40)}号",
        "各有关单位:",
        f"{world.year}年《政府工作报告》确定了{rows}项重点任务,各牵头单位要主动担责,各配合单位要密切协作,抓好落实。",
        f"附件:{world.year}年政府工作报告任务分解",
        EMPTY_CELL,
    ]


def wrapped(names: Sequence[str], width: int, rng: random.Random, fused: float) -> list[str]:
    """Print names as a narrow cell does: long ones over several lines, some begun on the line of the last."""
    lines: list[str] = []
    for name in names:
        head, bracket, body = name.partition("(")
        pieces = cut(head, width) + (cut(bracket + body, width) if bracket else [])
        if lines and rng.random() < fused and not lines[-1].endswith((")", "、")):
            lines[-1] += pieces.pop(0)
        lines += pieces
    return lines


def cut(name: str, width: int) -> list[str]:
    """Cut a name into lines of ``width`` characters."""
    return [name[start : start + width] for start in range(0, len(name), width)]


def _labelled(world: World, rows: int) -> list[str]:
    """Numbered paragraphs, some heading sub-tasks, each followed by labelled lines."""
    lines: list[str] = []
    item = 0
    for chapter, size in world.chapters(rows):
        lines.append(chapter)
        left = size
        while left > 0:
            item += 1
            subs = min(left, world.random.choice((1, 1, 3, 4)))
            left -= subs
            if subs == 1:
                lines += _labelled_task(world, str(item), (chapter,), f"{item}.")
                continue
            heading = f"{item}.{world.random.choice(words.PARTS)}"
            lines.append(f"{heading}。")
            for sub in range(1, subs + 1):
                lines += _labelled_task(world, f"{item}.({sub})", (chapter, heading), f"({sub})")
    return lines


def _labelled_task(world: World, serial: str, section: tuple[str, ...], number: str) -> list[str]:
    lead, support = world.leads_and_supports(world.random.choice((1, 1, 2)), world.random.choice((2, 3, 5)))
    areas = world.districts(world.random.choice((0, 0, 1, 3)))
    people = [world.person() for _ in range(world.random.choice((1, 1, 2)))]
    text = world.text()
    ending = world.random.choice(("", "等"))
    tail = f",{'、'.join(areas)}人民政府" if areas else ""
    support_units = (*support, *(f"{area}人民政府" for area in areas))
    world.tasks.append(
        Expected(serial, section, text, tuple(lead), support_units, tuple((name, False) for name in people))
    )
    return [
        number + text,
        f"牵头负责领导:{'、'.join(people)}。",
        f"牵头责任单位:{'、'.join(lead)}。",
        f"协同责任单位:{'、'.join(support)}{tail}{ending}。",
    ]


def _wrapped(world: World, rows: int) -> list[str]:
    """A table whose narrow unit cells wrap; the supporting cell opens with the words for all departments."""
    lines = ["附件", "主要", "目标", "序号", "主要工作任务", "主要责任单位", "协同配合单位"]
    width = world.random.randint(4, 7)
    serial = 0
    for chapter, size in world.chapters(rows):
        lines.append(chapter)
        for _ in range(size):
            serial += 1
            if serial % _PAGE == 0 and lines[-1] != chapter:
                lines.append(chapter)
            lead = world.departments(world.random.choice((1, 1, 2, 3)))
            opener = _opener(world)
            text = world.text()
            lines += [str(serial), text, *wrapped(lead, width, world.random, 0.1)]
            lines += [*cut("、".join(opener[:-1]) + opener[-1], 2 * width), "各有关园区"]
            world.tasks.append(Expected(str(serial), (chapter,), text, tuple(lead), (*opener, "各有关园区")))
    return lines


def _opener(world: World) -> list[str]:
    """How a supporting cell opens: with the group alone, or with a list that ends in it."""
    if not world.sometimes():
        return [world.group]
    stems = world.random.sample(words.DEPARTMENTS, 2)
    return [*(world.level + stem for stem in stems), f"等{world.group}"]


def _marked(world: World, rows: int) -> list[str]:
    """A table that prints U+00A0 for an empty supporting cell, with numbered headings between the rows."""
    lines = ["附件", "序号", "目标与任务", "牵头责任单位", "责任单位"]
    serial = 0
    for chapter, size in world.chapters(rows):
        lines.append(chapter)
        section: tuple[str, ...] = (chapter,)
        for row in range(size):
            if row % 3 == 0 and size > 3:  # noqa: PLR2004 - a heading over each third row of the longer chapters
                heading = f"{world.random.choice(words.PARTS)}。"
                lines += [str(row // 3 + 1), heading]
                section = (chapter, heading)
            serial += 1
            lines += [str(serial), *_marked_row(world, str(serial), section)]
    return lines


def _marked_row(world: World, serial: str, section: tuple[str, ...]) -> list[str]:
    shape = world.random.choice(("all lead", "one each", "areas", "areas", "open"))
    if serial == "1":
        shape = "all lead"
    areas = ["各县市区政府", "开发区管委会"] if shape == "areas" else []
    many = {"all lead": world.random.choice((1, 2, 3)), "one each": 2, "areas": 1, "open": 4}[shape]
    units = world.departments(many)
    leads = len(units) if shape == "all lead" else 1
    text = world.text()
    lead, support = tuple(units[:leads]), (*units[leads:], *areas)
    certain = shape != "open" or len(units) <= _COLUMNS
    world.tasks.append(Expected(serial, section, text, lead, support, certain=certain))
    shown = wrapped(units, 12, world.random, 0.0) + (["各县市区政府、", "开发区管委会"] if areas else [])
    return [text, *shown, *([EMPTY_CELL] if shape == "all lead" else [])]


def _celled(world: World, rows: int) -> list[str]:
    """A wide table, one paragraph a cell; merged cells are left out, an empty last column is U+00A0."""
    lines = ["附件", "序号", "重点工作", "具体任务分解", "完成时限", "牵头领导", "责任单位", "备注"]
    lines += ["工作内容", "主要任务", "牵头责任单位", "协同责任单位"]
    serial = 0
    heading = ""
    for chapter, size in world.chapters(rows):
        for row in range(size):
            serial += 1
            page = serial % _PAGE == 0
            groups = [chapter] if row == 0 or page else []
            if row % 4 == 0:
                heading = f"{serial}.{world.random.choice(words.PARTS)}"
            if row % 4 == 0 or page:
                groups.append(heading)
            lines += [str(serial), *groups, *_celled_row(world, str(serial), (chapter, heading)), EMPTY_CELL]
    return lines


def _celled_row(world: World, serial: str, section: tuple[str, ...]) -> list[str]:
    lead, support = world.leads_and_supports(world.random.choice((1, 1, 2)), world.random.choice((1, 3)))
    person, deadline, text = world.person(), world.deadline(), world.text().rstrip("。")
    world.tasks.append(
        Expected(serial, section, text, tuple(lead), tuple(support), ((person, False),), deadline)
    )
    return [text, deadline, person, "\n".join(lead), "、".join(support)]


def _tabbed(world: World, rows: int) -> list[str]:
    """A table copied from Word: a tab opens each cell, blank lines run through it, ▲ marks a lead leader."""
    lines = ["\t序号\n\t主要任务\n\t责任\n领导\n\t责任单位"]
    serial = 0
    for chapter, size in world.chapters(rows):
        lines.append(f"\t({chinese(serial % 9 + 1)}){chapter[2:]}")
        section = (lines[-1].strip(),)
        for _ in range(size):
            serial += 1
            lines.append(_tabbed_row(world, str(serial), section))
    return [
        *lines,
        "备注:多个责任领导共同负责的,标“▲”为牵头责任领导;多个单位共同负责的,排在前面的为牵头责任单位。",
    ]


def _tabbed_row(world: World, serial: str, section: tuple[str, ...]) -> str:
    units = world.departments(world.random.choice((1, 2, 4)))
    people = [world.person() for _ in range(world.random.choice((1, 2, 3)))]
    first = world.random.randrange(len(people)) if len(people) > 1 else None
    marked = tuple((name, number == first) for number, name in enumerate(people))
    text = world.text()
    world.tasks.append(Expected(serial, section, text, tuple(units[:1]), tuple(units[1:]), marked))
    shown = "\n\n".join(("▲" if lead else " ") + _padded(name) for name, lead in marked)
    glue = world.random.choice(("\n\n", "\n\n", "    "))
    return f"\t{serial}\n\t{text}\n\t{shown}\n\t{glue.join(units)}"


def _padded(name: str) -> str:
    """Print a name of two characters as wide as one of three."""
    return "  ".join(name) if len(name) == 2 else name  # noqa: PLR2004


LAYOUTS: dict[str, Callable[[World, int], list[str]]] = {
    "labelled": _labelled,
    "wrapped": _wrapped,
    "marked": _marked,
    "celled": _celled,
    "tabbed": _tabbed,
}
"""The manners of printing, by name; each prints the rows and keeps the records in the world."""
