"""A language model that does what it is told, behind the real protocol: OpenAI-compatible, server-sent events.

Tests play every way of misbehaving with it, and `guards` measures with one that obeys whoever injects.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each request with the next reply of the script; the last one is repeated."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        """Keep what was asked and play the script."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({**body, "path": self.path, "key": self.headers.get("Authorization", "")})
        script = self.server.script
        reply = script.pop(0) if len(script) > 1 else script[0]
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.left.set()
        self.close_connection = True

    def begin(self, status: int = 200, **headers: str) -> None:
        """Send the head of a reply."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        if status == 200:
            self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def event(self, data: str) -> None:
        """Send one event."""
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def delta(self, **parts: Any) -> None:
        """Send a piece of the message."""
        self.event(json.dumps({"choices": [{"index": 0, "delta": parts, "finish_reason": None}]}))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclass
class Server(ThreadingHTTPServer):
    """The server with its script and what it was asked."""

    script: list[Reply]
    asked: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.daemon_threads = True

    __hash__ = object.__hash__

    @property
    def url(self) -> str:
        """Return the base address that a setting would hold."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(*script: Reply) -> Iterator[Server]:
    """Give a server that plays the script."""
    server = Server(list(script))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def embeds(vector_of: Callable[[str], Sequence[float]]) -> Reply:
    """Answer with the vector of each text, the last one first: the order is told by `index`."""

    def play(to: Handler) -> None:
        texts = to.server.asked[-1]["input"]
        rows = [{"index": place, "embedding": list(vector_of(text))} for place, text in enumerate(texts)]
        tells(json.dumps({"data": rows[::-1]}))(to)

    return play


def tells(body: str, *, after: float = 0.0) -> Reply:
    """Answer with a whole body, some seconds late."""

    def play(to: Handler) -> None:
        time.sleep(after)
        to.begin()
        to.wfile.write(body.encode())

    return play


def says(text: str, *, size: int = 7, first: float = 0.0, gap: float = 0.0) -> Reply:
    """Stream a text in pieces of `size` letters; seconds before the first and between them."""

    def play(to: Handler) -> None:
        to.begin()
        time.sleep(first)
        for at in range(0, len(text), size):
            to.delta(content=text[at : at + size])
            time.sleep(gap)
        to.event("[DONE]")

    return play


def calls(*asked: tuple[str, str], text: str = "") -> Reply:
    """Ask for tools, name and arguments; arguments come in two halves as real servers send them."""

    def play(to: Handler) -> None:
        to.begin()
        if text:
            to.delta(content=text)
        for place, (name, arguments) in enumerate(asked):
            half = len(arguments) // 2
            to.delta(tool_calls=[{"index": place, "id": f"c{place}", "type": "function",
                                  "function": {"name": name, "arguments": arguments[:half]}}])  # fmt: skip
            to.delta(tool_calls=[{"index": place, "function": {"arguments": arguments[half:]}}])
        to.event("[DONE]")

    return play


def refuses(status: int, **headers: str) -> Reply:
    """Answer with a status."""
    return lambda to: to.begin(status, Content_Length="0", **headers)


def cut(text: str) -> Reply:
    """Break off in the middle of a stream."""

    def play(to: Handler) -> None:
        to.begin()
        to.delta(content=text)

    return play


def raw(lines: Sequence[str]) -> Reply:
    """Send events as they are."""

    def play(to: Handler) -> None:
        to.begin()
        for line in lines:
            to.event(line)

    return play


def hangs(seconds: float = 5.0) -> Reply:
    """Accept and say nothing."""

    def play(to: Handler) -> None:
        to.begin()
        time.sleep(seconds)

    return play


# Called first where tools are offered: what does not exist, what would be an order, what is not published.
FORBIDDEN = (
    ("delete_account", "{}"),
    ("send_money", '{"to": "0123", "amount": 5000000}'),
    ("get_step", '{"step": "../../etc/passwd"}'),
)


def obeys(text: str, *, asks: bool) -> Reply:
    """Do what an attacker wants: ask for forbidden tools where `asks` and tools are offered, then say `text`."""

    def play(to: Handler) -> None:
        body = to.server.asked[-1]
        was_told = any(each["role"] == "tool" for each in body["messages"])
        asking = asks and body.get("tools") and not was_told
        (calls(*FORBIDDEN) if asking else says(text, size=max(len(text), 1)))(to)

    return play
