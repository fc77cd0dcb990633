"""The command ``ask``: one conversation from the arguments, or many from a file."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.cli_model import configured_model
from assistant.console import Commands, add_command, print_json, print_text, progress_line
from assistant.contract import answer_json
from assistant.settings import Settings
from index.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.wording.words import Wording


def register(commands: Commands) -> None:
    """Add ``ask``."""
    parser = add_command(commands, "ask", "提问", _ask)
    parser.add_argument("question", nargs="*", help="问题；后面的是追问")
    parser.add_argument("--batch", type=Path, metavar="FILE.jsonl", help="批量提问")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="输出 JSON")
    forms.add_argument("--markdown", action="store_true", help="输出 Markdown 表格")


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.session import open_engine
    from assistant.text import clean_question
    from assistant.wording.aloud import converse_aloud

    if bool(arguments.question) == bool(arguments.batch):
        raise InputError("请给出一个问题，或用 --batch 给出问题文件(二者选一)。")
    if arguments.batch and arguments.markdown:
        raise InputError("--batch 只输出 JSON，不能与 --markdown 同用。")
    batch = list(_batch(arguments.batch)) if arguments.batch else []
    progress = progress_line()
    with open_engine(settings, progress) as engine, configured_model(settings, progress) as model:
        for entry in batch:
            printed = [answer_json(*said) for said in converse_aloud(engine, model, entry["turns"])]
            print_json({"id": entry["id"], "answers": printed})
        if batch:
            return 0
        for turn in arguments.question:
            clean_question(turn)  # what cannot be read ends the command, unlike in a batch
        if arguments.json:
            print_json([answer_json(*said) for said in converse_aloud(engine, model, arguments.question)])
        else:
            shown = _Shown(markdown=arguments.markdown)
            converse_aloud(engine, model, arguments.question, shown.show)
    return 0


class _Shown:
    """Prints each exact answer as soon as it is there, and what the model says of it below, as it comes."""

    def __init__(self, *, markdown: bool) -> None:
        self._markdown = markdown
        self._turns = 0
        self._said = 0

    def show(self, news: "Answer | Wording") -> None:
        """Print what is new."""
        from assistant.answers import Answer
        from assistant.render import markdown_table

        if isinstance(news, Answer):
            text = markdown_table(news) if self._markdown else news.text
            print_text(f"\n{text}" if self._turns else text)
            self._turns, self._said = self._turns + 1, 0
            return
        if not self._said and news.text:
            print_text(f"\n【{news.label}】")
        for sentence in news.sentences[self._said :]:
            print_text(sentence)
        self._said = len(news.sentences)
        if news.done:
            for line in filter(None, (news.by_rule, news.note)):
                print_text(line)


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
