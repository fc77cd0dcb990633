"""Exact search: every vector compared.

The measure of the approximate search, and what serves where that falls short.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.facets import Facets, Where

if TYPE_CHECKING:
    from index.embedding import Matrix


class Hit(NamedTuple):
    """A distinct task and the cosine of its chunk with the question, 1 at best."""

    id: str
    score: float


class ExactSearch:
    """All vectors of a generation in memory."""

    def __init__(self, ids: Sequence[str], facets: Sequence[Facets], matrix: Matrix) -> None:
        """Take one id, one set of facets and one row for each chunk."""
        self._ids, self._facets, self._matrix = ids, facets, matrix

    def search(self, vector: Matrix, k: int, where: Where | None = None) -> list[Hit]:
        """Return the ``k`` best hits among the chunks that ``where`` admits, best first."""
        import numpy as np

        scores = self._matrix @ vector
        order = np.argsort(-scores, kind="stable")
        admitted = (row for row in order if where is None or where.admits(self._facets[row]))
        return [Hit(self._ids[row], float(scores[row])) for row, _ in zip(admitted, range(k), strict=False)]

    def close(self) -> None:
        """Nothing to release; here to be used in place of ``VectorSearch``."""


def write_matrix(path: Path, matrix: Matrix) -> None:
    """Write the vectors as float32 rows."""
    path.write_bytes(matrix.astype("<f4").tobytes())


def read_matrix(path: Path, dimension: int) -> Matrix:
    """Return the rows that ``write_matrix`` wrote."""
    import numpy as np

    return np.frombuffer(path.read_bytes(), dtype="<f4").reshape(-1, dimension)
