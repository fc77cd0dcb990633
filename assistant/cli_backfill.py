"""The command ``backfill``: let the language model propose what fills the gaps."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.console import Commands, add_command, print_json, print_text, progress_line, read_year, tell
from assistant.settings import Settings
from index.blanks import FILLABLE, NOTHING_TO_CHOOSE
from index.errors import BadSetting, InputError

if TYPE_CHECKING:
    from assistant.backfill import Summary

KINDS = {
    "split_undecided": "牵头与配合的分界",
    "name_truncated": "被截断的单位名称",
    "leader_lost": "丢失的负责领导",
    "units_missing": "没有读到的责任单位",
    "unparsed": "没有归入任务的一行",
}
"""Kinds of gaps that can be filled, in words."""
_NOTHING_PRINTED = "原文没有印出可以选用的文字"


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Add the flags that narrow what to look at."""
    parser.add_argument("--place", help="只看这个地区的通知，例如 亳州市")
    parser.add_argument("--year", help="只看这一年的通知")
    parser.add_argument("--kind", choices=FILLABLE, help="只看这一类待核实项")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def register(commands: Commands) -> None:
    """Add ``backfill``."""
    parser = add_command(commands, "backfill", "请语言模型为待核实项提出建议", _backfill)
    add_scope(parser)
    parser.add_argument("--limit", type=int, metavar="N", help="最多问 N 项")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="每项问几遍，取多数(默认 3)")


def _backfill(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.backfill import Scope, run_backfill
    from assistant.models.opening import open_model

    scope = Scope(arguments.place, read_year(arguments.year), arguments.kind)
    if arguments.runs < 1 or (arguments.limit is not None and arguments.limit < 1):
        raise InputError("--limit 和 --runs 应是不小于 1 的整数。")
    progress = progress_line()
    with open_model(settings, progress) as model:
        if model is None:
            raise BadSetting(
                "语言模型没有启用，不能提出建议。请设置 ASSISTANT_LLM=local 或 openai；"
                "也可以用 assistant review 查看待核实项，自己填写。"
            )
        if model.card.leaves_machine:
            tell("任务的原文会发往外部的语言模型接口。")
        summary = run_backfill(settings, model, scope, arguments.limit, arguments.runs, progress)
    if arguments.json:
        print_json(asdict(summary))
    else:
        print_text("\n".join(_told(summary)))
    return 0


def _told(summary: "Summary") -> list[str]:
    """The summary in lines: what was asked, what is left, what nobody can propose."""
    auto = f"(其中 {summary.accepted} 项按测定的精确率直接采用)" if summary.accepted else ""
    outcome = f"提出建议 {summary.proposed} 项{auto}，拿不准 {summary.abstained} 项"
    lines = [f"问了 {summary.asked} 项：{outcome}，未通过校验 {summary.refused} 项。"]
    if summary.known:
        lines.append(f"另有 {summary.known} 项已有建议或核定，没有再问。")
    if summary.left:
        lines.append(f"还有 {summary.left} 项没有问，可以再次运行。")
    if summary.outdated:
        lines.append(f"有 {summary.outdated} 项核定所依据的原文已变，需重新核定。")
    for kind, count in sorted(summary.nothing.items()):
        lines.append(f"不能由模型建议：{kind} {count} 处，{NOTHING_TO_CHOOSE.get(kind, _NOTHING_PRINTED)}。")
    if summary.proposed:
        lines.append("请用 assistant review 逐项核定。")
    return lines
