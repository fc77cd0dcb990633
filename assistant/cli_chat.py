"""The command ``chat``: the web page, until it is interrupted."""

import argparse
from contextlib import closing

from assistant.console import Commands, add_command, progress_line, tell
from assistant.settings import Settings


def register(commands: Commands) -> None:
    """Add ``chat``."""
    parser = add_command(commands, "chat", "打开网页聊天", _chat)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7860)


def _chat(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.feedback import feedback_file
    from assistant.models.opening import model_or_none
    from assistant.service import EngineService
    from assistant.serving import LiveEngine

    progress = progress_line()
    with (
        closing(LiveEngine(settings, progress)) as live,
        model_or_none(settings, progress, tell) as model,
    ):
        from assistant.chat import serve

        service = EngineService(live, feedback_file(settings.home), model=model)
        serve(service, host=arguments.host, port=arguments.port)
    return 0
