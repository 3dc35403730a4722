"""A pretended TikTok: an inbox that takes videos in chunks, in their order, of the right size, and refuses by mood."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from hocvuso.channels.rehearsal.serving import Call, Said

MOST_PENDING = 5  # published: drafts within 24 hours
MB = 1024 * 1024


def _no(status: int, code: str) -> Said:
    return Said({"data": {}, "error": {"code": code, "message": code.replace("_", " "), "log_id": "0"}}, status)


MOODS: Mapping[str, Said] = {
    "expired": _no(401, "access_token_invalid"),
    "quota": _no(403, "spam_risk_too_many_pending_share"),
    "rate": _no(429, "rate_limit_exceeded"),
    "right": _no(401, "scope_not_authorized"),
    "broken": _no(500, "internal_error"),
    "cut": Said(is_cut=True),
}


@dataclass
class Draft:
    """A video on its way into the inbox."""

    size: int
    chunk: int
    count: int
    raw: bytearray = field(default_factory=bytearray)
    status: str = "PROCESSING_UPLOAD"


@dataclass
class FakeTikTok:
    """One account and its inbox."""

    client_key: str = "khoa-thu"
    client_secret: str = "bi-mat-thu"  # noqa: S105 - pretended
    life: int = 86_400
    mood: str = ""
    once: list[str] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    exchanges: int = 0
    base: str = ""  # its own address, for upload addresses
    _refresh: set[str] = field(default_factory=set)
    _access: set[str] = field(default_factory=set)
    _codes: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def pair(self) -> dict[str, Any]:
        """Make a new pair of tokens, as an exchange returns it."""
        access, refresh = secrets.token_hex(12), secrets.token_hex(12)
        self._access.add(access)
        self._refresh.add(refresh)
        return {
            "access_token": access, "refresh_token": refresh, "expires_in": self.life,
            "refresh_expires_in": 31_536_000, "open_id": "nguoi-thu", "scope": "video.upload", "token_type": "Bearer",
        }  # fmt: skip

    def forget_access(self) -> None:
        """Let every access token end now."""
        self._access.clear()

    @property
    def inbox(self) -> list[bytes]:
        """Every video that has arrived."""
        return [bytes(each.raw) for each in self.drafts.values() if each.status == "SEND_TO_USER_INBOX"]

    def answer(self, call: Call) -> Said:
        """Answer one call."""
        with self._lock:
            return self._answered(call)

    def _answered(self, call: Call) -> Said:
        if call.path == "/v2/auth/authorize/":
            code = secrets.token_hex(8)
            self._codes.add(code)
            back = urlencode({"code": code, "state": call.query.get("state", ""), "scopes": "video.upload"})
            return Said("", 302, {"Location": f"{call.query['redirect_uri']}?{back}"})
        if call.path == "/v2/oauth/token/":
            return self._exchanged(call)
        mood = self.once.pop(0) if self.once else self.mood
        if mood and mood != "cut":
            return MOODS[mood]
        said = self._worked(call)
        return MOODS["cut"] if mood == "cut" else said

    def _worked(self, call: Call) -> Said:
        if call.method == "PUT":
            return self._chunk(call)
        if call.headers.get("authorization", "").removeprefix("Bearer ") not in self._access:
            return MOODS["expired"]
        if call.path == "/v2/post/publish/inbox/video/init/":
            return self._begun(call)
        if call.path == "/v2/post/publish/status/fetch/":
            return self._status(call)
        return _no(404, "not_found")

    def _exchanged(self, call: Call) -> Said:
        form = call.form
        if form.get("client_key") != self.client_key or form.get("client_secret") != self.client_secret:
            return Said({"error": "invalid_client", "error_description": "Client key or secret is incorrect"}, 401)
        known = self._codes if form.get("grant_type") == "authorization_code" else self._refresh
        given = form.get("code") or form.get("refresh_token") or ""
        if given not in known:
            return Said({"error": "invalid_grant", "error_description": "Refresh token is invalid or expired"}, 400)
        known.discard(given)
        self.exchanges += 1
        return Said(self.pair())

    def _begun(self, call: Call) -> Said:
        if sum(each.status == "SEND_TO_USER_INBOX" for each in self.drafts.values()) >= MOST_PENDING:
            return MOODS["quota"]
        source = call.json.get("source_info", {})
        size, chunk, count = (int(source.get(name, 0)) for name in ("video_size", "chunk_size", "total_chunk_count"))
        is_whole = size < 5 * MB and chunk == size and count == 1
        if source.get("source") != "FILE_UPLOAD" or not size:
            return _no(400, "invalid_param")
        if not is_whole and (not 5 * MB <= chunk <= 64 * MB or count != max(1, size // chunk) or count > 1000):
            return _no(400, "invalid_param")
        number = f"v_inbox_file~v2.{secrets.token_hex(8)}"
        self.drafts[number] = Draft(size, chunk, count)
        data = {"publish_id": number, "upload_url": f"{self.base}/upload/{number}"}
        return Said({"data": data, "error": {"code": "ok", "message": ""}})

    def _chunk(self, call: Call) -> Said:
        draft = self.drafts.get(call.path.removeprefix("/upload/"))
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", call.headers.get("content-range", ""))
        if draft is None or found is None or draft.status != "PROCESSING_UPLOAD":
            return Said({}, 403)
        first, last, total = (int(each) for each in found.groups())
        if first != len(draft.raw) or total != draft.size or last - first + 1 != len(call.raw):
            return Said({}, 416)
        draft.raw += call.raw
        if len(draft.raw) < draft.size:
            return Said({}, 206)
        draft.status = "SEND_TO_USER_INBOX"
        return Said({}, 201)

    def _status(self, call: Call) -> Said:
        draft = self.drafts.get(str(call.json.get("publish_id", "")))
        if draft is None:
            return _no(400, "invalid_publish_id")
        data = {"status": draft.status, "uploaded_bytes": len(draft.raw)}
        return Said({"data": data, "error": {"code": "ok", "message": ""}})
