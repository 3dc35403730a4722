"""What is done with a wifi point. Whoever calls has made sure that the official may sign for the unit."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import hotspot, vntext
from hocvuso.hotspots.models import Hotspot, HotspotStep, HotspotTrouble
from hocvuso.plumbing import audit, changes, clock
from hocvuso.plumbing.ids import free_code

NO_SIGNAL, NO_WAY_IN, SLOW, SHUT = "signal", "way_in", "slow", "shut"
TROUBLES = (NO_SIGNAL, NO_WAY_IN, SLOW, SHUT)


class Changed(ValueError):
    """The point is no longer in the state that the official saw."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is told about a point; `place` is latitude and longitude in degrees, if it is known."""

    name: str
    address: str
    owner: str
    contact: str = ""
    hours: str = ""
    joining: str = ""
    place: tuple[float, float] | None = None

    def columns(self) -> dict[str, object]:
        """Return the columns of the table."""
        up, right = self.place or (None, None)
        return {
            "name": self.name, "address": self.address, "owner": self.owner, "contact": self.contact,
            "hours": self.hours, "joining": self.joining, "latitude": up, "longitude": right,
            "search": vntext.search_key(f"{self.name} {self.address}")[:260],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts, and the name that he signs with."""

    id: uuid.UUID
    name: str


@transaction.atomic
def need(point: uuid.UUID, unit: uuid.UUID, details: Details, *, by: Signer, on: date) -> Hotspot:
    """Write down that a unit needs a point somewhere; the same `point` sent twice is one."""
    found = Hotspot.objects.filter(id=point, unit_id=unit).first()
    if found:
        return found
    now = clock.now()
    made = Hotspot.objects.create(
        id=point, code=free_code(_is_taken), unit_id=unit, since=on, created_at=now, **details.columns()
    )
    _note(made, hotspot.NEEDED, on, by)
    audit.record("hotspot_needed", actor=by.id, what=made.name)
    return made


@transaction.atomic
def change(point: uuid.UUID, details: Details, *, by: Signer) -> None:
    """Change what is told about a point."""
    row = Hotspot.objects.select_for_update().get(id=point)
    before = {name: getattr(row, name) for name in details.columns()}
    Hotspot.objects.filter(id=point).update(**details.columns())
    changed = [name for name, value in details.columns().items() if before[name] != value and name != "search"]
    if changed:
        audit.record("hotspot_changed", actor=by.id, what=row.name, facts={"columns": changed})


@transaction.atomic
def move(point: uuid.UUID, seen: str, to: str, *, by: Signer, on: date, note: str = "") -> None:
    """Bring a point from the state that the official saw into the next one.

    Raises Changed when somebody else was faster, hotspot.NoSuchStep for a step that there is not. Asked again after it
    was done it changes nothing.
    """
    row = Hotspot.objects.select_for_update().get(id=point)
    if row.state == to and row.state != seen:
        return
    if row.state != seen:
        raise Changed
    row.state, row.since = hotspot.step(row.state, to), on
    if to == hotspot.WORKING:
        row.checked_on = on  # somebody joined there, otherwise it would not be called working
    row.save(update_fields=["state", "since", "checked_on"])
    _note(row, to, on, by, note=note)
    changes.tell(changes.UNITS, [row.unit_id])
    audit.record("hotspot_moved", actor=by.id, what=row.name, facts={"state": to})


@transaction.atomic
def check(point: uuid.UUID, *, by: Signer, on: date) -> None:
    """Write down that somebody joined the point today and it works; twice on a day is one check."""
    row = Hotspot.objects.select_for_update().get(id=point)
    if row.state != hotspot.WORKING:
        raise Changed
    if row.checked_on == on and row.steps.filter(on=on, is_check=True).exists():
        return
    row.checked_on = on
    row.save(update_fields=["checked_on"])
    _note(row, row.state, on, by, is_check=True)
    audit.record("hotspot_checked", actor=by.id, what=row.name)


@transaction.atomic
def take_back(point: uuid.UUID, step: uuid.UUID, *, by: Signer) -> None:
    """Undo the newest step of a point; nothing when `step` is not the newest any more, or the first."""
    row = Hotspot.objects.select_for_update().get(id=point)
    steps = list(row.steps.all())
    if len(steps) < 2 or steps[-1].id != step:
        return
    steps.pop().delete()
    last = next(each for each in reversed(steps) if not each.is_check)
    looked = [each.on for each in steps if each.is_check or each.state == hotspot.WORKING]
    row.state, row.since, row.checked_on = last.state, last.on, max(looked, default=None)
    row.save(update_fields=["state", "since", "checked_on"])
    changes.tell(changes.UNITS, [row.unit_id])
    audit.record("hotspot_taken_back", actor=by.id, what=row.name, facts={"state": row.state})


def tell_trouble(report: uuid.UUID, point: uuid.UUID, kind: str, *, on: date) -> None:
    """Keep that somebody could not use a point, without who it was; the same report twice is one."""
    if kind not in TROUBLES:
        raise ValueError(kind)
    HotspotTrouble.objects.get_or_create(id=report, defaults={"hotspot_id": point, "kind": kind, "on": on})


def _note(row: Hotspot, state: str, on: date, by: Signer, *, is_check: bool = False, note: str = "") -> None:
    HotspotStep.objects.create(
        hotspot=row, state=state, is_check=is_check, on=on, at=clock.now(), by=by.id, signed_name=by.name, note=note
    )


def _is_taken(code: str) -> bool:
    return Hotspot.objects.filter(code=code).exists()
