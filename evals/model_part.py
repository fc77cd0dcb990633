"""The part of a run that needs a language model: said loudly where there is none, and never counted as passed."""

import sys

from assistant.settings import Settings


def say_model_part(settings: Settings) -> None:
    """Say on stderr that the wording of a model was not measured, and why."""
    sys.stderr.write(f"model part NOT MEASURED: {_reason(settings)}\n")


def _reason(settings: Settings) -> str:
    if settings.llm == "off":
        return "no model is configured (ASSISTANT_LLM=off)"
    return f"ASSISTANT_LLM={settings.llm}, but no part of the assistant words its answers with a model yet"
