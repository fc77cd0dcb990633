"""The house rules a machine can check: import direction, budgets, typed signatures, no drawers."""

import ast
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).parents[1]
SHIPPED = ("assistant", "index", "prompts")
MODULES = sorted(path for name in SHIPPED for path in (ROOT / name).rglob("*.py"))

# Modules of index/ that may reach the vector store or the embedder. Every other one does without.
STORE_SIDE = {
    "index.assemble",
    "index.build",
    "index.collect",
    "index.embedding",
    "index.embedding_cache",
    "index.exact",
    "index.generation",
    "index.makers",
    "index.manifest",
    "index.private_copy",
    "index.vectors",
    "index.verify",
}

MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 250
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def functions(path: Path) -> Iterator[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def line_count(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def untyped_parameters(function: Function) -> list[str]:
    spec = function.args
    parameters = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
    return [p.arg for p in parameters if p and p.annotation is None and p.arg not in {"self", "cls"}]


def test_import_contracts_hold():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_parsing_module_is_in_the_forbidden_contract():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in config["tool"]["importlinter"]["contracts"]}
    modules = {f"index.{path.stem}" for path in (ROOT / "index").glob("*.py")} - {"index.__init__"}
    assert set(contracts["parsing"]["source_modules"]) == modules - STORE_SIDE
    assert modules >= STORE_SIDE


@every_module
def test_file_fits_the_budget(path: Path):
    length = path.read_text(encoding="utf-8").count("\n")
    assert path.stem not in DRAWERS
    assert length <= MAX_FILE_LINES


@every_module
def test_functions_fit_the_budget(path: Path):
    too_long = [node.name for node in functions(path) if line_count(node) > MAX_FUNCTION_LINES]
    assert too_long == []


@every_module
def test_signatures_are_typed(path: Path):
    untyped = [node.name for node in functions(path) if node.returns is None or untyped_parameters(node)]
    assert untyped == []


def test_the_network_is_closed_to_tests():
    with pytest.raises(SocketConnectBlockedError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))  # an address reserved for documentation


def test_this_machine_is_open_to_tests():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_test_has_only_a_home_of_its_own(home: Path):
    settings = {name: value for name, value in os.environ.items() if name.startswith("ASSISTANT_")}
    assert settings == {"ASSISTANT_HOME": str(home)}
    assert not home.exists()
