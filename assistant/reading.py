"""Reading a question by rules into a query: what it names first, then what it asks for, then what remains."""

import re

from assistant import vocabulary as v
from assistant.asking import (
    asked_intent,
    asked_problem,
    asked_results,
    asked_role,
    gives_role,
    list_topic,
    strike_asking,
    without_denied,
)
from assistant.english import in_chinese
from assistant.names import Lexicon
from assistant.page import Page
from assistant.query import AskedUnit, Query
from assistant.slots import (
    take_area_units,
    take_deadline,
    take_leaders,
    take_places,
    take_section,
    take_serials,
    take_units,
    take_unknown_place,
    take_unknown_units,
    take_years,
)


def read_question(text: str, lexicon: Lexicon) -> Query:
    """Return the query of a cleaned question (``text.clean_question``)."""
    if not v.OWN_UNIT.search(text):
        text = v.SPEAKER.sub("", text) or text
    text = v.LEFT_OUT_NAMED.sub("", text) or text
    text = in_chinese(without_denied(v.LEFT_OUT.sub("", text) or text), lexicon)
    page = Page(text)
    serials = take_serials(page)
    leaders = take_leaders(page, lexicon)
    years = take_years(page, lexicon)
    section = take_section(page, lexicon)  # before places: a heading may hold one (推进健康阜阳建设)
    units = take_units(page, lexicon)
    places = take_places(page, lexicon)
    unknown_place = None if places else take_unknown_place(page, lexicon)
    deadline = take_deadline(page, lexicon)
    results = asked_results(page, units=bool(units), leaders=bool(leaders), deadline=bool(deadline))
    result, also = results[0], results[1:]
    listing = result == "tasks" and _lists(text, page)
    if listing and not _named_only(units, lexicon, fallback=False):
        units = (*units, *take_area_units(page, lexicon))
    units = units or take_unknown_units(page, lexicon, places, listing=listing)
    left = page.left
    how = result == "tasks" and bool(v.HOW.search(page.left))
    if how:
        page.take_all(v.HOW)
    strike_asking(page, results)
    named = bool(units or leaders or section or serials or deadline)
    topic, about = list_topic(page, named=named) if result == "tasks" else ("", False)
    if not topic and (not named or result != "tasks"):
        topic = page.topic()
    if result == "tasks" and topic and not named and v.COUNT.search(text) and not v.TASK_NOUN.search(text):
        result = "numbers"
    groups = bool(v.WITH_GROUPS.search(text)) and any(_is_area(unit, lexicon) for unit in units)
    role_given = gives_role(text) or ("units" in results and bool(v.ANY_UNITS.search(text)))
    return Query(
        text=text,
        intent=asked_intent(text, result, named=named, located=bool(places or years), topic=topic),
        result=result,
        units=_named_only(units, lexicon) if groups else units,
        role=asked_role(text),
        role_given=role_given,
        with_groups=groups,
        groups=_group_keys(units, lexicon) if groups else (),
        together=_together(text, units, leaders) and not groups,
        places=places,
        years=years,
        leaders=leaders,
        marked=bool(v.MARKED.search(text)) and not v.NOT_MARKED.search(text),
        unmarked=bool(v.NOT_MARKED.search(text)),
        most=bool(v.MOST.search(text)),
        section=section,
        serials=serials,
        also=also,
        topic=topic,
        about=about,
        deadline=deadline,
        how=how,
        compare=len(places) > 1 or len(years) > 1 or bool(v.EVERYWHERE.search(text)),
        unknown_place=unknown_place,
        repairs=tuple(page.repairs),
        problem=asked_problem(
            text, left, answerable=named and (role_given or bool(v.LIST_WORDS.search(text)))
        ),
    )


def _lists(text: str, page: Page) -> bool:
    """Whether a question asks for somebody's tasks rather than describing one."""
    if v.ABOUT_PHRASE.search(page.left) and not v.WITH_GROUPS.search(text):
        return False
    return bool(
        v.LIST_WORDS.search(text) or gives_role(text) or v.ANY_ROLE.search(text) or v.COUNT.search(text)
    )


def _together(text: str, units: tuple[AskedUnit, ...], leaders: tuple[str, ...]) -> bool:
    """Whether all the units or leaders must take part in a task."""
    own_roles = any(unit.role for unit in units)
    several = len(units) > 1 or len(leaders) > 1
    return several and (own_roles or bool(re.search(r"共同|一起|同时|都(有|参与|涉及)|联合", text)))


def _is_area(unit: AskedUnit, lexicon: Lexicon) -> bool:
    rows = (lexicon.units[candidate] for candidate in unit.candidates if candidate in lexicon.units)
    return any(row.is_group or row.kind in {"local", "park", "town"} for row in rows)


def _group_keys(units: tuple[AskedUnit, ...], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple({c.key: None for u in units for c in u.candidates if lexicon.units[c].is_group})


def _named_only(
    units: tuple[AskedUnit, ...], lexicon: Lexicon, *, fallback: bool = True
) -> tuple[AskedUnit, ...]:
    """Leave out group units; with ``fallback``, keep them where nothing else is named."""
    single = tuple(u for u in units if not all(lexicon.units[c].is_group for c in u.candidates))
    return single or (units if fallback else ())
