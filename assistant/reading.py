"""Reading a question by rules into a query: what it names first, then what it asks for, then what remains."""

import re
from dataclasses import dataclass, field

from assistant import vocabulary as v
from assistant.names import Lexicon, chinese_number, known_cities, repaired_place, repaired_unit
from assistant.query import AskedRole, AskedSection, AskedUnit, Intent, Query, Result

_UNIT_LIKE = re.compile(
    r"[\u4e00-\u9fff]{2,14}(局|委|办|厅|中心|公司|集团|管委会|政府|银行|支行|分行|海关|学院|总工会|妇联|残联|科协|供销社|工商联)$"
)
_CHINESE_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_MASK = "\u0001"


@dataclass
class _Page:
    """The question with what has been understood struck out."""

    text: str
    left: str = ""
    repairs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.text

    def strike(self, start: int, end: int) -> None:
        """Take a stretch out of what remains to be understood."""
        self.left = self.left[:start] + _MASK * (end - start) + self.left[end:]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find a pattern in what remains and strike it out."""
        match = pattern.search(self.left)
        if match:
            self.strike(match.start(), match.end())
        return match


def read_question(text: str, lexicon: Lexicon) -> Query:
    """Return the query of a cleaned question (``text.clean_question``)."""
    page = _Page(text)
    serial = _serial(page)
    leader = _leader(page, lexicon)
    years = _years(page)
    units = _units(page, lexicon)
    places = _places(page, lexicon)
    section = _section(page)
    unknown_place = _unknown_place(page, lexicon) if not places else None
    units = units or _unknown_units(page, lexicon, places)
    result = _result(text, page, units=bool(units), leader=leader is not None)
    deadline = _deadline(page, lexicon) if result == "tasks" else ()
    left = page.left
    _strike_asking(page)
    topic = topic_of(page.left)
    if topic and not units and result == "tasks":
        units, topic = _area_units(page, lexicon, topic)
    named = bool(units or leader or section or serial or deadline)
    groups = bool(v.WITH_GROUPS.search(text)) and any(_is_area(unit, lexicon) for unit in units)
    return Query(
        text=text,
        intent=_intent(text, result, named=named, located=bool(places or years), topic=topic),
        result=result,
        units=_named_only(units, lexicon) if groups else units,
        role=_role(text),
        role_given=_gives_role(text),
        with_groups=groups,
        groups=_group_keys(units, lexicon) if groups else (),
        together=bool(re.search(r"共同|一起|同时|都(有|参与|涉及)", text)) and len(units) > 1,
        places=places,
        years=years,
        leader=leader,
        marked=leader is not None and bool(v.MARKED.search(text)),
        section=section,
        serial=serial,
        topic=topic,
        about=bool(v.ABOUT.search(text)),
        deadline=deadline,
        compare=len(places) > 1 or len(years) > 1,
        unknown_place=unknown_place,
        repairs=tuple(page.repairs),
        problem=_problem(text, left),
    )


def _strike_asking(page: _Page) -> None:
    """Strike out what says which result is wanted, so that the topic alone remains."""
    for pattern in (v.PRONOUN, v.LISTED, v.ASK_UNIT, v.ASK_LEADER, v.ASK_DEADLINE, v.COUNT, v.ABOUT, v.ASIDE):
        while page.take(pattern):
            pass


def topic_of(left: str) -> str:
    """Return what remains to be searched for, empty where nothing but fillers remains."""
    if not any(len(word) > 1 for piece in left.split(_MASK) for word in v.FILLER.sub(" ", piece).split()):
        return ""
    pieces = (_without_fillers(piece) for piece in left.split(_MASK))
    return " ".join(piece for piece in pieces if len(piece) > 1)


def _without_fillers(piece: str) -> str:
    held = ""
    text = v.POLITE_END.sub("", piece).strip(" ,、;:")
    while held != text:
        held, text = text, " ".join(v.SEARCH_FILLER.sub(" ", text).split()).strip(" ,、;:")
    return text


def _serial(page: _Page) -> str | None:
    match = page.take(v.SERIAL)
    return (match[1] or match[2]) if match else None


def _section(page: _Page) -> AskedSection | None:
    match = page.take(v.SECTION_NUMBER)
    number = chinese_number(match[1]) if match else None
    quoted = page.take(v.QUOTED) if number else None
    if quoted:
        return AskedSection(number=number, words=quoted[1])
    if number:
        return AskedSection(number=number)
    match = v.SECTION_WORDS.search(page.left)
    if not match:
        return None
    words = v.FILLER.sub("", match[1])
    page.strike(match.start(), match.end())
    return AskedSection(words=words) if words else None


def _deadline(page: _Page, lexicon: Lexicon) -> tuple[str, ...]:
    """The printed deadlines that the question names: "12月底前" is printed 202112月底前 in one notice."""
    found = next(iter(lexicon.find_deadlines(page.left)), None)
    if found is None:
        return ()
    page.strike(found.start, found.end)
    return lexicon.deadline_aliases[found.name]


def _years(page: _Page) -> tuple[int, ...]:
    years: list[int] = []
    for match in v.CHINESE_YEAR.finditer(page.left):
        years.append(int("2" + "".join(_CHINESE_DIGITS[c] for c in match[1][1:])))
    for match in v.YEAR.finditer(page.left):
        years.append(int(match[1]))
    if not years:
        years = [2000 + int(match[1]) for match in v.SHORT_YEAR.finditer(page.left)]
    for pattern in (v.CHINESE_YEAR, v.YEAR, v.SHORT_YEAR):
        while page.take(pattern):
            pass
    return tuple(dict.fromkeys(years))


def _leader(page: _Page, lexicon: Lexicon) -> str | None:
    found = next(iter(lexicon.find_leaders(page.left)), None)
    if found is None:
        return None
    page.strike(found.start, found.end)
    return found.name


def _units(page: _Page, lexicon: Lexicon) -> tuple[AskedUnit, ...]:
    found = list(lexicon.find_units(page.left))
    for hit in found:
        page.strike(hit.start, hit.end)
    return tuple(AskedUnit(name=name, candidates=units) for name, units in {h.name: h.units for h in found}.items())


def _area_units(page: _Page, lexicon: Lexicon, topic: str) -> tuple[tuple[AskedUnit, ...], str]:
    """Read bare areas (谯城区) as their governments, where nothing else remains to be asked about."""
    left = page.left
    areas = list(lexicon.find_units(left, areas=True))
    for hit in areas:
        left = left[: hit.start] + _MASK * (hit.end - hit.start) + left[hit.end :]
    if not areas or topic_of(left):
        return (), topic
    page.left = left
    return tuple(AskedUnit(name=hit.name, candidates=hit.units) for hit in areas), ""


def _group_keys(units: tuple[AskedUnit, ...], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple({c.key: None for u in units for c in u.candidates if lexicon.units[c].is_group})


def _named_only(units: tuple[AskedUnit, ...], lexicon: Lexicon) -> tuple[AskedUnit, ...]:
    """Leave out group units named beside the unit they are to be counted for."""
    single = tuple(u for u in units if not all(lexicon.units[c].is_group for c in u.candidates))
    return single or units


def _is_area(unit: AskedUnit, lexicon: Lexicon) -> bool:
    rows = (lexicon.units[candidate] for candidate in unit.candidates if candidate in lexicon.units)
    return any(row.is_group or row.kind in {"local", "park", "town"} for row in rows)


def _places(page: _Page, lexicon: Lexicon) -> tuple[str, ...]:
    found = list(lexicon.find_places(page.left))
    for hit in found:
        page.strike(hit.start, hit.end)
    if found:
        return tuple(dict.fromkeys(hit.name for hit in found))
    repaired = repaired_place(page.text, lexicon)
    if repaired is None:
        return ()
    written, place = repaired
    start = page.text.index(written)
    page.strike(start, start + len(written))
    page.repairs.append(f"“{written}”按“{place}”理解")
    return (place,)


def _unknown_place(page: _Page, lexicon: Lexicon) -> str | None:
    """A city we know of that is in no notice: 合肥."""
    known = {alias for alias in lexicon.place_aliases}
    for city in known_cities():
        if city in page.left and city not in known:
            start = page.left.index(city)
            page.strike(start, start + len(city))
            return city
    return None


def _unknown_units(page: _Page, lexicon: Lexicon, places: tuple[str, ...]) -> tuple[AskedUnit, ...]:
    """What looks like a unit but is none we know: repaired if one name is that near, else kept as unknown."""
    for piece in re.split(f"{_MASK}+", page.left):
        bare = v.FILLER.sub(" ", piece).split()
        for word in bare:
            if not _UNIT_LIKE.fullmatch(word):
                continue
            start = page.left.index(word)
            page.strike(start, start + len(word))
            alias = repaired_unit(word, lexicon, set(places or lexicon.places()))
            if alias:
                page.repairs.append(f"“{word}”按“{alias}”理解")
                return (AskedUnit(name=alias, candidates=lexicon.unit_aliases[alias]),)
            return (AskedUnit(name=word),)
    return ()


def _role(text: str) -> AskedRole:
    support, lead = bool(v.SUPPORT_ROLE.search(text)), bool(v.LEAD_ROLE.search(text))
    if v.BOTH_ROLES.search(text) or (support and lead):
        return "any"
    if support or lead:
        return "support" if support else "lead"
    return "lead" if v.CHARGE.search(text) and not v.ANY_ROLE.search(text) else "any"


def _gives_role(text: str) -> bool:
    return any(pattern.search(text) for pattern in (v.BOTH_ROLES, v.SUPPORT_ROLE, v.LEAD_ROLE, v.CHARGE))


def _result(text: str, page: _Page, *, units: bool, leader: bool) -> Result:
    if v.ASK_LEADER.search(text) and not leader:
        return "leaders"
    if v.ASK_DEADLINE.search(text):
        return "deadlines"
    if v.ASK_UNIT.search(v.PRONOUN.sub("", text)) and not units:
        return "units"
    if v.ASK_NUMBER.search(text) and not v.COUNT.search(text) and not leader and topic_of(page.left):
        return "numbers"
    return "tasks"


def _intent(text: str, result: Result, *, named: bool, located: bool, topic: str) -> Intent:
    if v.COUNT.search(text) and result == "tasks" and (named or not topic):
        return "count"
    if result != "tasks" or (topic and not named):
        return "find"
    return "list" if named or located else "overview"


def _problem(text: str, left: str) -> str | None:
    """Why notices cannot answer; ``left`` is the question without the names in it (市政府新闻办 asks no news)."""
    if v.SMALL_TALK.match(text):
        return "small_talk"
    if v.INSTRUCTION.search(text):
        return "instruction"
    if v.STATUS.search(left):
        return "not_printed"
    return "off_topic" if v.OFF_SCOPE.search(left) else None
