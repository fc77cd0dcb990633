"""Small notices for tests of the store: text that the parser reads, or records made without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.records import Leader, Notice, Task, Value

WORKS = ("新建工业园区道路", "改造老旧小区", "整治农村水系", "招引重点项目", "建设标准化学校", "新增养老床位")
LEADS = ("市交通运输局", "市住房和城乡建设局", "市水利局", "市商务局", "市教育局", "市民政局")
SUPPORTS = ("市财政局(市国资委)、各县区人民政府", "市发展改革委", "市审计局、市统计局")


@dataclass(frozen=True)
class Row:
    """One task of a small notice."""

    text: str
    lead: str
    support: str
    leader: str = "王小明"


def rows(count: int, kind: str = "") -> list[Row]:
    """Return ``count`` different tasks; those of another ``kind`` differ in their text."""
    return [
        Row(
            f"{WORKS[i % 6]}{kind}第{i + 1}批共{i * 7 + 3}项。",
            LEADS[i % 6],
            SUPPORTS[i % 3],
            "李红" if i % 4 else "王小明",
        )
        for i in range(count)
    ]


def notice_text(tasks: Sequence[Row], place: str = "云江市", year: int = 2024) -> str:
    """Return a notice in labelled text, as Fuyang prints it."""
    title = f"{place}人民政府关于印发{year}年市政府工作报告任务分解的通知"
    head = f"{title}\n云政发〔{year}〕3号\n各县区人民政府:\n一、产业发展\n"
    return head + "".join(
        f"{number}.{task.text}\n牵头负责领导:{task.leader}\n牵头责任单位:{task.lead}\n协同责任单位:{task.support}\n"
        for number, task in enumerate(tasks, 1)
    )


def write_notice(path: Path, tasks: Sequence[Row], place: str = "云江市", year: int = 2024) -> Path:
    """Write a notice to ``path`` and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notice_text(tasks, place, year), encoding="utf-8")
    return path


def make_task(
    ordinal: int = 1,
    *,
    text: str = "新建道路10公里。",
    units: Sequence[str] = ("市交通运输局", "市财政局"),
    split: int = 1,
    least_and_most: tuple[int, int] | None = None,
    leaders: Sequence[str] = (),
    deadline: str | None = None,
    section: Sequence[str] = ("一、产业发展",),
    block: Literal["body", "table"] = "body",
    same_as: str | None = None,
    line: int = 1,
) -> Task:
    """Return a record; its id is made of block and ordinal."""
    low, high = least_and_most or (split, split)
    return Task(
        id=f"n/{block}/{ordinal}",
        notice="n",
        block=block,
        ordinal=ordinal,
        serial=str(ordinal),
        section=tuple(Value(text=heading) for heading in section),
        text=Value(text=text),
        leaders=tuple(Leader(text=name) for name in leaders),
        units=tuple(Value(text=name) for name in units),
        split=split,
        lead_min=low,
        lead_max=high,
        deadline=Value(text=deadline) if deadline else None,
        line=line,
        same_as=same_as,
    )


def make_notice(*tasks: Task, place: str = "云江市", year: int = 2024, deadline: str | None = None) -> Notice:
    """Return a notice that holds ``tasks``."""
    return Notice(
        id="n",
        title="任务分解",
        doc_number=None,
        issuer=None,
        place=place,
        year=year,
        issued_on=None,
        source="n.txt",
        sha256="0" * 64,
        stated_total=None,
        deadline=Value(text=deadline) if deadline else None,
        rules=(),
        tasks=tasks,
        gaps=(),
    )
