"""Reading a question by rules into a query: what it names first, then what it asks for, then what remains."""

from dataclasses import dataclass, replace

from assistant.asking import (
    asked_intent,
    asked_problem,
    asked_results,
    asked_role,
    gives_role,
    strike_asking,
)
from assistant.exclusions import corrected, without_excluded
from assistant.names import Lexicon
from assistant.narrowing import certainty, marks, sharing, together
from assistant.page import Page
from assistant.query import AskedSection, AskedUnit, Query, Result
from assistant.remarks import without_remarks
from assistant.sections import take_numbered_part, take_section
from assistant.slots import (
    take_area_units,
    take_deadline,
    take_fields,
    take_leaders,
    take_places,
    take_serials,
    take_slipped_place,
    take_units,
    take_unknown_place,
    take_unknown_units,
    take_years,
)
from assistant.topics import asked_topic, told_task
from assistant.vocabulary import (
    name_words,
    result_words,
    role_words,
    topic_words,
    turn_words,
)
from index.identity import identify

_OPENING = 6
"""Characters in which a turn says whom it is about, where it does so by a pronoun."""


@dataclass(frozen=True)
class _Named:
    """What a question names, each in the words of the corpus."""

    serials: tuple[str, ...]
    leaders: tuple[str, ...]
    years: tuple[int, ...]
    section: AskedSection | None
    units: tuple[AskedUnit, ...]
    places: tuple[str, ...]
    unknown_place: str | None
    deadline: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.units or self.leaders or self.tasks)

    @property
    def tasks(self) -> bool:
        """Whether tasks are named by something else than whose they are."""
        return bool(self.section or self.serials or self.deadline)


def read_question(text: str, lexicon: Lexicon) -> Query:
    """Return the query of a cleaned question (``text.clean_question``)."""
    text, excluded = without_excluded(corrected(text, lexicon), lexicon)
    text = without_remarks(text, lexicon)
    page = Page(text)
    named = _take_named(page, lexicon)
    told = told_task(page) if named.units else None
    asked = asked_results(
        page,
        units=bool(named.units) and not told,
        leaders=bool(named.leaders),
        deadline=bool(named.deadline),
    )
    named = replace(named, units=_more_units(page, named, lexicon, listing=_lists(text, page, asked)))
    left = page.left
    how = asked == ("tasks",) and bool(result_words.HOW.search(left))
    if how:
        page.take_all(result_words.HOW)
    strike_asking(page, asked)
    somebody = _is_somebody(page, named)
    found = asked_topic(page, asked, named=bool(named) or somebody, somebody=somebody)
    asked, topic = _settled(asked, found.words, text, named=bool(named), somebody=somebody)
    role_given = gives_role(text) or ("units" in asked and bool(role_words.ANY_UNITS.search(text)))
    answerable = bool(named) and (role_given or bool(result_words.LIST_WORDS.search(text)))
    located = bool(named.places or named.years)
    query = Query(
        text=text,
        intent=asked_intent(text, asked[0], named=bool(named), located=located, topic=topic),
        result=asked[0],
        also=asked[1:],
        excluded=excluded,
        topic=topic,
        about=found.about,
        odd=found.odd,
        role=asked_role(told["asking"] if told else text),
        role_given=role_given,
        together=together(text, named.units, named.leaders),
        **marks(text, asked),
        shared=sharing(text),
        certainty=certainty(text),
        most=bool(result_words.MOST.search(text)),
        how=how,
        compare=len(named.places) > 1 or len(named.years) > 1 or bool(result_words.EVERYWHERE.search(text)),
        repairs=tuple(page.repairs),
        problem=asked_problem(text, left, answerable=answerable),
        **vars(named),
    )
    return _with_groups(query, lexicon)


def _is_somebody(page: Page, named: _Named) -> bool:
    """Whether tasks are named by nothing but whose they are, by name or as 他, 这个单位."""
    opening = page.text[:_OPENING]
    meant = turn_words.PERSON.search(opening) or turn_words.PRONOUN.search(opening)
    return bool(named or meant) and not named.tasks


def _settled(
    asked: tuple[Result, ...], topic: str, text: str, *, named: bool, somebody: bool
) -> tuple[tuple[Result, ...], str]:
    """What is asked for, and the topic, now that both are known: 授权目标是几件 and 教育局有啥指标."""
    counts = result_words.COUNT.search(text) and not result_words.TASK_NOUN.search(text)
    if asked == ("tasks",) and topic and not named and counts:
        return ("numbers",), topic
    if asked == ("numbers",) and somebody and not topic_words.NOT_TELLING.sub("", topic):
        return ("tasks",), ""
    return asked, topic


def _take_named(page: Page, lexicon: Lexicon) -> _Named:
    """Take what is named off the page; the order matters: a heading may hold a place (推进健康阜阳建设)."""
    numbered = take_numbered_part(page, lexicon)
    serials = take_serials(page)
    leaders = take_leaders(page, lexicon)
    years = take_years(page, lexicon)
    section = numbered or take_section(page, lexicon)
    units = take_units(page, lexicon)
    places = take_places(page, lexicon)
    unknown_place = None if places else take_unknown_place(page, lexicon)
    if not (places or unknown_place):
        places = take_slipped_place(page, lexicon)
    deadline = take_deadline(page, lexicon)
    return _Named(serials, leaders, years, section, units, places, unknown_place, deadline)


def _more_units(page: Page, named: _Named, lexicon: Lexicon, *, listing: bool) -> tuple[AskedUnit, ...]:
    """The units named, with bare areas, slips and names that no notice has, where the question lists."""
    units = named.units
    areas = listing or turn_words.BARE_AREA.fullmatch(page.text)
    if areas and not _named_only(units, lexicon, fallback=False):
        units = (*units, *take_area_units(page, lexicon))
    units = units or (take_fields(page, lexicon) if listing and gives_role(page.text) else ())
    return units or take_unknown_units(page, lexicon, named.places, listing=listing)


def _with_groups(query: Query, lexicon: Lexicon) -> Query:
    """The query over groups, too, where it asks for an area with the groups that stand for it."""
    if not role_words.WITH_GROUPS.search(query.text) or not any(
        _is_area(unit, lexicon) for unit in query.units
    ):
        return query
    update: dict[str, object] = {"with_groups": True, "together": False}
    update |= {"units": _named_only(query.units, lexicon), "groups": _group_keys(query.units, lexicon)}
    if not role_words.SAYS_ROLE.search(query.text) or role_words.ANY_WAY.search(query.text):
        update["role"] = "any"
    return query.model_copy(update=update)


def _lists(text: str, page: Page, asked: tuple[Result, ...]) -> bool:
    """Whether a question asks for somebody's tasks rather than describing one."""
    if asked != ("tasks",):
        return False
    if topic_words.ABOUT_PHRASE.search(page.left) and not role_words.WITH_GROUPS.search(text):
        return False
    return bool(
        result_words.LIST_WORDS.search(text)
        or gives_role(text)
        or role_words.ANY_ROLE.search(text)
        or result_words.COUNT.search(text)
    )


def _is_area(unit: AskedUnit, lexicon: Lexicon) -> bool:
    rows = (lexicon.units[candidate] for candidate in unit.candidates if candidate in lexicon.units)
    return any(row.is_group or row.kind in {"local", "park", "town"} for row in rows)


def _group_keys(units: tuple[AskedUnit, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Keys of the groups named, and of those of the place that stand for the same (各县市, 各县市区)."""
    named = {c for u in units for c in u.candidates if lexicon.units[c].is_group}
    covered = {(c.place, identify(c.key, c.place).covers) for c in named}
    alike = (
        unit
        for unit, row in lexicon.units.items()
        if row.is_group
        and unit.key.startswith(name_words.EVERY)
        and (unit.place, identify(unit.key, unit.place).covers) in covered
    )
    return tuple({unit.key: None for unit in (*named, *alike)})


def _named_only(
    units: tuple[AskedUnit, ...], lexicon: Lexicon, *, fallback: bool = True
) -> tuple[AskedUnit, ...]:
    """Leave out group units; with ``fallback``, keep them where nothing else is named."""
    single = tuple(u for u in units if not all(lexicon.units[c].is_group for c in u.candidates))
    return single or (units if fallback else ())
