"""The project's own files, as the house tests read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ROOT / "src/hocvuso"
# Made by tools or by running the site; the same as in .gitignore.
NOT_OURS = {".git", ".venv", ".venv-peers", ".venv-batch", ".venv-spark", "var", "build", "static-collected",
            "__pycache__", ".import_linter_cache", ".hypothesis", ".mypy_cache", ".ruff_cache",
            ".pytest_cache"}  # fmt: skip
MADE = {".pyc", ".mo"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the repository."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in NOT_OURS and not path.is_symlink():
                yield from _walk(path)
        elif path.suffix not in MADE and path.name != ".git":  # a file in a second work tree
            yield path


def short(path: Path) -> str:
    """Return a path as people write it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def python(*, migrations: bool = False) -> list[Path]:
    """Return every Python file of the repository, also tests and scripts."""
    return [path for path in files() if path.suffix == ".py" and (migrations or "migrations" not in path.parts)]


def product() -> list[Path]:
    """Return the Python files that are installed, without migrations."""
    return [path for path in python() if SOURCES in path.parents]


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def floors() -> list[Path]:
    """Return the folders directly under the package: core, plumbing, rooms, config."""
    return sorted(path.parent for path in SOURCES.glob("*/__init__.py"))


def rooms() -> list[Path]:
    """Return the rooms proper: what stands between plumbing and config."""
    return [folder for folder in floors() if folder.name not in {"core", "plumbing", "config"}]


def templates() -> list[Path]:
    """Return every page and part of a page of ours."""
    return [path for path in files() if "jinja2" in path.parts and SOURCES in path.parents]


def scripts() -> list[Path]:
    """Return every script that goes to a browser."""
    return [path for path in files() if path.suffix in {".js", ".mjs"} and SOURCES in path.parents]
