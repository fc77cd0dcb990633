"""A reader's own copy of files that opening would change, checked while it is copied.

Copies lie in one folder, each beside the lock its reader holds as long as it lives; the next reader
deletes those whose reader is gone.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.manifest import Stamp, broken


@contextmanager
def private_copy(generation: Path, files: Iterable[Stamp], readers: Path) -> Iterator[Path]:
    """Give a copy of ``files`` of ``generation`` for the time of the block.

    Raises:
        StoreBroken: a file is missing or is not what its stamp says.
    """
    from filelock import FileLock

    readers.mkdir(parents=True, exist_ok=True)
    _sweep(readers)
    copy = readers / f"{os.getpid()}-{secrets.token_hex(4)}"
    lock = FileLock(copy.with_suffix(".lock"), thread_local=False)
    with lock:
        try:
            for file in files:
                _copy(generation, file, copy)
            yield copy
        finally:
            shutil.rmtree(copy, ignore_errors=True)
            Path(lock.lock_file).unlink(missing_ok=True)


def _copy(generation: Path, file: Stamp, copy: Path) -> None:
    target = copy / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        data = (generation / file.name).read_bytes()
    except OSError as error:
        raise broken(generation, f"{file.name} 缺失") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise broken(generation, f"{file.name} 已损坏")
    target.write_bytes(data)


def _sweep(readers: Path) -> None:
    """Delete the copies whose reader has ended without doing so."""
    from filelock import FileLock, Timeout

    for path in readers.glob("*.lock"):
        try:
            with FileLock(path, timeout=0):
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink(missing_ok=True)
        except Timeout:
            continue
