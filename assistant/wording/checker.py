"""Reads every sentence of a model before a person does. Pure: no model, no store.

What a sentence names, counts, dates or quotes must be borne out by the evidence, and nothing else may be said
beside plain connecting words. It errs on one side: what it cannot attribute is withheld.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.vocabulary import wording_words as v
from assistant.wording.atoms import Atom, Piece, pieces_of, said_in_quotes
from assistant.wording.claims import OneRow, Together, atoms_in
from assistant.wording.evidence import Evidence, plain

BETWEEN = re.compile(r"[,，、:;；。！!？?()“”\"「」『』—…\s]+")
_LONGEST_WORD = 12
_SHORTEST_RUN = 3


@dataclass(frozen=True)
class Sentence:
    """A sentence as it may be shown, and why it may not, empty where it may."""

    text: str
    fault: str = ""


@cache
def connecting_words() -> frozenset[str]:
    """Words that may stand free of any evidence; every other one must come from what is printed."""
    return frozenset(files("assistant").joinpath("data/connecting_words.txt").read_text("utf-8").split())


def sentences_in(text: str) -> Iterator[str]:
    """Yield the sentences of a text without its marks of lists and emphasis."""
    for match in v.SENTENCE.finditer(text):
        sentence = v.MARKUP.sub("", match[0].strip()).strip()
        if re.search(r"\w", sentence):
            yield sentence


def checked(text: str, evidence: Evidence) -> Sentence:
    """Return one sentence with what is wrong with it (for maintainers, in English)."""
    return Sentence(text, _fault(plain(text), evidence))


def _fault(sentence: str, evidence: Evidence) -> str:
    printed = [part for row in evidence.rows for part in (row.text, row.title, *row.headings)]
    for quoted in said_in_quotes(sentence):
        if quoted not in evidence.names and not any(quoted in part for part in printed):
            return f"quotes what is not printed: {quoted}"
    pieces = pieces_of(sentence, evidence)
    for atom in atoms_in(pieces):
        if atom.kind == "foreign":
            return f"not in the evidence: {atom.text}"
    if fault := _qualified(pieces):
        return fault
    rows = OneRow(evidence, pieces).rows()
    if rows:
        return _free(pieces, evidence, rows)
    if not Together(evidence, pieces).holds():
        return "no row, nor all rows together, bear it out"
    return _free(pieces, evidence, range(len(evidence.rows)))


def _qualified(pieces: list[Piece]) -> str:
    """A number that is quoted right may still be made more or less by the word behind it."""
    for atom, after in pairwise(pieces):
        counts = isinstance(atom, Atom) and (atom.kind == "count" or v.DIGIT.search(atom.text[-6:]))
        if counts and isinstance(after, str) and v.QUALIFIER.match(after):
            return f"qualifies a number: {after[:4]}"
    return ""


def _free(pieces: list[Piece], evidence: Evidence, rows: Collection[int]) -> str:
    """Words between the atoms that neither connect nor stand in the rows."""
    tokens: frozenset[str] | None = None
    texts = [
        part for number in rows for part in (evidence.rows[number].text, *evidence.rows[number].headings)
    ]
    for piece in pieces:
        for run in BETWEEN.split(piece) if isinstance(piece, str) else ():
            if not run or made_of(run, connecting_words(), ()):
                continue
            tokens = tokens or evidence.tokens(rows) | evidence.words | connecting_words()
            if not made_of(run, tokens, texts):
                return f"words that are not printed: {run}"
    return ""


def made_of(run: str, words: Collection[str], texts: Collection[str], *, denials: bool = False) -> bool:
    """Whether a run can be cut into the words and stretches of the texts, without numbers.

    A stretch that denies something counts only with ``denials``.
    """
    reached = [True, *[False] * len(run)]
    for start in range(len(run)):
        if not reached[start]:
            continue
        for end in range(start + 1, min(len(run), start + _LONGEST_WORD) + 1):
            word = run[start:end]
            reached[end] = reached[end] or word in words or _stands_in(word, texts, denials=denials)
    return reached[-1]


def _stands_in(word: str, texts: Collection[str], *, denials: bool) -> bool:
    if len(word) < _SHORTEST_RUN or v.SOUNDS.search(word) or (v.TURNED.search(word) and not denials):
        return False
    return any(word in text for text in texts)
