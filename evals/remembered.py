"""A model whose replies are kept: a long measurement that was interrupted goes on where it ended."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from assistant.models.seam import Model, Prompt, Schema
from index.line_log import append_line, read_lines

_MAX_FILE = 500_000_000


class Remembered(Model):
    """Asks ``model`` once for each prompt and form, and answers from the file at ``path`` after that.

    For models that say the same to the same prompt; failures are not kept.
    """

    def __init__(self, model: Model, path: Path) -> None:
        """Read the replies at ``path``; damaged lines are left out."""
        self.card = model.card
        self._model, self._path = model, path
        self._replies: dict[str, str] = {}
        for line in read_lines(path):
            if not line.half:
                entry = json.loads(line.text)
                self._replies[entry["key"]] = entry["reply"]

    def stream(self, prompt: Prompt, *, limit: int, stop: Event | None = None) -> Iterator[str]:
        """Yield the reply of the model; it is not kept."""
        return self._model.stream(prompt, limit=limit, stop=stop)

    def fill(self, prompt: Prompt, schema: type[Schema], *, limit: int, stop: Event | None = None) -> Schema:
        """Return the reply kept for this model, prompt and form, else ask."""
        key = self._key(prompt, schema)
        if key not in self._replies:
            reply = self._model.fill(prompt, schema, limit=limit, stop=stop).model_dump_json()
            append_line(self._path, json.dumps({"key": key, "reply": reply}, ensure_ascii=False), _MAX_FILE)
            self._replies[key] = reply
        return schema.model_validate_json(self._replies[key])

    def _key(self, prompt: Prompt, schema: type[Schema]) -> str:
        asked = [self.card.name, prompt.system, prompt.user, schema.model_json_schema()]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
