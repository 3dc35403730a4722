"""Parcels over HTTPS: one POST, the answer is a parcel. Time limits, no redirects, no proxy of the environment."""

from __future__ import annotations

import httpx

from hocvuso.exchange.models import Installation
from hocvuso.exchange.parcelling import Packed, Refused

CONNECT, ANSWER = 5.0, 120.0  # seconds; decided: the other side enters a parcel before it answers
MOST_ANSWER = 8 * 1024 * 1024  # bytes; twice the longest parcel
PARCELS, PAIR = "/api/v1/exchange/parcels", "/api/v1/exchange/pair"
TYPE = "application/vnd.hocvuso.parcel"


class Https:
    """The carrier over the line."""

    def bring(self, partner: Installation, parcel: Packed) -> bytes:
        """Post a parcel and return the answer. Raises Refused."""
        if not partner.address:
            raise Refused("no_address", partner=partner)
        return post(partner.address + PARCELS, parcel.data, partner)


def post(url: str, data: bytes, partner: Installation | None = None) -> bytes:
    """Post bytes once and return the answer's. Raises Refused: down, busy, or as the other side said."""
    limits = httpx.Timeout(ANSWER, connect=CONNECT)
    try:
        with httpx.Client(timeout=limits, follow_redirects=False, trust_env=False) as client:
            found = client.post(url, content=data, headers={"Content-Type": TYPE})
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL) as problem:
        raise Refused("down", type(problem).__name__, partner) from problem
    except httpx.HTTPError as problem:  # it may have arrived; sent again it is taken once
        raise Refused("unsure", type(problem).__name__, partner) from problem
    if found.status_code == httpx.codes.OK and len(found.content) <= MOST_ANSWER:
        return found.content
    raise Refused(*_said(found), partner)


def _said(found: httpx.Response) -> tuple[str, str]:
    """Return why the other side refused: its own word where it is one of ours, else what the status means."""
    try:
        why = found.json()["why"]
    except (ValueError, KeyError, TypeError):
        why = ""
    if isinstance(why, str) and 0 < len(why) <= 16 and why.replace("_", "").isalpha():
        return f"they_{why}"[:16], str(found.status_code)
    if found.status_code >= httpx.codes.INTERNAL_SERVER_ERROR or found.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return "busy", str(found.status_code)
    return "nonsense", str(found.status_code)
