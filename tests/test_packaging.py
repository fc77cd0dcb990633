"""What ships: the wheel's contents, the prompts' door and the lock file."""

import re
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import prompts

ROOT = Path(__file__).parents[1]
SAMPLE_NOTICES = ("bozhou-2025", "fanchang-2021", "fuyang-2019", "huizhou-2023", "wuhu-2024")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with ZipFile(built) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def lock() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_wheel_has_exactly_our_top_level_names(wheel: set[str], project: dict):
    info = f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    assert {name.split("/")[0] for name in wheel} == {"assistant", "index", "prompts", info}


def test_wheel_holds_the_sample_notices(wheel: set[str]):
    assert {f"index/notices/{name}.txt" for name in SAMPLE_NOTICES} <= wheel


@pytest.mark.parametrize(
    "pattern", ["index/data/**/*", "assistant/data/**/*", "prompts/*.md", "assistant/**/*.py"]
)
def test_wheel_holds_all_of(pattern: str, wheel: set[str]):
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern) if path.is_file()}
    assert files <= wheel


def test_an_unknown_prompt_is_refused():
    with pytest.raises(LookupError, match="no prompt 'nothing'; known: "):
        prompts.load("nothing")


def test_every_prompt_is_loaded_by_its_name():
    files = list((ROOT / "prompts").glob("*.md"))
    assert [prompts.load(path.stem) for path in files] == [path.read_text(encoding="utf-8") for path in files]


def test_lock_is_plain_exact_pins(lock: list[str]):
    assert [line for line in lock if not re.fullmatch(r"[a-z0-9-]+==[A-Za-z0-9.]+", line)] == []


def test_lock_holds_no_gpu_packages(lock: list[str]):
    assert [line for line in lock if re.match(r"nvidia|cuda|triton", line)] == []


def test_lock_satisfies_the_project_file(lock: list[str], project: dict):
    pins = dict(line.split("==") for line in lock)
    wanted = map(Requirement, project["dependencies"] + project["optional-dependencies"]["dev"])
    assert [str(r) for r in wanted if not r.specifier.contains(pins[canonicalize_name(r.name)])] == []
