"""A thousand generated conversations: the last answer equals that of the same question asked in full."""

import random
from dataclasses import dataclass, replace

TURNS = 1000
ROLES = {"lead": "牵头", "support": "配合"}


@dataclass(frozen=True)
class Asked:
    """What a conversation has fixed so far."""

    place: str
    year: int
    unit: str
    role: str
    count: bool = False

    def question(self) -> str:
        """The question in full."""
        what = "几项任务" if self.count else "哪些任务"
        return f"{self.place}{self.year}年{self.unit}{ROLES[self.role]}{what}"


def changes(asked, rng, lexicon, held):
    """One turn that changes one thing, and what is asked after it."""
    kind = rng.choice(["role", "place", "unit", "count", "year"])
    if kind == "role":
        role = "support" if asked.role == "lead" else "lead"
        if rng.random() < 0.3:
            return f"{ROLES[role]}的有哪些", replace(asked, role=role, count=False)  # asks for the list again
        return rng.choice([f"那{ROLES[role]}的呢", f"换成{ROLES[role]}"]), replace(asked, role=role)
    if kind == "unit":
        unit = rng.choice(held[asked.place])
        return rng.choice([f"{unit}呢", f"那{unit}呢？", f"换成{unit}"]), replace(asked, unit=unit)
    if kind == "count":
        return rng.choice(["有几项", "一共几项？", "那有多少项"]), replace(asked, count=True)
    others = [n for n in lexicon.notices if n.place != asked.place and asked.unit in held[n.place]]
    if kind == "place" and others:
        notice = rng.choice(others)
        turn = rng.choice(
            [f"那{notice.place}{notice.year}年的呢？", f"{notice.place}呢", f"换成{notice.place}"]
        )
        return turn, replace(asked, place=notice.place, year=notice.year)
    return rng.choice([f"{asked.year}年的呢", f"那{asked.year}年呢"]), asked


def test_turns_equal_the_question_asked_in_full(exact_engine):
    lexicon = exact_engine.corpus.lexicon
    held: dict[str, list[str]] = {place: [] for place in lexicon.places()}
    for unit, row in sorted(lexicon.units.items(), key=str):
        if not row.is_group and row.kind == "department" and row.names[0] != unit.key[:0]:
            held[unit.place].append(row.names[0])
    rng = random.Random(20251122)  # noqa: S311 - the same conversations in every run
    for _ in range(TURNS):
        notice = rng.choice(lexicon.notices)
        asked = Asked(notice.place, notice.year, rng.choice(held[notice.place]), rng.choice(list(ROLES)))
        turns = [asked.question()]
        for _ in range(rng.choice([1, 2])):
            turn, asked = changes(asked, rng, lexicon, held)
            turns.append(turn)
        last = exact_engine.converse(turns)[-1]
        full = exact_engine.converse([asked.question()])[-1]
        assert [row.id for row in last.rows] == [row.id for row in full.rows], turns
        assert last.count == full.count or not asked.count, turns
