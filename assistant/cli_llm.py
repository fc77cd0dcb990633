"""The command ``llm``: which language model is configured, where questions would go, and whether it works."""

import argparse
from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING

from assistant.console import Commands, add_command, print_json, print_text, progress_line
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models.language_model import LanguageModel
    from assistant.models.opening import Place

_REPLY_LIMIT = 64


def register(commands: Commands) -> None:
    """Add ``llm``."""
    parser = add_command(commands, "llm", "查看并测试语言模型", _llm)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def _llm(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.models.opening import open_model, place_of

    place = place_of(settings)
    if place is None:
        if arguments.json:
            print_json({"mode": "off"})
        else:
            print_text(
                "语言模型：未启用(off)。名单和数量不受影响。设置 ASSISTANT_LLM=local 或 openai 可启用。"
            )
        return 0
    if not arguments.json:
        print_text(_where(place))
    with open_model(settings, progress_line()) as model:
        tested = _tested(model) if model else {}
    if arguments.json:
        print_json({**asdict(place), **tested})
    else:
        print_text(
            "测试：正常。启动 {start_s:.1f} 秒；读 {reading_tokens_s:.1f}、"
            "写 {writing_tokens_s:.1f} 个词元每秒。".format(**tested)
        )
    return 0


def _where(place: "Place") -> str:
    if place.mode == "local":
        return f"语言模型：{place.model}，由本程序在本机运行。问题和材料不离开本机。"
    if not place.leaves_machine:
        return f"语言模型：{place.model}，接口 {place.address} 在本机。问题和材料发给本机上的这个服务。"
    open_line = place.address.startswith("http:")
    plain = "连接没有加密(不是 https)，途中可能被他人看到。" if open_line else ""
    return f"语言模型：{place.model}，接口 {place.address}。问题和材料会离开本机，发往这个地址。{plain}"


def _tested(model: "LanguageModel") -> dict[str, float]:
    """Make one real call; seconds to start and tokens a second.

    Raises:
        ModelFailed: there is no reply.
    """
    from assistant.models.prompting import render_prompt

    started = monotonic()
    model.source.endpoint(None)
    start = monotonic() - started
    speed = model.speed(render_prompt("self_test"), limit=_REPLY_LIMIT)
    return {
        "start_s": round(start, 2),
        "reading_tokens_s": round(speed.reading, 1),
        "writing_tokens_s": round(speed.writing, 1),
    }
