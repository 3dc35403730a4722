"""The one place where a role is written down; whoever is given it learns of it, whichever way it came."""

from __future__ import annotations

import uuid
from typing import Any

from hocvuso.plumbing import outbox
from hocvuso.unions.models import Role, Unit


def write(person: uuid.UUID, unit: uuid.UUID, name: str, **facts: Any) -> Role:
    """Write a role down and tell the person; `facts` are further columns. Call it inside the caller's transaction.

    Who may give what has been asked before, and the caller leaves the trace.
    """
    role = Role.objects.create(person_id=person, unit_id=unit, name=name, **facts)
    code, unit_name = Unit.objects.values_list("code", "name").get(id=unit)
    outbox.notify(person, "role_given", {"unit": code, "unit_name": unit_name}, key=f"role:{role.id.hex}")
    return role
