"""The reading of a question in parts, each of which a person may change without wording it anew."""

import re
from collections.abc import Callable, Iterable, Iterator

from assistant.answers import Chip
from assistant.corpus import Corpus
from assistant.listing import notices_of
from assistant.query import (
    AskedRole,
    AskedSection,
    AskedUnit,
    Certainty,
    Excluded,
    Intent,
    Query,
    Result,
    Sharing,
)
from assistant.sections import section_of
from assistant.slots import unit_named
from assistant.text import clean_question
from index.errors import BadQuestion

ALL = "全部"
COUNT = "数量"
CERTAINTY: dict[Certainty | None, str] = {"certain": "只看确定的", "doubt": "只看待核实的"}
SHARING: dict[Sharing | None, str] = {"alone": "独家牵头", "joint": "几家共同牵头"}
ROLES: dict[AskedRole, str] = {"lead": "牵头", "support": "配合", "any": "牵头和配合"}
RESULTS: dict[Result, str] = {
    "tasks": "任务",
    "units": "责任单位",
    "leaders": "领导",
    "deadlines": "时限",
    "numbers": "指标数值",
}
_SERIALS = re.compile(r"[、,，;；\s]+")
_TYPED = {"unit", "leader", "section", "serial", "topic"}
"""Parts whose value may be typed."""

Update = dict[str, object]


def chips_of(query: Query, corpus: Corpus) -> tuple[Chip, ...]:
    """Return the parts of a query; none for a question that changing a part would not mend."""
    return () if query.problem else tuple(_chips(query, corpus))


def _chips(query: Query, corpus: Corpus) -> Iterator[Chip]:
    lexicon = corpus.lexicon
    if query.units:
        names = "、".join(unit.name for unit in query.units)
        near = lexicon.near_units(names, {n.place for n in lexicon.notices}) if _unknown(query) else []
        yield Chip("unit", "单位", names, tuple(near), free=True, removable=True)
        yield _choice("role", "角色", ROLES[query.role], ROLES.values())
    yield _choice("place", "地方", query.unknown_place or "、".join(query.places), lexicon.places(), ALL)
    yield _choice("year", "年份", "、".join(map(str, query.years)), _years(query, corpus), ALL)
    for field, label, value in _narrowing(query):
        if value:
            yield Chip(field, label, value, free=field in _TYPED, removable=True)
    result = COUNT if query.intent == "count" else RESULTS[query.result]
    yield _choice("result", "要的结果", result, (*RESULTS.values(), COUNT))


def _narrowing(query: Query) -> Iterator[tuple[str, str, str]]:
    """Field, label and value (empty where not given) of what narrows a list."""
    section = query.section
    yield "leader", "领导", "、".join(query.leaders)
    yield "marked", "只看标▲", "是" if query.marked else ""
    yield "shared", "牵头方式", SHARING.get(query.shared, "")
    yield "certainty", "核实", CERTAINTY.get(query.certainty, "")
    yield "section", "部分", section_label(section) if section else ""
    yield "excluded", "不含", query.excluded.names
    yield "serial", "序号", "、".join(query.serials)
    yield "deadline", "时限", "、".join(query.deadline)
    yield "among", "范围", f"上面列出的 {len(query.among)} 项" if query.among else ""
    yield "topic", "主题", query.topic


def section_label(section: AskedSection) -> str:
    """How a part of a notice was asked for: "3 科技创新", "除 5 以外"."""
    inner = f"({section.inner})" if section.inner else ""
    numbers = "、".join(str(number) for number in (section.number, *section.others) if number)
    named = f"{numbers}{inner} {section.words or ''}".strip()
    return f"除 {named} 以外" if section.outside else named


def _choice(field: str, label: str, value: str, options: Iterable[str], every: str = "") -> Chip:
    """A part with fixed values; ``every`` is the one that stands for none given."""
    shown = value or every
    offered = tuple(option for option in (*options, every) if option and option != shown)
    return Chip(field, label, shown, offered, removable=bool(every and value))


def _unknown(query: Query) -> bool:
    return not all(unit.candidates for unit in query.units)


def _years(query: Query, corpus: Corpus) -> list[str]:
    open_years = notices_of(query.model_copy(update={"years": ()}), corpus)
    return sorted({str(notice.year) for notice in open_years if notice.year})


def amended(query: Query, field: str, value: str | None, corpus: Corpus) -> Query:
    """Return the query with one part changed to ``value``, or without it for None.

    Raises:
        BadQuestion: no such part, a value that the corpus does not know, or a part that must stay.
    """
    change = _CHANGES.get(field)
    if change is None:
        raise BadQuestion("这一项不能修改。请直接输入问题。")
    if value is not None:
        value = clean_question(value)
    changed = query.model_copy(update=change(query, value, corpus) | {"problem": None, "repairs": ()})
    return changed.model_copy(
        update={
            "intent": _intent(changed),
            "compare": len(changed.places) > 1 or len(changed.years) > 1,
        }
    )


def _intent(query: Query) -> Intent:
    """What to do with a query, from its parts alone."""
    if query.result != "tasks":
        return "find"
    if query.intent == "count":
        return "count"
    if query.units or query.leaders or query.section or query.serials or query.deadline or query.among:
        return "list"
    if query.topic:
        return "find"
    return "list" if query.places or query.years else "overview"


def _unit(query: Query, value: str | None, corpus: Corpus) -> Update:  # noqa: ARG001 - as all changes
    if value is None:
        return {"units": (), "role_given": False, "together": False}
    unit = unit_named(value, corpus.lexicon)
    if unit is None:
        near = corpus.lexicon.near_units(value, {n.place for n in corpus.lexicon.notices})
        offer = f"相近的单位有：{'、'.join(near)}。" if near else "请写单位的全称或常用简称。"
        raise BadQuestion(f"通知里没有“{value}”这个单位。{offer}")
    return {"units": (unit,), "together": False, "with_groups": False, "groups": ()}


def _role(query: Query, value: str | None, corpus: Corpus) -> Update:
    _ = corpus
    role = next((role for role, label in ROLES.items() if label == value), None)
    if role is None:
        raise BadQuestion(f"角色只能是{'、'.join(ROLES.values())}。")
    return {"role": role, "role_given": True, "units": _of_one_role(query.units)}


def _of_one_role(units: tuple[AskedUnit, ...]) -> tuple[AskedUnit, ...]:
    return tuple(unit.model_copy(update={"role": None}) for unit in units)


def _place(query: Query, value: str | None, corpus: Corpus) -> Update:
    places = () if value in {None, ALL} else (value,)
    if places and value not in corpus.lexicon.places():
        raise BadQuestion(f"没有{value}的通知。现有：{'、'.join(corpus.lexicon.places())}。")
    held = {notice.year for notice in corpus.lexicon.notices if not places or notice.place in places}
    years = tuple(year for year in query.years if year in held)
    return {"places": places, "years": years, "unknown_place": None, "among": None}


def _year(query: Query, value: str | None, corpus: Corpus) -> Update:
    if value in {None, ALL}:
        return {"years": (), "among": None}
    if value not in _years(query, corpus):
        raise BadQuestion(f"没有“{value}”年的通知。现有：{'、'.join(_years(query, corpus))}。")
    return {"years": (int(value or 0),), "among": None}


def _leader(query: Query, value: str | None, corpus: Corpus) -> Update:
    _ = query
    found = tuple(hit.name for hit in corpus.lexicon.find_leaders(value or ""))
    if value and not found:
        raise BadQuestion(f"通知里没有“{value}”这位领导。请写姓名全称或职务。")
    return {"leaders": found, "marked": query.marked and bool(found), "unmarked": False}


def _section(query: Query, value: str | None, corpus: Corpus) -> Update:
    _ = query
    section: AskedSection | None = section_of(value, corpus.lexicon) if value else None
    if value and section is None:
        raise BadQuestion(f"没有标题含“{value}”的部分。请写标题里的词，或“第三部分”这样的序数。")
    return {"section": section}


def _dropped(field: str, empty: object) -> Callable[[Query, str | None, Corpus], Update]:
    """A part that can only be taken away."""

    def change(query: Query, value: str | None, corpus: Corpus) -> Update:
        _ = query, corpus
        if value is not None:
            raise BadQuestion("这一项只能去掉，不能改成别的。请直接输入问题。")
        return {field: empty}

    return change


def _serial(query: Query, value: str | None, corpus: Corpus) -> Update:
    _ = query, corpus
    return {"serials": tuple(_SERIALS.split(value)) if value else (), "among": None}


def _topic(query: Query, value: str | None, corpus: Corpus) -> Update:
    _ = query, corpus
    return {"topic": value or "", "about": bool(value)}


def _result(query: Query, value: str | None, corpus: Corpus) -> Update:
    _ = corpus
    if value == COUNT:
        return {"result": "tasks", "intent": "count"}
    result = next((result for result, label in RESULTS.items() if label == value), None)
    if result is None:
        raise BadQuestion(f"结果只能是{'、'.join((*RESULTS.values(), COUNT))}。")
    return {"result": result, "intent": "list" if query.intent == "count" else query.intent}


_CHANGES: dict[str, Callable[[Query, str | None, Corpus], Update]] = {
    "unit": _unit,
    "role": _role,
    "place": _place,
    "year": _year,
    "leader": _leader,
    "marked": _dropped("marked", empty=False),
    "shared": _dropped("shared", empty=None),
    "certainty": _dropped("certainty", empty=None),
    "section": _section,
    "excluded": _dropped("excluded", empty=Excluded()),
    "serial": _serial,
    "deadline": _dropped("deadline", empty=()),
    "among": _dropped("among", empty=None),
    "topic": _topic,
    "result": _result,
}
