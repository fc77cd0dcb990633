"""Wording: whether a model's sentences say only what the evidence holds.

Scored where an answer has such sentences (field ``wording`` of its JSON, or the generated answer of the plain
chain). Answers made by code alone have none; they are not counted as measured.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.printed import fold

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Worded:
    """Sentences of a model, which of them the evidence supports, and how many were withheld."""

    sentences: tuple[str, ...]
    supported: tuple[bool, ...]
    withheld: int = 0

    @property
    def share(self) -> float:
        """Share of the sentences that are supported; 1 where all were withheld."""
        return sum(self.supported) / len(self.supported) if self.supported else 1.0


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, blanks at their ends removed."""
    return tuple(found.strip() for found in _SENTENCE.findall(text) if found.strip())


def is_supported(sentence: str, evidence: Iterable[str], names: Collection[str]) -> bool:
    """Whether every number and every known name (unit, leader) in a sentence stands in the evidence.

    ``names``: all names of the corpus, so that one that belongs elsewhere is noticed.
    """
    said, held = _bare(sentence), "\n".join(map(_bare, evidence))
    numbers = set(_NUMBER.findall(said)) <= set(_NUMBER.findall(held))
    return numbers and all(name in held for name in map(_bare, names) if name in said)


def worded(answer: Mapping[str, Any], names: Collection[str]) -> Worded | None:
    """Return how an answer (its JSON) is worded, or None where no model worded it.

    Its field ``wording`` holds ``sentences`` (what is shown) and ``withheld`` (how many were cut).
    """
    wording = answer.get("wording")
    if not wording:
        return None
    evidence = [str(value) for task in answer["tasks"] for value in _flat(task)]
    sentences = tuple(map(str, wording["sentences"]))
    supported = tuple(is_supported(sentence, evidence, names) for sentence in sentences)
    return Worded(sentences, supported, int(wording["withheld"]))


def wording_totals(answers: Iterable[Mapping[str, Any]], names: Collection[str]) -> dict[str, float] | None:
    """Return the shares over all worded answers, or None where there is none: not measured."""
    found = [it for it in (worded(answer, names) for answer in answers) if it]
    if not found:
        return None
    shown = [supported for it in found for supported in it.supported]
    withheld = sum(it.withheld for it in found)
    total: dict[str, float] = {"answers": len(found), "sentences": len(shown), "withheld": withheld}
    return total | ({"supported": sum(shown) / len(shown)} if shown else {})


def _flat(task: Mapping[str, Any]) -> Iterable[object]:
    for value in task.values():
        yield from value if isinstance(value, list) else (value,)


def _bare(text: str) -> str:
    return _BLANK.sub("", fold(text))
