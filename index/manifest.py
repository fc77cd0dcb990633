"""The manifest of a generation: what it was made from and with, what it holds, and the hash of every file."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from index.durable import write_atomically
from index.errors import StoreBroken
from index.makers import Makers

MANIFEST = "manifest.json"
RECORDS = "records.sqlite"
MATRIX = "vectors.f32"
"""All vectors as float32 rows in the order of the chunks: the truth that the search is checked against."""
VECTORS = "vectors"

Search = Literal["ann", "exact"]


@dataclass(frozen=True, order=True)
class Stamp:
    """A file by name and content."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """A generation in figures; ``tasks`` are distinct tasks, ``records`` printed ones.

    ``decided``, ``suggested``: hashes of the values that people decided on, and of the proposals shown
    (``index.overlay``); ``search``: ``ann`` through Chroma's index, or ``exact`` where that fell short;
    ``shortened``: chunks that were cut to fit the embedder.
    """

    id: str
    created: str
    makers: Makers
    sources: tuple[Stamp, ...]
    files: tuple[Stamp, ...]
    notices: int
    tasks: int
    records: int
    dimension: int
    shortened: int
    decided: str
    suggested: str
    search: Search

    def write(self, folder: Path) -> None:
        """Write the manifest, with a checksum of its own, into the generation's folder."""
        fields = asdict(self)
        whole = {"checksum": _checksum(fields), "manifest": fields}
        write_atomically(folder / MANIFEST, json.dumps(whole, ensure_ascii=False, indent=1))

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of the generation in ``folder``.

        Raises:
            StoreBroken: it is missing or damaged, or of another format.
        """
        try:
            whole = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            checksum, fields = whole["checksum"], whole["manifest"]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise broken(folder, f"{MANIFEST} 缺失或不完整") from error
        if checksum != _checksum(fields):
            raise broken(folder, f"{MANIFEST} 已损坏")
        try:
            return _from_fields(fields)
        except (TypeError, KeyError) as error:
            raise broken(folder, f"{MANIFEST} 是另一版本的格式") from error

    def check(self, folder: Path, parts: Iterable[str] = ("",)) -> None:
        """Compare the files whose names begin with one of ``parts`` with their hashes.

        Raises:
            StoreBroken: a file is missing or differs.
        """
        wanted = tuple(parts)
        for file in self.files:
            if file.name.startswith(wanted) and stamp(folder / file.name, folder) != file:
                raise broken(folder, f"{file.name} 缺失或已损坏")


def stamp(path: Path, root: Path) -> Stamp | None:
    """Return name (relative to ``root``), hash and size of a file; None if there is none."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Stamp(path.relative_to(root).as_posix(), digest, file.tell())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def stamps(folder: Path) -> tuple[Stamp, ...]:
    """Return the stamps of all files in ``folder`` but the manifest, by name."""
    found = (stamp(path, folder) for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return tuple(sorted(file for file in found if file))


def broken(folder: Path, what: str) -> StoreBroken:
    """Return the error for a generation that cannot be served."""
    return StoreBroken(
        f"索引 {folder.name} 不能使用：{what}。请运行 assistant index 重建，已有通知不会丢失。"
    )


def _checksum(fields: object) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _from_fields(fields: dict[str, Any]) -> Manifest:
    makers = fields.pop("makers")
    libraries = tuple(makers.pop("libraries"))
    sources, files = (tuple(Stamp(**entry) for entry in fields.pop(name)) for name in ("sources", "files"))
    return Manifest(makers=Makers(libraries=libraries, **makers), sources=sources, files=files, **fields)
