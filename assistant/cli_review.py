"""The command ``review``: list what is open, and accept, edit or reject it."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.cli_backfill import KINDS, add_scope
from assistant.console import Commands, add_command, print_json, print_text, progress_line, read_year, tell
from assistant.settings import Settings
from index.stray import BESIDE, NO_TASK

if TYPE_CHECKING:
    from assistant.review import Item, Review
    from index.blanks import Blank

_STATES = {
    "pending": "待核实",
    "open": "无建议",
    "accepted": "已采纳",
    "edited": "已填写",
    "rejected": "已否决",
}


def register(commands: Commands) -> None:
    """Add ``review`` with its actions; without one it lists."""
    parser = add_command(commands, "review", "核定待核实项", _list)
    add_scope(parser)
    parser.add_argument("--all", action="store_true", help="也列出没有建议的和已经核定的")
    actions = parser.add_subparsers(metavar="操作")
    _action(actions, "list", "列出待核实的建议(默认)", _list).add_argument("--all", action="store_true")
    accept = _action(actions, "accept", "采纳建议", _accept)
    accept.add_argument("ids", nargs="+", metavar="ID")
    edit = _action(actions, "edit", "自己填写", _edit)
    edit.add_argument("id", metavar="ID")
    edit.add_argument(
        "--value",
        required=True,
        help="原文印出的文字，多个用顿号分开；分界也可以只写牵头单位的个数；"
        f"没有归入任务的一行写{'、'.join(BESIDE)}或{NO_TASK}",
    )
    reject = _action(actions, "reject", "否决建议，或撤销核定", _reject)
    reject.add_argument("ids", nargs="+", metavar="ID")
    reject.add_argument("--why", default="", help="原因")


def _action(actions: Commands, name: str, about: str, run: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add an action; flags given before its name stay as they are."""
    parser = add_command(actions, name, about, run)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出 JSON")
    return parser


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.backfill import Scope

    review = _opened(settings)
    scope = Scope(arguments.place, read_year(arguments.year), arguments.kind)
    items = [item for item in review.items(scope) if arguments.all or item.state == "pending"]
    outdated = list(review.outdated(scope))
    if arguments.json:
        print_json(
            {"items": [_item_json(item) for item in items], "outdated": [it.model_dump() for it in outdated]}
        )
        return 0
    lines = [line for item in items for line in _item_lines(item)]
    lines += [
        f"需重新核定：{decision.task}，此前核定为“{'、'.join(decision.value)}”，原文已变。"
        for decision in outdated
    ]
    hint = "" if arguments.all else "(加 --all 也列出没有建议的和已经核定的)"
    print_text("\n".join([*lines, f"共 {len(items)} 项{hint}。"]))
    return 0


def _accept(arguments: argparse.Namespace, settings: Settings) -> int:
    return _done(_opened(settings).accept(arguments.ids), arguments)


def _edit(arguments: argparse.Namespace, settings: Settings) -> int:
    return _done(_opened(settings).edit(arguments.id, arguments.value), arguments)


def _reject(arguments: argparse.Namespace, settings: Settings) -> int:
    return _done(_opened(settings).reject(arguments.ids, arguments.why), arguments)


def _opened(settings: Settings) -> "Review":
    from assistant.review import Review

    review = Review(settings, progress_line())
    for line in review.damaged:
        tell(line)
    return review


def _done(items: Sequence["Item"], arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json({"items": [_item_json(item) for item in items]})
    else:
        for item in items:
            print_text(f"{item.blank.id} {_STATES[item.state]}：{item.words or '仍待核实'}。索引已更新。")
    return 0


def _item_json(item: "Item") -> dict[str, Any]:
    blank, notice = item.blank, item.read.notice
    return {
        "id": blank.id,
        "state": item.state,
        "kind": blank.kind,
        "task": blank.task.id,
        "tasks": [task.id for task in blank.tasks],
        "source": notice.source,
        "line": blank.gap.line,
        "text": blank.task.text.text,
        "row": blank.row,
        "reason": blank.gap.reason,
        "options": [option.text for option in blank.options],
        "proposal": item.proposal.model_dump() if item.proposal else None,
        "decision": item.decision.model_dump() if item.decision else None,
    }


def _item_lines(item: "Item") -> list[str]:
    blank, notice = item.blank, item.read.notice
    where = f"{notice.source} 第{blank.gap.line}行" if blank.gap.line else notice.source
    lines = [
        f"{blank.id} [{_STATES[item.state]}] {KINDS[blank.kind]}  {blank.task.id}〔{where}〕",
        *(f"    {name}：{text[:60]}" for name, text in _shown(blank)),
        f"    可选：{'、'.join(option.text for option in blank.options) or '没有印出可选的文字'}",
    ]
    if item.words:
        lines.append(f"    {_who(item)}：{item.words}")
    return lines


def _shown(blank: "Blank") -> list[tuple[str, str]]:
    """What a reviewer reads of a gap: the task, or the line and the tasks around it."""
    texts = [task.text.text for task in blank.tasks]
    if len(texts) == 1:
        return [("任务", texts[0])]
    return [("原文", blank.row), *zip(BESIDE, texts, strict=True)]


def _who(item: "Item") -> str:
    if item.proposal:
        return f"{item.proposal.model} 建议({item.proposal.agreed}/{item.proposal.runs} 次)"
    by_model = item.decision is not None and item.decision.by == "measured"
    return "按测定精确率采用" if by_model else "人工核定"
