"""Dated rights to see one person, with reason and consent: written by rooms above when one arises (ADR 0010)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
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


def grant_each(viewer: uuid.UUID, consents: Mapping[uuid.UUID, uuid.UUID], *, reason: str, on: date) -> None:
    """Let `viewer` see many persons (1,000 at most), each by the consent named with him; as `grant` otherwise."""
    rows = Grant.objects.filter(in_force(on), viewer_id=viewer, consent__in=list(consents.values()))
    held = set(rows.values_list("consent", flat=True))
    Grant.objects.bulk_create(
        Grant(viewer_id=viewer, subject_id=who, what=NAME, reason=reason, consent=consent, valid_from=on)
        for who, consent in consents.items()
        if consent not in held
    )


def granted_by(viewer: uuid.UUID, consents: Collection[uuid.UUID], *, on: date) -> set[uuid.UUID]:
    """Return those of some consents (1,000 at most) by which `viewer` sees somebody on a day."""
    rows = Grant.objects.filter(in_force(on), viewer_id=viewer, consent__in=list(consents))
    return {each for each in rows.values_list("consent", flat=True) if each is not None}


def end(consent: uuid.UUID, *, on: date) -> int:
    """End what hangs on one consent; it holds no more from that very day on."""
    return end_each([consent], on=on)


def end_each(consents: Collection[uuid.UUID], *, on: date) -> int:
    """End what hangs on many consents (1,000 at most)."""
    return Grant.objects.filter(in_force(on), consent__in=list(consents)).update(valid_to=on)
