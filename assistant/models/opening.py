"""From settings to a model: which one, where it is, and whether a question leaves this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit

from assistant.models.endpoint import PUBLIC_URL, Endpoint, Limits, Remote, on_this_machine
from assistant.models.language_model import LanguageModel
from assistant.models.local import Local
from assistant.models.seam import ModelCard, ModelFailed
from assistant.models.weights import INSTALL, WEIGHTS, assembled
from assistant.settings import Settings
from index.errors import AssistantError, BadSetting
from index.home import Home
from index.progress import Progress

DEFAULT_LOCAL = "qwen2.5-coder-1.5b-instruct"
_LOCAL_LIMITS = Limits(first=300, silence=60, total=600)
"""Two cores read a long prompt for minutes, and a question waits for the one before it."""


@dataclass(frozen=True)
class Place:
    """What is configured, for people; holds no key."""

    mode: str
    model: str
    address: str
    """Empty for the model on this machine, whose address is chosen when it starts."""
    leaves_machine: bool


def place_of(settings: Settings) -> Place | None:
    """Return which model is configured; None where models are off.

    Raises:
        BadSetting: a setting is missing, or is none that we know.
    """
    if settings.llm == "off":
        return None
    if settings.llm == "local":
        return Place("local", _local_name(settings), "", leaves_machine=False)
    url = _checked_url(settings.llm_base_url or PUBLIC_URL)
    if not settings.llm_model:
        _complain("ASSISTANT_LLM=openai 时还要给出模型名称。请设置 ASSISTANT_LLM_MODEL 或使用 --llm-model。")
    if not settings.llm_api_key and not settings.llm_base_url:
        _complain(
            "没有密钥。请设置 ASSISTANT_LLM_API_KEY，或用 ASSISTANT_LLM_BASE_URL 指定不需要密钥的接口。"
        )
    return Place("openai", settings.llm_model, _shown(url), leaves_machine=not on_this_machine(url))


@contextmanager
def open_model(settings: Settings, progress: Progress) -> Iterator[LanguageModel | None]:
    """Yield the configured model, or None where models are off; the weights of a local one are made ready.

    No server is started and no call made before the first question.

    Raises:
        BadSetting: a setting is missing, or is none that we know.
        ModelFailed: the local model cannot be made ready.
    """
    model = _opened(settings, progress)
    try:
        yield model
    finally:
        if model:
            model.close()


@contextmanager
def model_or_none(
    settings: Settings, progress: Progress, tell: Callable[[str], None]
) -> Iterator[LanguageModel | None]:
    """Yield the configured model; one that cannot be opened is told of in a line, and None is yielded."""
    try:
        model = _opened(settings, progress)
    except AssistantError as error:
        tell(f"语言模型未启用：{error}")
        model = None
    try:
        yield model
    finally:
        if model:
            model.close()


def _opened(settings: Settings, progress: Progress) -> LanguageModel | None:
    place = place_of(settings)
    if place is None:
        return None
    card = ModelCard(place.model, place.leaves_machine)
    if place.mode == "local":
        _need_llama()
        weights = assembled(WEIGHTS[place.model], Home(settings.home).models, progress)
        return LanguageModel(card, Local(weights, place.model), _LOCAL_LIMITS)
    address = Endpoint(settings.llm_base_url or PUBLIC_URL, place.model, settings.llm_api_key or "none")
    return LanguageModel(card, Remote(address))


def _need_llama() -> None:
    from importlib.util import find_spec

    if find_spec("xllamacpp") is None:
        raise ModelFailed("broken", f"没有安装本机语言模型的运行库。{INSTALL}，再重试。")


def _local_name(settings: Settings) -> str:
    name = settings.llm_model or DEFAULT_LOCAL
    if name not in WEIGHTS:
        _complain(
            f"没有名为 {name!r} 的本机语言模型。请把 ASSISTANT_LLM_MODEL 设为 {'、'.join(WEIGHTS)} 之一。"
        )
    return name


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = (
            parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
        )
    except ValueError:  # a port that is no number, or half an IPv6 address
        usable = False
    if not usable:
        _complain(f"接口地址 {url!r} 不是网址。请把 ASSISTANT_LLM_BASE_URL 设为 https://主机/v1 的形式。")
    return url


def _shown(url: str) -> str:
    """Return a URL without what may be secret in it: user, password, query."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _complain(message: str) -> NoReturn:
    raise BadSetting(message)
