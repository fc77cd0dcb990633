"""A generation opened for reading: records by SQL, chunks by vector. It never changes under its reader."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from index.errors import StoreBroken, StoreMissing
from index.exact import ExactSearch, Hit, read_matrix
from index.facets import Where
from index.home import Home
from index.makers import Makers
from index.manifest import MATRIX, RECORDS, VECTORS, Manifest, broken
from index.private_copy import private_copy
from index.records_db import RecordsDB

if TYPE_CHECKING:
    from index.embedding import Matrix


class Search(Protocol):
    """Search by vector, approximate or exact."""

    def search(self, vector: Matrix, k: int, where: Where | None = None) -> list[Hit]:
        """Return the ``k`` best hits among the chunks that ``where`` admits, best first."""

    def close(self) -> None:
        """Release what it holds."""


class Generation:
    """One generation, its records open and checked. Close it, or use it as a context manager."""

    def __init__(self, folder: Path, readers: Path, expected: Makers | None = None) -> None:
        """Open the generation in ``folder``; copies of its vectors go to ``readers``.

        Raises:
            StoreBroken: it is damaged, or was made with something else than ``expected``.
        """
        self.folder = folder
        self.manifest = Manifest.read(folder)
        if expected is not None and self.manifest.makers != expected:
            raise broken(folder, "它由另一版本的程序或嵌入模型建立")
        self.manifest.check(folder, [RECORDS])
        try:
            self.records = RecordsDB.open(folder / RECORDS)
        except sqlite3.DatabaseError as error:
            raise broken(folder, f"{RECORDS} 无法打开") from error
        self._readers = readers
        self._open = ExitStack()
        self._open.callback(self.records.close)
        self._search: Search | None = None
        self._opening = Lock()

    @property
    def vectors(self) -> Search:
        """The search by vector, opened and checked at first use.

        Raises:
            StoreBroken: the files of the vectors are damaged.
        """
        with self._opening:
            if self._search is None:
                self._search = self._exact() if self.manifest.search == "exact" else self._approximate()
                self._open.callback(self._search.close)
        return self._search

    def _exact(self) -> Search:
        self.manifest.check(self.folder, [MATRIX])
        chunks = self.records.chunks()
        matrix = read_matrix(self.folder / MATRIX, self.manifest.dimension)
        return ExactSearch([chunk.id for chunk in chunks], [chunk.facets for chunk in chunks], matrix)

    def _approximate(self) -> Search:
        from index.vectors import VectorSearch

        files = [file for file in self.manifest.files if file.name.startswith(f"{VECTORS}/")]
        copy = self._open.enter_context(private_copy(self.folder, files, self._readers))
        return VectorSearch(copy / VECTORS)

    def close(self) -> None:
        """Release files and memory."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_current(home: Home, expected: Makers | None = None) -> Generation:
    """Open the generation that is served.

    Args:
        home: the home folder.
        expected: what the caller would make a generation with (``makers_now``); None accepts any.

    Raises:
        StoreMissing: nothing has been indexed yet.
        StoreBroken: the generation is damaged, or was made with something else than ``expected``.
    """
    for _ in range(3):
        wanted = home.current_id()
        try:
            return _open(home, wanted, expected)
        except StoreBroken:
            if home.current_id() == wanted:
                raise
    raise StoreBroken("索引正在频繁更新，暂时无法打开。请稍后再试。")


def _open(home: Home, wanted: str | None, expected: Makers | None) -> Generation:
    if wanted is None:
        if home.current.exists():
            raise StoreBroken(
                f"文件 {str(home.current)!r} 已损坏。请运行 assistant index 重建，已有通知不会丢失。"
            )
        raise StoreMissing("还没有建立索引。请先运行 assistant index。")
    return Generation(home.generations / wanted, home.readers, expected)
