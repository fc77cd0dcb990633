"""What a question leaves out: whose tasks, single tasks, a role, what it denies or takes back."""

from collections.abc import Sequence

from assistant.asking import asked_role, gives_role
from assistant.names import Lexicon
from assistant.page import telling
from assistant.query import AskedRole, AskedUnit, Excluded
from assistant.vocabulary import exclusion_words, name_words, role_words, turn_words


def corrected(text: str, lexicon: Lexicon) -> str:
    """The question without a name that is taken back right behind it: 城管局——哦不,说岔了,是住建局."""
    marker = exclusion_words.CORRECTION.search(text)
    if marker is None:
        return text
    before = text[: marker.start()]
    named = [*lexicon.find_units(before), *lexicon.find_places(before), *lexicon.find_leaders(before)]
    wrong = next((hit for hit in named if hit.end == len(before)), None)
    if wrong is None:
        return text
    return text[: wrong.start] + text[marker.end() :]


def without_excluded(text: str, lexicon: Lexicon) -> tuple[str, Excluded]:
    """Return the question without the clauses that leave out tasks by who takes part in them, and whom.

    Such a clause says so (不要, 哪个不是), says how one takes part (牵头的) and names a unit or leader.
    """
    bare = _bare(text, lexicon)
    if bare:
        return "", bare
    text = _without_known(text, lexicon)
    left: list[str] = []
    found: list[Excluded] = []
    for clause in exclusion_words.EXCLUDING_END.split(text):
        rest, excluded = _without_theirs(clause, lexicon)
        if any(text.count(unit.name) > 1 for unit in excluded.units):
            # 市商务局的任务,市商务局牵头的不要: a role is left out, no unit.
            rest, excluded = clause, Excluded()
        if not excluded:
            rest, excluded = _without_task(clause, lexicon)
        found.append(excluded)
        left.append(rest)
    return "".join(left), _merged(found)


def _bare(text: str, lexicon: Lexicon) -> Excluded:
    """What a text leaves out that does nothing else: 除了王玉峰的, 去掉持续推进的, 老旧小区的不要了."""
    ways = (exclusion_words.BARE_BEFORE, exclusion_words.BARE_BEHIND)
    match = next(filter(None, (way.fullmatch(text) for way in ways)), None)
    what = match["what"] if match else ""
    part = name_words.SECTION_NUMBER.search(what) or name_words.SECTION_WORDS.search(what)
    if not what or part or role_words.DOUBT.search(what) or lexicon.in_heading(what):
        return Excluded()
    named = _taking_part(what, lexicon)
    if named or role_words.SAYS_ROLE.search(what) or role_words.TOGETHER.search(what):
        return named
    if what.rstrip("项条")[-1:].isdigit():
        return Excluded()
    return _due(what, lexicon) or Excluded(topics=(telling(what),) if telling(what) else ())


def _due(text: str, lexicon: Lexicon) -> Excluded:
    """The deadline that a text names."""
    due = next(iter(lexicon.find_deadlines(text)), None)
    return Excluded(deadlines=lexicon.deadline_aliases[due.name]) if due else Excluded()


def _merged(found: Sequence[Excluded]) -> Excluded:
    return Excluded(
        leaders=tuple({leader: None for one in found for leader in one.leaders}),
        units=tuple(unit for one in found for unit in one.units),
        serials=tuple({serial: None for one in found for serial in one.serials}),
        deadlines=tuple({deadline: None for one in found for deadline in one.deadlines}),
        topics=tuple({topic: None for one in found for topic in one.topics}),
    )


def _without_task(clause: str, lexicon: Lexicon) -> tuple[str, Excluded]:
    """A clause without a single task, by its number or words of it: 扫黑除恶那一项除外, 不要112那项."""
    turned = exclusion_words.DUE_LEFT_OUT.search(clause)
    due = _due(turned["due"], lexicon) if turned else Excluded()
    if turned and due:
        return clause[: turned.start()] + clause[turned.end() :], due
    match = exclusion_words.TASK_LEFT_OUT.search(clause)
    named = next(filter(None, match.groups()), "") if match else ""
    if match is None or not named:
        return clause, Excluded()
    rest = clause[: match.start()] + clause[match.end() :]
    if named[0].isdigit():
        return rest, Excluded(serials=(named,))
    words = telling(named)
    known = any(lexicon.find_units(named)) or any(lexicon.find_leaders(named)) or gives_role(named)
    if not words or known or lexicon.in_heading(named):
        return clause, Excluded()
    return rest, Excluded(topics=(words,))


def _without_known(text: str, lexicon: Lexicon) -> str:
    """The question who else does a task, without whom the user knows: 除了区住建局还有谁牵头."""
    known = exclusion_words.BESIDE.search(text)
    if known is None or not (any(lexicon.find_units(known[0])) or turn_words.PRONOUN.search(known[0])):
        return text
    return text[: known.start()] + text[known.end() :]


def _without_theirs(clause: str, lexicon: Lexicon) -> tuple[str, Excluded]:
    """A clause without the units and leaders whose tasks it leaves out, and these.

    Left out is who stands behind the words that say so (不含市财政局配合的), or in all of a clause that ends
    with them (市财政局配合的除外).
    """
    by = exclusion_words.NOT_BY.search(clause)
    named = _taking_part(by[0], lexicon) if by else Excluded()
    if by and named:
        return clause[: by.start() + _first_name(by[0], lexicon)] + clause[by.end() :], named
    if not exclusion_words.TAKING_PART.search(clause):
        return clause, Excluded()
    for marker in exclusion_words.NOT_WANTED.finditer(clause):
        behind = clause[marker.end() :]
        named = _taking_part(behind, lexicon)
        if named:
            return clause[: marker.start()], named
        if not (exclusion_words.TAKING_PART.search(behind) or telling(behind)):
            return "", _taking_part(clause, lexicon)
    return clause, Excluded()


def _first_name(text: str, lexicon: Lexicon) -> int:
    """Where the first unit or leader stands, with the words before it that turn it round (不是, 除)."""
    start = min(hit.start for hit in (*lexicon.find_units(text), *lexicon.find_leaders(text)))
    turned = exclusion_words.TURNED.search(text[:start])
    return turned.start() if turned else start


def _taking_part(clause: str, lexicon: Lexicon) -> Excluded:
    role: AskedRole = asked_role(clause) if gives_role(clause) else "any"
    units = tuple(
        AskedUnit(name=hit.name, candidates=hit.units, role=role) for hit in lexicon.find_units(clause)
    )
    return Excluded(leaders=tuple(hit.name for hit in lexicon.find_leaders(clause)), units=units)


def without_denied(text: str) -> str:
    """Return the text without what a correction denies: 不是亳州,是芜湖 asks about 芜湖 alone."""
    for pattern in (exclusion_words.DENIED_FIRST, exclusion_words.DENIED_LAST):
        match = pattern.search(text)
        if match:
            return text[: match.start(1)] + text[match.end(1) :]
    return _without_role(text)


def _without_role(text: str) -> str:
    """The text without a clause that leaves one role out, where another clause is left to ask."""
    pieces = exclusion_words.CLAUSE_END.split(text)
    kept = [not _denies_role(piece) for piece in pieces[::2]]
    if all(kept) or not any(held and piece for held, piece in zip(kept, pieces[::2], strict=True)):
        return text
    return "".join(piece if kept[at // 2] or at % 2 else "" for at, piece in enumerate(pieces))


def _denies_role(clause: str) -> bool:
    """Whether a clause leaves a role out: 配合的不要, but not 和别的单位联合牵头的不要."""
    if role_words.JOINT.search(clause):
        return False
    return bool(exclusion_words.ROLE_WORD.search(clause) and exclusion_words.NOT_WANTED.search(clause))
