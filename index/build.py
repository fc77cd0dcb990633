"""Bringing the index up to date: a new generation is built aside, checked, and made current in one step.

Whatever interrupts a build, the generation that was current stays so; what is left behind is deleted by the
next build. Readers are never disturbed.
"""

import shutil
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from index.assemble import Contents, assemble
from index.chunks import make_chunks
from index.collect import SourceFile, collect, read_notices
from index.decided import with_decisions
from index.embedding import DEFAULT_EMBEDDER, make_embedder
from index.embedding_cache import embed_cached
from index.errors import StoreBroken, StoreError
from index.generation import Generation
from index.home import Home
from index.lock import DEFAULT_TIMEOUT, writer_lock
from index.makers import Makers, makers_now
from index.manifest import Manifest, Search
from index.overlay import Overlay, read_overlay
from index.progress import Progress, timed
from index.tokens import count_tokens


@dataclass(frozen=True)
class Summary:
    """What an update did. Counts are of distinct tasks, by id and by what the notice says about them.

    ``embedded``: texts whose vector was computed; ``shortened``: chunks cut to fit the embedder; ``search``:
    ``exact`` where the approximate search fell short; ``copies``: files left out because another has the same
    content.
    """

    generation: str
    notices: int
    tasks: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    shortened: int
    search: Search
    copies: tuple[str, ...]
    seconds: float


def sync(
    home: Path,
    paths: Sequence[Path],
    embedder: str = DEFAULT_EMBEDDER,
    progress: Progress = lambda _: None,
    lock_timeout: float = DEFAULT_TIMEOUT,
) -> Summary:
    """Make the index hold exactly the notices at ``paths`` (files or folders).

    Raises:
        InputError: a file cannot be used or the embedder is unknown; nothing has been changed.
        StoreBusy: another process is writing.
        StoreBroken: the new generation failed its checks; the old one is still served.
        StoreError: the home folder cannot be written.
    """
    started = time.monotonic()
    store, files, makers = Home(home), collect(paths), makers_now(embedder)
    build = _Build(store, files, makers, read_overlay(store.overlay), embedder, progress)
    summary = build.nothing_to_do()
    if summary is None:
        try:
            with writer_lock(store.lock, lock_timeout):
                summary = build.nothing_to_do() or build.run()  # another may have done it
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreError(f"无法写入索引文件夹 {str(home)!r}：{error}。请检查权限和磁盘空间。") from error
    return replace(summary, seconds=round(time.monotonic() - started, 3))


@dataclass(frozen=True)
class _Build:
    """One build, by the holder of the lock."""

    store: Home
    files: Sequence[SourceFile]
    makers: Makers
    overlay: Overlay
    embedder: str
    progress: Progress

    def nothing_to_do(self) -> Summary | None:
        """Return the summary if the current generation is sound and made of all this."""
        current = self.store.current_id()
        if current is None:
            return None
        folder = self.store.generations / current
        try:
            manifest = Manifest.read(folder)
            if not self._made_of_this(manifest):
                return None
            manifest.check(folder)
        except StoreBroken:
            return None
        return _summary(manifest, self.files, _Changes(0, 0, 0, unchanged=manifest.tasks), embedded=0)

    def _made_of_this(self, manifest: Manifest) -> bool:
        return (
            manifest.makers == self.makers
            and manifest.sources == tuple(file.stamp for file in self.files)
            and (manifest.decided, manifest.suggested) == (self.overlay.decided, self.overlay.suggested)
        )

    def run(self) -> Summary:
        """Build, check and publish a generation; on any failure leave no trace of it."""
        contents, embedded = self._contents()
        replaced = self.store.current_id()
        before = _contents_of(self.store, replaced)
        folder = self.store.generations / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
        try:
            manifest = assemble(folder, contents, self.progress)
            self.store.publish(manifest.id)
        except BaseException:
            if self.store.current_id() != folder.name:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        self.store.prune({manifest.id, replaced or manifest.id})
        after = {chunk.id: chunk.content for chunk in contents.chunks}
        return _summary(manifest, self.files, _compare(before, after), embedded)

    def _contents(self) -> tuple[Contents, int]:
        """Read, cut and embed; return the contents and how many texts had to be embedded."""
        notices = with_decisions(read_notices(self.files, self.progress), self.overlay)
        embedder = make_embedder(self.embedder)
        chunks = [
            chunk for notice, _ in notices for chunk in make_chunks(notice, count_tokens, embedder.budget)
        ]
        starting = partial(timed, self.progress, "embed")
        texts = [chunk.text for chunk in chunks]
        matrix, embedded = embed_cached(texts, embedder, self.store.embeddings, starting)
        sources = tuple(
            replace(file.stamp, sha256=notice.sha256)  # what was parsed, should the file have changed since
            for file, (notice, _) in zip(self.files, notices, strict=True)
        )
        return Contents(self.makers, self.overlay, sources, notices, chunks, matrix), embedded


def _contents_of(store: Home, generation: str | None) -> dict[str, str]:
    """Return the content hash of each distinct task of a generation, as far as it can be read."""
    if generation is None:
        return {}
    try:
        with Generation(store.generations / generation, store.readers) as opened:
            return opened.records.contents()
    except StoreBroken:
        return {}


class _Changes(NamedTuple):
    """Numbers of distinct tasks."""

    added: int
    changed: int
    removed: int
    unchanged: int


def _compare(before: dict[str, str], after: dict[str, str]) -> _Changes:
    kept = before.keys() & after.keys()
    unchanged = sum(before[task] == after[task] for task in kept)
    return _Changes(len(after) - len(kept), len(kept) - unchanged, len(before) - len(kept), unchanged)


def _summary(manifest: Manifest, files: Sequence[SourceFile], changes: _Changes, embedded: int) -> Summary:
    return Summary(
        generation=manifest.id,
        notices=manifest.notices,
        tasks=manifest.tasks,
        added=changes.added,
        changed=changes.changed,
        removed=changes.removed,
        unchanged=changes.unchanged,
        embedded=embedded,
        shortened=manifest.shortened,
        search=manifest.search,
        copies=tuple(str(copy) for file in files for copy in file.copies),
        seconds=0.0,
    )
