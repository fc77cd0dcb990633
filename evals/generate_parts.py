"""Questions about the parts of a notice: leaders, headings, deadlines, serials, the words of its tasks."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from evals.asking import Asked, Asker
from evals.expectation import Expect, Ref
from evals.name_variants import printed_serial, unit_names
from evals.selection import Corpus, Item, Selector

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+)、|^[((（]([一二三四五六七八九十]+)[)）]")
_HEADING_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[((（][一二三四五六七八九十]+[)）]|\d+[.、．])")
_CLAUSE = re.compile(r"[^,，。；;、:：()（）《》“”]+")
_QUOTED = re.compile(r"“([^“”]{3,8})”")
_SHORTEST_QUOTE, _LONGEST_QUOTE = 8, 25
_UNITS_A_HEADING = 4
_EVERY = 3


def about_notice(asker: Asker) -> Iterator[Asked]:
    """Ask how many tasks the notice has."""
    yield from asker.each("count_notice", Expect(count=Selector(notice=asker.name)))


def about_leaders(asker: Asker) -> Iterator[Asked]:
    """Ask for the tasks of every leader."""
    leaders = [leader for task in asker.notice.tasks for leader in task.leaders]
    marked = {leader.text for leader in leaders if leader.lead}
    for name in dict.fromkeys(leader.text for leader in leaders):
        selector = Selector(notice=asker.name, leader=name)
        yield from asker.each("leader_list", Expect(tasks=selector), leader=name)
        yield from asker.each("leader_count", Expect(count=selector), leader=name)
        if name in marked:
            only = Selector(notice=asker.name, leader=name, marked=True)
            yield from asker.each("leader_marked", Expect(tasks=only), leader=name)


def about_headings(asker: Asker) -> Iterator[Asked]:
    """Ask for what stands under every heading, by its words, and under the outermost ones by number."""
    depths = {(value.text, depth) for task in asker.notice.tasks for depth, value in enumerate(task.section)}
    texts = Counter(text for text, _ in depths)
    units = {names[0]: key for key, names in unit_names(asker.notice).items()}
    for heading, depth in sorted(depths):
        words = _HEADING_NUMBER.sub("", heading).rstrip("。")
        if sum(words in text for text in texts) > 1:
            continue
        expect = Expect(tasks=Selector(notice=asker.name, section=heading))
        yield from asker.each("section_words", expect, heading=words)
        number = _NUMBERED.match(heading)
        if depth == 0 and number:
            slots = {"number": number[1] or number[2], "heading": heading}
            yield from asker.each("section_number", expect, **slots)
            yield from _units_under(asker, heading, units, number[1] or number[2])


def _units_under(asker: Asker, heading: str, units: dict[str, str], number: str) -> Iterator[Asked]:
    """Ask for what some units lead under a heading."""
    for name in asker.rng.sample(sorted(units), min(_UNITS_A_HEADING, len(units))):
        selector = Selector(notice=asker.name, unit=units[name], role="lead", section=heading)
        if asker.corpus.select(selector).certain:
            yield from asker.each("section_unit", Expect(tasks=selector), unit=name, number=number)


def about_deadlines(asker: Asker) -> Iterator[Asked]:
    """Ask what of each unit's list has a deadline that is printed for several tasks."""
    printed = Counter(task.deadline.text for task in asker.notice.tasks if task.deadline)
    several = [text for text, count in printed.items() if count > 1]
    for deadline in several:
        said = re.sub(r"^(20\d\d)(\d{1,2}月)", r"\1年\2", deadline)
        for key, names in unit_names(asker.notice).items():
            selector = Selector(notice=asker.name, unit=key, role="lead", deadline=deadline)
            tasks = asker.corpus.select(selector).certain
            if tasks and all(_ends_just(asker.corpus.by_id[task], deadline) for task in tasks):
                yield from asker.each("deadline_unit", Expect(tasks=selector), unit=names[0], deadline=said)


def _ends_just(item: Item, deadline: str) -> bool:
    """Whether the deadline is printed alone: 202112月底前, not 202112月底前完成市下达任务."""
    return any(task.deadline and task.deadline.text == deadline for task in item.records)


class _Fact(NamedTuple):
    """What may be asked of one task, and whether the task has it."""

    wording: str
    given: bool
    expect: Expect


def about_serials(asker: Asker) -> Iterator[Asked]:
    """Ask one fact of every task that prints a serial, by its serial."""
    for item in _items(asker):
        serial = next((task.serial for task in item.records if task.serial), None)
        if serial:
            fact = asker.rng.choice([fact for fact in _facts(item, asker.name) if fact.given])
            yield asker.one(fact.wording, fact.expect, serial=printed_serial(serial))


def _facts(item: Item, notice: str) -> tuple[_Fact, ...]:
    key = Ref(notice=notice, serial=item.id.rpartition("/")[2])
    roles = {task.role_of(position) for task in item.records for position in range(len(task.units))}
    task = {"records": (key,), "top": 1}
    return (
        _Fact("serial_lead", "lead" in roles, Expect.model_validate(task | {"units": "lead"})),
        _Fact("serial_support", "support" in roles, Expect.model_validate(task | {"units": "support"})),
        _Fact("serial_leaders", _leads(item), Expect.model_validate(task | {"leaders": "lead"})),
        _Fact("serial_deadline", _ends(item), Expect.model_validate(task | {"deadline": True})),
        _Fact("serial_lead", not roles, Expect.model_validate(task)),
    )


def _leads(item: Item) -> bool:
    return any(task.leaders for task in item.records)


def _ends(item: Item) -> bool:
    return item.notice.deadline is not None or any(task.deadline for task in item.records)


def about_words(asker: Asker) -> Iterator[Asked]:
    """Ask who leads every third task by some of its words, where no other task of the notice prints them."""
    for item in _items(asker)[::_EVERY]:
        roles = {task.role_of(position) for task in item.records for position in range(len(task.units))}
        quote = _quote(item, asker.corpus, asker.name)
        if quote and "lead" in roles:
            key = Ref(notice=asker.name, serial=item.id.rpartition("/")[2])
            yield asker.one("quote_lead", Expect(records=(key,), units="lead"), quote=quote)


def _quote(item: Item, corpus: Corpus, notice: str) -> str | None:
    """The first clause of a task that is long enough and printed nowhere else in the notice."""
    for clause in _CLAUSE.findall(item.records[0].text.text):
        if _SHORTEST_QUOTE <= len(clause) <= _LONGEST_QUOTE:
            holders = corpus.select(Selector(notice=notice, contains=(clause,))).every
            if holders == {item.id}:
                return str(clause)
    return None


def about_terms(asker: Asker) -> Iterator[Asked]:
    """Ask, over all notices, which tasks print a term that a task of this one has in quotation marks."""
    texts = [task.text.text for item in _items(asker) for task in item.records]
    for term in dict.fromkeys(term for text in texts for term in _QUOTED.findall(text)):
        yield asker.one("term_list", Expect(tasks=Selector(contains=(term,))), term=term)


def _items(asker: Asker) -> list[Item]:
    return [item for item in asker.corpus.items if item.notice is asker.notice]
