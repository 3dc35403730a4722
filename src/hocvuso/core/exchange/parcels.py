"""The frame of a parcel: one line that says what follows and how long it is, then the sealed bytes.

A file on a stick is one parcel after the other. The frame tells a torn file from a foreign one before anything is
opened; what is inside is proved by seal and signatures, not by the frame.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from hocvuso.core.returns import frozen_text

MAGIC = b"hocvuso-parcel/1 "
LONGEST_HEAD = 2048  # bytes; decided: ids and keys take about 400
LONGEST_BODY = 4 * 1024 * 1024  # bytes; decided: one transaction of a few seconds, sent over a weak link in minutes
MOST_ENVELOPES = 200  # decided: with it a parcel of small envelopes stays under half a megabyte


class Torn(ValueError):
    """The file ends in the middle of a parcel."""


class Foreign(ValueError):
    """This is no parcel, or one that is too large."""


def frame(head: Mapping[str, Any], body: bytes) -> bytes:
    """Return a parcel as bytes; the head gets the body's length."""
    return MAGIC + frozen_text({**head, "length": len(body)}).encode() + b"\n" + body


def parcels(file: BinaryIO) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield head and body of each parcel of a file, in order. Raises Torn or Foreign where it stops being one."""
    while True:
        begin = file.read(len(MAGIC))
        if not begin:
            return
        if begin != MAGIC:
            if MAGIC.startswith(begin):
                raise Torn
            raise Foreign
        line = file.readline(LONGEST_HEAD)
        if not line.endswith(b"\n"):
            raise Foreign if len(line) >= LONGEST_HEAD else Torn
        head = _head(line)
        body = file.read(head["length"])
        if len(body) < head["length"]:
            raise Torn
        yield head, body


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
        length = head["length"]
    except (ValueError, KeyError, TypeError):
        raise Foreign from None
    if not isinstance(head, dict) or not isinstance(length, int) or not 0 < length <= LONGEST_BODY:
        raise Foreign
    return head
