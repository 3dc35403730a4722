"""Calendars that a phone follows: the meetings of one person, or of one class, as iCalendar (RFC 5545)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.classes.models import CALLED_OFF, ClassSession, Feed
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock

if TYPE_CHECKING:
    import icalendar

SECRET = 20  # bytes of the address of a calendar
PRODUCT = "-//hocvuso//classes//VI"


@transaction.atomic
def address_secret(person: uuid.UUID, *, new: bool = False) -> str:
    """Return the secret of somebody's calendar, made on first asking; `new` replaces it, and the old address ends."""
    whole = people.canonical(person)
    row = Feed.objects.select_for_update().filter(person=whole).first()
    if row and not new:
        return row.secret
    secret = secrets.token_hex(SECRET)
    Feed.objects.update_or_create(person=whole, defaults={"secret": secret, "made_at": clock.now()})
    audit.record("new calendar address", actor=person, subject=whole)
    return secret


def written(name: str, sessions: Iterable[ClassSession]) -> bytes:
    """Return meetings as an iCalendar file. Each keeps its UID for good; a change raises SEQUENCE."""
    import icalendar  # 3 MiB that no page needs

    found = icalendar.Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for each in sessions:
        found.add_component(_event(each))
    return bytes(found.to_ical())


def _event(session: ClassSession) -> icalendar.Event:
    import icalendar

    of = session.of
    event = icalendar.Event()
    event.add("uid", f"{session.id}@{settings.SITE_URL.partition('://')[2]}")
    event.add("summary", of.name)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("dtstamp", session.changed_at or of.created_at)
    event.add("sequence", session.changes)
    event.add("status", "CANCELLED" if session.state == CALLED_OFF else "CONFIRMED")
    event.add("location", session.place or of.place)
    event.add("url", f"{settings.SITE_URL}{reverse('classes:one', args=[of.code])}")
    if of.trainer_name:
        event.add("description", _("Trainer: %(name)s") % {"name": of.trainer_name})
    return event
