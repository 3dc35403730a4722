"""Tables lean downward too: string references escape the import linter."""

from __future__ import annotations

import ast
import io

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import models

from tests.house import tree

FLOORS = ("core", "plumbing", "people", "unions", "roster", "curriculum", "practice", "learning", "lectures",
          "certificates", "frameworks", "families", "groups", "motivation", "campaigns", "classes", "contests",
          "programmes", "hotspots", "halls", "emulation", "awareness", "assistant", "reports", "studio", "exchange",
          "partners", "channels", "evaluation",
          "config")  # fmt: skip
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# foundations.md 2: no foreign key leads to them, and nobody edits them.
EVENT_TABLES = {"learning.Event"}


def _floor(module: str) -> int:
    return FLOORS.index(module.split(".")[1])


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("hocvuso.")]


def test_every_reference_leads_to_the_same_room_or_a_lower_floor():
    upward = []
    for model in _ours():
        for field in model._meta.get_fields():
            if not isinstance(field, (models.ForeignKey, models.ManyToManyField)) or field.auto_created:
                continue
            target = field.related_model
            if target.__module__.startswith("hocvuso.") and _floor(target.__module__) > _floor(model.__module__):
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not upward, "\n".join(map(str, upward))


def test_references_to_other_tables_are_strings():
    """Then generated migrations import no other room, and the walls need no exception."""
    direct = [
        f"{tree.short(path)}:{node.lineno}"
        for path in tree.product()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in RELATIONS
        and not (node.args and isinstance(node.args[0], ast.Constant) and "." in str(node.args[0].value))
    ]
    assert not direct, "\n".join(map(str, direct))


def test_migrations_lean_downward():
    upward = []
    for path in tree.python(migrations=True):
        if path.parent.name != "migrations" or tree.SOURCES not in path.parents:
            continue
        room = path.parent.parent.name
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("hocvuso."):
                other = str(node.module).split(".")[1]
                if other not in {room, "plumbing"}:
                    upward.append(f"{tree.short(path)}:{node.lineno}: {node.module}")
            pair = node.elts if isinstance(node, ast.Tuple) and len(node.elts) == 2 else []
            if pair and all(isinstance(each, ast.Constant) for each in pair):
                other = pair[0].value
                if other in FLOORS and FLOORS.index(other) > FLOORS.index(room):
                    upward.append(f"{tree.short(path)}:{node.lineno}: {other}")
    assert not upward, "\n".join(map(str, upward))


def test_event_tables_stand_alone():
    for label in EVENT_TABLES:
        event = apps.get_model(label)
        assert not [field for field in event._meta.get_fields() if field.is_relation], label
        assert event not in admin.site._registry, f"{label} is in the admin"
        assert [field.name for field in event._meta.pk_fields] == ["home_store", "id"], label


@pytest.mark.django_db
def test_migrations_tell_all_of_the_models():
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=out)
    except SystemExit:
        pytest.fail(f"makemigrations would write: {out.getvalue()}")
