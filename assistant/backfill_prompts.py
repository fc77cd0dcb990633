"""What a model is asked about a blank, and what its reply means: pure functions around one call.

The form of a reply is made for each blank: a number of units, one of the texts listed, or yes and no for each
name. It has no place for a text of the model's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, create_model

from assistant.backfill_context import counted, examples, habits, leader_cells
from assistant.models.prompting import render_prompt
from assistant.models.seam import Prompt
from index.blank_options import same_task
from index.blanks import LEADERS, NAME, SPLIT, STRAY, UNITS, Blank
from index.records import Task
from index.records_writer import ReadNotice
from index.stray import BEFORE, BESIDE

_T = TypeVar("_T")
CANNOT_TELL = "无法判断"
_TEXT, _BESIDE, _ROW = 80, 24, 800
"""Characters shown of a row, of another row beside it, and of source lines: reading takes time."""
_NOT_A_TASK = "栏目标题、说明、页眉页脚等"


@dataclass(frozen=True)
class Question:
    """A prompt and the form of its reply."""

    prompt: Prompt
    schema: type[BaseModel]


def ask_about(read: ReadNotice, blank: Blank, run: int = 0) -> Question:
    """Return what to ask about a blank of a notice.

    Each ``run`` shows other examples, or the choices in another order, so that agreement means something
    even where the same prompt always has the same reply.
    """
    return _ASK[blank.kind](read, blank, run)


def chosen(read: ReadNotice, blank: Blank, reply: BaseModel) -> tuple[str, ...]:
    """Return the value a reply stands for, as ``index.filling.verified`` takes it; empty: cannot tell."""
    fields = reply.model_dump()
    if blank.kind == SPLIT:
        return tuple(option.text for option in blank.options[: fields["lead_count"]])
    if blank.kind == NAME:
        return () if fields["full_name"] == CANNOT_TELL else (fields["full_name"],)
    if blank.kind == LEADERS:
        return next((names for quote, names in _quotes(read, blank) if quote == fields["quote"]), ())
    if blank.kind == STRAY:
        return () if fields["belongs_to"] == CANNOT_TELL else (fields["belongs_to"],)
    return tuple(it.text for number, it in enumerate(blank.options, 1) if fields[f"unit_{number}"])


def _split(read: ReadNotice, blank: Blank, run: int) -> Question:
    task = blank.task
    allowed = range(task.lead_min, task.lead_max + 1)
    prompt = render_prompt(
        "backfill_split",
        examples="\n\n".join(map(_example, examples(read.notice, task, run))) or "（没有）",
        section=_section(task),
        task=_short(task.text.text),
        units="\n".join(
            f"{number}. {unit.text}（牵头{led}次，配合{supported}次）"
            for number, (unit, (led, supported)) in enumerate(
                zip(task.units, habits(read.notice, task), strict=True), 1
            )
        ),
        counts="、".join(map(str, allowed)),
    )
    return Question(prompt, _form("LeadCount", lead_count=_one_of([0, *allowed])))


def _example(task: Task) -> str:
    units = " ".join(f"{number}.{unit.text}" for number, unit in enumerate(task.units, 1))
    return f"任务：{_short(task.text.text, _BESIDE)}\n单位：{units}\nlead_count：{task.split}"


def _name(read: ReadNotice, blank: Blank, run: int) -> Question:
    task = blank.task
    prompt = render_prompt(
        "backfill_name",
        piece=task.units[blank.position or 0].text,
        task=_short(task.text.text),
        units="、".join(unit.text for unit in task.units),
        names="\n".join(
            f"{option.text}（本通知印出 {counted(read.notice, option.text)} 次）"
            if option.spans
            else f"{option.text}（单位词库）"
            for option in _turned(blank.options, run)
        ),
    )
    return Question(
        prompt, _form("FullName", full_name=_one_of([*(it.text for it in blank.options), CANNOT_TELL]))
    )


def _leaders(read: ReadNotice, blank: Blank, run: int) -> Question:
    task = blank.task
    quotes = [quote for quote, _ in _quotes(read, blank)]
    prompt = render_prompt(
        "backfill_leader",
        section=_section(task),
        task=_short(task.text.text),
        units="、".join(unit.text for unit in task.units) or "（没有）",
        leaders="、".join(leader.text for leader in task.leaders) or "（没有）",
        quotes="\n".join(_turned(quotes, run)) or "（没有）",
    )
    return Question(prompt, _form("LostLeaders", quote=_one_of([*quotes, CANNOT_TELL])))


def _quotes(read: ReadNotice, blank: Blank) -> list[tuple[str, tuple[str, ...]]]:
    """Leader cells of other rows, each with its place, and the names that this row would get."""
    return [
        (
            f"第{_line(other)}行：{_beside(other, blank.task)}：{'、'.join(it.text for it in other.leaders)}",
            names,
        )
        for other, names in leader_cells(read.notice, blank.task)
    ]


def _line(task: Task) -> int | None:
    spans = task.leaders[0].spans
    return spans[0].line if spans else task.line


def _beside(other: Task, task: Task) -> str:
    """Say which task a leader cell belongs to."""
    if same_task(other, task):
        return "同一任务的另一处记录"
    return f"{_short(other.text.text, _BESIDE)}（{'、'.join(unit.text for unit in other.units[:2])}）"


def _units(_: ReadNotice, blank: Blank, __: int) -> Question:
    names = [f"{number}. {option.text}" for number, option in enumerate(blank.options, 1)]
    prompt = render_prompt("backfill_units", row=_short(blank.row, _ROW), names="\n".join(names))
    fields = {f"unit_{number}": (bool, ...) for number in range(1, len(names) + 1)}
    return Question(prompt, _form("RowUnits", **fields))


def _stray(_: ReadNotice, blank: Blank, run: int) -> Question:
    names = [option.text for option in blank.options]
    told = [_joint(task, name) for name, task in zip(BESIDE, blank.tasks, strict=True)]
    lines = [f"{name}：{text}" for name, text in zip(names, [*told, _NOT_A_TASK], strict=True)]
    prompt = render_prompt(
        "backfill_stray", line=_short(blank.row, _ROW), choices="\n".join(_turned(lines, run))
    )
    return Question(prompt, _form("StrayLine", belongs_to=_one_of([*names, CANNOT_TELL])))


def _joint(task: Task, name: str) -> str:
    """The text of a row; of a long one also the end, which a line behind it would continue."""
    text = task.text.text
    if name == BEFORE and len(text) > _TEXT:
        return f"{text[: _TEXT // 2]}…{text[-_TEXT // 2 :]}"
    return _short(text) or "（没有印出任务内容）"


_ASK: dict[str, Callable[[ReadNotice, Blank, int], Question]] = {
    SPLIT: _split,
    NAME: _name,
    LEADERS: _leaders,
    UNITS: _units,
    STRAY: _stray,
}


def _section(task: Task) -> str:
    return _short(task.section[-1].text, _BESIDE) if task.section else "（没有）"


def _short(text: str, most: int = _TEXT) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _turned(choices: Sequence[_T], run: int) -> Sequence[_T]:
    """The choices in an order of their own for each run."""
    at = run % len(choices) if choices else 0
    return [*choices[at:], *choices[:at]]


def _form(name: str, **fields: Any) -> type[BaseModel]:  # noqa: ANN401 - pydantic's field definitions
    """Return a flat schema, every field wanted, without references and patterns."""
    made: type[BaseModel] = create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **fields)
    return made


def _one_of(values: Sequence[str | int]) -> tuple[Any, Any]:
    return cast("Any", Literal)[tuple(values)], ...
