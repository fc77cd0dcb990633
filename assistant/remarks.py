"""A question put plainly before it is read: without remarks about it, with names as notices have them."""

import re

from assistant.english import in_chinese
from assistant.exclusions import without_denied
from assistant.names import Lexicon
from assistant.page import telling
from assistant.vocabulary import exclusion_words, name_words, topic_words
from index.printed import fold

_TELLING = 4
"""Characters that tell a task."""


def without_remarks(text: str, lexicon: Lexicon) -> str:
    """The question without who asks, what is left out and what is denied; English put into Chinese."""
    text = _without_speaker(text, lexicon)
    for remark in (
        name_words.NUMBER_BEHIND,
        topic_words.ISSUER,
        exclusion_words.ALSO_WRITTEN,
        exclusion_words.IN_BRACKETS,
        exclusion_words.LEFT_OUT_NAMED,
    ):
        text = remark.sub("", text) or text
    text = _by_present_name(name_words.ONCE_CALLED.sub("", text), lexicon)
    text = name_words.SET_IN.sub(lambda match: _the_body(match, lexicon), text)
    text = name_words.SECTION_SERIES.sub(r"第\1部分", text)
    text = name_words.DONE_FOR.sub(r"\1的", text)
    text = name_words.NOTICE_TITLE.sub(lambda match: _of_title(match[1], lexicon), text)
    text = name_words.IF_NOT.sub(r",由谁\g<doing>", text)
    text = _whether(text, lexicon)
    text = name_words.EITHER.sub(lambda match: _who_of_two(match, lexicon), text)
    text = _by_sign(topic_words.AREAS_BEHIND.sub(_in_full, text), lexicon)
    text = topic_words.AREAS_IN_SHORT.sub(_in_full, _without_inner_brackets(text, lexicon))
    text = name_words.DEPARTMENT.sub(lambda match: _as_bureau(match[1], lexicon) or match[0], text)
    return in_chinese(without_denied(exclusion_words.LEFT_OUT.sub("", text) or text), lexicon)


def _by_present_name(text: str, lexicon: Lexicon) -> str:
    """The question with a unit by the name it has now, where that is known: 环保局(现在叫生态环境分局)."""
    now = name_words.NOW_CALLED.search(text)
    once = next((hit for hit in lexicon.find_units(text) if now and hit.end == now.start()), None)
    if now is None or once is None or not lexicon.candidates(now["new"]):
        return text
    return text[: once.start] + now["new"] + text[now.end() :]


def _the_body(match: re.Match[str], lexicon: Lexicon) -> str:
    """设在市政府办公室的营商环境办, by its own name where both are units."""
    known = lexicon.candidates(match["host"]) and lexicon.candidates(match["body"])
    return match["body"] if known else match[0]


def _without_speaker(text: str, lexicon: Lexicon) -> str:
    """The question without where its asker works, where it names somebody else's tasks."""
    if topic_words.OWN_UNIT.search(text):
        return text
    rest = topic_words.SPEAKER.sub("", text)
    named = (lexicon.find_units(rest), lexicon.find_leaders(rest), name_words.SERIAL.finditer(rest))
    here = any(lexicon.find_units(text))
    return rest if rest and (not here or any(map(any, named))) else text


def _of_title(title: str, lexicon: Lexicon) -> str:
    """Place and year in the title of a notice; the rest of it asks for nothing."""
    places = [hit.name for hit in lexicon.find_places(title)]
    return "".join([*places[:1], *(match[0] for match in name_words.YEAR.finditer(title))])


def _who_of_two(match: re.Match[str], lexicon: Lexicon) -> str:
    """牵头的是公安还是交通, asked as who does it, where both are units."""
    pair = (match["one"], match["other"])
    doing = match["does"] or match["doing"]
    units = all(lexicon.candidates(name) or _as_bureau(name, lexicon) for name in pair)
    return f"由谁{doing}" if doing and units else match[0]


def _whether(text: str, lexicon: Lexicon) -> str:
    """轨道交通前期工作,是不是市交通运输局牵头, asked as who leads it, where a task is told and no serial."""
    match = name_words.WHETHER_LEADS.search(text)
    before = text[: match.start()] if match else ""
    name = match and (match["unit"] or match["unit_"])
    unit = name and (lexicon.candidates(name) or _as_bureau(name, lexicon))
    if match is None or not unit or name_words.SERIAL.search(before) or any(lexicon.find_units(before)):
        return text
    for place in [*lexicon.find_places(before)][::-1]:
        before = before[: place.start] + before[place.end :]
    told = telling(name_words.YEAR.sub("", before))
    if len(told) < _TELLING:
        return text
    return f"{text[: match.start()]},由谁{match['doing'] or match['doing_']}{text[match.end() :]}"


def _by_sign(text: str, lexicon: Lexicon) -> str:
    """市政府办公室挂着营商环境办牌子, by the name that prints the sign: 市政府办公室(市营商环境办)."""
    sign = name_words.SIGN.search(text)
    unit = next((hit for hit in lexicon.find_units(text) if sign and hit.end == sign.start()), None)
    if sign is None or unit is None:
        return text
    printed = (name for one in unit.units if one in lexicon.units for name in lexicon.units[one].names)
    name = next((name for name in printed if sign["sign"] in fold(name)[len(unit.name) :]), None)
    return text[: unit.start] + name + text[sign.end() :] if name else text


def _without_inner_brackets(text: str, lexicon: Lexicon) -> str:
    """The question without a bracket inside the name of a unit: 领导小组(其他)成员单位."""
    for bracket in name_words.SHORT_BRACKET.finditer(text):
        joined = text[: bracket.start()] + text[bracket.end() :]
        if any(hit.start < bracket.start() < hit.end for hit in lexicon.find_units(joined)):
            return joined
    return text


def _in_full(match: re.Match[str]) -> str:
    """涡阳、蒙城、利辛三个县政府: each with its level and kind."""
    kind = f"{match['level']}政府"
    return "、".join(f"{area}{kind}" for area in topic_words.BETWEEN.split(match["areas"]))


def _as_bureau(field: str, lexicon: Lexicon) -> str | None:
    """人社部门 as the bureau it means; what stands before the name stays."""
    for start in range(len(field) - 1):
        for kind in name_words.BUREAUS:
            if lexicon.candidates(f"{field[start:]}{kind}"):
                return f"{field}{kind}"
    return None
