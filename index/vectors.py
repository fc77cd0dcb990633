"""Chroma, embedded: the only module that imports it. One collection, built once, then only read.

What we do about its traps stands in the table of pitfalls. Opening a database writes to it (a row of table
``acquire_write``, measured on 1.5.9), so a reader never opens the generation's own files but a copy of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from index.exact import Hit
from index.facets import Facets, Where

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

    from index.embedding import Matrix

COLLECTION = "tasks"
_INSERT, _PAGE, _QUERIES = 200, 5000, 100


@dataclass(frozen=True)
class Graph:
    """Settings of Chroma's HNSW graph; with these every live vector was reachable when built in one go."""

    ef_construction: int = 400
    ef_search: int = 400
    max_neighbors: int = 64


def write_vectors(
    folder: Path,
    ids: Sequence[str],
    facets: Sequence[Facets],
    matrix: Matrix,
    report: Callable[[int], None] = lambda _: None,
    graph: Graph | None = None,
) -> None:
    """Create a database in ``folder`` that holds the vectors and facets under their ids.

    ``report`` is told how many have been written.
    """
    client = _client(folder)
    try:
        settings = _settings(graph or Graph(), len(ids))
        collection = client.create_collection(COLLECTION, embedding_function=None, configuration=settings)
        for start in range(0, len(ids), _INSERT):
            part = slice(start, start + _INSERT)
            metadatas: list[Any] = [_metadata(each) for each in facets[part]]
            collection.add(ids=list(ids[part]), embeddings=matrix[part], metadatas=metadatas)
            report(len(ids[: part.stop]))
    finally:
        client.close()


class VectorSearch:
    """Search in a database of ``write_vectors``. Close it, or use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the database in ``folder``, which is written to by opening it: give a copy."""
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    def search(self, vector: Matrix, k: int, where: Where | None = None) -> list[Hit]:
        """Return the ``k`` best hits among the chunks that ``where`` admits, best first."""
        return self.search_many(vector[None, :], k, where)[0]

    def search_many(self, vectors: Matrix, k: int, where: Where | None = None) -> list[list[Hit]]:
        """Return the hits for each row of ``vectors``."""
        found: list[list[Hit]] = []
        for start in range(0, len(vectors), _QUERIES):
            result = self._collection.query(
                query_embeddings=vectors[start : start + _QUERIES],
                n_results=k,
                where=_condition(where),
                include=["distances"],
            )
            for ids, distances in zip(result["ids"], result["distances"] or [], strict=True):
                found.append([Hit(id_, 1 - distance) for id_, distance in zip(ids, distances, strict=True)])
        return found

    def facets(self) -> dict[str, dict[str, Any]]:
        """Return the stored metadata of every vector, by id."""
        found: dict[str, dict[str, Any]] = {}
        for offset in range(0, self._collection.count(), _PAGE):
            page = self._collection.get(limit=_PAGE, offset=offset, include=["metadatas"])
            found |= {id_: dict(it) for id_, it in zip(page["ids"], page["metadatas"] or [], strict=True)}
        return found

    def holds(self, ids: Sequence[str], facets: Sequence[Facets]) -> bool:
        """Whether exactly these ids are stored, with these facets."""
        expected = {id_: _metadata(each) for id_, each in zip(ids, facets, strict=True)}
        return self.facets() == expected

    def close(self) -> None:
        """Release the database; Chroma keeps files and memory of every database that is not closed."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(_env_file=None, anonymized_telemetry=False, chroma_otel_collection_endpoint="")
    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))


def _settings(graph: Graph, count: int) -> CreateCollectionConfiguration:
    """Have the graph written out with the last vector: what stays in the log is replayed at each open."""
    flush = {"sync_threshold": max(2, count), "batch_size": min(100, max(2, count))}
    return cast("CreateCollectionConfiguration", {"hnsw": asdict(graph) | flush | {"space": "cosine"}})


def _metadata(facets: Facets) -> dict[str, Any]:
    """Facets as Chroma takes them: lists for arrays, nothing for what is empty."""
    fields = asdict(facets).items()
    return {
        name: list(it) if isinstance(it, tuple) else it for name, it in fields if it is not None and it != ()
    }


def _condition(where: Where | None) -> dict[str, Any] | None:
    if where is None:
        return None
    terms: list[dict[str, Any]] = [{name: {"$in": list(values)}} for name, values in where.scalars().items()]
    for name, values in where.lists().items():
        terms.append(_joined("$or", [{name: {"$contains": value}} for value in values]))
    return _joined("$and", terms) if terms else None


def _joined(operator: str, terms: list[dict[str, Any]]) -> dict[str, Any]:
    """Join conditions; Chroma refuses an operator over a single one."""
    return terms[0] if len(terms) == 1 else {operator: terms}
