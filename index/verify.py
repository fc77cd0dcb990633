"""Checking a new generation before it is served, in a process of its own: ``python -m index.verify FOLDER``.

A fault of the vector database may end the process (it has been seen to) or never return, so the builder
runs this as a child with a time limit and reads one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.errors import StoreBroken
from index.exact import Hit, read_matrix
from index.generation import Generation
from index.home import Home
from index.manifest import MATRIX, stamps

if TYPE_CHECKING:
    from index.embedding import Matrix
    from index.vectors import VectorSearch

MIN_RECALL = 0.99
_NEIGHBOURS = 10
_BATCH = 256
_SAME = 1e-5
"""Scores closer than this are a tie: which of the two is found does not matter."""


@dataclass(frozen=True)
class Report:
    """``problems``: what must never be served; ``unreachable``, ``recall``: how good the search is."""

    problems: tuple[str, ...] = ()
    unreachable: int = 0
    recall: float = 1.0

    @property
    def search_is_good(self) -> bool:
        """Every record is found by its own vector, and nearly all true neighbours are found."""
        return self.unreachable == 0 and self.recall >= MIN_RECALL


def verify_in_child(folder: Path, timeout: float) -> Report:
    """Check the generation in ``folder`` in a new process; if that dies or hangs, the search is no good."""
    package = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "index.verify", str(folder)]
    try:
        environment = os.environ | {"PYTHONPATH": path}
        done = subprocess.run(command, capture_output=True, timeout=timeout, check=True, env=environment)  # noqa: S603
        fields = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError):
        return Report(recall=0.0)
    return Report(tuple(fields["problems"]), fields["unreachable"], fields["recall"])


def verify(folder: Path, readers: Path) -> Report:
    """Check the generation in ``folder``; copies of its vectors go to ``readers``."""
    try:
        with Generation(folder, readers) as generation:
            problems = tuple(_problems(generation))
            if problems or generation.manifest.search == "exact":
                return Report(problems)
            return _search_report(generation)
    except StoreBroken as error:
        return Report((str(error),))


def _problems(generation: Generation) -> Iterator[str]:
    """Yield where files, counts and vectors are not what the manifest says."""
    manifest, records = generation.manifest, generation.records
    if stamps(generation.folder) != manifest.files:
        yield "files"
    ids = [chunk.id for chunk in records.chunks()]
    if set(ids) != {task.distinct_id for task in records.task_rows()}:
        yield "chunks"
    counts = {
        "notices": (len(records.notices()), manifest.notices),
        "tasks": (records.count_tasks(), manifest.tasks),
        "records": (records.count_records(), manifest.records),
        "chunks": (len(ids), manifest.tasks),
    }
    yield from (f"{name}: {found} != {stated}" for name, (found, stated) in counts.items() if found != stated)
    matrix = read_matrix(generation.folder / MATRIX, manifest.dimension)
    if len(matrix) != len(ids) or bool((abs((matrix**2).sum(axis=1) - 1) > _SAME * 100).any()):
        yield "vectors"


def _search_report(generation: Generation) -> Report:
    chunks = generation.records.chunks()
    search = cast("VectorSearch", generation.vectors)
    ids = [chunk.id for chunk in chunks]
    if not search.holds(ids, [chunk.facets for chunk in chunks]):
        return Report(unreachable=len(ids), recall=0.0)
    matrix = read_matrix(generation.folder / MATRIX, generation.manifest.dimension)
    neighbours = min(_NEIGHBOURS, len(ids))
    found = search.search_many(matrix, neighbours)
    scores = list(_recalls(matrix, ids, found))
    lost = [row for row, hits in enumerate(found) if ids[row] not in {hit.id for hit in hits}]
    unreachable = sum(not _reaches(search, matrix, ids, row) for row in lost)
    return Report(unreachable=unreachable, recall=float(sum(scores)) / len(scores))


def _recalls(matrix: Matrix, ids: list[str], found: list[list[Hit]]) -> Iterator[float]:
    """Yield for each row the share of its true neighbours among the hits, ties counted as found."""
    import numpy as np

    row_of = {id_: row for row, id_ in enumerate(ids)}
    for start in range(0, len(ids), _BATCH):
        scores = matrix[start : start + _BATCH] @ matrix.T
        for hits, row in zip(found[start : start + _BATCH], scores, strict=True):
            k = min(_NEIGHBOURS, len(ids))
            least = np.partition(row, -k)[-k]
            yield sum(row[row_of[hit.id]] >= least - _SAME for hit in hits) / k


def _reaches(search: VectorSearch, matrix: Matrix, ids: list[str], row: int) -> bool:
    """Whether a record crowded out by others with the same vector is found when more are asked for."""
    same = int((matrix @ matrix[row] >= 1 - _SAME).sum())
    return ids[row] in {hit.id for hit in search.search(matrix[row], min(same + _NEIGHBOURS, len(ids)))}


if __name__ == "__main__":
    _folder = Path(sys.argv[1])
    print(json.dumps(asdict(verify(_folder, Home(_folder.parent.parent).readers))))  # noqa: T201 - its one output
