"""One rule of mastery: the core decides it, rooms read the band that it leaves."""

from __future__ import annotations

import ast

from tests.house import tree

# What decides mastery or what the decision is made of; rooms name none of it. `evaluation` measures it.
DECIDES = {
    "rule_of_mastery", "mastery_probability", "is_unassisted_success", "SPREAD", "TWO_DAYS", "TWO_ITEMS", "sure",
    "lost",
}  # fmt: skip
MEASURES = ("core/", "evaluation/")
CORE = {"mastery", "record", "evidence", "parameters", "DEFAULT"}


def names_in(node: ast.AST) -> set[str]:
    """Return what a module imports by name, and the attributes that it reads off `parameters` or a core module."""
    found: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("hocvuso.core"):
            found |= {alias.name for alias in each.names}
        elif isinstance(each, ast.Attribute) and ast.unparse(each.value).rpartition(".")[2] in CORE:
            found.add(each.attr)
    return found


def test_no_room_decides_mastery_by_itself() -> None:
    wrong, seen = [], 0
    for path in sorted(tree.SOURCES.rglob("*.py")):
        where = path.relative_to(tree.SOURCES).as_posix()
        if where.startswith(MEASURES):
            continue
        seen += 1
        wrong += [f"{where}: {name}" for name in sorted(names_in(ast.parse(path.read_text("utf-8"))) & DECIDES)]
    assert seen > 200
    assert not wrong, f"the rule stands in core/mastery.py; read the band (`queries.MASTERED`) instead: {wrong}"


def test_the_rule_is_asked_in_one_place() -> None:
    callers = [
        path.name
        for path in sorted((tree.SOURCES / "core").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "rule_of_mastery"
    ]
    assert callers == ["mastery.py"]


def test_a_rule_of_its_own_would_be_seen() -> None:
    for text in (
        "from hocvuso.core.mastery import mastery_probability",
        "def done(state):\n    return state.parameters.sure < 1",
        "from hocvuso.core import mastery\nmastery.rule_of_mastery(probability=1, spread_successes=True)",
    ):
        assert names_in(ast.parse(text)) & DECIDES, text
