"""What the repository carries with it: reasons for dependencies, no debts, no traces of the machine it was made on."""

from __future__ import annotations

import ast
import re
import sys
import tomllib

from tests.house import tree

# Packages that no line of ours imports; each has another reason to be there.
ONLY_USED_BY_OTHERS = {
    "argon2-cffi": "Django's Argon2 hasher loads it",
    "psycopg": "Django's PostgreSQL backend loads it",
}
MODULES = {"pillow": "PIL", "django-allauth": "allauth", "django-ninja": "ninja", "markdown-it-py": "markdown_it",
           "python-docx": "docx", "python-pptx": "pptx",
           "django-tasks": "django_tasks", "django-tasks-db": "django_tasks_db", "tree-sitter": "tree_sitter",
           "tree-sitter-javascript": "tree_sitter_javascript"}  # fmt: skip
COMES_WITH = {"markupsafe": "jinja2", "lxml": "docx", "django_stubs_ext": "django"}
# In pieces, so that this file is not its own first find.
HOSTS = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("proxy", "golang", "org"),
    ("deb", "debian", "org"), ("security", "debian", "org"), ("ubuntu", "com"), ("jsdelivr", "net"), ("unpkg", "com"),
)]  # fmt: skip
MACHINE = ["/" + "/".join(parts) for parts in (("work", "main"), ("work", "shared"), ("opt", "pypi"), ("root", ""))]
MACHINE += [".".join(("", "library")) + "/"]
DEBTS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")


def _text(path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def _project() -> dict:
    return tomllib.loads(_text(tree.ROOT / "pyproject.toml"))["project"]


def _names(lines: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~ ]", line)[0] for line in lines}


def test_each_dependency_has_its_reason():
    lines = _text(tree.ROOT / "pyproject.toml").splitlines()
    extras = _project()["optional-dependencies"].values()
    for dependency in [*_project()["dependencies"], *(each for extra in extras for each in extra)]:
        line = next(line for line in lines if line.strip().startswith(f'"{dependency}"'))
        assert len(line.partition("#")[2].split()) >= 2, line


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    ours = {"hocvuso", "tests", "scripts", "benchmarks"}
    imported = set()
    for path in tree.product():
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(str(node.module).partition(".")[0])
    settings = _text(tree.SOURCES / "config/settings.py")
    declared = _names(_project()["dependencies"])
    modules = {MODULES.get(name, name.replace("-", "_")): name for name in declared}
    foreign = imported - set(sys.stdlib_module_names) - ours
    undeclared = {name for name in foreign if COMES_WITH.get(name, name) not in modules}
    # Some are named by settings or called by a script instead of being imported.
    scripts = " ".join(_text(path) for path in (tree.ROOT / "scripts").glob("*.py"))
    unused = {
        name
        for module, name in modules.items()
        if module not in imported
        and name not in ONLY_USED_BY_OTHERS
        and not re.search(rf'"{module}[".]', settings)
        and not re.search(rf"\b{module}\b|py{module}", scripts)
    }
    assert not undeclared, f"imported, not in pyproject.toml: {undeclared}"
    assert not unused, f"in pyproject.toml, used nowhere: {unused}"


def test_no_debts_are_written_down():
    owed = [
        f"{tree.short(path)}:{number}"
        for path in tree.files()
        if path.suffix in {".py", ".js", ".css", ".html", ".md", ".toml", ".sh", ".yaml"}
        and not {"content", "vendor"} & set(path.relative_to(tree.ROOT).parts)
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if DEBTS.search(line)
    ]
    assert not owed, "\n".join(owed)


def test_no_trace_of_a_machine_or_a_registry():
    found = [
        f"{tree.short(path)}: {word}" for path in tree.files() for word in [*HOSTS, *MACHINE] if word in _text(path)
    ]
    assert not found, "\n".join(found)


def test_locks_pin_hashes_and_name_no_host():
    for name in sorted(path.name for path in tree.ROOT.glob("requirements*.lock")):
        text = _text(tree.ROOT / name)
        assert "://" not in text, name
        pins = re.findall(r"^([A-Za-z0-9_.-]+)==", text, flags=re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)


def test_locks_hold_what_the_project_declares():
    def pinned(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9_.-]+)==", _text(tree.ROOT / name).lower(), flags=re.MULTILINE))

    declared, dev = _names(_project()["dependencies"]), _names(_project()["optional-dependencies"]["dev"])
    assert not declared - pinned("requirements.lock"), "run: make lock"
    assert not (declared | dev) - pinned("requirements-dev.lock"), "run: make lock"
    for extra in ("peers", "batch", "spark"):
        more = _names(_project()["optional-dependencies"][extra])
        assert not (declared | more) - pinned(f"requirements-{extra}.lock"), "run: make lock"


def test_licences_are_there():
    assert "Apache License" in _text(tree.ROOT / "LICENSE")
    assert "CC BY-SA 4.0" in _text(tree.ROOT / "content/LICENSE")
    assert _project()["license"] == "Apache-2.0"
