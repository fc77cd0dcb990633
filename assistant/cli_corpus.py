"""The commands that read notices: ``parse`` and ``index``."""

import argparse
from dataclasses import asdict
from pathlib import Path

from assistant.console import Commands, Run, add_command, print_json, print_text, progress_line
from assistant.contract import notice_json
from assistant.settings import Settings


def register(commands: Commands) -> None:
    """Add ``parse`` and ``index``."""
    _reading(commands, "parse", "解析通知，输出记录", _parse, "+")
    _reading(commands, "index", "更新索引", _index, "*")


def _reading(commands: Commands, name: str, about: str, run: Run, paths: str) -> None:
    parser = add_command(commands, name, about, run)
    parser.add_argument("paths", nargs=paths, type=Path, metavar="PATH", help="通知文件或文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def _parse(arguments: argparse.Namespace, _: Settings) -> int:
    from index.parse import parse_notice
    from index.source import read_source

    notices = [parse_notice(read_source(path)) for path in arguments.paths]
    if arguments.json:
        print_json([notice_json(notice) for notice in notices])
        return 0
    for notice in notices:
        print_text(f"{notice.title}：{len(notice.distinct_tasks())} 项任务，{len(notice.gaps)} 处待核实。")
    return 0


def _index(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.session import update_index

    summary = update_index(settings, arguments.paths, progress_line())
    if arguments.json:
        print_json(asdict(summary))
        return 0
    print_text(
        f"通知 {summary.notices} 份，任务 {summary.tasks} 项：新增 {summary.added}，变更 {summary.changed}，"
        f"删除 {summary.removed}，未变 {summary.unchanged}；用时 {summary.seconds:.1f} 秒。"
    )
    return 0
