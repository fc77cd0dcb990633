"""What commands share: a command's parser, and what is printed where: results on stdout, else on stderr."""

import argparse
import json
import re
import sys
from collections.abc import Callable
from typing import Any

from assistant.settings import Settings
from index.errors import InputError
from index.progress import Progress, Step

Run = Callable[[argparse.Namespace, Settings], int]
Commands = Any
"""What ``add_subparsers`` returns; argparse keeps the type private."""


def add_command(commands: Commands, name: str, about: str, run: Run) -> argparse.ArgumentParser:
    """Add the command ``name``, carried out by ``run``, which returns the exit code; return its parser."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about)
    parser.set_defaults(run=run)
    return parser


def progress_line() -> Progress:
    """A progress line on stderr that is rewritten in place on a terminal."""
    live = sys.stderr.isatty()

    def show(step: Step) -> None:
        if live or step.done == step.total:
            left = f",约剩 {step.seconds_left:.0f} 秒" if step.seconds_left else ""
            end = "\n" if step.done == step.total else ""
            sys.stderr.write(f"{chr(13) if live else ''}{step.label} {step.done}/{step.total}{left}{end}")
            sys.stderr.flush()

    return show


def read_year(text: str | None) -> int | None:
    """Return a year as typed: four digits, 年 after them or not.

    Raises:
        InputError: it is none.
    """
    if text is None:
        return None
    match = re.fullmatch(r"\s*(\d{4})\s*年?\s*", text)
    if match is None:
        raise InputError(f"年份 {text!r} 不认识。请写四位数字，例如 2025。")
    return int(match[1])


def print_json(value: object) -> None:
    """Print one line of JSON on stdout."""
    print_text(json.dumps(value, ensure_ascii=False, allow_nan=False))


def print_text(text: str) -> None:
    """Print a result on stdout."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """Tell the user something that is no result, on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
