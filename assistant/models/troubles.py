"""Every way a call to a model can fail, as one kind of trouble and one Chinese line that says what to do.

What a server says of an error is not repeated: it may hold the key or the question.
"""

import email.utils
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx2
import openai

from assistant.models.endpoint import OtherWay
from assistant.models.seam import ModelFailed

FAULTS = (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError, TypeError, LookupError, AttributeError)
"""All that the client raises; the last four where a reply has no shape that it knows."""

_UNAVAILABLE = range(502, 505)
_ANOTHER_TRY = (408, 409, 429, 500, *_UNAVAILABLE)


def failure(error: BaseException, model: str, *, begun: bool) -> ModelFailed:
    """Return the error to raise for one of ``FAULTS``; ``begun``: part of the reply had come."""
    if isinstance(error, openai.APIStatusError):
        return _refusal(error, model)
    if _never_met(error):
        return ModelFailed("unreachable", "连不上语言模型的接口。请检查接口地址和网络，确认服务已经启动。")
    if isinstance(error, (TimeoutError, httpx2.TimeoutException, openai.APITimeoutError)):
        return ModelFailed("slow", "语言模型太久没有回应。请稍后再试，或换一个更快的模型。")
    if isinstance(error, (openai.APIConnectionError, httpx2.TransportError, OSError)):
        if begun:
            return ModelFailed("cut_off", "语言模型的回答中途断开。请再问一次；反复出现时请检查模型服务。")
        return ModelFailed("unreachable", "语言模型的接口断开了连接。请检查模型服务是否正常。")
    return ModelFailed(
        "broken", "看不懂语言模型接口的回应。请确认接口地址是 OpenAI 兼容的接口(通常以 /v1 结尾)。"
    )


def _never_met(error: BaseException) -> bool:
    return any(isinstance(cause, (httpx2.ConnectError, httpx2.ConnectTimeout)) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what was behind it: each library on the way wraps it in one of its own."""
    while error is not None:
        yield error
        error = error.__cause__


def _refusal(error: openai.APIStatusError, model: str) -> ModelFailed:
    status = error.status_code
    if status in (401, 402, 403) or _out_of_money(error):
        return ModelFailed(
            "refused",
            f"语言模型的接口拒绝访问({status})。请检查密钥 ASSISTANT_LLM_API_KEY、账户余额和使用权限。",
        )
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        return ModelFailed("rate_limited", "语言模型的接口限制了请求次数。请过一会儿再试。")
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
        if status in _UNAVAILABLE:
            return ModelFailed("unreachable", f"语言模型的服务暂时不可用({status})。请稍后再试。")
        return OtherWay("broken", f"语言模型的服务出错({status})。请稍后再试；反复出现时请检查模型服务。")
    return _not_accepted(status, model)


def _not_accepted(status: int, model: str) -> ModelFailed:
    if status < httpx2.codes.BAD_REQUEST:
        return ModelFailed(
            "refused", f"语言模型的接口转向了别的地址({status})，没有跟随。请填写最终的接口地址。"
        )
    if status == httpx2.codes.NOT_FOUND:
        message = f"接口没有名为“{model}”的模型，或接口地址不对(404，地址通常以 /v1 结尾)。请检查这两项设置。"
        return OtherWay("refused", message)
    return OtherWay(
        "refused", f"语言模型的接口不接受这个请求({status})。材料可能超过模型的长度，请缩小范围再试。"
    )


def _out_of_money(error: openai.APIStatusError) -> bool:
    return error.code == "insufficient_quota"


def passing(error: BaseException) -> bool:
    """Whether the same call may well succeed a moment later."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in _ANOTHER_TRY and not _out_of_money(error)
    if _never_met(error):
        return True
    timeouts = (TimeoutError, httpx2.TimeoutException, openai.APITimeoutError)
    return isinstance(error, (openai.APIConnectionError, httpx2.TransportError)) and not isinstance(
        error, timeouts
    )


def asked_to_wait(error: BaseException | None) -> float | None:
    """Seconds that the server asks to wait before the next try (``Retry-After``: seconds or a date)."""
    if not isinstance(error, openai.APIStatusError):
        return None
    asked = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without a time zone
        return None
