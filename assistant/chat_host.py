"""The machine the chat runs on: its ports, and the environment variables gradio reads behind our back."""

import os
import socket
import sys
from contextlib import suppress
from threading import Event

from index.errors import BadSetting

_LOCAL = "127.0.0.1,localhost"
_OVERRULING = ("GRADIO_ALLOWED_PATHS", "GRADIO_WATCH_DIRS", "GRADIO_VIBE_MODE", "GRADIO_NUM_WORKERS")


def free_port(host: str, port: int) -> int:
    """Return ``port``, or any free one for 0.

    Raises:
        BadSetting: the port is taken, or the host is none of this machine's addresses.
    """
    try:
        with socket.create_server((host, port)) as listener:
            return int(listener.getsockname()[1])
    except (OSError, OverflowError) as error:
        message = f"无法在 {host}:{port} 打开页面：端口可能已被占用，或者本机没有这个地址。请换一个端口再试。"
        raise BadSetting(message) from error


def wait_for_interrupt() -> None:
    """Return when the person presses Ctrl+C."""
    with suppress(KeyboardInterrupt):
        Event().wait()


def prepare_environment(folder: str) -> None:
    """Set what gradio reads from the environment alone, and remove what would overrule our settings.

    ``folder`` becomes the place of its temporary files.
    """
    os.environ["GRADIO_TEMP_DIR"] = folder
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # It counts events and sums them up with pandas after each, for a page of figures we do not show.
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)
    for name in _OVERRULING:
        os.environ.pop(name, None)
    # At its start gradio fetches its own page, which no office proxy could reach.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), _LOCAL)))
