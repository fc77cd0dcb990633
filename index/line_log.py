"""Files of lines that are only ever added to: what people and models said, kept apart from the index.

Each line is on the disk whole before the call returns; several threads and processes may add at once.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Line(NamedTuple):
    """A line that is not blank, with its number from 1; ``half``: a crash left it without its end."""

    number: int
    text: bytes
    half: bool


def append_line(path: Path, text: str, most: int) -> None:
    """Add ``text``, which holds no line feed, to the file at ``path``, readable by its owner alone.

    Raises:
        OSError: it could not be written, or the file would be larger than ``most`` bytes; it is as it was.
    """
    # "replace": half a character, which a browser may send, is no UTF-8 and would make the line unreadable.
    line = text.encode("utf-8", "replace") + b"\n"
    with _opened(path) as file:
        _append(file, line, most)


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of the file at ``path``, none where there is no file."""
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Line(number, line, half=number == len(lines))  # a whole line ends with a line feed


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The file, private, made where it is missing, and locked against other writers until the block ends."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)  # the operating system's: it ends with its holder
        yield file
    finally:
        os.close(file)


def _append(file: int, line: bytes, most: int) -> None:
    """Add a line; what a crash left of the last one is closed off first, a failure takes its part back."""
    size = os.fstat(file).st_size
    if size + len(line) > most:
        raise OSError(0, "文件已满")
    whole = not size or os.pread(file, 1, size - 1) == b"\n"
    rest = memoryview(line if whole else b"\n" + line)
    try:
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
