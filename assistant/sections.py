"""Parts of a notice that a question names: by number (第三部分), by heading, or both."""

import re

from assistant.names import Lexicon, bare, chinese_number
from assistant.page import MASK, Page
from assistant.query import AskedSection
from assistant.vocabulary import exclusion_words, name_words, topic_words

_FEW = 3
"""Characters that say which heading is meant, behind its number."""
_WHOLE_HEADING = 5
"""Characters of a heading that a question must have where nothing else says that it names one."""


def take_section(page: Page, lexicon: Lexicon) -> AskedSection | None:
    """Take a part of a notice, by number or by words that a heading holds.

    None for one that is only counted as well: 自身建设那部分也算.
    """
    ways = (_by_number, _by_bracket, _in_quotes, _by_chapter, _by_whole_heading, _by_words)
    found = next(filter(None, (way(page, lexicon) for way in ways)), None)
    if found is None:
        return None
    section, start, end = found
    page.strike(start, end)
    if exclusion_words.COUNTED_TOO.match(page.text, end):
        return None
    return section.model_copy(update={"outside": _left_out(page.text, start, end)})


def take_numbered_part(page: Page, lexicon: Lexicon) -> AskedSection | None:
    """Take a heading that stands behind its number: 第36项“优先发展教育事业”, 第26条推进乡村振兴."""
    match = name_words.NUMBERED_PART.search(page.left)
    if match is None:
        return None
    number = f"{chinese_number(match['number'])}."
    words = _opening_words(number + match["words"], lexicon).removeprefix(number)
    if len(words) < _FEW or (match["open"] and words != match["words"]):
        return None
    page.strike(match.start(), match.start("words") + len(words))
    return AskedSection(words=number + words)


_Found = tuple[AskedSection, int, int]
"""A part, and where the question names it."""


def _by_number(page: Page, lexicon: Lexicon) -> _Found | None:
    """第三部分, 第二部分的(八), 第五部分(生态优先、绿色发展示范区)."""
    match = page.take(name_words.SECTION_NUMBER)
    if match is None:
        return None
    inner = _take_at(page, match.end(), name_words.INNER_NUMBER)
    titled = _take_at(page, match.end(), name_words.TITLE_IN_BRACKETS)
    words = _quoted_heading(page, lexicon) or (titled if lexicon.in_heading(titled) else "")
    if not words and (words := _opening_words(page.left[match.end() : match.end() + 40], lexicon)):
        page.strike(match.end(), match.end() + len(words))
    others: list[int] = []
    while further := page.take(name_words.SECTION_NUMBER):
        others.append(chinese_number(further[1]))
    section = AskedSection(
        number=chinese_number(match[1]),
        inner=chinese_number(inner) if inner else None,
        words=words or None,
        others=tuple(others),
    )
    return section, *match.span()


def _by_bracket(page: Page, lexicon: Lexicon) -> _Found | None:
    """(八)民生那部分."""
    match = name_words.NUMBERED_HEADING.search(page.left)
    if match is None or not lexicon.in_heading(match[2]):
        return None
    return AskedSection(number=chinese_number(match[1]), words=match[2]), *match.span()


def _in_quotes(page: Page, lexicon: Lexicon) -> _Found | None:
    """Words in quotation marks that a heading holds, if they are no place and not said to be printed."""
    word = topic_words.QUOTED_WORD.search(page.left)
    for quoted in name_words.QUOTED_HEADING.finditer(page.left):
        known = MASK in quoted[1] or bare(quoted[1]) in lexicon.place_aliases
        printed = word and word.start() <= quoted.start() < word.end()
        if lexicon.in_heading(quoted[1]) and not (known or printed):
            return AskedSection(words=quoted[1]), *quoted.span()
    return None


def _by_chapter(page: Page, lexicon: Lexicon) -> _Found | None:
    """十、加强政府自身建设有哪些任务."""
    match = name_words.CHAPTER_HEADING.search(page.left)
    words = _opening_words(match[1], lexicon) if match else ""
    if match is None or not words:
        return None
    return AskedSection(words=words), match.start(), match.start(1) + len(words)


def _by_whole_heading(page: Page, lexicon: Lexicon) -> _Found | None:
    """打造长江百里生态湾包括哪几项, 在主要预期目标里."""
    match = name_words.HEADING_HOLDS.search(page.left)
    words = _heading_words(match[1], lexicon) if match else ""
    if match and len(words) >= _WHOLE_HEADING:
        return AskedSection(words=words), match.end(1) - len(words), match.end(1)
    match = name_words.IN_HEADING.search(page.left)
    if match is None or not lexicon.in_heading(match[1]):
        return None
    return AskedSection(words=match[1]), *match.span()


def _by_words(page: Page, lexicon: Lexicon) -> _Found | None:
    """乡村振兴那一部分, 优先发展教育事业那一条里."""
    match = name_words.SECTION_WORDS.search(page.left)
    words = _heading_words(match[1], lexicon) if match else ""
    if match is None or not words:
        return None
    return AskedSection(words=words.strip("、,")), match.end(1) - len(words), match.end()


def _take_at(page: Page, at: int, pattern: re.Pattern[str]) -> str:
    """Take what stands right at a place; its first group, empty where nothing does."""
    match = pattern.match(page.left, at)
    if match:
        page.strike(*match.span())
    return match[1] if match else ""


def _quoted_heading(page: Page, lexicon: Lexicon) -> str:
    """Take the first words in quotation marks that a heading holds."""
    for quoted in name_words.QUOTED.finditer(page.left):
        if lexicon.in_heading(quoted[1]):
            page.strike(*quoted.span())
            return quoted[1]
    return ""


def _left_out(text: str, start: int, end: int) -> bool:
    """Whether the clause that names a part leaves it out: 第一部分的去掉, 除了第一部分."""
    before = exclusion_words.CLAUSE_END.split(text[:start])[-1]
    behind = exclusion_words.CLAUSE_END.split(text[end:])[0]
    return bool(exclusion_words.OUTSIDE.search(before) or exclusion_words.OUTSIDE.search(behind))


def _opening_words(text: str, lexicon: Lexicon) -> str:
    """The longest opening of ``text`` that a heading holds: "加强政府自身建设有哪些" -> 加强政府自身建设."""
    openings = (text[:end] for end in range(len(text), 3, -1)) if MASK not in text[:4] else ()
    return next((opening for opening in openings if lexicon.in_heading(opening)), "")


def _heading_words(text: str, lexicon: Lexicon) -> str:
    """The longest end of ``text`` that a heading holds: "常务副市长在乡村振兴" -> 乡村振兴."""
    ends = (text[start:] for start in range(len(text) - 2))
    return next(
        (end for end in ends if lexicon.in_heading(end) and bare(end) not in lexicon.place_aliases), ""
    )


def section_of(words: str, lexicon: Lexicon) -> AskedSection | None:
    """Return the part of a notice that a few words name, by number or by a heading that holds them."""
    return take_section(Page(words), lexicon) or (
        AskedSection(words=words) if lexicon.in_heading(words) else None
    )
