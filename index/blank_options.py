"""What is printed, or known, that may stand in a gap: each piece with its place in the source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index import vocabulary as v
from index.identity import identify, stems
from index.printed import LineIndex, Printed
from index.records import Notice, Origin, Span, Task, Value
from index.records_writer import ReadNotice

_MOST_LEADERS = 12
_MOST_NAMES = 12
_SHORTEST = 3
"""Characters of a unit's name that is looked for in running text."""
_LONGEST_ROW = 2_000
"""Characters of a row whose end nothing tells."""


@dataclass(frozen=True)
class Option:
    """A text to choose, with where it is printed; without spans it is a name of the lexicon."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def line(self) -> int | None:
        """The line it begins on."""
        return self.spans[0].line if self.spans else None


def row_of(read: ReadNotice, task: Task, *, whole: bool = False) -> str:
    """Return the source lines of a row, from the first to the last that the rules read for it.

    ``whole``: up to the next row, for a row of which something was not read.
    """
    start, end = row_ends(read, task, whole=whole)
    return read.text[start:end]


def row_ends(read: ReadNotice, task: Task, *, whole: bool = False) -> tuple[int, int]:
    """Return where the lines of a row start and end; an empty piece where it has no place."""
    spans = list(own_spans(task))
    if not spans:
        return 0, 0
    start = read.text.rfind("\n", 0, min(span.start for span in spans)) + 1
    last = max(span.end for span in spans)
    if whole:
        later = [span.start for other in read.notice.tasks for span in own_spans(other) if span.start > last]
        last = min([*later, last + _LONGEST_ROW, len(read.text)])
        return start, (read.text.rfind("\n", start, last) + 1 or last) if later else last
    end = read.text.find("\n", last)
    return start, end if end >= 0 else len(read.text)


def own_spans(task: Task) -> Iterator[Span]:
    """Yield the places of a row's own values, the text first; an inherited leader stands in another row."""
    values: list[Value] = [task.text, *task.units]
    values += [leader for leader in task.leaders if leader.origin is not Origin.INHERITED]
    values += [task.deadline] if task.deadline else []
    for value in values:
        yield from value.spans


def name_options(notice: Notice, task: Task, position: int) -> tuple[Option, ...]:
    """Return whole names that begin or end with a cut-off one: those of the notice, then of the lexicon."""
    piece = task.units[position].text
    others = {identify(unit.text, notice.place).key for unit in task.units if unit.text != piece}
    found: dict[str, Option] = {}
    for option in (*_printed_names(notice), *_known_names(piece)):
        key = identify(option.text, notice.place).key
        if completes(piece, option.text) and key not in others:
            found.setdefault(key, option)
    return tuple(found.values())[:_MOST_NAMES]


def completes(piece: str, name: str) -> bool:
    """Whether ``name`` is ``piece`` and more, before it or behind it."""
    return name != piece and (name.startswith(piece) or name.endswith(piece))


def _printed_names(notice: Notice) -> Iterator[Option]:
    """Yield the unit names of a notice that are not cut off, each where it first stands."""
    cut = {gap.reason for gap in notice.gaps if gap.kind == "name_truncated"}
    names: dict[str, tuple[Span, ...]] = {}
    for unit in (unit for task in notice.tasks for unit in task.units):
        names.setdefault(unit.text, unit.spans)
    for name, spans in names.items():
        if not any(f"“{name}”" in reason for reason in cut):
            yield Option(name, spans)


def _known_names(piece: str) -> Iterator[Option]:
    level = piece[0] if piece[0] in v.LEVELS else ""
    yield from (Option(level + stem) for stem in stems())


def leader_options(notice: Notice, task: Task) -> tuple[Option, ...]:
    """Return leaders printed elsewhere: in the record that repeats the row, then in the rows around it."""
    own = {leader.text for leader in task.leaders}
    found: dict[str, tuple[Span, ...]] = {}
    for leader in (leader for other in nearest(notice, task) for leader in other.leaders):
        found.setdefault(leader.text, leader.spans)
    names = (Option(name, spans) for name, spans in found.items() if name not in own)
    return tuple(names)[:_MOST_LEADERS]


def nearest(notice: Notice, task: Task) -> list[Task]:
    """Return the other records of a notice: that of the same task, then those of its block, by distance."""
    others = (other for other in notice.tasks if other.id != task.id)

    def distance(other: Task) -> tuple[bool, bool, int]:
        return not same_task(other, task), other.block != task.block, abs(other.ordinal - task.ordinal)

    return sorted(others, key=distance)


def same_task(record: Task, task: Task) -> bool:
    """Whether two records are of one task: one repeats the other."""
    return (record.same_as or record.id) == (task.same_as or task.id)


def unit_options(read: ReadNotice, task: Task) -> tuple[Option, ...]:
    """Return the unit names of the notice that also stand in the lines of this row, in printed order."""
    names = {unit.text for other in read.notice.tasks for unit in other.units}
    start, end = row_ends(read, task, whole=True)
    return tuple(quoted(read.text, start, end, [name for name in names if len(name) >= _SHORTEST]))


def quoted(text: str, start: int, end: int, names: Iterable[str]) -> list[Option]:
    """Return where the names are printed between two places of the source, whitespace aside.

    Of names that overlap the longer one is meant; each is returned once, by place.
    """
    piece = Printed.at(text[start:end], start).without_space()
    index = LineIndex(text)
    taken: set[int] = set()
    found: list[tuple[int, Option]] = []
    for name in sorted(names, key=lambda it: (-len(it), it)):
        at = piece.text.find(name)
        while at >= 0 and not taken.isdisjoint(range(at, at + len(name))):
            at = piece.text.find(name, at + 1)
        if at >= 0:
            taken.update(range(at, at + len(name)))
            found.append((at, Option(name, index.spans(piece[at : at + len(name)]))))
    return [option for _, option in sorted(found, key=lambda entry: entry[0])]
