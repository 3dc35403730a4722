"""The paper behind a change as forms bring it, and what a question carries on until it is answered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.http import QueryDict

from hocvuso.reports.views.desk import Desk
from hocvuso.unions.actions import Decree

STEPS = {"buoc", "thay"}  # fields of the question itself, not of the form


def carried(fields: QueryDict) -> list[tuple[str, str]]:
    """Return the fields of a form, to be carried through the question."""
    left_out = STEPS | {"csrfmiddlewaretoken"}
    return [(name, value) for name, values in fields.lists() if name not in left_out for value in values]


def written(seen: Mapping[uuid.UUID, int]) -> str:
    """Return the versions that the official sees, as the question carries them to `decree_of`."""
    return ",".join(f"{each}:{version}" for each, version in sorted(seen.items()))


def decree_of(fields: QueryDict, desk: Desk) -> Decree:
    """Return the paper that was typed, with the key of the form and the versions that the official saw."""
    seen: dict[uuid.UUID, int] = {}
    for part in fields.get("thay", "").split(","):
        unit, _colon, version = part.partition(":")
        try:
            seen[uuid.UUID(unit)] = int(version)
        except ValueError:
            continue
    return Decree(
        fields.get("so", "").strip()[:80],
        fields.get("nguoi-ky", "").strip()[:120],
        fields.get("ly-do", "").strip()[:200],
        by=desk.viewer,
        key=fields.get("khoa", "")[:64],
        seen=seen,
    )
