"""A file of sound or video as a player asks for it: whole, or the piece that it wants next."""

from __future__ import annotations

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
# A piece is read into memory and handed over whole, so that no thread of ours waits for a slow phone.
LONGEST_PIECE = 512 * 1024


def answer(request: HttpRequest, path: Path, kind: str) -> HttpResponse:
    """Return a file, or the piece of it that was asked for. Raises FileNotFoundError."""
    total = path.stat().st_size
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    # Compressed already; packing it once more would cost its length, without which no player can seek.
    request.META["HTTP_ACCEPT_ENCODING"] = ""
    if asked is None or asked.groups() == ("", ""):
        response = HttpResponse(path.read_bytes(), content_type=kind)
    else:
        response = _piece(path, asked, total, kind)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(len(response.content))
    return response


def _piece(path: Path, asked: re.Match[str], total: int, kind: str) -> HttpResponse:
    first = int(asked[1]) if asked[1] else max(total - int(asked[2]), 0)
    last = min(int(asked[2]) if asked[1] and asked[2] else total - 1, total - 1)
    if first > last:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{total}"
        return response
    last = min(last, first + LONGEST_PIECE - 1)
    with path.open("rb") as file:
        file.seek(first)
        response = HttpResponse(file.read(last - first + 1), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {first}-{last}/{total}"
    return response
