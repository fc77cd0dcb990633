"""The weights: put together from installed packages, hash checked, whole or not there."""

import hashlib
import resource
import sys
from pathlib import Path

import pytest

from assistant.models.seam import ModelFailed
from assistant.models.weights import WEIGHTS, Weights, assembled
from index.progress import Step

PARTS = [bytes([number]) * 1_500_000 for number in range(3)]
WHOLE = b"".join(PARTS)
TINY = Weights("tiny", len(WHOLE), hashlib.sha256(WHOLE).hexdigest(), "tiny-part", 3)


def quiet(_: Step) -> None:
    pass


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages that hold the parts, as an installer leaves them."""
    folder = tmp_path / "site"
    for number, part in enumerate(PARTS, 1):
        data = folder / f"tiny_part{number}" / "data" / f"part{number:02}.bin"
        data.parent.mkdir(parents=True)
        data.write_bytes(part)
        (data.parents[1] / "__init__.py").write_text("raise RuntimeError('code of a part is never run')")
        info = folder / f"tiny_part{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n")
        (info / "RECORD").write_text(f"tiny_part{number}/__init__.py,,\n{data.relative_to(folder)},,\n")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    return folder


def test_the_parts_make_the_whole_with_a_progress_bar(site: Path, tmp_path: Path):
    steps: list[Step] = []
    path = assembled(TINY, tmp_path / "models", steps.append)
    assert path.read_bytes() == WHOLE
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == 4
    assert steps[-1].label.startswith("准备语言模型")


def test_a_sound_file_is_left_alone(site: Path, tmp_path: Path):
    path = assembled(TINY, tmp_path, quiet)
    before = path.stat().st_ino
    for folder in site.iterdir():
        folder.rename(folder.with_name(f"gone-{folder.name}"))
    assert assembled(TINY, tmp_path, quiet).stat().st_ino == before


@pytest.mark.parametrize("damaged", [b"", WHOLE[:-1], WHOLE[:-1] + b"x", WHOLE + b"x"])
def test_a_damaged_file_is_made_anew(site: Path, tmp_path: Path, damaged):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(damaged)
    (tmp_path / "tiny.gguf.tmp").write_bytes(b"left over")
    assert assembled(TINY, tmp_path, quiet).read_bytes() == WHOLE
    assert {file.name for file in tmp_path.glob("tiny.gguf*")} == {"tiny.gguf"}


def failure(folder: Path) -> str:
    with pytest.raises(ModelFailed) as failed:
        assembled(TINY, folder, quiet)
    assert not list(folder.glob("*.gguf*"))
    message = str(failed.value)
    assert len(message.splitlines()) == 1
    return message


@pytest.mark.parametrize("missing", ["tiny_part2-1.0.dist-info/METADATA", "tiny_part2-1.0.dist-info/RECORD"])
def test_a_missing_part_is_told_of(site: Path, tmp_path: Path, missing):
    lost = site / missing
    lost.unlink()
    if missing.endswith("METADATA"):
        (lost.parent / "RECORD").unlink()
        lost.parent.rmdir()
    assert "make local-llm" in failure(tmp_path)


def test_a_part_whose_file_is_gone_is_told_of(site: Path, tmp_path: Path):
    (site / "tiny_part3" / "data" / "part03.bin").unlink()
    assert "make local-llm" in failure(tmp_path)


def test_a_wrong_hash_is_told_of(site: Path, tmp_path: Path):
    part = site / "tiny_part3" / "data" / "part03.bin"
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    assert "校验值" in failure(tmp_path)


def test_a_full_disk_is_told_of(site: Path, tmp_path: Path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        message = failure(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "磁盘剩余空间" in message


def test_a_folder_that_cannot_be_made_is_told_of(site: Path, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    assert str(tmp_path / "file") in failure(tmp_path / "file")


def test_the_models_are_pinned_as_the_extra_installs_them():
    pinned = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    for weights in WEIGHTS.values():
        assert all(f'"{weights.package}{number}==' in pinned for number in range(1, weights.parts + 1))
        assert f'"{weights.package}{weights.parts + 1}==' not in pinned
