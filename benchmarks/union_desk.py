"""An official at his desk, for measuring: comes in with password and second factor, opens pages, weighs them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import re
import struct
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from http.cookiejar import CookieJar
from pathlib import Path

PATIENCE = 30.0  # seconds after which a page counts as not coming
FILES = re.compile(rb'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
FIELD = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves the page after a form unopened: it may be the slow one that is to be measured."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


class Desk:
    """One browser in which an official of the demonstration has come in."""

    def __init__(self, port: int, data: Path, username: str) -> None:
        self.address, self.jar = f"http://127.0.0.1:{port}", CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self._opener = urllib.request.build_opener(cookies)
        self._form = urllib.request.build_opener(cookies, _Stay())
        officials = json.loads((data / "demo.json").read_text(encoding="utf-8"))["officials"]
        facts = next(each for each in officials if each["username"] == username)
        self.fill("/cb/tai-khoan/vao", login=username, password=facts["password"])
        try:
            self.fill("/cb/tai-khoan/buoc-hai", code=_code(facts["secret"]))
        except SystemExit:  # a code opens once; the next one comes within its 30 seconds
            time.sleep(30 - time.time() % 30 + 1)
            self.fill("/cb/tai-khoan/buoc-hai", code=_code(facts["secret"]))

    def get(self, path: str) -> bytes:
        """Return a page as its bytes, after redirects; raises HTTPError for anything but a page, TimeoutError."""
        with self._opener.open(self.address + path, timeout=PATIENCE) as answer:
            body: bytes = answer.read()
        return body

    def milliseconds(self, paths: Sequence[str], at_least: int, limit: float) -> list[float]:
        """Open these pages in turn, one after the other, `at_least` times or until `limit` seconds are over."""
        times: list[float] = []
        until = time.perf_counter() + limit
        while len(times) < at_least and (time.perf_counter() < until or not times):
            began = time.perf_counter()
            self.get(paths[len(times) % len(paths)])
            times.append((time.perf_counter() - began) * 1000)
        return sorted(times)

    def kib(self, path: str) -> float:
        """Return what a cold first visit transfers: the page, its sheets and scripts, compressed as sent."""
        page = self._weighed(path)
        seen = {name.decode() for name in FILES.findall(page[1])}
        return (page[0] + sum(self._weighed(name)[0] for name in seen)) / 1024

    def _weighed(self, path: str) -> tuple[int, bytes]:
        request = urllib.request.Request(self.address + path, headers={"Accept-Encoding": "gzip"})
        with self._opener.open(request, timeout=PATIENCE) as answer:
            body: bytes = answer.read()
            packed = answer.headers.get("Content-Encoding") == "gzip"
            size = len(body) + len(str(answer.headers))
        return size, gzip.decompress(body) if packed else body

    def fill(self, path: str, **fields: str) -> None:
        """Send a form of a page, and leave the page behind it unopened."""
        found = FIELD.search(self.get(path))
        if found is None:
            raise SystemExit(f"{path}: không có biểu mẫu")
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": found[1].decode()}).encode()
        headers = {"Origin": self.address, "Referer": self.address + path}
        try:
            self._form.open(urllib.request.Request(self.address + path, body, headers), timeout=60).close()
        except urllib.error.HTTPError as answer:
            if answer.code != 302:
                raise
            return
        raise SystemExit(f"{path}: chưa vào được")


def _code(secret: str) -> str:
    """Return the six digits of this moment (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)),
                      struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()  # fmt: skip
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def at(times: Sequence[float], share: float) -> float:
    """Return the percentile of ordered times."""
    return times[min(int(len(times) * share), len(times) - 1)]


def median_ms(act: Callable[[], object], times: int = 5) -> float:
    """Return the median time of an act in milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)[len(found) // 2]
