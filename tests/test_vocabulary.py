"""The phrases that questions are read by: put together as written, each in use, none found in nothing."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import assistant
from assistant import vocabulary
from assistant.vocabulary.matching import any_of, words

NAMES = [
    (module.name, name)
    for module in pkgutil.iter_modules(vocabulary.__path__)
    for name in vars(importlib.import_module(f"assistant.vocabulary.{module.name}"))
    if name.isupper()
]
SOURCE = "\n".join(path.read_text("utf-8") for path in Path(str(assistant.__file__)).parent.rglob("*.py"))


def test_any_of_tries_its_alternatives_in_order():
    pattern = any_of(r"ab?", words("a.c abd"), flags=re.IGNORECASE)
    assert pattern.findall("ABD") == ["AB"]
    assert any_of(words("a.c abd")).findall("abd") == ["abd"]
    assert not any_of(words("a.c")).match("abc"), "a word is no pattern"


@pytest.mark.parametrize(("module", "name"), NAMES, ids=[f"{module}.{name}" for module, name in NAMES])
def test_every_phrase_is_in_use(module, name):
    own = Path(str(importlib.import_module(f"assistant.vocabulary.{module}").__file__)).read_text("utf-8")
    imported = rf"from assistant\.vocabulary\.{module} import [^\n]*\b{name}\b"
    aliased = rf"from assistant\.vocabulary import {module} as v\n(?s:.*)\bv\.{name}\b"
    used = re.search(rf"\b{module}\.{name}\b|{imported}|{aliased}", SOURCE)
    assert used or len(re.findall(rf"\b{name}\b", own)) > 1


@pytest.mark.parametrize(("module", "name"), NAMES, ids=[f"{module}.{name}" for module, name in NAMES])
def test_no_phrase_is_found_in_nothing(module, name):
    """But what may stand behind a deadline (``DUE``), where nothing has to."""
    phrase = getattr(importlib.import_module(f"assistant.vocabulary.{module}"), name)
    assert name == "DUE" or not isinstance(phrase, re.Pattern) or not phrase.search("")
