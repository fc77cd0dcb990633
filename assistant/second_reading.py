"""A question that the rules do not read with confidence, read by a model into the same typed query.

The model only fills a form. Every value in it is held against the names of the corpus, as if a person had
changed that part of the reading by hand; the reading counts only where it leads to an answer.
"""

from dataclasses import replace
from threading import Event
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answers import Answer
from assistant.chips import COUNT, RESULTS, amended
from assistant.concepts import expanded
from assistant.conversation import Conversation
from assistant.engine import Engine
from assistant.follow_up import with_context
from assistant.models.prompting import render_prompt
from assistant.models.seam import Model, ModelFailed, Prompt
from assistant.query import Query
from assistant.refusals import corpus_line
from assistant.text import clean_question
from index.errors import BadQuestion

MARK = "由语言模型理解"
_TOKENS = 200
_LONGEST = 60


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
    return render_prompt("reading", question=query.text, before=earlier, places=places)


def query_of(form: Form, query: Query, engine: Engine) -> Query | None:
    """Return the query that a form means; None where it says nothing, or what the question does not bear out.

    ``query``: as the rules read it; what they did read stands.

    Raises:
        BadQuestion: a unit, place, year or leader that the corpus does not know.
    """
    if form.wanted == "无关":
        return None
    values = {"unit": form.unit, "leader": form.leader, "topic": form.topic}
    free = {"unit", "leader"} if query.intent == "overview" else set()
    said = expanded(query.text)
    if not any(values.values()) or not all(
        _anchored(value, said) for name, value in values.items() if value and name not in free
    ):
        return None
    read = Query(text=query.text, intent="overview", places=query.places, years=query.years)
    if form.place and not query.places:
        values["place"] = _known_place(form.place, engine)
    if form.year and not query.years and form.year in query.text:
        values["year"] = form.year
    for field, value in values.items():
        if value:
            read = amended(read, field, value, engine.corpus)
    if read.units:
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


def _anchored(value: str, question: str) -> bool:
    """Whether two neighbouring characters of a value stand in the question."""
    try:
        said = clean_question(value)
    except BadQuestion:
        return False
    return any(said[i : i + 2] in question for i in range(len(said) - 1))


def _known_place(place: str, engine: Engine) -> str:
    return next((hit.name for hit in engine.corpus.lexicon.find_places(place)), place)


def _narrower(read: Query, query: Query) -> bool:
    """Whether a reading keeps what the rules had read for certain: units and leaders."""
    held = {candidate for unit in read.units for candidate in unit.candidates}
    wanted = {candidate for unit in query.units for candidate in unit.candidates}
    return wanted <= held and set(query.leaders) <= set(read.leaders)
