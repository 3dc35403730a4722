"""The signature on what Zalo sends: plain SHA-256 of app id, body as received, timestamp and the secret of the account.

Documented for X-ZEvent-Signature ("mac=" and 64 hex digits); it is no HMAC. Where the timestamp comes from differs
between the sources that we could read: nearly all take it from the body, one from the header X-ZEvent-Timestamp. Both
are tried, in constant time.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable


def signature(app_id: str, body: bytes, timestamp: str, secret: str) -> str:
    """Return the 64 hex digits that Zalo writes for these bytes."""
    return hashlib.sha256(b"".join((app_id.encode(), body, timestamp.encode(), secret.encode()))).hexdigest()


def is_signed(given: str, app_id: str, body: bytes, timestamps: Iterable[str], secret: str) -> bool:
    """Tell whether a header is the signature of a body with one of these timestamps; without a secret nothing is."""
    claimed = given.strip().lower().removeprefix("mac=").strip()
    if not secret or not app_id or not claimed.isascii():
        return False
    known = [signature(app_id, body, each, secret) for each in timestamps if each]
    return any([hmac.compare_digest(each, claimed) for each in known])  # noqa: C419 - each is compared, right or not
