"""How somebody wishes to be helped, and by which door he came. Defaults are those of a talk with the assistant."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from hocvuso.core.dispatch import CHAT, WAYS

ASSISTANT, STUCK, POSTER, PHONE = "assistant", "stuck", "poster", "phone"


@dataclass(frozen=True, slots=True)
class Wish:
    """Way and wishes; `group` is the group whose poster was read, `entered_by` the official who wrote it down."""

    way: str = CHAT
    wants_woman: bool = False
    source: str = ASSISTANT
    group: uuid.UUID | None = None
    entered_by: uuid.UUID | None = None


PLAIN = Wish()


def read(given: Mapping[str, str], *, source: str, group: uuid.UUID | None = None) -> Wish:
    """Read a wish from a form; anything unknown is the default."""
    way = given.get("cach", CHAT)
    return Wish(way if way in WAYS else CHAT, given.get("nu") == "1", source, group)
