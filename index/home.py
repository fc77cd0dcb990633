"""The folder that holds the database (``ASSISTANT_HOME``): what lies where, and what is current."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from index.durable import TEMPORARY, write_atomically

_GENERATION_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True)
class Home:
    """Paths inside the home folder; nothing is created by naming it."""

    root: Path

    @property
    def sources(self) -> Path:
        """Notices that people added."""
        return self.root / "sources"

    @property
    def overlay(self) -> Path:
        """What models propose and people decide about gaps (``index.overlay``)."""
        return self.root / "reviews" / "overlay.jsonl"

    @property
    def embeddings(self) -> Path:
        """Cache of vectors by content hash; may be deleted at any time."""
        return self.root / "cache" / "embeddings.sqlite"

    @property
    def generations(self) -> Path:
        """One folder for each generation of the index."""
        return self.root / "generations"

    @property
    def models(self) -> Path:
        """Weights of the local language model; may be deleted at any time."""
        return self.root / "models"

    @property
    def current(self) -> Path:
        """File of one line: the id of the generation that is served."""
        return self.root / "current"

    @property
    def lock(self) -> Path:
        """Held by the process that writes."""
        return self.root / "writer.lock"

    @property
    def readers(self) -> Path:
        """Private copies of vectors that readers have open."""
        return self.root / "readers"

    def current_id(self) -> str | None:
        """Return the id of the generation that is served; None if there is none or the file is damaged."""
        try:
            found = self.current.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return found if _GENERATION_ID.fullmatch(found) else None

    def publish(self, generation: str) -> None:
        """Make ``generation`` the one that is served, by one atomic rename."""
        write_atomically(self.current, generation + "\n")

    def prune(self, keep: set[str]) -> None:
        """Delete the generations not in ``keep``, half-built ones too. Only for the holder of the lock."""
        for folder in self.generations.iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)
        for left_over in self.root.glob(f"*{TEMPORARY}"):
            left_over.unlink(missing_ok=True)
