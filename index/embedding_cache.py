"""Vectors by embedder and hash of the text, so that a rebuild computes only what is new.

It is a cache: damaged entries are computed anew, a damaged file is thrown away.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.embedding import Embedder, Matrix

_BATCH = 32

_TABLE = """CREATE TABLE IF NOT EXISTS vectors(
    embedder TEXT, sha256 TEXT, crc INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY(embedder, sha256)
) WITHOUT ROWID"""


class EmbeddingCache:
    """The vectors of one embedder, as bytes of float32."""

    def __init__(self, connection: sqlite3.Connection, embedder: str) -> None:
        self._db, self._embedder = connection, embedder

    def get(self, hashes: Iterable[str]) -> dict[str, bytes]:
        """Return the vectors held for these hashes of texts; damaged ones are left out."""
        query = "SELECT crc, vector FROM vectors WHERE embedder = ? AND sha256 = ?"
        rows = ((it, self._db.execute(query, (self._embedder, it)).fetchone()) for it in hashes)
        return {it: row[1] for it, row in rows if row and zlib.crc32(row[1]) == row[0]}

    def put(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors by the hash of their text, for good once this returns."""
        rows = ((self._embedder, it, zlib.crc32(vector), vector) for it, vector in vectors.items())
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES(?, ?, ?, ?)", rows)


@contextmanager
def embedding_cache(path: Path, embedder: str) -> Iterator[EmbeddingCache]:
    """Open the cache file at ``path`` for the vectors of ``embedder``; a damaged file is begun anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not _is_sound(path):
        for left_over in path.parent.glob(f"{path.name}*"):
            left_over.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(_TABLE)
        yield EmbeddingCache(connection, embedder)


def embed_cached(
    texts: Sequence[str], embedder: Embedder, cache: Path, starting: Callable[[int], Callable[[int], None]]
) -> tuple[Matrix, int]:
    """Return one row for each text, and how many vectors had to be computed.

    What is computed is in the cache batch by batch, so an interrupted run goes on where it stopped.
    ``starting`` is told how many there are to compute, and gives the function that is told how many are done.
    """
    import numpy as np

    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    text_of = dict(zip(hashes, texts, strict=True))
    with embedding_cache(cache, embedder.id) as held:
        vectors = held.get(text_of)
        missing = [it for it in text_of if it not in vectors]
        report = starting(len(missing))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            rows = embedder.embed_documents([text_of[it] for it in batch])
            fresh = {it: row.tobytes() for it, row in zip(batch, rows, strict=True)}
            held.put(fresh)
            vectors |= fresh
            report(start + len(batch))
    return np.vstack([np.frombuffer(vectors[it], dtype=np.float32) for it in hashes]), len(missing)


def _is_sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(_TABLE)
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
