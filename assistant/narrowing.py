"""Which of somebody's tasks a question means: those with ▲, of one alone, of all together, in doubt."""

from assistant.query import AskedUnit, Certainty, Result, Sharing
from assistant.vocabulary import exclusion_words, role_words


def marks(text: str, results: tuple[Result, ...]) -> dict[str, bool]:
    """Whether only leaders with ▲ (by the mark, or as the one who leads) or without it are asked about."""
    if role_words.EITHER_MARK.search(text):
        return {"marked": False, "unmarked": False}
    wanted = "".join(
        clause
        for clause in exclusion_words.CLAUSE_END.split(text)
        if not exclusion_words.NOT_WANTED.search(clause)
    )
    without = bool(role_words.NOT_MARKED.search(wanted))
    leading = "leaders" in results and bool(role_words.LEAD_LEADER.search(text))
    marked = bool(role_words.MARKED.search(role_words.NOT_MARKED.sub("", wanted))) or leading
    return {"marked": marked and not without, "unmarked": without and not marked}


def sharing(text: str) -> Sharing | None:
    """Whether only what one unit leads alone is asked for, or only what several lead."""
    if role_words.ALONE.search(text) and not role_words.NOT_ALONE.search(text):
        return "alone"
    clauses = exclusion_words.CLAUSE_END.split(text)
    if any(role_words.JOINT.search(it) and exclusion_words.NOT_WANTED.search(it) for it in clauses):
        return "alone"
    return (
        "joint"
        if any(role_words.JOINT.search(it) and not role_words.COUNTS_TOO.search(it) for it in clauses)
        else None
    )


def certainty(text: str) -> Certainty | None:
    """Whether only what is in doubt is asked for (待核实的是哪几项), or only what is certain."""
    clause = next((it for it in exclusion_words.CLAUSE_END.split(text) if role_words.DOUBT.search(it)), "")
    if role_words.SURE.search(text):
        return "certain"
    if not clause or role_words.COUNTS_TOO.search(clause):
        return None
    return "certain" if exclusion_words.NOT_WANTED.search(clause) else "doubt"


def together(text: str, units: tuple[AskedUnit, ...], leaders: tuple[str, ...]) -> bool:
    """Whether all the units or leaders must take part in a task."""
    if len(leaders) > 1 and not units and role_words.ALL_OF_THEM.search(text):
        return True
    own_roles = any(unit.role for unit in units)
    several = len(units) > 1 or len(leaders) > 1
    return (
        several
        and (own_roles or bool(role_words.TOGETHER.search(text)))
        and not role_words.APART.search(text)
    )
