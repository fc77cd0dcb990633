"""One question in, one answer out: read, select, reply. Exact questions touch records alone."""

from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter
from typing import Any

from assistant.answers import Answer, Row
from assistant.chips import CERTAINTY, COUNT, RESULTS, ROLES, SHARING, amended, chips_of, section_label
from assistant.conversation import Conversation
from assistant.corpus import Corpus
from assistant.facts import with_facts
from assistant.follow_up import with_context
from assistant.found import Lookup
from assistant.listing import notices_of, resolved_units
from assistant.notice_facts import notice_answer
from assistant.printed_words import by_print, heard
from assistant.query import AskedUnit, Query
from assistant.reading import read_question
from assistant.refusals import corpus_line, refuse, refuse_place, refuse_problem, refuse_year
from assistant.render import finished
from assistant.replies import list_reply
from assistant.rows import RowMaker
from assistant.search import Finder
from assistant.selecting import Chosen, Selector
from assistant.slips import at_other_level
from assistant.text import clean_question
from index.errors import BadQuestion
from index.records_schema import NoticeRow


class Engine:
    """Answers questions over one corpus."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        """``corpus`` and what ``finder`` searches must stay open as long as the engine is used."""
        self.corpus = corpus
        self.finder = finder
        self._maker = RowMaker(corpus.records)
        self._lookup = Lookup(finder, self._maker)
        self._selector = Selector(corpus, finder)

    def ask(self, question: str, state: Conversation | None = None) -> tuple[Answer, Conversation]:
        """Answer one turn; return the answer and the conversation after it.

        Raises:
            BadQuestion: the question is empty or too long.
        """
        started = perf_counter()
        before = state or Conversation()
        query = with_context(read_question(clean_question(question), self.corpus.lexicon), before)
        if before.query and query.units == before.query.units:
            query = self._at_their_level(query)
        return self._answered(query, before, started)

    def amend(self, state: Conversation, field: str, value: str | None) -> tuple[Answer, Conversation]:
        """Answer the last question again with one part of its reading changed, or taken away for None.

        Raises:
            BadQuestion: nothing was asked yet, or the part cannot have this value.
        """
        started = perf_counter()
        if state.query is None:
            raise BadQuestion("还没有可以修改的问题。请先提问。")
        return self._answered(amended(state.query, field, value, self.corpus), state, started)

    def reply(self, query: Query, before: Conversation) -> tuple[Answer, Conversation]:
        """Answer a query that was read elsewhere; return the answer and the conversation after it."""
        return self._answered(query, before, perf_counter())

    def _answered(self, query: Query, before: Conversation, started: float) -> tuple[Answer, Conversation]:
        planned = perf_counter()
        notices = notices_of(query, self.corpus)
        query = by_print(query, notices, self.finder)
        query = heard(query, {notice.id for notice in notices}, self.finder, self.corpus.lexicon)
        answer = self.answer(query)
        found = perf_counter()
        answer = finished(replace(answer, chips=chips_of(query, self.corpus), query=query))
        ended = perf_counter()
        stages = {
            "plan": planned - started,
            "retrieve": found - planned,
            "compose": ended - found,
            "model": 0.0,
        }
        stages["total"] = ended - started
        timings = {name: round(1000 * value, 3) for name, value in stages.items()}
        return replace(answer, timings_ms=timings), before.after(query, answer)

    def converse(self, turns: Iterable[str]) -> list[Answer]:
        """Answer the turns of one conversation; a turn that cannot be read is answered with what is wrong."""
        answers: list[Answer] = []
        state = Conversation()
        for turn in turns:
            answer, state = self.turn(turn, state)
            answers.append(answer)
        return answers

    def turn(self, question: str, state: Conversation) -> tuple[Answer, Conversation]:
        """Answer one turn as ``ask`` does; one that cannot be read is answered with what is wrong."""
        try:
            return self.ask(question, state)
        except BadQuestion as error:
            return finished(refuse(str(error), {})), state

    def nearest(self, question: str, count: int) -> list[Row]:
        """Return the tasks nearest to a question in words and meaning, best first, in the notices it names.

        Raises:
            BadQuestion: the question is empty or too long.
        """
        query = read_question(clean_question(question), self.corpus.lexicon)
        notices = {notice.id for notice in notices_of(query, self.corpus)}
        hits = self.finder.search(query.topic or query.text, notices)[:count]
        rows = {row.id: row for row in self._maker.rows(dict.fromkeys((hit.id for hit in hits), "other"))}
        return [rows[hit.id] for hit in hits]

    def answer(self, query: Query) -> Answer:
        """Answer a query that has been read."""
        read_as = describe(query)
        notices = notices_of(query, self.corpus)
        told = notice_answer(query, notices, self.corpus, self.finder, read_as)
        refused = told or self._refused(query, notices, read_as)
        if refused:
            return refused
        exact = query.units or query.leaders or query.section or query.serials or query.deadline
        named = exact or query.among or query.excluded
        if query.intent == "find" and not named and query.topic:
            return self._lookup.reply(query, notices, read_as, None)
        chosen = self._selector.choose(query, notices, read_as)
        if isinstance(chosen, Answer):
            return chosen
        if query.intent == "find" and query.topic and not _few_named(query):
            return self._lookup.reply(query, notices, read_as, set(chosen.selection.roles))
        return self._listed(query, chosen, notices, read_as)

    def _at_their_level(self, query: Query) -> Query:
        """The query with units of the turn before at the level of the place asked about now: 徽州区的呢."""
        notices = notices_of(query, self.corpus)
        places = {notice.place for notice in notices}
        units, repairs = [], list(query.repairs)
        for unit in query.units:
            here = resolved_units(unit, notices)
            name = None if here else at_other_level(unit.name, self.corpus.lexicon, places)
            if name:
                repairs.append(f"“{unit.name}”在{corpus_line(notices)}按“{name}”理解")
                unit = AskedUnit(name=name, candidates=self.corpus.lexicon.candidates(name), role=unit.role)  # noqa: PLW2901
            units.append(unit)
        return query.model_copy(update={"units": tuple(units), "repairs": tuple(repairs)})

    def _refused(
        self, query: Query, notices: tuple[NoticeRow, ...], read_as: dict[str, Any]
    ) -> Answer | None:
        """Refuse what no notice can answer: off the subject, another place or year, nothing asked."""
        if query.problem:
            return refuse_problem(query.problem, read_as, self.examples())
        if query.unknown_place:
            return refuse_place(query, self.corpus, read_as)
        if not notices:
            return refuse_year(query, self.corpus, read_as)
        if query.intent == "overview":
            headline = f"没有读懂要查什么。现有通知：{corpus_line(self.corpus.lexicon.notices)}。"
            return replace(refuse(headline, read_as, self.examples()), unsure=True)
        return None

    def _listed(
        self, query: Query, chosen: Chosen, notices: tuple[NoticeRow, ...], read_as: dict[str, Any]
    ) -> Answer:
        """List or count what was chosen, with the fact asked for."""
        if chosen.unused:
            query = query.model_copy(update={"topic": ""})
        looked_at = notices if query.places or query.years else self._holding(query, notices)
        answer = list_reply(query, chosen.selection, looked_at, self._maker, read_as)
        if query.result != "tasks" and answer.rows:
            answer = with_facts(query, answer)
        if chosen.unused:
            note = f"“{chosen.unused}”没有用作条件。"
            answer = replace(answer, notes=(*answer.notes, note), unsure=True)
        return answer

    def examples(self) -> list[str]:
        """Questions that this corpus answers, to start from."""
        best = sorted(self.corpus.lexicon.units.values(), key=lambda row: -row.lead_count)
        offers = []
        for notice in self.corpus.lexicon.notices[:3]:
            unit = next((row for row in best if row.place == notice.place and not row.is_group), None)
            if unit:
                offers.append(f"{notice.place}{notice.year}年{unit.names[0]}牵头哪些任务")
        return offers

    def _holding(self, query: Query, notices: tuple[NoticeRow, ...]) -> tuple[NoticeRow, ...]:
        """The notices of the places that know the unit, where the place is open."""
        places = {candidate.place for unit in query.units for candidate in unit.candidates}
        return tuple(n for n in notices if n.place in places) if query.units else notices


def _few_named(query: Query) -> bool:
    """Whether the tasks are fixed already, by serial or by the conversation."""
    return bool(query.serials) or (query.among is not None and len(query.among) == 1)


def describe(query: Query) -> dict[str, Any]:
    """How a query was understood, in Chinese, in display order."""
    section = query.section
    shown = {
        "单位": "、".join(unit.name for unit in query.units),
        "角色": ROLES[query.role] if query.units else "",
        "地方": "、".join(query.places) or (query.unknown_place or ""),
        "年份": "、".join(str(year) for year in query.years),
        "领导": "、".join(query.leaders),
        "只看标▲": "是" if query.marked else "",
        "牵头方式": SHARING.get(query.shared, ""),
        "核实": CERTAINTY.get(query.certainty, ""),
        "部分": section_label(section) if section else "",
        "不含": query.excluded.names,
        "序号": "、".join(query.serials),
        "时限": "、".join(query.deadline),
        "范围": f"上面列出的 {len(query.among)} 项" if query.among else "",
        "主题": query.topic,
        "要的结果": COUNT if query.intent == "count" else RESULTS[query.result],
    }
    return {label: value for label, value in shown.items() if value}
