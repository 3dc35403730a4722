"""Floors, doors and the pure core: the walls of the house stand."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

# What of the standard library a pure function has no business with: network, database, processes, threads.
IMPURE = {
    "asyncio", "ctypes", "ftplib", "http", "imaplib", "multiprocessing", "poplib", "select", "selectors", "shelve",
    "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "threading", "urllib", "xmlrpc",
}  # fmt: skip


@pytest.fixture(scope="module")
def walls() -> configparser.ConfigParser:
    """The contracts as they are written."""
    read = configparser.ConfigParser()
    read.read(tree.ROOT / ".importlinter", encoding="utf-8")
    return read


def test_every_wall_holds():
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", check],
        cwd=tree.ROOT, capture_output=True, text=True, env={"PYTHONPATH": "src", "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_has_its_floor(walls):
    layers = walls["importlinter:contract:floors"]["layers"].replace("|", "\n").split()
    built = {layer for layer in layers if not layer.startswith("(")}
    assert built == {folder.name for folder in tree.floors()}


def test_every_room_has_one_door_contract(walls):
    """Tables and pages of a room that exist are protected, by exactly one contract, against everybody else."""
    for room in [*tree.rooms(), tree.SOURCES / "plumbing"]:
        private = {
            f"hocvuso.{room.name}.{name}"
            for name in ("models", "views")
            if (room / f"{name}.py").exists() or (room / name).is_dir()
        }
        if room.name == "plumbing":
            private.discard("hocvuso.plumbing.views")  # error pages and `way_back` are for every room
        contracts = [
            walls[name]
            for name in walls.sections()
            if walls[name].get("type") == "protected" and private & set(walls[name]["protected_modules"].split())
        ]
        if not private:
            continue
        assert len(contracts) == 1, f"{room.name}: {len(contracts)} protected contracts in .importlinter"
        assert set(contracts[0]["protected_modules"].split()) == private, room.name
        assert contracts[0]["allowed_importers"].split() == [f"hocvuso.{room.name}"], room.name


def test_the_core_loads_no_framework():
    modules = [
        ".".join(path.relative_to(tree.SOURCES.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in tree.product()
        if tree.SOURCES / "core" in path.parents
    ]
    assert len(modules) > 10
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(tree.SOURCES.parent)}
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"django", "ninja", "jinja2", "pydantic", "orjson", "structlog", "sqlite3"}


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a file of the core imports; relative imports stay within the core, as the walls see to."""
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, str(node.module)


def test_the_core_imports_the_standard_library_and_numpy_only():
    allowed = (set(sys.stdlib_module_names) - IMPURE) | {"numpy"}
    strangers = [
        f"{tree.short(path)}:{line}: {name}"
        for path in tree.product()
        if tree.SOURCES / "core" in path.parents
        for line, name in _imported(path)
        if name.partition(".")[0] not in allowed and not name.startswith("hocvuso.core")
    ]
    assert not strangers, "\n".join(map(str, strangers))


def test_no_signals_anywhere():
    """Ruff forbids the import; this forbids what it cannot see: hooking up by `connect` or a receiver by name."""
    hooked = [
        f"{tree.short(path)}:{node.lineno}"
        for path in tree.product()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "post_migrate"}
    ]
    assert not hooked, "\n".join(map(str, hooked))
