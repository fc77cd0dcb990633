"""The configured model as commands open it: told of, never in the way."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.console import tell
from assistant.settings import Settings
from index.progress import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assistant.models.seam import Model

LEAVES = "提示：使用的是远程语言模型，问题和相关任务的内容会离开本机。"


@contextmanager
def configured_model(settings: Settings, progress: Progress) -> Iterator["Model | None"]:
    """Yield the configured model, None where models are off or it cannot be opened; off costs no import.

    Where questions leave this machine the user is told so.
    """
    if settings.llm == "off":
        yield None
        return
    from assistant.models.opening import model_or_none

    with model_or_none(settings, progress, tell) as model:
        if model and model.card.leaves_machine:
            tell(LEAVES)
        yield model
