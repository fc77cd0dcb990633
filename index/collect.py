"""Which files are to be indexed, and what they say. One bad file stops the whole update before it begins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError, UnreadableSource
from index.manifest import Stamp, stamp
from index.progress import Progress, timed
from index.records_writer import ReadNotice


@dataclass(frozen=True)
class SourceFile:
    """A file to index; ``copies`` are files of the same content, which are read once."""

    path: Path
    stamp: Stamp
    copies: tuple[Path, ...] = ()


def collect(paths: Iterable[Path]) -> tuple[SourceFile, ...]:
    """Return the files given and those in the folders given, hidden ones left out, by name.

    Raises:
        UnreadableSource: a path does not exist or cannot be read, or there is no file at all.
    """
    by_content: dict[str, list[tuple[Path, Stamp]]] = {}
    for file in dict.fromkeys(file.resolve() for path in paths for file in _files(path)):
        found = _stamp(file)
        by_content.setdefault(found.sha256, []).append((file, found))
    if not by_content:
        raise UnreadableSource("没有可以建立索引的文件。请给出通知文件或其所在的文件夹。")
    files = [
        SourceFile(path, stamp, tuple(copy for copy, _ in copies))
        for (path, stamp), *copies in by_content.values()
    ]
    return tuple(sorted(files, key=lambda file: file.stamp))


def read_notices(files: Sequence[SourceFile], progress: Progress) -> tuple[ReadNotice, ...]:
    """Parse all files.

    Raises:
        InputError: one or more cannot be read or hold no task, or two are the same notice; all are named.
    """
    from index.parse import parse_notice
    from index.source import read_source

    report = timed(progress, "read", len(files))
    notices: list[ReadNotice] = []
    errors: list[InputError] = []
    for done, file in enumerate(files, 1):
        try:
            source = read_source(file.path)
            notices.append(ReadNotice(parse_notice(source), source.text))
        except InputError as error:
            errors.append(error)
        report(done)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise InputError(f"{len(errors)} 个文件不能使用，索引没有改动。{' '.join(map(str, errors))}")
    _refuse_twins(files, notices)
    return tuple(notices)


def _refuse_twins(files: Sequence[SourceFile], notices: Sequence[ReadNotice]) -> None:
    seen: dict[str, Path] = {}
    for file, (notice, _) in zip(files, notices, strict=True):
        other = seen.setdefault(notice.id, file.path)
        if other is not file.path:
            both = f"{str(other)!r} 和 {str(file.path)!r}"
            raise InputError(f"{both} 是同一份通知（{notice.id}）的两个版本。请只保留一份，索引没有改动。")


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        if found.is_file() and not any(part.startswith(".") for part in found.relative_to(path).parts):
            yield found


def _stamp(path: Path) -> Stamp:
    try:
        found = stamp(path, path.parent)
    except OSError as error:
        raise UnreadableSource(f"无法读取文件 {str(path)!r}：{error.strerror}。请检查权限。") from error
    if found is None:
        raise UnreadableSource(f"没有文件 {str(path)!r}。请检查路径。")
    return found
