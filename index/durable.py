"""Writing files so that a crash leaves the old state or the new one."""

import os
import secrets
from pathlib import Path

TEMPORARY = ".tmp"
"""Suffix of a file that is still being written; one that is left over may be deleted."""


def write_atomically(path: Path, text: str) -> None:
    """Make ``text`` the content of ``path`` in one step: readers see the old content or the new."""
    write_bytes_atomically(path, text.encode())


def write_bytes_atomically(path: Path, content: bytes) -> None:
    """Make ``content`` that of ``path`` in one step. Raises OSError, and leaves ``path`` as it was."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        fresh.write_bytes(content)
        _flush(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _flush(path.parent)


def flush_tree(folder: Path) -> None:
    """Bring everything in ``folder`` to the disk."""
    for path in folder.rglob("*"):
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
