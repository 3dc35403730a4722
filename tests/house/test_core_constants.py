"""Every number of the core says where it comes from: published, measured, decided, or assumed."""

from __future__ import annotations

import ast
import re

from tests.house import tree

# A citation (name and year, RFC, ISO, a document of this project), or one of the plain words.
ORIGIN = re.compile(
    r"publish|measur|decid|decision|design|assum|own judgement|judged|README|foundations|house\.md|\w+\.md\b"
    r"|RFC|ISO|Unicode|standard|convention|[(, ](19|20)\d\d\b|ADR|docs/"
    # Not found in the world but laid down by the code itself.
    r"|derived|\bflags?\b|so that|\bbytes?\b|version|sentinel",
    re.IGNORECASE,
)


def _numbers(value: ast.expr) -> bool:
    """Tell whether an assigned value is written with numbers, also inside tuples, sets, dicts and sums.

    What is worked out from other values (a slice, a comprehension) has the origin of those.
    """
    inside = list(ast.walk(value))
    if any(isinstance(node, (ast.Subscript, ast.comprehension, ast.Lambda)) for node in inside):
        return False
    literals = [node for node in inside if isinstance(node, ast.Constant)]
    return any(isinstance(node.value, (int, float)) and not isinstance(node.value, bool) for node in literals)


def _names(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    names = [each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
    return [name.id for name in names if re.fullmatch(r"_?[A-Z][A-Z0-9_]*", name.id) or _is_parameter(node)]


def _is_parameter(node: ast.stmt) -> bool:
    return node.col_offset > 0


def _parameters(module: ast.Module) -> list[ast.stmt]:
    """Return the fields of the classes that hold the model's constants."""
    holders = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name.endswith("Parameters")]
    return [field for holder in holders for field in holder.body if isinstance(field, ast.AnnAssign) and field.value]


def _said(lines: list[str], node: ast.stmt) -> str:
    """Return the comments that belong to an assignment: on its lines, and in the block just above it.

    One comment block may head several assignments that follow each other without an empty line.
    """
    said = [line.partition("#")[2] for line in lines[node.lineno - 1 : node.end_lineno] if "#" in line]
    above = node.lineno - 2
    while above >= 0 and lines[above].strip():
        if lines[above].lstrip().startswith("#"):
            said.append(lines[above])
        above -= 1
    return " ".join(said)


def test_each_number_of_the_core_has_its_origin():
    silent = []
    seen = 0
    for path in tree.product():
        if tree.SOURCES / "core" not in path.parents:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        module = tree.parsed(path)
        for node in [*module.body, *_parameters(module)]:
            value = getattr(node, "value", None)
            names = _names(node)
            if not names or not isinstance(value, ast.expr) or not _numbers(value):
                continue
            seen += 1
            if not ORIGIN.search(_said(lines, node)):
                silent.append(f"{tree.short(path)}:{node.lineno}: {', '.join(names)}")
    assert seen > 20
    assert not silent, "\n".join(map(str, silent))
