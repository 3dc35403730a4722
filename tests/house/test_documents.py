"""Documents that cannot lie: what the code has, they name; what they name, the code has."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from hocvuso.__main__ import COMMANDS
from hocvuso.core import items
from hocvuso.core.content import ITEM_KINDS
from hocvuso.curriculum import schema
from hocvuso.plumbing import jobs
from tests.house import tree

ANSWERS = ("What for", "Who uses it", "Its words", "Its tables", "Its doors")
OPERATOR = tree.ROOT / "docs/manuals/operator.md"
AUTHORING = tree.ROOT / "docs/manuals/authoring.md"


def _headings(path: Path) -> dict[str, str]:
    parts = re.split(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (each.strip() for each in parts[2::2]), strict=True))


FOLDERS = [*tree.rooms(), tree.SOURCES / "plumbing", tree.SOURCES / "core"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_each_room_answers_the_five_questions(folder):
    readme = folder / "README.md"
    assert readme.exists(), f"{tree.short(folder)} has no README.md"
    said = _headings(readme)
    missing = [answer for answer in ANSWERS if not said.get(answer)]
    assert not missing, f"{tree.short(readme)}: no answer under {missing}"


def test_each_table_stands_in_its_rooms_readme():
    from django.apps import apps

    unnamed = []
    for model in apps.get_models():
        if model.__module__.startswith("hocvuso."):
            readme = tree.SOURCES / model._meta.app_label / "README.md"
            if not readme.exists() or not re.search(rf"\b{model.__name__}\b", readme.read_text(encoding="utf-8")):
                unnamed.append(model._meta.label)
    assert not unnamed, unnamed


@cache
def _settings() -> dict[str, object]:
    """Return every environment variable that the product reads, with its default where that is a plain value."""
    found: dict[str, object] = {}
    for path in tree.product():
        for node in ast.walk(tree.parsed(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.args[0].value
            if not isinstance(name, str) or not re.fullmatch(r"[A-Z][A-Z0-9_]+", name):
                continue
            readers = {"text", "whole", "switch", "one_of", "os.environ.get", "os.getenv", "environ.get"}
            if ast.unparse(node.func) in readers:
                default = node.args[1] if len(node.args) > 1 else None
                found.setdefault(name, default.value if isinstance(default, ast.Constant) else "")
    return found


def _documented() -> dict[str, str]:
    text = OPERATOR.read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \| ([^|]*) \|", text, flags=re.MULTILINE))


def test_each_setting_is_documented():
    read = _settings()
    assert {"SITE_URL", "DATABASE_URL", "HOCVUSO_DATA"} <= set(read)
    assert set(read) == set(_documented())


def test_documented_defaults_are_true():
    lies = {
        name: default
        for name, default in _settings().items()
        if default not in ("", None) and f"`{default}`" not in _documented()[name]
    }
    assert not lies, f"{tree.short(OPERATOR)} says another default than config/settings.py: {lies}"


def test_each_command_is_documented_and_there():
    text = OPERATOR.read_text(encoding="utf-8")
    for name, (door, _what) in COMMANDS.items():
        assert f"hocvuso {name}" in text, name
        module, _, function = door.partition(":")
        assert callable(getattr(importlib.import_module(module), function)), door


def test_each_job_is_documented():
    text = OPERATOR.read_text(encoding="utf-8")
    assert jobs.registered()
    missing = [name for name in jobs.registered() if f"| `{name}` |" not in text]
    assert not missing, missing


def test_each_item_kind_is_whole():
    """Marking, page and manual: the three places of "how to add an item kind"."""
    assert set(items.KINDS) == set(ITEM_KINDS)
    manual = AUTHORING.read_text(encoding="utf-8")
    for kind, module in items.KINDS.items():
        for verb in ("validate", "read", "form_data", "mark_response", "right_response", "guess_of"):
            assert callable(getattr(module, verb, None)), f"{kind}: {module.__name__}.{verb}"
        page = tree.SOURCES / f"learning/jinja2/learning/items/{kind}.html"
        assert page.exists(), tree.short(page)
        assert f"| `{kind}` |" in manual, f"{kind} in {tree.short(AUTHORING)}"


def test_each_field_of_the_content_is_documented():
    words = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", AUTHORING.read_text(encoding="utf-8")))))
    models = [each for each in vars(schema).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    missing = {
        f"{model.__name__}.{field}"
        for model in models
        if model.__module__ == schema.__name__
        for field in model.model_fields
        if field not in words
    }
    assert not missing, sorted(missing)


def test_decisions_are_numbered_once_and_whole():
    files = sorted((tree.ROOT / "docs/adr").glob("*.md"))
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert re.search(r"\bDate: \d{4}-\d\d-\d\d\b", text), path.name
        assert re.search(r"\bState: (proposed|accepted|superseded by \d{4})\b", text), path.name
        assert {"Context", "Options", "Decision", "Consequences"} <= set(_headings(path)), path.name


def test_paths_that_documents_name_exist():
    """Only what looks like a path of this repository: folders that begin one, no placeholders."""
    roots = {"src", "docs", "tests", "scripts", "content"}
    rooms = {folder.name for folder in tree.floors()}
    gone = []
    for path in _documents():
        for name in re.findall(r"`([a-z_0-9.]+/[A-Za-z0-9_./-]+)`", path.read_text(encoding="utf-8")):
            first = name.partition("/")[0]
            base = tree.ROOT if first in roots else tree.SOURCES if first in rooms else None
            if base is None or "G.N" in name:
                continue
            module = name.rpartition(".")[0]  # learning/actions.record: a function of a module
            there = [base / name, path.parent / name, base / first / "jinja2" / name, base / first / "static" / name]
            there += [base / f"{module}.py", base / module] if module else []
            if not any(each.exists() for each in there):
                gone.append(f"{tree.short(path)}: {name}")
    assert not gone, "\n".join(gone)


def test_links_between_documents_lead_somewhere():
    dead = [
        f"{tree.short(path)}: {target}"
        for path in _documents()
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
        if not target.startswith(("http", "mailto:")) and not (path.parent / target).exists()
    ]
    assert not dead, "\n".join(dead)


def _documents() -> Iterator[Path]:
    return (path for path in tree.files() if path.suffix == ".md")


def test_make_commands_that_documents_name_exist():
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    named = {
        (target, tree.short(path))
        for path in _documents()
        for target in re.findall(r"[`\n]make ([a-z][a-z-]*)", path.read_text(encoding="utf-8"))
    }
    assert ("run", "README.md") in named
    assert not {each for each in named if each[0] not in targets}
