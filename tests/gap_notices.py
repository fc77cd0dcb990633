"""Invented notices with gaps that print can fill: undecided splits, a name cut off, lines that no task has."""

from pathlib import Path

from index.parse import parse_notice
from index.records_writer import ReadNotice
from index.source import read_source

HEAD = (
    "云江市人民政府办公室关于印发2024年重点工作任务分解的通知",
    "云政办〔2024〕3号",
    "序号",
    "主要工作任务",
    "牵头单位",
    "配合单位",
)
ROWS = (
    ("1", "新建学校3所。", "市教育局", "市财政局", "市政府相关部门"),
    ("2", "新建医院1所。", "市卫生健康委", "市政府相关部门"),
    ("3", "改造道路9条。", "市交通运输局", "白石县政府", "市政府相关部门"),
    ("4", "招引项目5个。", "市投资促进", "市财政局", "市政府相关部门"),
    ("5", "举办招商会2场。", "市投资促进中心", "市政府相关部门"),
    ("6", "建设厂房6万平方米。", "市工业和信息化局", "松浦高新区管委会", "市政府相关部门"),
)
DOUBTFUL, CUT_OFF = "3", "4"
"""Serials of the first row with an undecided split, and of the row with the cut-off name."""

STRAY_ROWS = (
    ("1", "新建学校3所，", "市教育局", "市政府相关部门", "同步改造RCEP学院5所。", "其中2所年内开工。"),
    ("2", "新建医院1所。", "市卫生健康委", "市政府相关部门"),
    ("3", "改造道路9条。", "市交通运输局", "市政府相关部门", "☆本页由云江市编印，共12页。"),
    ("4", "整治河道2条。", "市水利局", "市政府相关部门"),
)
"""Rows with lines behind them that the rules give to no task; the last such line is an ornament of the page."""


def notice_text(rows=ROWS) -> str:
    return "\n\n".join([*HEAD, *(cell for row in rows for cell in row)]) + "\n"


def write_gaps(path: Path, rows=ROWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notice_text(rows), encoding="utf-8")
    return path


def read_gaps(folder: Path, rows=ROWS) -> ReadNotice:
    source = read_source(write_gaps(folder / "云江.txt", rows))
    return ReadNotice(parse_notice(source), source.text)
