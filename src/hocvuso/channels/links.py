"""Signed addresses in e-mails: stop with one tap, and say that an address is mine. They need no sign-in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

CONFIRM_SECONDS = 7 * 24 * 3600  # decided: as long as somebody may take to read his mail
_STOP, _END, _CONFIRM = "channels.stop", "channels.end", "channels.confirm"


def stop_link(person: uuid.UUID) -> str:
    """Return the address that stops e-mails to this person; it works as long as the site keeps its secret."""
    token = signing.dumps(person.hex, salt=_STOP)
    return settings.SITE_URL + reverse("channels:stop", kwargs={"token": token})


def read_stop(token: str) -> uuid.UUID | None:
    """Return whose e-mails a link stops; None for one that is not ours."""
    try:
        return uuid.UUID(signing.loads(token, salt=_STOP))
    except (signing.BadSignature, ValueError):
        return None


def end_token(person: uuid.UUID) -> str:
    """Return what stops all reminders of this person, wherever it is opened."""
    return signing.dumps(person.hex, salt=_END)


def end_link(person: uuid.UUID) -> str:
    """Return the address that stops all reminders of this person."""
    return settings.SITE_URL + reverse("channels:end_reminders", kwargs={"token": end_token(person)})


def read_end(token: str) -> uuid.UUID | None:
    """Return whose reminders a link stops; None for one that is not ours."""
    try:
        return uuid.UUID(signing.loads(token, salt=_END))
    except (signing.BadSignature, ValueError):
        return None


def confirm_link(person: uuid.UUID, address: str) -> str:
    """Return the address that says: this e-mail address is mine."""
    token = signing.dumps([person.hex, address], salt=_CONFIRM)
    return reverse("channels:confirm", kwargs={"token": token})


def read_confirm(token: str) -> tuple[uuid.UUID, str] | None:
    """Return person and address of a link of the last seven days; None for any other."""
    try:
        person, address = signing.loads(token, salt=_CONFIRM, max_age=CONFIRM_SECONDS)
        return uuid.UUID(person), str(address)
    except (signing.BadSignature, ValueError, TypeError):
        return None
