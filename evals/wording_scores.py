"""Wording: whether a model's sentences say only what the evidence holds.

An independent reader: it shares nothing with the checks that the assistant itself makes before it shows a
sentence. Answers made by code alone have no such sentences; then nothing was measured, which is no score.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.selection import Corpus
from index.printed import fold

_SENTENCE = re.compile(r"[^。！？!?;；\n]+[。！？!?;；]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Wording:
    """How many sentences a model wrote into one answer, how many are supported, how many were withheld."""

    sentences: int
    supported: int
    withheld: int = 0


def score_wording(
    sentences: Sequence[str], evidence: Iterable[str], names: Collection[str], withheld: int = 0
) -> Wording:
    """Return how many sentences the evidence supports.

    ``names``: all names of units and leaders there are, so that one that belongs elsewhere is noticed.
    """
    held = [_bare(text) for text in evidence]
    supported = sum(is_supported(sentence, held, names) for sentence in sentences)
    return Wording(len(sentences), supported, withheld)


def is_supported(sentence: str, evidence: Iterable[str], names: Collection[str]) -> bool:
    """Whether every number and every known name in a sentence stands in the evidence."""
    said, held = _bare(sentence), "\n".join(map(_bare, evidence))
    numbers = set(_NUMBER.findall(said)) <= set(_NUMBER.findall(held))
    return numbers and all(name in held for name in names if name in said)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, blanks at their ends removed."""
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]


def wording_of_answer(printed: Mapping[str, Any], names: Collection[str]) -> Wording | None:
    """Return how an answer (its JSON) is worded, None where no model worded it.

    Its field ``wording`` holds ``sentences``, those shown, and ``withheld``, how many were not; the evidence
    is everything else in it: rows, counts, the reading of the question.
    """
    wording = printed.get("wording")
    if not wording:
        return None
    rows = printed["tasks"]
    evidence = [*_texts(rows), *_texts(printed["read_as"]), str(printed["count"]), str(len(rows))]
    return score_wording(wording["sentences"], evidence, names, wording["withheld"])


def wording_total(found: Sequence[Wording]) -> dict[str, float]:
    """Return the share of sentences supported, and counts; empty where nothing was worded: not measured."""
    if not found:
        return {}
    sentences, supported = (sum(getattr(it, part) for it in found) for part in ("sentences", "supported"))
    withheld = sum(it.withheld for it in found)
    total: dict[str, float] = {"answers": len(found), "sentences": sentences, "withheld": withheld}
    return total | ({"supported": supported / sentences} if sentences else {})


def names_of(corpus: Corpus) -> frozenset[str]:
    """Return the printed names of all units and leaders, as they are looked for in sentences."""
    values = (
        value for item in corpus.items for task in item.records for value in (*task.units, *task.leaders)
    )
    return frozenset(_bare(value.text) for value in values)


def _texts(value: object) -> Iterator[str]:
    """All texts and numbers inside a JSON value."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)


def _bare(text: str) -> str:
    return _BLANK.sub("", fold(text))
