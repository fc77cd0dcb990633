"""A question that the rules do not read with confidence, read by a model into the same typed query.

The model only fills a form. Every value in it is held against the names of the corpus, as if a person had
changed that part of the reading by hand; the reading counts only where it leads to an answer.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.aliases import unit_aliases
from assistant.answers import Answer
from assistant.chips import COUNT, RESULTS, amended
from assistant.concepts import expanded
from assistant.conversation import Conversation
from assistant.engine import Engine
from assistant.follow_up import with_context
from assistant.models.prompting import render_prompt
from assistant.models.seam import Model, ModelFailed, Prompt
from assistant.names import UnitId
from assistant.query import Query
from assistant.refusals import corpus_line
from index.errors import BadQuestion
from index.records_schema import UnitRow

MARK = "由语言模型理解"
_TOKENS = 200
_LONGEST = 60
_OFFERED = 12
"""Units that a model may choose from."""
_NOTHING = {"无", "没有", "空", "未提及", "未说明", "不详"}
_LEVEL = re.compile(r"^[市区县省]")
_KIND = re.compile(
    r"(?:管理委员会|委员会|管委会|办公室|人民政府|政府|分局|分行|支行|局|委|办|厅|中心|集团公司|公司|集团|专班)$"
)


class Form(BaseModel):
    """What a model takes a question for. Empty: the question does not say."""

    model_config = ConfigDict(extra="forbid")

    wanted: Literal["任务", "数量", "责任单位", "领导", "时限", "指标数值", "无关"]
    unit: str = Field(max_length=_LONGEST)
    role: Literal["牵头", "配合", "牵头和配合"]
    place: str = Field(max_length=_LONGEST)
    year: str = Field(max_length=_LONGEST)
    leader: str = Field(max_length=_LONGEST)
    topic: str = Field(max_length=_LONGEST)


def may_be_read_again(answer: Answer) -> bool:
    """Whether the rules did not read the question with confidence."""
    query = answer.query
    return answer.unsure and query is not None and not query.problem and not query.unknown_place


def reading_prompt(query: Query, before: Conversation, engine: Engine) -> Prompt:
    """Return the prompt that asks a model for the form."""
    earlier = before.query.text if before.query else "无"
    places = corpus_line(engine.corpus.lexicon.notices)
    units = "、".join(list(dict.fromkeys(_units_meant(query, engine).values()))[:_OFFERED]) or "无"
    return render_prompt("reading", question=query.text, before=earlier, places=places, units=units)


def query_of(form: Form, query: Query, engine: Engine) -> Query | None:
    """Return the query that a form means; None where it says nothing, or what the question does not bear out.

    ``query``: as the rules read it; what they did read stands.

    Raises:
        BadQuestion: a unit, place, year or leader that the corpus does not know.
    """
    values = _values(form, engine)
    # Who, when or how much is asked of a task: a unit in the form would be the model's answer, not a reading.
    if form.wanted == "无关" or (values["unit"] and query.result != "tasks"):
        return None
    if not any(values.values()) or not _borne_out(values, query, engine):
        return None
    if (values["unit"] or values["leader"]) and not _printed(values["topic"], engine):
        values["topic"] = ""
    read = Query(text=query.text, intent="overview", places=query.places, years=query.years)
    if form.place and not query.places:
        values["place"] = _known_place(form.place, engine)
    if form.year and not query.years and form.year in query.text:
        values["year"] = form.year
    for field, value in values.items():
        if value:
            read = amended(read, field, value, engine.corpus)
    if read.units and query.role_given:
        read = amended(read, "role", form.role, engine.corpus)
    labels = {*RESULTS.values(), COUNT} - {RESULTS["tasks"]}
    read = amended(read, "result", form.wanted, engine.corpus) if form.wanted in labels else read
    return read if _narrower(read, query) else None


def read_again(
    engine: Engine, answer: Answer, before: Conversation, model: Model, stop: Event | None = None
) -> tuple[Answer, Conversation] | None:
    """Return the answer by the model's reading and the conversation after it; None where that is of no use.

    ``answer``: what the rules made of the question; ``before``: the conversation it was asked in.
    """
    query = answer.query
    if query is None or not may_be_read_again(answer):
        return None
    try:
        form = model.fill(reading_prompt(query, before, engine), Form, limit=_TOKENS, stop=stop)
        read = query_of(form, query, engine)
    except (ModelFailed, BadQuestion):
        return None
    if read is None:
        return None
    found, after = engine.reply(with_context(read, before), before)
    if found.abstained or not found.rows:
        return None
    return marked(found), after


def marked(answer: Answer) -> Answer:
    """Return an answer that says who read its question."""
    from assistant.render import finished

    note = f"这个问题{MARK}，理解的结果见上；不对的话请换个说法。"
    read_as = answer.read_as | {"理解方式": MARK}
    return finished(replace(answer, read_as=read_as, by_model=True, notes=(note, *answer.notes)))


def _values(form: Form, engine: Engine) -> dict[str, str]:
    """What the form says, as the corpus writes it: 亳州市财政局 is 市财政局 there; 无 is nothing."""
    said = {"unit": form.unit, "leader": form.leader, "topic": form.topic}
    values = {name: "" if value.strip() in _NOTHING else value.strip() for name, value in said.items()}
    found = list(engine.corpus.lexicon.find_units(values["unit"], areas=True))
    if found and found[-1].end == len(values["unit"]):
        values["unit"] = found[-1].name
    return values


def _borne_out(values: dict[str, str], query: Query, engine: Engine) -> bool:
    """Whether the question itself says what the form does: a unit's field, a leader, words of the topic."""
    meant = _units_meant(query, engine)
    unit = not values["unit"] or any(id_ in meant for id_ in engine.corpus.lexicon.candidates(values["unit"]))
    topic = values["topic"]
    pairs = {topic[i : i + 2] for i in range(len(topic) - 1)}
    return unit and values["leader"] in query.text and (not topic or any(p in query.text for p in pairs))


def _units_meant(query: Query, engine: Engine) -> dict[UnitId, str]:
    """Units of the places asked about whose field the question names (教育, 财政), with their first names."""
    text = query.text
    for hit in reversed(list(engine.corpus.lexicon.find_places(text))):
        text = f"{text[: hit.start]} {text[hit.end :]}"  # a place says nothing of a unit
    said = expanded(text)
    return {
        id_: row.names[0]
        for id_, row in engine.corpus.lexicon.units.items()
        if not row.is_group
        and (not query.places or row.place in query.places)
        and any(field in said for field in _fields(row))
    }


def _fields(row: UnitRow) -> Iterator[str]:
    """What a unit's names leave without level and kind: 市教育局 is about 教育."""
    for name in unit_aliases(row):
        field = _KIND.sub("", _LEVEL.sub("", name))
        if len(field) > 1:
            yield field


def _printed(topic: str, engine: Engine) -> bool:
    notices = {notice.id for notice in engine.corpus.lexicon.notices}
    return bool(topic) and bool(engine.finder.containing([topic], notices))


def _known_place(place: str, engine: Engine) -> str:
    return next((hit.name for hit in engine.corpus.lexicon.find_places(place)), place)


def _narrower(read: Query, query: Query) -> bool:
    """Whether a reading keeps what the rules had read for certain: units and leaders."""
    held = {candidate for unit in read.units for candidate in unit.candidates}
    wanted = {candidate for unit in query.units for candidate in unit.candidates}
    return wanted <= held and set(query.leaders) <= set(read.leaders)
