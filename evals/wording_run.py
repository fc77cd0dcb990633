"""What a model words, measured: lead-ins above lists and drafts, read by a second reader that trusts nothing.

Each result is kept as a line of a file as soon as it is there, so that a long run on a slow machine goes on
where it stopped.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from pathlib import Path
from threading import Event
from typing import Any

from assistant.answers import Answer, Row
from assistant.conversation import Conversation
from assistant.draft_facts import KINDS
from assistant.drafting import make_draft, polished, worded
from assistant.engine import Engine
from assistant.models.opening import open_model, place_of
from assistant.models.seam import Model, Prompt, Schema
from assistant.service import draft_offers
from assistant.settings import Settings
from assistant.wording.aloud import additions
from assistant.wording.draft_words import WORDED
from assistant.wording.evidence import Known
from assistant.wording.words import Wording, wanted
from evals.cases import Case
from evals.generate import generated
from evals.scores import NotMeasured
from evals.second_reader import Names, bare, unsupported
from evals.selection import Corpus
from evals.totals import Totals
from index.identity import identify
from index.records_schema import NoticeRow

LEAD_INS, DRAFTS = 60, 30

Line = dict[str, Any]


def names_of(corpus: Corpus) -> Names:
    """Return every printed name of units and leaders."""
    records = [record for item in corpus.items for record in item.records]
    units = frozenset(bare(unit.text) for record in records for unit in record.units)
    leaders = frozenset(bare(leader.text) for record in records for leader in record.leaders)
    return Names(units, leaders)


def worded_questions(engine: Engine, cases: Sequence[Case], count: int) -> list[str]:
    """Return questions whose answers are worded: each kind of question and notice in turn."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        if len(case.turns) == 1:
            kinds.setdefault((case.kind, case.notice or ""), []).append(case.turns[0])
    by_turns = (question for turn in zip_longest(*kinds.values()) for question in turn if question)
    worded = (question for question in by_turns if wanted(engine.turn(question, Conversation())[0]))
    return list(islice(dict.fromkeys(islice(worded, 2 * count)), count))


class _Heard(Model):
    """A model whose replies are kept as they come, so that what was withheld can be looked at."""

    def __init__(self, model: Model) -> None:
        self.card = model.card
        self._model = model
        self.said: list[str] = []

    def stream(self, prompt: Prompt, *, limit: int, stop: Event | None = None) -> Iterator[str]:
        self.said.append("")
        for piece in self._model.stream(prompt, limit=limit, stop=stop):
            self.said[-1] += piece
            yield piece

    def fill(self, prompt: Prompt, schema: type[Schema], *, limit: int, stop: Event | None = None) -> Schema:
        return self._model.fill(prompt, schema, limit=limit, stop=stop)


class WordingRun:
    """Words answers and drafts with a model, and reads them."""

    def __init__(self, engine: Engine, corpus: Corpus, model: Model, kept: Path) -> None:
        """``kept``: the file of results, which need not exist yet."""
        self._engine = engine
        self._model = _Heard(model)
        self._names = names_of(corpus)
        self._known = Known.of(engine.corpus.lexicon)
        self._kept = kept
        self._lines: dict[str, Line] = {}
        if kept.exists():
            held = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
            self._lines = {line["id"]: line for line in held}

    def run(self, questions: Sequence[str], drafts: int) -> list[Line]:
        """Return one line a question and draft, those kept earlier included."""
        units = list(self._units())[:drafts]
        wanted_ids = [*questions, *(f"draft {notice} {unit}" for notice, unit in units)]
        for question in questions:
            if question not in self._lines:
                self._keep(self._lead_in(question))
        for notice, unit in units:
            if f"draft {notice} {unit}" not in self._lines:
                self._keep(self._draft(notice, unit))
        return [self._read(self._lines[key]) for key in wanted_ids]

    def _units(self) -> Iterator[tuple[str, str]]:
        """Units with most tasks, notice by notice in turn; groups are none."""
        offers = draft_offers(self._engine.corpus)
        for units in zip_longest(*(offer.units for offer in offers)):
            for offer, unit in zip(offers, units, strict=True):
                if unit and not identify(unit).group:
                    yield offer.notice, unit

    def _lead_in(self, question: str) -> Line:
        answer, _ = self._engine.turn(question, Conversation())
        said = None
        for news in additions(self._engine, answer, Conversation(), self._known, self._model):
            said = news if isinstance(news, Wording) else said
        if said is None:
            raise NotMeasured(f"nothing was worded for {question}")
        return {
            "id": question,
            "kind": said.wanted,
            "text": said.text,
            "sentences": len(said.sentences),
            "withheld": said.withheld,
            "trouble": said.trouble,
            "ms": said.ms,
        }

    def _draft(self, notice: str, unit: str) -> Line:
        row = self._notice(notice)
        plain = make_draft(self._engine, unit, row.place, row.year)
        done = polished(plain, self._engine.corpus.lexicon, self._model)
        parts = {about: done.words[about] for about in WORDED if about in done.words}
        changed = sum(done.words[about] != plain.words[about] for about in plain.words)
        return {
            "id": f"draft {notice} {unit}",
            "kind": "draft",
            "notice": notice,
            "unit": unit,
            "parts": parts,
            "text": "".join(parts.values()),
            "sentences": changed,
            "withheld": len(done.withheld),
            "trouble": done.remark if "没有写完" in done.remark else "",
        }

    def _read(self, line: Line) -> Line:
        """The line with what the second reader finds unsupported: the reader may have changed since."""
        if line["kind"] != "draft":
            answer, _ = self._engine.turn(line["id"], Conversation())
            found = unsupported(line["text"], _rows(answer), self._names, _told(answer))
            return line | {"unsupported": found}
        row = self._notice(line["notice"])
        facts = make_draft(self._engine, line["unit"], row.place, row.year).facts
        every = [task for kind in KINDS for task in facts.rows[kind]]
        of = {"opening": every, "lead": facts.rows["lead"], "support": facts.rows["support"]}
        more = [line["unit"], *facts.names, *worded(facts).values()]
        found = [
            one
            for about, text in line["parts"].items()
            for one in unsupported(text, of[about], self._names, more)
        ]
        return line | {"unsupported": found}

    def _notice(self, notice: str) -> NoticeRow:
        return next(row for row in self._engine.corpus.lexicon.notices if row.id == notice)

    def _keep(self, line: Line) -> None:
        line["said"], self._model.said = self._model.said, []
        self._lines[line["id"]] = line
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        with self._kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stderr.write(
            f"{len(self._lines)}: {line['id']}: {line['sentences']} shown, {line['withheld']} withheld\n"
        )


def _rows(answer: Answer) -> list[Row]:
    return list({row.id: row for row in answer.rows}.values())


def _told(answer: Answer) -> list[str]:
    """Names as they were asked for."""
    return [str(value) for value in answer.read_as.values()]


def totals_of(lines: Sequence[Line]) -> Totals:
    """Return counts and shares of what was worded; parts where nothing was are left out."""
    kinds = {
        "wording/lead-ins": [line for line in lines if line["kind"] != "draft"],
        "wording/drafts": [line for line in lines if line["kind"] == "draft"],
    }
    return {name: _total(part) for name, part in kinds.items() if part}


def _total(lines: Sequence[Line]) -> dict[str, float]:
    total: dict[str, float] = {
        "texts": len(lines),
        "sentences": sum(line["sentences"] for line in lines),
        "withheld": sum(line["withheld"] for line in lines),
        "unsupported": sum(len(line["unsupported"]) for line in lines),
        "survive": sum(line["sentences"] > 0 for line in lines) / len(lines),
        "whole": sum(line["sentences"] > 0 and not line["withheld"] for line in lines) / len(lines),
        "troubles": sum(bool(line["trouble"]) for line in lines),
    }
    return total


def measure_wording(engine: Engine, corpus: Corpus, settings: Settings, arguments: Namespace) -> Totals:
    """Let the configured model word lead-ins and drafts; return the totals.

    Raises:
        NotMeasured: no model is configured.
        AssistantError: it cannot be opened.
    """
    place = place_of(settings)
    if place is None:
        raise NotMeasured("no language model is configured; set ASSISTANT_LLM")
    kept = settings.home / "wording" / f"{place.model.replace('/', '_')}.jsonl"
    if arguments.anew:
        kept.unlink(missing_ok=True)
    # The weights lie in the home that the chat uses, not in the one of the evals.
    with open_model(replace(settings, home=settings.home.parent), lambda _: None) as model:
        if model is None:
            raise NotMeasured("the language model cannot be opened")
        questions = worded_questions(engine, generated(corpus), arguments.lead_ins)
        return totals_of(WordingRun(engine, corpus, model, kept).run(questions, arguments.drafts))
