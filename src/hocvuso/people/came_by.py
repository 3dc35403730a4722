"""By which link somebody came here, kept for half an hour in a cookie that names the link and nobody.

Whoever begins within that time is counted for the link; no visit of anybody is kept.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse

from hocvuso.people.models import Person, PersonAlias

COOKIE = "hvs_from"
LIFE_SECONDS = 1800  # decided: the time of a break
# Programs that fetch a page for its preview; they open nothing. Words of their own names, as they send them.
_PREVIEWS = re.compile(r"bot|crawler|spider|preview|facebookexternalhit|zalo(?!pay)[^/]*url", re.IGNORECASE)
_CODE = re.compile(r"[a-z0-9-]{1,40}")


Sources = Collection[str] | QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who began by a link: under which id he learns now, and whether he has kept his results."""

    source: str
    person: uuid.UUID
    is_kept: bool


def arrived(sources: Sources) -> list[Came]:
    """Return who began by each of these links; erased persons are gone."""
    rows = _arrived(sources).values_list("source", "id", "owner", "claimed_at")
    return [Came(source, owner or one, owner is not None or at is not None) for source, one, owner, at in rows]


def arrived_ids(sources: Sources) -> QuerySet[Any, uuid.UUID]:
    """Return the ids under which those who began by these links learn now, as a sub-select."""
    rows = _arrived(sources).annotate(now=Coalesce("owner", "id"))
    ids: QuerySet[Any, uuid.UUID] = rows.values_list("now", flat=True)
    return ids


def _arrived(sources: Sources) -> QuerySet[Any, Any]:
    owner = PersonAlias.objects.filter(alias=OuterRef("pk")).values("person_id")[:1]
    found = Person.objects.filter(source__in=sources, erased_at=None)
    return found.annotate(owner=Subquery(owner, output_field=UUIDField()))


def read(request: HttpRequest) -> str:
    """Return the link by which this browser came, "" when it is none or long ago."""
    found = request.COOKIES.get(COOKIE, "")
    return found if _CODE.fullmatch(found) else ""


def note(response: HttpResponse, code: str) -> None:
    """Keep the link in the browser."""
    response.set_cookie(
        COOKIE, code, max_age=LIFE_SECONDS, secure=settings.IS_SECURE_SITE, httponly=True, samesite="Lax"
    )


def opens(request: HttpRequest, response: HttpResponse, code: str) -> bool:
    """Keep the link in the browser and tell whether this is an opening to be counted.

    A preview of a program is none; a page loaded again, by hand or by the service worker, is one opening.
    """
    response.headers["Cache-Control"] = "no-store"  # a page out of a store in between would not be counted
    if request.method != "GET" or _PREVIEWS.search(request.headers.get("User-Agent", "")):
        return False
    note(response, code)
    return read(request) != code
