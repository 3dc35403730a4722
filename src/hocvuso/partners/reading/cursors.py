"""Where a reader goes on: signed for one key, so that nobody makes up a place or takes another's."""

from __future__ import annotations

import uuid
from typing import Any

from django.core import signing

LONGEST = 600


class BadCursor(Exception):
    """The cursor was not made here, for this key and this question."""


def write(key: uuid.UUID, kind: str, place: dict[str, Any]) -> str:
    """Return the cursor of a place."""
    return signing.Signer(salt=f"partners:{key.hex}").sign_object({"kind": kind, **place}, compress=False)


def read(key: uuid.UUID, kind: str, text: str) -> dict[str, Any]:
    """Return the place of a cursor, {} for none. Raises BadCursor."""
    if not text:
        return {}
    try:
        place = signing.Signer(salt=f"partners:{key.hex}").unsign_object(text[:LONGEST])
    except (signing.BadSignature, ValueError, UnicodeError) as problem:
        raise BadCursor from problem
    if not isinstance(place, dict) or place.get("kind") != kind:
        raise BadCursor
    return place
