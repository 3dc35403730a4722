"""Mid-term and final review (sơ kết, tổng kết): figures frozen as they were counted that day, with a person's words."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date
from typing import Any

import orjson
from django.db import transaction

from hocvuso.core import emulation
from hocvuso.emulation import counting, drives, queries
from hocvuso.emulation.drives import Refused
from hocvuso.emulation.models import Drive, DriveReview
from hocvuso.emulation.states import FINAL, MID
from hocvuso.plumbing import audit, clock
from hocvuso.programmes.actions import Signer
from hocvuso.unions import queries as unions

LONGEST_WORDS = 3000


@transaction.atomic
def review(number: uuid.UUID, drive: uuid.UUID, kind: str, words: str, *, by: Signer, on: date) -> DriveReview:
    """Count everybody now and write the figures down for good; tell who pledged. The same `number` twice is one.

    Raises Refused: early (before it begins; the final one before it ends), again (there is a final one), gone.
    """
    row = Drive.objects.select_for_update().get(pk=drive)
    found = DriveReview.objects.filter(pk=number, drive=row).first()
    if found is not None:
        return found
    if row.published_at is None or row.removed_at is not None or kind not in (MID, FINAL):
        raise Refused("gone")
    now = emulation.phase(row.starts_on, row.ends_on, on)
    if now == emulation.BEFORE or (kind == FINAL and now != emulation.OVER):
        raise Refused("early")
    if DriveReview.objects.filter(drive=row, kind=FINAL, taken_back_at=None).exists():
        raise Refused("again")
    counting.refresh_drive(row, on)
    figures = _frozen(row, on)
    made = DriveReview.objects.create(
        id=number, drive=row, kind=kind, on=on, figures=figures, digest=digest(figures),
        words=words.strip()[:LONGEST_WORDS], made_at=clock.now(), made_by=by.id, made_name=by.name,
    )  # fmt: skip
    audit.record("review drive", actor=by.id, what=str(row.pk), facts={"kind": kind})
    drives.tell_pledgers(row, f"drive_{kind}", key=f"drive {kind}:{made.pk.hex}")
    return made


@transaction.atomic
def take_back(number: uuid.UUID, *, by: Signer) -> bool:
    """Take a review back: it stays with its figures and says so, and another can be made. Twice is once."""
    row = DriveReview.objects.select_for_update().filter(pk=number, taken_back_at=None).first()
    if row is None:
        return False
    row.taken_back_at = clock.now()
    row.save(update_fields=["taken_back_at"])
    audit.record("take review of drive back", actor=by.id, what=str(row.drive_id))
    return True


def _frozen(row: Drive, on: date) -> dict[str, Any]:
    """Return the figures of a day as they are kept: counts only, units by id and by the name of that day."""
    found = queries.figures(row, on)
    names = {line.id: line.name for line in unions.unit_lines(found.units, on)}
    return {
        "pledged": dict(found.pledged),
        "met": dict(found.met),
        "criteria": [
            {"who": each.criterion.who, "name": each.criterion.name, "goal": each.criterion.goal,
             "about": each.criterion.about, "reached": each.reached, "sum": each.total}
            for each in found.criteria
        ],
        "units": [
            {"unit": unit.hex, "name": names.get(unit, ""), "pledged": pledged, "met": met}
            for unit, (pledged, met) in sorted(found.units.items(), key=lambda pair: pair[0].hex)
        ],
    }  # fmt: skip


def digest(figures: dict[str, Any]) -> str:
    """Return the SHA-256 of figures as they are kept, whatever order a database gives their keys back in."""
    return hashlib.sha256(orjson.dumps(figures, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_whole(row: DriveReview) -> bool:
    """Tell whether the figures are still those that were written down."""
    return digest(row.figures) == row.digest
