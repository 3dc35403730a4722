"""Words: one per idea, business words out of plumbing, names that tell what happened."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings

from tests.house import glossary, tree

TELLING = re.compile(r"^\d{4}_[a-z][a-z0-9]*(_[a-z0-9]+)*$")
MADE_BY_MACHINE = re.compile(r"_auto_|_initial$|_and_more$|_alter_|_squashed_|^\d{4}_(add|remove|rename|delete)_field")


def test_each_glossary_word_has_its_vietnamese():
    words = glossary.words()
    assert len(words) > 60
    empty = [f"GLOSSARY.md:{word.line}" for word in words if not (word.code and word.meaning and word.screen)]
    assert not empty, "\n".join(map(str, empty))
    english = [f"GLOSSARY.md:{word.line}" for word in words if set(word.screen) & set(word.code)]
    assert not english, "\n".join(map(str, english))


def test_one_row_per_word():
    seen: dict[str, int] = {}
    for word in glossary.words():
        for code in word.code:
            assert code.lower() not in seen, f"“{code}” in lines {seen.get(code.lower())} and {word.line}"
            seen[code.lower()] = word.line


def test_each_table_has_its_word():
    known = {re.sub(r"[ -]", "", code).lower() for word in glossary.words() for code in word.code}
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("hocvuso.")}
    assert len(tables) > 10
    unexplained = {name for name in tables if name.lower() not in known}
    assert not unexplained, f"tables without a row in GLOSSARY.md: {unexplained}"


def test_plumbing_knows_no_business_word():
    banned = glossary.business()
    assert {"learner", "skill", "union", "lesson"} <= banned
    found = []
    for path in tree.product():
        if tree.SOURCES / "plumbing" not in path.parents:
            continue
        for line, text in _spoken(tree.parsed(path)):
            for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text):
                word = part.lower()
                if word in banned or word.removesuffix("s") in banned:
                    found.append(f"{tree.short(path)}:{line}: {part}")
    assert not found, "\n".join(map(str, found))


def _spoken(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield names and texts of a module, without its docstrings."""
    silent = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None
    }
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.lineno, node.name
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node.lineno, " ".join(alias.name for alias in node.names) + f" {getattr(node, 'module', '')}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def test_migrations_have_telling_names():
    names = [each for each in tree.python(migrations=True) if each.parent.name == "migrations" and each.stem[0] != "_"]
    assert names
    dull = [tree.short(path) for path in names if not TELLING.match(path.stem) or MADE_BY_MACHINE.search(path.stem)]
    assert not dull, "\n".join(map(str, dull))


def test_languages_are_called_as_their_speakers_call_them():
    assert settings.LANGUAGES == [("vi", "Tiếng Việt"), ("en", "English")]
    assert settings.LANGUAGE_CODE == "vi"


def test_ids_of_content_are_plain():
    """Folder and file names are ids: ASCII, lower case, hyphens."""
    odd = [
        tree.short(path)
        for path in tree.files()
        if tree.ROOT / "content" in path.parents
        and not re.fullmatch(r"[a-z0-9.-]+", path.name)
        and path.name not in {"LICENSE", "README.md"}
    ]
    assert not odd, "\n".join(map(str, odd))
