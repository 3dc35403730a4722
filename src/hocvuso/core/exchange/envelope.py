"""One envelope: what it is about, where it stands in its stream, its rows, and the hashes that prove it is complete.

Canonical form as of `core.returns` (JSON with sorted keys and no blanks, text in NFC); `digest` is the SHA-256 (FIPS
180-4) of that text. An envelope names the digest of the one before it in its stream, so the last digest stands for
everything before; `rows_in_all` counts all rows of the stream up to and including this envelope. The same content
always has the same bytes, so a signature (made elsewhere) is over these bytes. Names of fields follow CloudEvents 1.0
where that has one (id, source, subject, time, type, specversion).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocvuso.core.returns import checksum, frozen_text

FORMAT = "hocvuso-exchange/1"
SPEC_VERSION = "1.0"  # of CloudEvents, whose names of fields are used
RETURN, ROSTER, UNIT, RESULT, CERTIFICATE, RECEIPT, ERASURE = KINDS = (
    "return", "roster", "unit", "result", "certificate", "receipt", "erasure",
)  # fmt: skip
START = "0" * 64  # the digest before the first envelope of a stream; so that every envelope names one
MOST_ROWS = 500  # decided: an envelope with 500 names is about 100 KB, so that a torn line costs little
LONGEST_SUBJECT = 32  # decided: a unit's code, as long as its column
_HEX = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_FIELDS = frozenset({
    "format", "specversion", "id", "source", "to", "type", "subject", "time", "sequence", "previous", "rows",
    "rows_digest", "rows_here", "rows_in_all",
})  # fmt: skip


class Malformed(ValueError):
    """What was read is no envelope of this format; `why` names the field or rule."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one installation says to another about one unit."""

    id: str
    kind: str
    source: str  # id of the installation that says it
    to: str  # id of the installation that it is for
    subject: str  # code of the unit; source, to and subject name the stream
    time: str  # when it was made by the maker's clock, which may be wrong; orders nothing
    sequence: int  # 1, 2, 3… in its stream
    previous: str  # digest of the envelope before it
    rows: tuple[Mapping[str, Any], ...]
    rows_in_all: int

    @property
    def text(self) -> str:
        """The canonical text: what is signed, kept and hashed."""
        return frozen_text({
            "format": FORMAT, "specversion": SPEC_VERSION, "id": self.id, "source": self.source, "to": self.to,
            "type": self.kind, "subject": self.subject, "time": self.time, "sequence": self.sequence,
            "previous": self.previous, "rows": list(self.rows), "rows_digest": rows_digest(self.rows),
            "rows_here": len(self.rows), "rows_in_all": self.rows_in_all,
        })  # fmt: skip

    @property
    def digest(self) -> str:
        """The hash by which the next envelope of the stream names this one."""
        return checksum(self.text)


def rows_digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the SHA-256 over the rows alone, so that a reader who keeps only them can still prove them complete."""
    return checksum(frozen_text({"rows": list(rows)}))


def read(text: str) -> Envelope:
    """Return the envelope that a canonical text says. Raises Malformed, also for the same content spelt otherwise."""
    try:
        found = json.loads(text)
    except ValueError:
        raise Malformed("json") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Malformed("format")
    if set(found) != _FIELDS:
        raise Malformed("fields")
    _texts(found)
    _numbers(found)
    rows = found["rows"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or len(rows) > MOST_ROWS:
        raise Malformed("rows")
    if found["rows_here"] != len(rows) or found["rows_digest"] != rows_digest(rows):
        raise Malformed("rows_here")
    envelope = Envelope(
        found["id"], found["type"], found["source"], found["to"], found["subject"], found["time"], found["sequence"],
        found["previous"], tuple(rows), found["rows_in_all"],
    )  # fmt: skip
    if envelope.text != text:
        raise Malformed("canonical")
    return envelope


def _texts(found: Mapping[str, Any]) -> None:
    """Raise Malformed for a field of text that is none of the kind it should be."""
    for name in ("id", "source", "to"):
        if not (isinstance(found[name], str) and _ID.fullmatch(found[name])):
            raise Malformed(name)
    for name in ("previous", "rows_digest"):
        if not (isinstance(found[name], str) and _HEX.fullmatch(found[name])):
            raise Malformed(name)
    if found["specversion"] != SPEC_VERSION or found["type"] not in KINDS:
        raise Malformed("type")
    subject = found["subject"]
    if not (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject == tidy(subject)):
        raise Malformed("subject")
    try:
        is_aware = datetime.fromisoformat(found["time"]).tzinfo is not None
    except (TypeError, ValueError):
        is_aware = False
    if not is_aware:
        raise Malformed("time")


def _numbers(found: Mapping[str, Any]) -> None:
    for name, least in (("sequence", 1), ("rows_here", 0), ("rows_in_all", 0)):
        number = found[name]
        if not isinstance(number, int) or isinstance(number, bool) or number < least:
            raise Malformed(name)


def tidy(code: str) -> str:
    """Return a unit's code as streams are named by it: NFC, without blanks around."""
    return unicodedata.normalize("NFC", code).strip()
