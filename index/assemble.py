"""Writing the folder of a generation and having it checked. It is not served until ``Home.publish``."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.chunks import Chunk
from index.durable import flush_tree
from index.errors import StoreBroken
from index.exact import write_matrix
from index.makers import Makers
from index.manifest import MATRIX, RECORDS, VECTORS, Manifest, Search, Stamp, stamps
from index.overlay import Overlay
from index.progress import Progress, timed
from index.records_writer import ReadNotice, write_records
from index.verify import Report, verify_in_child

if TYPE_CHECKING:
    from index.embedding import Matrix
    from index.vectors import Graph

_ATTEMPTS: tuple[Search, ...] = ("ann", "ann", "exact")
"""A search that falls short is built once more; if that does not help, exact search serves."""

_CHECK_SECONDS, _CHECK_SECONDS_PER_CHUNK = 60, 0.05


@dataclass(frozen=True)
class Contents:
    """What goes into a generation; row i of ``matrix`` is the vector of chunk i."""

    makers: Makers
    overlay: Overlay
    sources: tuple[Stamp, ...]
    notices: Sequence[ReadNotice]
    chunks: Sequence[Chunk]
    matrix: Matrix


def assemble(folder: Path, contents: Contents, progress: Progress, graph: Graph | None = None) -> Manifest:
    """Write a generation into the new ``folder`` and return its manifest once it has passed the checks.

    Raises:
        StoreBroken: it did not pass.
    """
    folder.mkdir(parents=True)
    write_records(folder / RECORDS, contents.notices, contents.chunks)
    write_matrix(folder / MATRIX, contents.matrix)
    report = Report()
    for search in _ATTEMPTS:
        manifest = _write_search(folder, contents, search, progress, graph)
        checked = timed(progress, "verify", 1)
        report = verify_in_child(folder, _CHECK_SECONDS + _CHECK_SECONDS_PER_CHUNK * len(contents.chunks))
        checked(1)
        if report.problems:
            break
        if report.search_is_good:
            flush_tree(folder)
            return manifest
    problems = "、".join(report.problems) or "检查进程异常结束"
    raise StoreBroken(
        f"新建的索引没有通过检查（{problems}），仍使用原来的索引。请重试；若再次出现，请报告这个问题。"
    )


def _write_search(
    folder: Path, contents: Contents, search: Search, progress: Progress, graph: Graph | None
) -> Manifest:
    """Write the vectors for this kind of search, and the manifest."""
    shutil.rmtree(folder / VECTORS, ignore_errors=True)
    if search == "ann":
        from index.vectors import write_vectors

        ids, facets = zip(*((chunk.id, chunk.facets) for chunk in contents.chunks), strict=True)
        report = timed(progress, "write", len(ids))
        write_vectors(folder / VECTORS, ids, facets, contents.matrix, report, graph)
    manifest = _manifest(folder, contents, search)
    manifest.write(folder)
    return manifest


def _manifest(folder: Path, contents: Contents, search: Search) -> Manifest:
    return Manifest(
        id=folder.name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        makers=contents.makers,
        sources=contents.sources,
        files=stamps(folder),
        notices=len(contents.notices),
        tasks=len(contents.chunks),
        records=sum(len(notice.tasks) for notice, _ in contents.notices),
        dimension=contents.matrix.shape[1],
        shortened=sum(bool(chunk.cut) for chunk in contents.chunks),
        decided=contents.overlay.decided,
        suggested=contents.overlay.suggested,
        search=search,
    )
