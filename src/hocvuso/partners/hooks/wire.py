"""One call to a partner's address: looked up once, refused where it is private, never led elsewhere.

The connection goes to the very address that was looked at, so that a name that answers differently the second time
(DNS rebinding) leads nowhere; the certificate is still that of the name.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx
from django.conf import settings

from hocvuso.core import hooks

CONNECT, ANSWER = 3.0, 10.0  # seconds; decided: Standard Webhooks advises fifteen at most, one worker sends for all
LONGEST_URL = 400  # what the column takes
MOST_ANSWER = 2000  # bytes of an answer that are read; two hundred are kept


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call: the status (None: none came), and a short word of why or of what was said."""

    status: int | None
    said: str

    @property
    def is_taken(self) -> bool:
        """Whether the partner has it: any status in the two hundreds."""
        return self.status is not None and 200 <= self.status < 300


def wrong_url(url: str, *, may_be_plain: bool) -> str:
    """Return why an address cannot be told: "", long, form, plain (http), user (a name in it), host."""
    if len(url) > LONGEST_URL:
        return "long"
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or 0 < parts.port < 65_536
    except ValueError:
        return "form"
    if (
        parts.scheme not in {"http", "https"}
        or not port_is_fine
        or parts.fragment
        or any(ord(each) <= 32 for each in url)
    ):
        return "form"
    if not parts.hostname:
        return "host"
    if parts.username is not None or parts.password is not None:
        return "user"
    return "plain" if parts.scheme == "http" and not may_be_plain else ""


def private() -> tuple[hooks.Network, ...]:
    """Return the private networks that the operator allows."""
    return hooks.networks(settings.WEBHOOK_PRIVATE_NETS)


def post(url: str, body: str, headers: Mapping[str, str]) -> Answer:
    """Send a message once. Never raises for what the other side does."""
    nets = private()
    if wrong := wrong_url(url, may_be_plain=bool(nets)):
        return Answer(None, wrong)
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or _port(parts.scheme), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Answer(None, "no_such_host")
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(hooks.is_allowed(each, nets) for each in addresses):
        return Answer(None, "private")
    if parts.scheme == "http" and not all(_is_inside(each, nets) for each in addresses):
        return Answer(None, "plain")
    return _call(parts.scheme, host, addresses[0], url, body, headers)


def _is_inside(address: str, nets: tuple[hooks.Network, ...]) -> bool:
    return hooks.is_allowed(address, nets) and not hooks.is_allowed(address, ())


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _call(scheme: str, host: str, address: str, url: str, body: str, headers: Mapping[str, str]) -> Answer:
    parts = urlsplit(url)
    port = parts.port or _port(scheme)
    shown = f"[{address}]" if ":" in address else address
    to = urlunsplit((scheme, f"{shown}:{port}", parts.path or "/", parts.query, ""))
    named = f"[{host}]" if ":" in host else host
    sent = {**headers, "Host": named if parts.port is None else f"{named}:{port}"}
    limits = httpx.Timeout(ANSWER, connect=CONNECT)
    try:
        with (
            httpx.Client(timeout=limits, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", to, headers=sent, content=body.encode(), extensions={"sni_hostname": host}) as answer,
        ):
            said = b""
            for piece in answer.iter_raw(MOST_ANSWER):
                said += piece
                if len(said) >= MOST_ANSWER:
                    break
            return Answer(answer.status_code, said[:200].decode("utf-8", "replace").replace("\x00", ""))
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError, OSError) as problem:
        return Answer(None, type(problem).__name__[:40])
