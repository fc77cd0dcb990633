"""What a question names - serials, parts, leaders, years, units, places - taken off the page one by one."""

import re
from collections.abc import Iterator

from assistant.aliases import LEVELS, romanised
from assistant.names import LATIN_NAME, Found, Lexicon, chinese_number
from assistant.page import MASK, Page, telling
from assistant.query import AskedRole, AskedUnit
from assistant.slips import known_cities, repaired_place, repaired_unit, unshortened
from assistant.vocabulary import name_words, result_words, role_words

_MOST_SERIALS = 50
_CHINESE_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))


def take_serials(page: Page) -> tuple[str, ...]:
    """Take the serials named: "12", "24.(5)", "91)", "第3到5项"; Chinese numerals as digits."""
    serials: list[str] = []
    while match := page.take(name_words.SERIAL_RANGE):
        first, last = int(match[1]), int(match[2])
        serials += [str(number) for number in range(first, min(last, first + _MOST_SERIALS) + 1)]
    while match := page.take(name_words.SERIAL):
        serials.append(_serial(match))
    return tuple(dict.fromkeys(serials))


def _serial(match: re.Match[str]) -> str:
    """The serial a match of ``SERIAL`` means, as notices print it."""
    found = match.groupdict()
    if printed := found["printed"]:
        return printed if "." in printed else printed.replace("(", ".(")
    if found["point"]:
        return f"{found['point']})"
    main = found["main"] or found["number"] or found["after"] or found["ranked"] or found["bare"]
    number = chinese_number(main)
    return f"{number}.({chinese_number(found['sub'])})" if found["sub"] else str(number)


def unit_named(words: str, lexicon: Lexicon) -> AskedUnit | None:
    """Return the one unit that a few words name, a slip of one character put right."""
    whole = lexicon.candidates(words) and words
    alias = whole or repaired_unit(words, lexicon, set(lexicon.places()))
    return AskedUnit(name=alias, candidates=lexicon.candidates(alias)) if alias else None


def take_leaders(page: Page, lexicon: Lexicon) -> tuple[str, ...]:
    """Take the leaders named, by name or post."""
    found = list(lexicon.find_leaders(page.left))
    for hit in found:
        page.strike(hit.start, hit.end)
    return tuple(dict.fromkeys(hit.name for hit in found))


def take_years(page: Page, lexicon: Lexicon) -> tuple[int, ...]:
    """Take the years: 2025, 25年, 二〇二五年, 亳州25."""
    years = [
        int("2" + "".join(_CHINESE_DIGITS[c] for c in m[1][1:]))
        for m in name_words.CHINESE_YEAR.finditer(page.left)
    ]
    years += [int(match[1]) for match in name_words.YEAR.finditer(page.left)]
    if not years:
        years = [2000 + int(match[1]) for match in name_words.SHORT_YEAR.finditer(page.left)]
    page.take_all(name_words.CHINESE_YEAR, name_words.YEAR, name_words.SHORT_YEAR)
    for place in lexicon.find_places(page.left):
        if behind := name_words.YEAR_BEHIND_PLACE.match(page.left, place.end):
            years.append(2000 + int(behind[1]))
            page.strike(*behind.span(1))
    return tuple(dict.fromkeys(years))


def take_deadline(page: Page, lexicon: Lexicon) -> tuple[str, ...]:
    """Take a printed deadline: "12月底前" is printed 202112月底前 in one notice. Returns it as printed."""
    found = next(iter(lexicon.find_deadlines(page.left)), None)
    if found is None:
        return ()
    asked = result_words.LIST_WORDS.search(page.text) or result_words.DEADLINE_IS.search(
        page.text[: found.start]
    )
    behind = page.text[found.end :]
    if result_words.ABOUT_THEN.match(behind) or not (asked or result_words.DUE.match(behind)):
        return ()
    page.strike(found.start, found.end)
    return lexicon.deadline_aliases[found.name]


def take_units(page: Page, lexicon: Lexicon) -> tuple[AskedUnit, ...]:
    """Take the units named, each with the role said right behind it where several have different ones."""
    found = [_with_area(hit, page, lexicon) for hit in lexicon.find_units(page.left)]
    ends = [*(hit.start for hit in found[1:]), len(page.text)][: len(found)]
    roles = [_role_behind(page.text[hit.end : end]) for hit, end in zip(found, ends, strict=True)]
    for at in range(len(found) - 1):
        # "市产创中心配合市科技局的任务" "市财政局要给市教育局配合哪些": one supports, the other leads
        between = page.left[found[at].end : found[at + 1].start].replace(MASK, "")
        if role_words.SUPPORTS.fullmatch(between) or (
            role_words.FOR_ANOTHER.fullmatch(between) and roles[at + 1] == "support"
        ):
            roles[at : at + 2] = ["support", "lead"]
    own = len(set(roles)) > 1 and None not in roles
    units: dict[str, AskedUnit] = {}
    for hit, role in zip(found, roles, strict=True):
        page.strike(hit.start, hit.end)
        units.setdefault(hit.name, AskedUnit(name=hit.name, candidates=hit.units, role=role if own else None))
    return tuple(units.values())


def _with_area(hit: Found, page: Page, lexicon: Lexicon) -> Found:
    """A name behind an area inside the place is another unit, and none of ours: 临泉县教育局."""
    before = lexicon.find_units(page.left[: hit.start], areas=True)
    area = next((it for it in before if it.end == hit.start and it.name[-1] in LEVELS), None)
    if area is None or hit.name[0] in LEVELS or area.name in lexicon.place_aliases:
        return hit
    return Found(area.start, hit.end, page.text[area.start : hit.end])


def _role_behind(text: str) -> AskedRole | None:
    support, lead = role_words.SUPPORT_ROLE.search(text), role_words.LEAD_ROLE.search(text)
    if support and lead:
        return None
    if support or lead:
        return "support" if support else "lead"
    if role_words.CHARGE.search(text):
        return "lead"
    return "any" if role_words.ANY_ROLE.search(text) else None


def take_area_units(page: Page, lexicon: Lexicon) -> tuple[AskedUnit, ...]:
    """Take bare areas (谯城区) as their governments."""
    found = list(lexicon.find_units(page.left, areas=True))
    for hit in found:
        page.strike(hit.start, hit.end)
    return tuple({hit.name: AskedUnit(name=hit.name, candidates=hit.units) for hit in found}.values())


def take_places(page: Page, lexicon: Lexicon) -> tuple[str, ...]:
    """Take the places named; one inside a name (自贸区芜湖片区) only where no other is."""
    found = list(lexicon.find_places(page.left))
    found = [hit for hit in found if not name_words.INSIDE_NAME.match(page.left, hit.end)] or found
    for hit in found:
        page.strike(hit.start, hit.end)
    return tuple(dict.fromkeys(hit.name for hit in found))


def take_slipped_place(page: Page, lexicon: Lexicon) -> tuple[str, ...]:
    """Take the one place that a slip may mean."""
    repaired = repaired_place(page.left, lexicon)
    if repaired is None:
        return ()
    written, place = repaired
    start = page.left.index(written)
    page.strike(start, start + len(written))
    page.repairs.append(f"“{written}”按“{place}”理解")
    return (place,)


def take_unknown_place(page: Page, lexicon: Lexicon) -> str | None:
    """Take a city we know of that is in no notice: 合肥, Hefei."""
    for written, city in (*_cities_in(page.left), *_areas_outside(page, lexicon)):
        start = page.left.index(written)
        led_to = name_words.TOWARDS.search(page.left[:start])
        if city not in lexicon.place_aliases and not led_to:
            page.strike(start, start + len(written))
            return city
    return None


def _areas_outside(page: Page, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield counties that no notice names, as written twice: 歙县2023年."""
    for match in name_words.AREA_OUTSIDE.finditer(page.left):
        area = match["area"]
        slipped = repaired_unit(area, lexicon, set(lexicon.places()))  # 颖上县
        if not (slipped or any(lexicon.find_units(area, areas=True))):
            yield area, area


def _cities_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the cities a text names, in Chinese or Latin letters, in its order: as written, and by name."""
    for _, city in sorted((text.index(city), city) for city in known_cities() if city in text):
        yield city, city
    latin = LATIN_NAME.findall(text)
    names = romanised(tuple((city, city) for city in sorted(known_cities()))) if latin else {}
    yield from ((word, names[word.lower()]) for word in latin if word.lower() in names)


def take_fields(page: Page, lexicon: Lexicon) -> tuple[AskedUnit, ...]:
    """Take a bureau that is called by its field alone: 民政 for 民政局."""
    for word in telling(page.left.replace(MASK, " ")).split():
        name = next(
            (f"{word}{kind}" for kind in name_words.BUREAUS if lexicon.candidates(f"{word}{kind}")), ""
        )
        if name:
            start = page.left.index(word)
            page.strike(start, start + len(word))
            return (AskedUnit(name=name, candidates=lexicon.candidates(name)),)
    return ()


def take_unknown_units(
    page: Page, lexicon: Lexicon, places: tuple[str, ...], *, listing: bool
) -> tuple[AskedUnit, ...]:
    """Take what looks like a unit but is none we know: repaired if just one name is near, else kept.

    In a question that describes a task (not ``listing``) only names that open with their level (市) count.
    """
    for piece in page.left.split(MASK):
        for word in telling(piece).split():
            match = _looks_like_unit(word)
            if not match and listing and name_words.UNIT_LONG.fullmatch(word):
                inside: set[str | None] = set(places or lexicon.places())
                if repaired_unit(word, lexicon, inside, alike=not name_words.LEVELLED.fullmatch(word)):
                    return _unknown_unit(page, word, lexicon, places)
            if match and not name_words.NO_NAME.match(word) and (listing or word[0] in "市区县"):
                return _unknown_unit(page, match[0], lexicon, places)
    return ()


def _looks_like_unit(word: str) -> re.Match[str] | None:
    bureau = name_words.UNIT_LIKE.match(word) or name_words.SLIPPED_BUREAU.match(word)
    return bureau or name_words.AREA_LIKE.fullmatch(word)


def _unknown_unit(page: Page, word: str, lexicon: Lexicon, places: tuple[str, ...]) -> tuple[AskedUnit, ...]:
    start = page.left.index(word)
    page.strike(start, start + len(word))
    inside: set[str | None] = set(places or lexicon.places())
    alias = unshortened(word, lexicon, inside) or repaired_unit(word, lexicon, inside)
    if alias is None:
        return (AskedUnit(name=word),)
    page.repairs.append(f"“{word}”按“{alias}”理解")
    return (AskedUnit(name=alias, candidates=lexicon.candidates(alias)),)
