"""Asking a model about the gaps that print can fill: each reply verified, and kept apart from the records.

What was asked once is not asked again while the text it rests on, the model and the prompt stay the same.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.backfill_measured import Measured, good_enough, read_measured
from assistant.backfill_prompts import Question, ask_about, chosen
from assistant.models.seam import Model, ModelFailed
from assistant.session import indexed_sources, update_index
from assistant.settings import Settings
from index.blanks import NOTHING_TO_CHOOSE, Blank, blanks_of
from index.collect import collect, read_notices
from index.decided import outdated
from index.errors import InputError, NotPrinted
from index.filling import verified
from index.home import Home
from index.overlay import Decision, Overlay, Proposal, Standing, add_entry, now, read_overlay
from index.progress import Progress, timed
from index.records import Notice
from index.records_writer import ReadNotice
from index.vocabulary import LEVELS

RUNS = 3
_REPLY_LIMIT = 300
"""Tokens of a reply."""
_BAD_REPLIES = {"empty", "cut_off", "unusable"}
"""Troubles of one reply; any other is one of the server, and ends the work."""

Value = tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """Which gaps to look at: of a place, of a year, of a kind; None for all."""

    place: str | None = None
    year: int | None = None
    kind: str | None = None

    def of(self, notices: Sequence[ReadNotice]) -> list[ReadNotice]:
        """Return the notices of this place, with or without its level (亳州), and of this year.

        Raises:
            InputError: there is none.
        """
        found = [read for read in notices if self._admits(read.notice)]
        if not found:
            there = [f"{read.notice.place or '未知地区'}{read.notice.year or ''}" for read in notices]
            raise InputError(f"没有{self.place or ''}{self.year or ''}的通知。现有：{'、'.join(there)}。")
        return found

    def _admits(self, notice: Notice) -> bool:
        here = self.place is None or (notice.place or "").endswith(self._endings)
        return here and self.year in {None, notice.year}

    @property
    def _endings(self) -> tuple[str, ...]:
        return tuple(f"{self.place}{level}" for level in ("", *LEVELS))


@dataclass
class Summary:
    """What a run came to, in blanks.

    ``accepted``: taken over by measured precision, also counted as proposed; ``known``: had a proposal or a
    decision before; ``left``: not asked because of the limit; ``outdated``: decisions whose text has changed;
    ``nothing``: gaps for which there is nothing to choose, by kind.
    """

    asked: int = 0
    proposed: int = 0
    abstained: int = 0
    refused: int = 0
    accepted: int = 0
    known: int = 0
    left: int = 0
    outdated: int = 0
    nothing: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Reply:
    """What the runs agree on: a value, or none with the reason in Chinese where replies were no use."""

    value: Value
    agreed: int
    reason: str = ""


def ask(model: Model, read: ReadNotice, blank: Blank, runs: int = RUNS) -> Reply:
    """Ask about a blank ``runs`` times and return the value named most often; none where two are equal.

    Raises:
        ModelFailed: the model cannot be reached or used.
    """
    votes: Counter[Value] = Counter()
    reason = ""
    for run in range(runs):
        question = ask_about(read, blank, run)
        try:
            reply = model.fill(question.prompt, question.schema, limit=_REPLY_LIMIT)
        except ModelFailed as failed:
            if failed.trouble not in _BAD_REPLIES:
                raise
            reason = str(failed)
        else:
            votes[chosen(read, blank, reply)] += 1
    if not votes:
        return Reply((), 0, reason)
    (value, most), *others = votes.most_common(2)
    return Reply(() if others and others[0][1] == most else value, most)


class Backfill:
    """One run over the gaps of some notices, as the rules read them."""

    def __init__(self, overlay: Overlay, path: Path, scope: Scope, runs: int = RUNS) -> None:
        """``overlay`` is what the log at ``path`` comes to."""
        self._overlay, self._path, self._scope, self._runs = overlay, path, scope, runs
        self.summary = Summary()

    def open_blanks(
        self, notices: Sequence[ReadNotice], model_name: str
    ) -> Iterator[tuple[ReadNotice, Blank]]:
        """Yield what is to be asked; the rest is counted in the summary."""
        for read in self._scope.of(notices):
            self.summary.outdated += len(outdated(read, self._overlay))
            self.summary.nothing.update(self._unfillable(read))
            for blank in blanks_of(read):
                if self._scope.kind not in {None, blank.kind}:
                    continue
                if not blank.choosable:
                    self.summary.nothing[blank.kind] += 1
                elif self._known(read, blank, model_name):
                    self.summary.known += 1
                else:
                    yield read, blank

    def propose(self, model: Model, read: ReadNotice, blank: Blank, measured: Sequence[Measured]) -> None:
        """Ask about one blank and write down what came of it.

        Raises:
            ModelFailed: the model cannot be reached or used.
            OverlayLost: it could not be written down.
        """
        question = ask_about(read, blank)
        reply = ask(model, read, blank, self._runs)
        proposal = _proposal(read, blank, question, reply, model.card.name, self._runs)
        self._keep(proposal)
        self.summary.asked += 1
        setattr(self.summary, proposal.standing, getattr(self.summary, proposal.standing) + 1)
        if proposal.standing == "proposed" and good_enough(measured, proposal):
            self._keep(Decision.accepting(proposal, "measured"))
            self.summary.accepted += 1

    def _unfillable(self, read: ReadNotice) -> Iterator[str]:
        kinds = (gap.kind for gap in read.notice.gaps)
        return (kind for kind in kinds if kind in NOTHING_TO_CHOOSE and self._scope.kind in {None, kind})

    def _known(self, read: ReadNotice, blank: Blank, model_name: str) -> bool:
        prompt = ask_about(read, blank).prompt
        asked = (blank.id, model_name, prompt.name, prompt.version) in self._overlay.asked
        return asked or self._overlay.settled(blank.id)

    def _keep(self, entry: Proposal | Decision) -> None:
        add_entry(self._path, entry)
        self._overlay.take(entry)


def run_backfill(
    settings: Settings, model: Model, scope: Scope, limit: int | None, runs: int, progress: Progress
) -> Summary:
    """Ask about the open blanks of the indexed notices, at most ``limit``, and index what came of it.

    Raises:
        ModelFailed: the model cannot be reached or used; what it said before is kept.
        AssistantError: as ``index.build.sync`` and ``index.overlay.add_entry``.
    """
    path = Home(settings.home).overlay
    notices = read_notices(collect(indexed_sources(settings.home)), progress)
    work = Backfill(read_overlay(path), path, scope, runs)
    found = list(work.open_blanks(notices, model.card.name))
    todo = found[:limit]
    work.summary.left = len(found) - len(todo)
    report, measured = timed(progress, "ask", len(todo)), read_measured()
    try:
        for done, (read, blank) in enumerate(todo, 1):
            work.propose(model, read, blank, measured)
            report(done)
    finally:
        if work.summary.asked:
            update_index(settings, indexed_sources(settings.home), progress)
    return work.summary


def _proposal(
    read: ReadNotice, blank: Blank, question: Question, reply: Reply, model_name: str, runs: int
) -> Proposal:
    standing, reason = _judged(read, blank, reply)
    return Proposal(
        blank=blank.id,
        notice=read.notice.id,
        task=blank.task.id,
        gap=blank.kind,
        evidence=blank.evidence,
        value=reply.value,
        time=now(),
        standing=standing,
        reason=reason,
        model=model_name,
        prompt=question.prompt.name,
        prompt_version=question.prompt.version,
        runs=runs,
        agreed=reply.agreed,
    )


def _judged(read: ReadNotice, blank: Blank, reply: Reply) -> tuple[Standing, str]:
    """What becomes of a reply, and why: a value that the source bears out is proposed."""
    if not reply.value:
        return ("refused", reply.reason) if reply.reason else ("abstained", "")
    try:
        verified(read, blank, reply.value)
    except NotPrinted as error:
        return "refused", str(error)
    return "proposed", ""
