"""Webhooks after Standard Webhooks 1.0: how a message is signed, when it is sent again, which addresses are refused.

Signature: base64 of HMAC-SHA256 (RFC 2104) over `id.timestamp.body`, with the secret behind `whsec_` in base64; while a
secret is exchanged there are two signatures, separated by a blank (standardwebhooks.com, specification 1.0).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
from collections.abc import Iterable, Sequence
from datetime import timedelta

SECRET = "whsec_"  # noqa: S105 - the mark before a secret, none itself
SECRET_BYTES = 32  # published: between 24 and 64
# Published (the specification's example): at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
AGAIN_SECONDS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
SPREAD = 0.2  # decided: up to a fifth later, so that many messages do not come back in one moment
STOP_AFTER = timedelta(days=5)  # decided: after five days of nothing but failures an address is left alone
TOLERANCE_SECONDS = 300  # published: how old a message may be when it is looked at

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def signatures(message_id: str, timestamp: int, body: str, secrets: Sequence[str]) -> str:
    """Return the header of signatures, one for each secret. Raises ValueError for what is no secret."""
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return " ".join("v1," + base64.b64encode(_mac(secret, signed)).decode() for secret in secrets)


def _mac(secret: str, signed: bytes) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(SECRET), validate=True)
    except binascii.Error as problem:
        raise ValueError("no secret") from problem
    return hmac.new(key, signed, hashlib.sha256).digest()


def is_signed(header: str, message_id: str, timestamp: int, body: str, secret: str, *, now: int) -> bool:
    """Tell whether one of the signatures in a header is right and the message is not older than five minutes."""
    if abs(now - timestamp) > TOLERANCE_SECONDS:
        return False
    right = signatures(message_id, timestamp, body, [secret])
    return any(hmac.compare_digest(each.encode(), right.encode()) for each in header.split())


def wait(tries: int, draw: float) -> timedelta | None:
    """Return how long after the try number `tries` (from 1) the next one comes, None: no more; `draw` lies in 0…1."""
    if not 1 <= tries <= len(AGAIN_SECONDS):
        return None
    return timedelta(seconds=AGAIN_SECONDS[tries - 1] * (1 + SPREAD * draw))


def networks(text: str) -> tuple[Network, ...]:
    """Read networks separated by blanks, such as "10.1.0.0/16 127.0.0.1". Raises ValueError."""
    return tuple(ipaddress.ip_network(each, strict=False) for each in text.split())


def is_allowed(address: str, private: Iterable[Network]) -> bool:
    """Tell whether a resolved address may be called: public, or in one of the networks that the operator allows.

    An IPv4 address in the clothes of IPv6 (mapped, 6to4, Teredo, NAT64) is judged as what it is.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(found)
    if any(each.version == net.version and each in net for each in (found, *inner) for net in private):
        return True
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in (inner or (found,)))


_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052


def _inside(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    if isinstance(found, ipaddress.IPv4Address):
        return ()
    if found.ipv4_mapped is not None:
        return (found.ipv4_mapped,)
    if found.sixtofour is not None:
        return (found.sixtofour,)
    if found.teredo is not None:
        return found.teredo
    if found in _NAT64:
        return (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF),)
    return ()
