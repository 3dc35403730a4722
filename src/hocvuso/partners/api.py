"""The door for partners' programs: `/api/v1/exchange`. Reading only, by key; the guide is docs/api/huong-dan.md.

Every answer has an ETag: a program that asks again with it gets 304 and no body. A refusal says in `code` what to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Literal

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.security import HttpBearer
from pydantic import BaseModel, Field

from hocvuso.core.returns import parse_month
from hocvuso.partners import keys
from hocvuso.partners.keys import Reader
from hocvuso.partners.reading import certificates, changes, pages
from hocvuso.partners.reading.cursors import BadCursor
from hocvuso.plumbing import clock
from hocvuso.plumbing.rates import Rate

MOST, USUAL, FEW = 200, 100, 25
EARLIEST = date(2000, 1, 1)
# Decided: two a second for a minute; whoever follows `next` needs far fewer.
BY_KEY = Rate(settings.EXCHANGE_A_MINUTE, 60.0)


class Bearer(HttpBearer):
    """The key of a partner in `Authorization: Bearer hvs_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Reader | None:
        """Return who reads; None is answered with 401."""
        return keys.reader(token)


class Unit(BaseModel):
    """A unit as it stood on the day; `parent` is None for the units of the key itself."""

    id: str
    code: str
    name: str
    kind: str
    parent: str | None


class Line(BaseModel):
    """One count of a return. Without a value it is unknown, never zero; `hidden` where a group is under five."""

    id: str
    value: int | None
    hidden: bool
    why_unknown: str
    corrected: bool
    units_behind: int
    units_missing: int


class ReturnOut(BaseModel):
    """A return as it was signed last; `checksum` is the SHA-256 of its frozen text."""

    id: str
    unit: str
    unit_code: str
    unit_name: str
    month: str
    kind: Literal["own", "combined"]
    state: str
    version: int
    receipt: str
    checksum: str
    signed_by: str
    signed_at: datetime | None
    lines: list[Line]


class ReceiptOut(BaseModel):
    """What was said of one version of a return; `receipt` and `checksum` are those of that version.

    `received`: the union above has it. `accepted`, `sent_back`, `closed` (nobody above): its decision. `withdrawn`: the
    unit took it back, the receipt no longer holds.
    """

    id: str
    what: Literal["received", "accepted", "sent_back", "closed", "withdrawn"]
    return_id: str
    unit: str
    unit_code: str
    month: str
    version: int
    receipt: str
    checksum: str
    given_by: str
    at: datetime


class FigureOut(BaseModel):
    """Where a unit stands against a target: unknown is None."""

    unit: str
    unit_code: str
    target: str
    counts: str
    declared: int | None
    reached: int | None
    share: float | None
    goal: float
    hidden: bool
    counted_at: datetime


class ChangeOut(BaseModel):
    """A member who joined, left, moved, was corrected or erased. An erased one has a reference and nothing else."""

    number: int
    kind: Literal["joined", "left", "moved", "corrected", "erased"]
    ref: str
    unit: str | None
    from_unit: str | None
    name: str | None
    member_number: str | None
    is_member: bool | None
    fields: list[str]
    found_at: datetime


class UnitsOut(BaseModel):
    """A page of units."""

    as_of: date
    items: list[Unit]
    next: str


class ReturnsOut(BaseModel):
    """A page of returns; `next` is kept and asked with again later: it gives only what is new."""

    items: list[ReturnOut]
    next: str
    has_more: bool


class ReceiptsOut(BaseModel):
    """A page of receipts; `next` as for returns, `as_of` the day that was asked for, if any."""

    as_of: date | None
    items: list[ReceiptOut]
    next: str
    has_more: bool


class FiguresOut(BaseModel):
    """A page of figures."""

    as_of: date
    items: list[FigureOut]
    next: str


class ChangesOut(BaseModel):
    """A page of changes; `next` as for returns."""

    items: list[ChangeOut]
    next: str
    has_more: bool


class CertificateOut(BaseModel):
    """Whether a certificate holds; nobody's name is told. `newer` is the code of the one that replaced it."""

    code: str
    state: Literal["holds", "expired", "revoked", "replaced", "erased", "unknown"]
    kind: str
    issued_on: date | None
    valid_until: date | None
    issuer: str
    newer: str


class RefusalOut(BaseModel):
    """Why nothing was given: key, scope, cursor, day, rate."""

    code: str = Field(examples=["cursor"])
    detail: str


REFUSALS = dict.fromkeys((400, 401, 403, 422, 429), RefusalOut)
router = Router(tags=["exchange"], auth=Bearer())
Body = dict[str, Any]


def _refused(status: int, code: str, detail: str) -> HttpResponse:
    return HttpResponse(orjson.dumps({"code": code, "detail": detail}), "application/json", status)


def reads(kind: str) -> Callable[[Callable[..., Body]], Callable[..., HttpResponse]]:
    """Let an operation answer whoever has a key of this kind, with an ETag; name what is wrong otherwise."""

    def wrap(operation: Callable[..., Body]) -> Callable[..., HttpResponse]:
        @wraps(operation)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            reader: Reader = request.auth  # type: ignore[attr-defined]
            if not BY_KEY.allows(reader.key.hex):
                refusal = _refused(429, "rate", "Too many requests for this key. Wait, then go on from your cursor.")
                refusal.headers["Retry-After"] = str(BY_KEY.wait())
                return refusal
            if kind not in reader.kinds:
                return _refused(403, "scope", f"This key does not read {kind}. Ask the operator for one that does.")
            try:
                return _tagged(request, operation(request, *args, **kwargs))
            except BadCursor:
                return _refused(400, "cursor", "This cursor was not made for this key and question. Begin without one.")
            except ValueError as problem:
                return _refused(422, "value", str(problem))

        return answer

    return wrap


def _tagged(request: HttpRequest, body: Body) -> HttpResponse:
    data = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    asked = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
    response = HttpResponse(status=304) if tag in asked else HttpResponse(data, "application/json")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _day(as_of: date | None) -> date:
    today = clock.today()
    if as_of is not None and not EARLIEST <= as_of <= today:
        raise ValueError("`as_of` lies between 2000-01-01 and today.")
    return as_of or today


def _limited(limit: int, most: int) -> int:
    if not 1 <= limit <= most:
        raise ValueError(f"`limit` lies between 1 and {most}.")
    return limit


@router.get("/units", response={200: UnitsOut, **REFUSALS}, summary="Units as they stood on a day")
@reads(keys.UNITS)
def units(request: HttpRequest, as_of: date | None = None, cursor: str = "", limit: int = USUAL) -> Body:
    """Give the units of the key and everything below, by id."""
    return pages.units(_reader(request), _day(as_of), cursor, _limited(limit, MOST))


@router.get("/returns", response={200: ReturnsOut, **REFUSALS}, summary="Returns that were handed in")
@reads(keys.RETURNS)
def returns(request: HttpRequest, month: str = "", cursor: str = "", limit: int = USUAL) -> Body:
    """Give returns in the order in which they were signed; keep `next` and ask with it again."""
    asked = parse_month(month)
    if month and asked is None:
        raise ValueError("`month` is written as 2026-11.")
    return pages.returns(_reader(request), asked, cursor, _limited(limit, MOST))


@router.get("/receipts", response={200: ReceiptsOut, **REFUSALS}, summary="Receipts of returns: who has what")
@reads(keys.RECEIPTS)
def receipts(request: HttpRequest, as_of: date | None = None, cursor: str = "", limit: int = USUAL) -> Body:
    """Give receipts, acceptances and sendings-back in order; with `as_of` only what was said by the end of that day."""
    until = _day(as_of) if as_of is not None else None
    return pages.receipts(_reader(request), until, cursor, _limited(limit, MOST))


@router.get("/figures", response={200: FiguresOut, **REFUSALS}, summary="Where units stand against their targets")
@reads(keys.FIGURES)
def of_targets(request: HttpRequest, as_of: date | None = None, cursor: str = "", limit: int = FEW) -> Body:
    """Give the figures of units on a day; groups under five are hidden."""
    return pages.of_targets(_reader(request), _day(as_of), cursor, _limited(limit, FEW))


@router.get("/changes", response={200: ChangesOut, **REFUSALS}, summary="Members who joined, left, moved")
@reads(keys.CHANGES)
def of_members(request: HttpRequest, cursor: str = "", limit: int = USUAL) -> Body:
    """Give changes of those who agreed; that they were read is noted for each person."""
    return changes.page(_reader(request), cursor, _limited(limit, MOST))


@router.get("/certificates/{code}", response={200: CertificateOut, **REFUSALS}, summary="Whether a certificate holds")
@reads(keys.CERTIFICATES)
def certificate(request: HttpRequest, code: str) -> Body:
    """Tell whether a certificate holds, without saying whose it is."""
    return certificates.state_of(code[:60])


def _reader(request: HttpRequest) -> Reader:
    found: Reader = request.auth  # type: ignore[attr-defined]
    return found
