"""Paragraphs of a responsibility summary in a model's words: one call a paragraph, sentence by sentence.

The sentences made by rule stand for the facts. A model's sentence takes the place of one only where it names,
counts and denies exactly the same in the same order, and adds nothing beside connecting words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event

from assistant.answers import Answer, RowGroup
from assistant.draft_facts import KINDS, Facts
from assistant.draft_wording import About
from assistant.models.prompting import render_prompt
from assistant.models.seam import Model, ModelFailed
from assistant.names import UnitId
from assistant.query import AskedUnit, Query
from assistant.vocabulary import wording_words as v
from assistant.wording.atoms import Atom, Piece, pieces_of
from assistant.wording.checker import BETWEEN, connecting_words, made_of
from assistant.wording.evidence import Evidence, Known, evidence_of, heading_forms, key_of, plain

WORDED: tuple[About, ...] = ("opening", "lead", "support")
"""The paragraphs that a model words; the others are remarks whose wording matters."""
_NUMBERED = re.compile(r"^\s*(\d{1,2})[.、．)）:：]\s*(.+?)\s*$")
_SENTENCE = re.compile(r"[^。]+。")
_TOKENS_A_CHARACTER = 1.2
_MORE = 60
_BY_PART = re.compile("等|其中|另")


@dataclass(frozen=True)
class Reworded:
    """Paragraphs as they are to be printed."""

    words: dict[About, str]
    changed: int = 0
    """Sentences that are a model's."""
    withheld: tuple[str, ...] = ()
    """Sentences of the model that are not used."""
    trouble: str = ""
    """Why the model did not word the rest, for people."""


def reword(
    facts: Facts, by_rule: Mapping[About, str], known: Known, model: Model, stop: Event | None = None
) -> Reworded:
    """Return the paragraphs with what a model words better; one that fails leaves those made by rule."""
    words, changed, withheld = dict(by_rule), 0, list[str]()
    evidence = evidence_of(_as_answer(facts), known)
    for about in WORDED:
        if about not in words:
            continue
        sentences = _SENTENCE.findall(words[about])
        try:
            said = _asked(sentences, model, stop)
        except ModelFailed as failed:
            return Reworded(words, changed, tuple(withheld), str(failed))
        for number, sentence in said.items():
            if sentence == sentences[number]:
                continue
            if says_the_same(sentence, sentences[number], evidence):
                sentences[number] = sentence
                changed += 1
            else:
                withheld.append(sentence)
        words[about] = "".join(sentences)
    return Reworded(words, changed, tuple(withheld))


def says_the_same(said: str, by_rule: str, evidence: Evidence) -> bool:
    """Whether a sentence names, counts and denies what the one made by rule does, in its order."""
    said, by_rule = plain(said), plain(by_rule)
    ours, theirs = (pieces_of(sentence, evidence) for sentence in (by_rule, said))
    if _signature(ours) != _signature(theirs) or _turns(ours) != _turns(theirs):
        return False
    return all(
        made_of(run, connecting_words(), (by_rule,), denials=True)
        for piece in theirs
        if isinstance(piece, str)
        for run in BETWEEN.split(piece)
        if run
    )


def parse_lines(reply: str, count: int) -> dict[int, str]:
    """Return the numbered lines of a reply by index; lines without a number of ours are left out."""
    found: dict[int, str] = {}
    for line in reply.splitlines():
        match = _NUMBERED.match(line)
        if match and 1 <= int(match[1]) <= count:
            sentence = v.MARKUP.sub("", match[2]).rstrip("。") + "。"
            found.setdefault(int(match[1]) - 1, sentence)
    return found


def _asked(sentences: list[str], model: Model, stop: Event | None) -> dict[int, str]:
    listed = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))
    prompt = render_prompt("draft_paragraph", sentences=listed)
    limit = int(len(listed) * _TOKENS_A_CHARACTER) + _MORE
    return parse_lines("".join(model.stream(prompt, limit=limit, stop=stop)), len(sentences))


def _signature(pieces: list[Piece]) -> list[tuple[str, ...]]:
    """What is named and counted, in order; a heading is the same with and without its number."""
    atoms = [piece for piece in pieces if isinstance(piece, Atom)]
    return [(atom.kind, _named(atom), atom.of) for atom in atoms]


def _named(atom: Atom) -> str:
    return heading_forms(atom.value)[-1] if atom.kind == "section" else atom.value or atom.text


def _turns(pieces: list[Piece]) -> list[list[str]]:
    """Words that deny, that take all or part, or leave a list open."""
    text = " ".join(piece for piece in pieces if isinstance(piece, str))
    return [pattern.findall(text) for pattern in (v.TURNED, v.ALL, _BY_PART)]


def _as_answer(facts: Facts) -> Answer:
    groups = tuple(RowGroup("", kind, facts.rows[kind]) for kind in KINDS if kind != "group")
    ids = tuple(dict.fromkeys(UnitId(facts.place, key_of(name, facts.place)) for name in facts.names))
    units = (AskedUnit(name=facts.unit, candidates=ids),)
    return Answer("", "", groups=groups, query=Query(text=facts.unit, intent="list", units=units))
