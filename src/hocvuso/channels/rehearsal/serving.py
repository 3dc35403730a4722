"""A small web server for a pretended service: each call is handed to an object, its answer goes out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    raw: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body as a JSON object, {} where it is none."""
        try:
            read = json.loads(self.raw or b"{}")
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def form(self) -> dict[str, str]:
        """The body as the fields of a form."""
        return dict(parse_qsl(self.raw.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; `cut` closes the line without one."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False


class Pretender(Protocol):
    """A pretended service."""

    def answer(self, call: Call) -> Said:
        """Return what is answered to a call."""


def _handler(service: Pretender) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            said = service.answer(Call(self.command, parts.path, query, headers, raw))
            if said.is_cut:
                self.close_connection = True
                return
            is_text = isinstance(said.body, str)
            out = said.body.encode() if is_text else json.dumps(said.body).encode() if said.body is not None else b""
            self.send_response(said.status)
            kind = "text/html; charset=utf-8" if is_text else "application/json"
            for name, value in {"Content-Type": kind, "Content-Length": str(len(out)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(out)

        do_GET = do_POST = do_PUT = _do

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: calls carry tokens."""

    return Handler


def made(service: Pretender, port: int = 0) -> ThreadingHTTPServer:
    """Return a server on this machine only; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), _handler(service))


@contextmanager
def running(service: Pretender, port: int = 0) -> Iterator[str]:
    """Serve in the background; gives the address."""
    server = made(service, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
