"""Whether what a sentence says of its atoms is so: one row bears out all of it, or the rows together do.

Two readings are tried. In the first, everything said stands in one row (``of_one_row``). In the second, each
part between commas speaks of the rows together: a count must be that of exactly what it is said of, a name
without a count must hold for all rows unless the sentence says some (有、包括、其中…).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.vocabulary import wording_words as v
from assistant.wording.atoms import Atom, Piece
from assistant.wording.evidence import Evidence, Held

Part = list[Piece]
_SPLIT_CLAUSE, _SPLIT_LIST = ",:", "、"


def split_at(pieces: Sequence[Piece], marks: str) -> list[Part]:
    """Return the parts of a sentence between marks that stand outside atoms."""
    parts: list[Part] = [[]]
    for piece in pieces:
        if isinstance(piece, Atom):
            parts[-1].append(piece)
            continue
        held = ""
        for character in piece:
            if character in marks:
                parts[-1].append(held)
                parts.append([])
                held = ""
            else:
                held += character
        parts[-1].append(held)
    return [[piece for piece in part if piece != ""] for part in parts if any(part)]


def atoms_in(part: Sequence[Piece]) -> list[Atom]:
    """Return the atoms of a part."""
    return [piece for piece in part if isinstance(piece, Atom)]


def text_of(part: Sequence[Piece]) -> str:
    """Return what stands between the atoms of a part."""
    return "".join(piece for piece in part if isinstance(piece, str))


def roles_of(clause: Sequence[Piece]) -> dict[int, str]:
    """Return the role of each unit of a clause by its index: lead, support, ``any`` or ``?`` (not clear).

    The units of 牵头单位有… stand behind the words, those of …牵头 in front of them; a unit right behind a
    verb (配合市财政局) is its object, and its own role is left open.
    """
    return {
        index: _role_at(clause, index)
        for index, piece in enumerate(clause)
        if isinstance(piece, Atom) and piece.kind == "unit"
    }


def _role_at(clause: Sequence[Piece], index: int) -> str:
    before = next((p for p in reversed(clause[:index]) if isinstance(p, Atom) and p.kind == "role"), None)
    after = next((p for p in clause[index + 1 :] if isinstance(p, Atom) and p.kind == "role"), None)
    behind_noun = before is not None and before.of == "noun" and not _is_predicate(clause, before)
    if behind_noun and after is not None and after.of != "noun":
        return "?"
    if before is not None and behind_noun:
        return before.value
    if index and clause[index - 1] is before:
        return "?"
    return after.value if after else "any"


def _is_predicate(clause: Sequence[Piece], noun: Atom) -> bool:
    """Whether 牵头单位 ends a statement (…为牵头单位) instead of opening a list."""
    at = next(i for i, piece in enumerate(clause) if piece is noun)
    front = clause[at - 1] if at else ""
    return isinstance(front, str) and front.endswith(("为", "是", "作为"))


@dataclass(frozen=True)
class OneRow:
    """A sentence read as a statement about one task."""

    evidence: Evidence
    pieces: Sequence[Piece]

    def rows(self) -> frozenset[int]:
        """Numbers of the rows that bear out all of it; none where the sentence does not say which task."""
        atoms = atoms_in(self.pieces)
        several = len(self.evidence.rows) > 1
        if several and not any(atom.kind in {"quote", "serial", "line"} for atom in atoms):
            return frozenset()
        clauses = split_at(self.pieces, ",;:")
        return frozenset(
            number
            for number, row in enumerate(self.evidence.rows)
            if all(_holds_in(clause, number, row) for clause in clauses)
        )


def _holds_in(clause: Part, number: int, row: Held) -> bool:
    roles = roles_of(clause)
    for index, piece in enumerate(clause):
        if isinstance(piece, Atom) and not _atom_in(piece, roles.get(index, ""), number, row):
            return False
    return _leaders_lead(clause, row)


def _atom_in(atom: Atom, role: str, number: int, row: Held) -> bool:
    if atom.kind == "role":
        return True
    if atom.kind == "unit":
        return atom.value in _units_of(row, role)
    return atom.kind not in {"count", "foreign"} and number in atom.rows


def _units_of(row: Held, role: str) -> frozenset[str]:
    held = {"lead": row.lead, "support": row.support, "any": row.units}
    return held.get(role, frozenset())


def _leaders_lead(clause: Part, row: Held) -> bool:
    """A leader who 牵头 must carry the mark where the row marks one; nobody but a unit 配合."""
    leaders = {atom.value for atom in atoms_in(clause) if atom.kind == "leader"}
    roles = [atom for atom in atoms_in(clause) if atom.kind == "role" and atom.of == "verb"]
    if not leaders or not roles or any(atom.kind == "unit" for atom in atoms_in(clause)):
        return True
    return all(role.value == "lead" for role in roles) and leaders <= row.marked


class Together:
    """A sentence read as a statement about all rows."""

    def __init__(self, evidence: Evidence, pieces: Sequence[Piece]) -> None:
        self._evidence = evidence
        self._pieces = pieces
        self._scope = evidence.sure
        self._acted: set[str] = set()

    def holds(self) -> bool:
        """Whether every part is so."""
        return all(self._sentence_holds(part) for part in split_at(self._pieces, ";"))

    def _sentence_holds(self, sentence: Part) -> bool:
        quotes = any(atom.kind == "quote" for atom in atoms_in(sentence))
        some = False
        for clause in split_at(sentence, _SPLIT_CLAUSE):
            for part, roles in _list_parts(clause):
                verdict = self._part_holds(part, roles, clause)
                if verdict == "no":
                    return False
                some = some or verdict == "some"
        return not (quotes and some)

    def _part_holds(self, part: Part, roles: dict[int, str], clause: Part) -> str:
        """``all``: so of all rows, or counted; ``some``: so of some, and said to be; ``no``."""
        atoms = atoms_in(part)
        counts = [atom for atom in atoms if atom.kind == "count"]
        if len(counts) > 1 or any(atom.kind in {"foreign", "serial", "line"} for atom in atoms):
            return "no"
        held = [self._rows_of(atom, roles.get(i, "")) for i, atom in _entities(part)]
        if self._leader_acts(part):
            return "no"
        if counts:
            return "all" if self._counted(counts[0], part, roles, held, clause) else "no"
        if all(self._scope <= rows for rows in held):
            return "all"
        words = text_of(clause)
        says_some = bool(v.SOME.search(words)) and not v.ALL.search(words)
        says_some = says_some or (bool(v.SPREAD.search(words)) and self._scope <= _in_sections(clause))
        return "some" if says_some and all(rows & self._scope for rows in held) else "no"

    @staticmethod
    def _leader_acts(part: Part) -> bool:
        """Whether a leader is said to lead or support as units do."""
        kinds = {(atom.kind, atom.of) for atom in atoms_in(part)}
        return ("leader", "") in kinds and ("role", "verb") in kinds and ("unit", "") not in kinds

    def _rows_of(self, atom: Atom, role: str) -> frozenset[int]:
        if atom.kind != "unit":
            return atom.rows
        return frozenset(n for n, row in enumerate(self._evidence.rows) if atom.value in _units_of(row, role))

    def _counted(
        self,
        count: Atom,
        part: Part,
        roles: dict[int, str],
        held: list[frozenset[int]],
        clause: Part,
    ) -> bool:
        evidence, number = self._evidence, int(count.value)
        if count.of != "tasks":
            return not held and number == self._distinct(count.of, clause)
        if v.DOUBT.search(text_of(clause)):
            return not held and number == len(evidence.rows) - len(evidence.sure)
        asked = any(atom.value in evidence.asked for _, atom in _entities(part) if atom.kind == "unit")
        acts = [atom.value for atom in atoms_in(part) if atom.kind == "role" and atom.of == "verb"]
        if not any(atom.kind == "unit" for atom in atoms_in(part)) and acts:
            if not evidence.asked:
                return False
            held, asked, roles = [*held, self._asked_rows(acts[-1])], True, {-1: acts[-1]}
        if asked and evidence.role != "any" and not {"lead", "support"} & set(roles.values()):
            return False
        rows = evidence.sure if asked else self._scope
        for some in held:
            rows &= some
        if asked:
            self._acted |= {"lead", "support"} & set(roles.values())
            # Behind the tasks of one role it is these that are spoken of, behind those of both it is all.
            self._scope = rows if len(self._acted) == 1 else evidence.sure
        return number == len(rows)

    def _asked_rows(self, role: str) -> frozenset[int]:
        asked = self._evidence.asked
        return frozenset(n for n, row in enumerate(self._evidence.rows) if asked & _units_of(row, role))

    def _distinct(self, of: str, clause: Part) -> int:
        rows = [self._evidence.rows[number] for number in self._scope]
        if of == "sections":
            return len({row.section for row in rows if row.section})
        if of == "leaders":
            return len({leader for row in rows for leader in row.leaders})
        roles = [atom.value for atom in atoms_in(clause) if atom.kind == "role"] or ["any"]
        if len(set(roles)) > 1:
            return -1
        return len({unit for row in rows for unit in _units_of(row, roles[0])} - self._evidence.asked)


def _list_parts(clause: Part) -> Iterator[tuple[Part, dict[int, str]]]:
    """Yield the parts of a list (甲3项、乙2项) with the roles that the clause gives their units."""
    roles = roles_of(clause)
    by_atom = {id(clause[index]): role for index, role in roles.items()}
    for part in split_at(clause, _SPLIT_LIST):
        yield part, {i: by_atom[id(piece)] for i, piece in enumerate(part) if id(piece) in by_atom}


def _in_sections(clause: Part) -> frozenset[int]:
    return frozenset(n for atom in atoms_in(clause) if atom.kind == "section" for n in atom.rows)


def _entities(part: Part) -> list[tuple[int, Atom]]:
    kinds = {"unit", "leader", "section", "place", "year", "deadline", "doc", "title"}
    return [(i, piece) for i, piece in enumerate(part) if isinstance(piece, Atom) and piece.kind in kinds]
