"""Which unit, place and year a draft is asked for: names are read as in a question, slips are put right."""

from assistant.corpus import Corpus
from assistant.english import in_chinese
from assistant.names import Lexicon
from assistant.page import Page
from assistant.query import AskedUnit, Query
from assistant.slips import repaired_unit, unshortened
from assistant.slots import take_places, take_units, take_unknown_place, take_years
from assistant.text import clean_question
from index.errors import BadQuestion


def asked_about(corpus: Corpus, unit: str, place: str | None, year: int | None) -> Query:
    """Return the query for all tasks of a unit; a name that nobody knows stays without candidates.

    The unit may be written with its place and year (亳州市2025年市商务局); those given apart go first.

    Raises:
        BadQuestion: no name is given, or more than one.
    """
    lexicon = corpus.lexicon
    page = Page(in_chinese(clean_question(unit), lexicon))
    asked = _whole(unit.strip(), page.text, lexicon) or _in_phrase(page, lexicon)
    years = (year,) if year else take_years(page, lexicon)
    where = Page(clean_question(place)) if place else page
    named_whole = asked is not None and asked.name == page.text
    places = () if named_whole and not place else take_places(where, lexicon)
    unknown = (take_unknown_place(where, lexicon) or where.text) if place and not places else None
    repairs = list(where.repairs)
    if asked is None:
        asked = _repaired(page.topic() or page.text, lexicon, places, repairs)
    return Query(
        text=page.text,
        intent="list",
        units=(asked,),
        role_given=True,
        places=places,
        years=years,
        unknown_place=unknown,
        repairs=tuple(repairs),
    )


def printed_names(lexicon: Lexicon, asked: AskedUnit, place: str | None) -> tuple[str, ...]:
    """Return all names that the notices of a place print for a unit, first the one it was asked for by."""
    here = [unit for unit in asked.candidates if unit.place == place]
    if not here:  # a short name here of what another place calls so: 市城管局 for 市城管执法局
        whole = unshortened(asked.name, lexicon, {place})
        here = [unit for unit in lexicon.candidates(whole or "") if unit.place == place]
    names = (name for unit in here for name in lexicon.units[unit].names)
    return tuple(sorted(names, key=lambda name: name != asked.name))


def _whole(written: str, text: str, lexicon: Lexicon) -> AskedUnit | None:
    """The unit that the whole text names, as people write it or, uncleaned, as a notice prints it."""
    candidates = lexicon.candidates(text)
    if candidates:
        return AskedUnit(name=text, candidates=candidates)
    printed = tuple(unit for unit, row in lexicon.units.items() if written in row.names)
    return AskedUnit(name=written, candidates=printed) if printed else None


def _in_phrase(page: Page, lexicon: Lexicon) -> AskedUnit | None:
    """The one unit of a phrase that says nothing else but place and year."""
    units = take_units(page, lexicon)
    if len(units) > 1:
        names = "、".join(unit.name for unit in units)
        raise BadQuestion(f"一份梳理只写一个单位，这里写了{names}。请分别生成。")
    rest = Page(page.left)
    take_years(rest, lexicon)
    take_places(rest, lexicon)
    return units[0] if units and not rest.topic() else None


def _repaired(name: str, lexicon: Lexicon, places: tuple[str, ...], repairs: list[str]) -> AskedUnit:
    """The one unit that a slip may mean, said in ``repairs``; else the name without candidates."""
    alias = repaired_unit(name, lexicon, set(places or lexicon.places()))
    if alias is None:
        return AskedUnit(name=name)
    repairs.append(f"“{name}”按“{alias}”理解")
    return AskedUnit(name=alias, candidates=lexicon.candidates(alias))
