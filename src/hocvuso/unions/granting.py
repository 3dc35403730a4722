"""Dated rights to see one person, with reason and consent: written by rooms above when one arises (ADR 0010)."""

from __future__ import annotations

import uuid
from datetime import date

from hocvuso.unions.models import Grant
from hocvuso.unions.queries import in_force

NAME = "name"


def grant(viewer: uuid.UUID, subject: uuid.UUID, *, reason: str, consent: uuid.UUID, on: date) -> None:
    """Let `viewer` see `subject` by name from a day on; twice is once. `consent` is what he agreed to."""
    rows = Grant.objects.filter(in_force(on), viewer_id=viewer, subject_id=subject, consent=consent)
    if not rows.exists():
        Grant.objects.create(
            viewer_id=viewer, subject_id=subject, what=NAME, reason=reason, consent=consent, valid_from=on
        )


def end(consent: uuid.UUID, *, on: date) -> int:
    """End what hangs on one consent; it holds no more from that very day on."""
    return Grant.objects.filter(in_force(on), consent=consent).update(valid_to=on)
