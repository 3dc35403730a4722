"""A partner's machine on loopback: takes messages, answers what it is told to, remembers what came."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Partner:
    """What it answers, and what came in."""

    port: int = 0
    status: int = 200
    body: bytes = b"ok"
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/nhan"


TOLERANCE_SECONDS = 300


def verified(headers: dict[str, str], body: str, secret: str, now: float) -> bool:
    """Check a message as Standard Webhooks 1.0 asks receivers to, written from its text and sharing nothing with ours.

    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    number, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        return False
    scheme, _, encoded = secret.partition("_")
    assert scheme == "whsec"
    wanted = hmac.digest(base64.b64decode(encoded), b".".join(map(str.encode, (number, stamp, body))), hashlib.sha256)
    for each in headers["webhook-signature"].split(" "):
        version, _, given = each.partition(",")
        if version == "v1" and hmac.compare_digest(base64.b64decode(given), wanted):
            return True
    return False


@contextmanager
def listening() -> Iterator[Partner]:
    """Let a partner listen."""
    partner = Partner()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            partner.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(partner.status)
            for name, value in partner.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(partner.body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    partner.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield partner
    finally:
        server.shutdown()
        server.server_close()
