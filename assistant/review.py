"""What people decide about gaps: accept or reject what a model proposed, or give a value themselves.

A value given by a person is held to the source like one of a model's. The index is brought up to date after
each round of decisions, so that every answer has them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.backfill import Scope
from assistant.session import indexed_sources, update_index
from assistant.settings import Settings
from index.blanks import SPLIT, Blank, blanks_of
from index.collect import collect, read_notices
from index.decided import outdated, suggestion
from index.errors import InputError
from index.filling import verified
from index.home import Home
from index.overlay import Decision, Proposal, Verdict, add_entry, now, read_overlay
from index.progress import Progress
from index.records_writer import ReadNotice

_BETWEEN = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True)
class Item:
    """A gap as a reviewer sees it: what is open, what is proposed, what was decided."""

    read: ReadNotice
    blank: Blank
    proposal: Proposal | None
    decision: Decision | None

    @property
    def state(self) -> str:
        """``pending`` with a proposal to decide on, else the verdict on it; ``open`` without either."""
        if self.proposal:
            return "pending"
        return self.decision.verdict if self.decision else "open"

    @property
    def words(self) -> str:
        """The value, proposed or decided, in words; empty where there is none."""
        entry = self.proposal or self.decision
        return suggestion(self.blank, entry.value) if entry and entry.value else ""


class Review:
    """The gaps of the indexed notices with what was said of them."""

    def __init__(self, settings: Settings, progress: Progress) -> None:
        """Read the notices and the log of the home folder.

        Raises:
            InputError: a notice cannot be read.
        """
        self._settings, self._progress = settings, progress
        self._path = Home(settings.home).overlay
        self._notices = read_notices(collect(indexed_sources(settings.home)), progress)
        self._overlay = read_overlay(self._path)

    @property
    def damaged(self) -> Sequence[str]:
        """Lines of the log that cannot be read, each with its reason in Chinese."""
        return self._overlay.damaged

    def items(self, scope: Scope) -> Iterator[Item]:
        """Yield every gap that print can fill, in the order of the notices."""
        for read in scope.of(self._notices):
            for blank in blanks_of(read):
                if scope.kind in {None, blank.kind}:
                    yield self._item(read, blank)

    def outdated(self, scope: Scope) -> Iterator[Decision]:
        """Yield the decisions that are to be made anew, because the text they rest on has changed."""
        for read in scope.of(self._notices):
            yield from outdated(read, self._overlay)

    def accept(self, ids: Iterable[str]) -> list[Item]:
        """Take the proposals for these gaps over; all of them or, if one cannot be, none.

        Raises:
            InputError: there is no such gap, or no proposal for it.
        """
        items = [self._known(blank) for blank in ids]
        decisions = []
        for item in items:
            if item.proposal is None:
                raise InputError(f"{item.blank.id} 没有待核实的建议。可以用 edit 和 --value 自己填写。")
            verified(item.read, item.blank, item.proposal.value)
            decisions.append(Decision.accepting(item.proposal, "reviewer"))
        return self._decide(items, decisions)

    def edit(self, blank: str, text: str) -> list[Item]:
        """Give a value for a gap; for a split also the number of lead units.

        Raises:
            NotPrinted: the source does not bear it out.
            InputError: there is no such gap.
        """
        item = self._known(blank)
        value = _value(item.blank, text)
        verified(item.read, item.blank, value)
        return self._decide([item], [_decision(item, "edited", value)])

    def reject(self, ids: Iterable[str], why: str) -> list[Item]:
        """Leave these gaps open, whatever was proposed or decided before.

        Raises:
            InputError: there is no such gap.
        """
        items = [self._known(blank) for blank in ids]
        return self._decide(items, [_decision(item, "rejected", why=why) for item in items])

    def _decide(self, items: Sequence[Item], decisions: Sequence[Decision]) -> list[Item]:
        for decision in decisions:
            add_entry(self._path, decision)
            self._overlay.take(decision)
        update_index(self._settings, indexed_sources(self._settings.home), self._progress)
        return [self._item(item.read, item.blank) for item in items]

    def _known(self, wanted: str) -> Item:
        for item in self.items(Scope()):
            if item.blank.id == wanted:
                return item
        raise InputError(f"没有编号为 {wanted!r} 的待核实项。请用 assistant review 查看编号。")

    def _item(self, read: ReadNotice, blank: Blank) -> Item:
        proposal = self._overlay.pending.get(blank.id)
        return Item(read, blank, proposal, self._overlay.decisions.get(blank.id))


def _value(blank: Blank, text: str) -> tuple[str, ...]:
    """The value as typed: names with marks or blanks between them.

    Of a split also the number of lead units; a printed name that holds a mark itself is read as one.
    """
    bare = text.strip()
    units = tuple(unit.text for unit in blank.task.units) if blank.kind == SPLIT else ()
    if units and bare.isdecimal():
        return units[: int(bare)]
    for count in range(1, len(units) + 1):
        if _BETWEEN.sub("", bare) == _BETWEEN.sub("", "".join(units[:count])):
            return units[:count]
    return tuple(part for part in _BETWEEN.split(bare) if part)


def _decision(item: Item, verdict: Verdict, value: tuple[str, ...] = (), why: str = "") -> Decision:
    blank = item.blank
    return Decision(
        blank=blank.id,
        notice=item.read.notice.id,
        task=blank.task.id,
        gap=blank.kind,
        evidence=blank.evidence,
        value=value,
        time=now(),
        verdict=verdict,
        by="reviewer",
        why=why,
    )
