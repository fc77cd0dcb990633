"""How a form is asked for, whole, and how a reply is read."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from assistant.models.ladder import Rung, asked, plain_schema, read_reply
from assistant.models.seam import ModelFailed, Prompt

PROMPT = Prompt("test", "1", "你是助手。", "<data>\n谁牵头？\n</data>")

IN_WORDS = """\
你是助手。

你的回答必须是且只能是一个 JSON 对象，符合下面的 JSON Schema。不要写任何说明、前言或代码块标记，不要增加键。

<schema>
{
 "type": "object",
 "properties": {
  "index": {
   "type": "integer"
  }
 },
 "required": [
  "index"
 ],
 "additionalProperties": false
}
</schema>"""


class Index(BaseModel):
    index: int = 0


class Piece(BaseModel):
    name: Annotated[str, Field(pattern="市.*", description="单位")]


class Split(BaseModel):
    title: Literal["lead", "support"]
    pattern: Piece | None = None
    pieces: list[Piece]


def test_the_words_of_the_lowest_way():
    system, user, form = asked(Rung.PROMPT, PROMPT, Index)
    assert system == IN_WORDS
    assert user == "<data>\n谁牵头？\n</data>\n\n现在只输出这个 JSON 对象。"
    assert form == {}


@pytest.mark.parametrize("rung", [Rung.SCHEMA, Rung.TOOL])
def test_the_higher_ways_leave_the_words_alone(rung):
    system, user, form = asked(rung, PROMPT, Index)
    assert (system, user) == (PROMPT.system, PROMPT.user)
    assert str(plain_schema(Index)) in str(form)


def test_a_schema_without_references_patterns_and_choices():
    piece = {
        "type": "object",
        "properties": {"name": {"type": "string", "description": "单位"}},
        "required": ["name"],
        "additionalProperties": False,
    }
    assert plain_schema(Split) == {
        "type": "object",
        "properties": {
            "title": {"type": "string", "enum": ["lead", "support"]},
            "pattern": {"anyOf": [piece, {"type": "null"}]},
            "pieces": {"type": "array", "items": piece},
        },
        "required": ["title", "pattern", "pieces"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    "text",
    [
        '{"index": 2}',
        '```json\n{"index": 2}\n```',
        '好的 {：\n{"index": 2}。',
        '<think>{"index": 1}</think>{"index": 2}',
    ],
)
def test_the_object_is_found_in_what_is_said(text):
    assert read_reply(text, "", Index).index == 2


def test_the_arguments_of_a_tool_go_before_the_text():
    assert read_reply('{"index": 1}', '{"index": 2}', Index).index == 2


@pytest.mark.parametrize(
    "text", ["二", "[2]", '{"index": "two"}', '{"index": 2, "why": "so"}', '{"index": 2']
)
def test_what_has_another_form_is_unusable(text):
    with pytest.raises(ModelFailed) as failed:
        read_reply(text, "", Index)
    assert failed.value.trouble == "unusable"
