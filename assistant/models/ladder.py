"""Ways to get a reply of a given form, the most binding first; the lowest asks any server can serve.

A server may take a request for a form and ignore it with a 200, and a grammar that does not compile is
dropped without a word: whatever the way, the reply is checked against the schema.
"""

import json
import re
from collections.abc import Iterator
from enum import IntEnum
from threading import Lock
from typing import Any

from pydantic import ValidationError

from assistant.models.prompting import render_prompt
from assistant.models.seam import ModelFailed, Prompt, Schema
from assistant.models.thoughts import spoken

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]")
_OBJECT = re.compile(r"\{")
_UNSUPPORTED = {"pattern", "format", "default", "title", "$defs"}
"""Left out of a schema: regular expressions make grammars fail, the rest says nothing to a server."""


class Rung(IntEnum):
    """One way to ask for a form."""

    SCHEMA = 0
    """``response_format`` with a JSON schema."""
    TOOL = 1
    """A tool that must be called."""
    PROMPT = 2
    """The schema in words, and JSON in the text."""


class Ladder:
    """The ways to try for one model: the one that worked last, then the others from the top; none twice."""

    def __init__(self) -> None:
        self._first = Rung.SCHEMA
        self._lock = Lock()

    def rungs(self) -> Iterator[Rung]:
        """Yield the ways in the order in which to try them."""
        with self._lock:
            first = self._first
        yield first
        yield from (rung for rung in Rung if rung != first)

    def worked(self, rung: Rung) -> None:
        """Begin with this one from now on."""
        with self._lock:
            self._first = rung


def asked(rung: Rung, prompt: Prompt, schema: type[Schema]) -> tuple[str, str, dict[str, Any]]:
    """Return the system text, the user text and the parts of the request that ask for ``schema`` this way."""
    form = plain_schema(schema)
    name = _NOT_IN_A_NAME.sub("_", schema.__name__)[:64]
    if rung is Rung.SCHEMA:
        held = {"name": name, "schema": form, "strict": True}
        return prompt.system, prompt.user, {"response_format": {"type": "json_schema", "json_schema": held}}
    if rung is Rung.TOOL:
        function = {"name": name, "parameters": form}
        choice = {"type": "function", "function": {"name": name}}
        tools = [{"type": "function", "function": function}]
        return prompt.system, prompt.user, {"tools": tools, "tool_choice": choice}
    more = render_prompt("json_reply", schema=json.dumps(form, ensure_ascii=False, indent=1))
    return f"{prompt.system}\n\n{more.system}", f"{prompt.user}\n\n{more.user}", {}


def plain_schema(schema: type[Schema]) -> dict[str, Any]:
    """Return the JSON schema of ``schema`` without references and patterns, every key wanted and no other."""
    from langchain_core.utils.json_schema import dereference_refs

    plain: dict[str, Any] = _plain(dereference_refs(schema.model_json_schema()))
    return plain


def _plain(node: Any) -> Any:  # noqa: ANN401 - any part of a JSON schema
    if isinstance(node, list):
        return [_plain(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(part) for key, part in node.items() if key not in _UNSUPPORTED | {"properties"}}
    if "properties" in node:
        kept["properties"] = {name: _plain(part) for name, part in node["properties"].items()}
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept


def read_reply(text: str, arguments: str, schema: type[Schema]) -> Schema:
    """Return the reply as ``schema``: the arguments of the tool call where there was one, else the text.

    Raises:
        ModelFailed: there is no JSON object in it, or not one of this form.
    """
    said = arguments or spoken(text)
    if not said.strip():
        raise ModelFailed("empty", "语言模型没有给出回答。请再试一次，或换一个模型。")
    try:
        return schema.model_validate(_object_in(said), extra="forbid")
    except (ValidationError, ValueError):
        raise ModelFailed(
            "unusable", "语言模型的回答不合要求的格式，没有采用。请换一个能力更强的模型。"
        ) from None


def _object_in(said: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Return the first whole JSON object in a text, be it fenced or in the midst of prose."""
    decoder = json.JSONDecoder()
    for start in _OBJECT.finditer(said):
        try:
            return decoder.raw_decode(said, start.start())[0]
        except json.JSONDecodeError:
            continue
    raise ValueError
