"""Where other installations bring their parcels and introduce themselves: bytes in, bytes out.

What is in them proves who sent them; no session and no form takes part. A refusal is a status and one word of `words`,
which the other side turns into a sentence for its own people.
"""

from __future__ import annotations

from typing import Any

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import Router

from hocvuso.core.exchange import parcels
from hocvuso.exchange import entering, log, pairing, parcelling, receiving, sending
from hocvuso.exchange.carriers.https import TYPE
from hocvuso.exchange.parcelling import Refused
from hocvuso.plumbing import origin
from hocvuso.plumbing.rates import Rate

router = Router(tags=["exchange"])
LONGEST = parcels.LONGEST_BODY + parcels.LONGEST_HEAD + len(parcels.MAGIC)
ENTERED_AT_ONCE = 50  # envelopes; decided: an answer waits a second at most, the job enters the rest
# Assumed: a partner never proves wrongly; whoever does so often is not worth a signature check.
WRONG = Rate(30, 60.0)
_STATUS = {"full": 507, "too_large": 413, "unknown": 403, "ended": 403, "key_revoked": 403, "key_expired": 403,
           "key_unknown": 403, "forged": 403, "sealed": 403, "code_wrong": 403}  # fmt: skip


def _documented(kind: str, what: str) -> dict[str, Any]:
    content = {kind: {"schema": {"type": "string", "format": "binary"}}}
    refusal = {"application/json": {"schema": {"type": "object", "properties": {"why": {"type": "string"}}}}}
    return {
        "requestBody": {"required": True, "content": content},
        "responses": {
            200: {"description": what, "content": content},
            **{code: {"description": "Refused; `why` says for what", "content": refusal} for code in
               (403, 413, 422, 429, 507)},
        },
    }  # fmt: skip


@router.post("/parcels", summary="Bring a parcel, get one back", openapi_extra=_documented(TYPE, "A parcel"))
@csrf_exempt
def bring(request: HttpRequest) -> HttpResponse:
    """Keep a parcel of a paired installation whole or not at all, and answer with where we are and what we have."""
    address = origin.client_address(request)
    try:
        parcel = parcelling.opened(*parcelling.first(_body(request)))
        receiving.keep(parcel, is_fresh=sending.is_answered(parcel))
        entering.drain(most=ENTERED_AT_ONCE)
        return HttpResponse(_answer(parcel), content_type=TYPE)
    except Refused as refusal:
        return _refused(refusal, address)


def _answer(parcel: parcelling.Parcel) -> bytes:
    """Return our answer. Raises Refused("full") when nothing can be written: what was kept stays, and is sent again."""
    try:
        with transaction.atomic():
            return sending.answer(parcel).data
    except OperationalError as problem:
        raise Refused("full", str(problem)[:120], parcel.partner) from problem


@router.post("/pair", summary="Introduce yourself by a code", openapi_extra=_documented("application/json", "Ours"))
@csrf_exempt
def pair(request: HttpRequest) -> HttpResponse:
    """Answer an introduction that knows a code of ours with our own."""
    address = origin.client_address(request)
    try:
        return HttpResponse(pairing.answer(_body(request)), content_type="application/json")
    except Refused as refusal:
        return _refused(refusal, address)


def _body(request: HttpRequest) -> bytes:
    length = request.headers.get("Content-Length", "") or "0"
    if not length.isdigit() or int(length) > LONGEST:
        raise Refused("too_large")
    return request.read(LONGEST)


def _refused(refusal: Refused, address: str) -> HttpResponse:
    if not WRONG.allows(address):
        return JsonResponse({"why": "rate"}, status=429)
    log.note_refusal(refusal.partner, refusal.why, refusal.detail, way="https")
    response = JsonResponse({"why": refusal.why}, status=_STATUS.get(refusal.why, 422))
    response._has_been_logged = True  # type: ignore[attr-defined]  # counted; a flood must not fill the log
    return response
