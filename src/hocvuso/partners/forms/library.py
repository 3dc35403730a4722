"""The mappings that are there: those that ship with the content, and what somebody saved for a unit instead."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from hocvuso.core.mapping import content
from hocvuso.core.mapping.content import Form
from hocvuso.partners.models import FormVersion
from hocvuso.plumbing import audit, clock
from hocvuso.unions import queries as unions

FILE = "mapping.toml"


@dataclass(frozen=True, slots=True)
class Known:
    """A mapping in force for a unit: what it says, the partner's file, who saved it (nobody: it ships)."""

    form: Form
    told: Mapping[str, Any]
    template: bytes
    saved_by: str = ""
    saved_at: datetime | None = None
    is_here: bool = False  # saved for this very unit, and so can be taken back here


@cache
def shipped(folder: Path) -> dict[str, Known]:
    """Read every mapping below a folder. Raises content.Wrong: a mapping that ships has no mistakes."""
    found = {}
    for path in sorted(folder.glob(f"*/{FILE}")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        form = content.parse(told)
        template = (path.parent / form.template).read_bytes() if form.template else b""
        found[form.id] = Known(form, told, template)
    return found


def folder() -> Path:
    """Return where the mappings ship."""
    return settings.CONTENT / "partners"


def forms(unit: uuid.UUID | None, day: date) -> dict[str, Known]:
    """Return the mappings in force for a unit (None: for the site): the newest of the nearest unit above, else shipped.

    Within one unit the newest saved version holds.
    """
    found = dict(shipped(folder()))
    path = unions.path_of(unit, day) if unit else ""
    line = [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]
    rows = FormVersion.objects.filter(Q(unit_id__in=line) | Q(unit=None))
    near = {each: number for number, each in enumerate(line, 1)}
    best: dict[str, tuple[int, FormVersion]] = {}
    for row in rows.filter(is_withdrawn=False).order_by("saved_at", "id"):
        depth = near[row.unit_id] if row.unit_id else 0
        if depth >= best.get(row.form, (-1, row))[0]:
            best[row.form] = (depth, row)
    for name, (_depth, row) in best.items():
        found[name] = _saved(row, unit)
    return found


def _saved(row: FormVersion, unit: uuid.UUID | None) -> Known:
    form = content.parse(row.told)
    return Known(form, row.told, bytes(row.template), row.saved_name, row.saved_at, row.unit_id == unit)


def _for(unit: uuid.UUID | None) -> Q:
    return Q(unit=None) if unit is None else Q(unit_id=unit)


@transaction.atomic
def save(told: Mapping[str, Any], template: bytes, *, unit: uuid.UUID | None, by: uuid.UUID, name: str) -> FormVersion:
    """Keep a mapping for a unit and everything below it. Raises content.Wrong. Saved twice as it is, it is one."""
    form = content.parse(told)
    same = FormVersion.objects.filter(_for(unit), form=form.id, is_withdrawn=False).order_by("-saved_at", "-id")
    newest = same.first()
    if newest is not None and newest.told == told and bytes(newest.template) == template:
        return newest
    row = FormVersion.objects.create(
        form=form.id, unit_id=unit, told=dict(told), template=template, saved_by=by, saved_name=name[:120],
        saved_at=clock.now(),
    )  # fmt: skip
    audit.record("save form", actor=by, what=form.id, facts={"unit": str(unit or "")})
    return row


@transaction.atomic
def take_back(form_id: str, *, unit: uuid.UUID | None, by: uuid.UUID) -> bool:
    """Take the newest version saved for a unit back, so that the one before holds; tell whether there was one."""
    rows = FormVersion.objects.filter(_for(unit), form=form_id, is_withdrawn=False).order_by("-saved_at", "-id")
    row = rows.first()
    if row is None:
        return False
    row.is_withdrawn = True
    row.save(update_fields=["is_withdrawn"])
    audit.record("take form back", actor=by, what=form_id, facts={"unit": str(unit or "")})
    return True
