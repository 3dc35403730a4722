"""A pretended Zalo: tokens that turn over and are good once, messages, articles, templates, and all refusals by mood.

What it says is what the documentation, as others copied it, lets us expect (docs/manuals/channels.md).
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from hocvuso.channels.rehearsal.serving import Call, Said

MOST_LETTERS, MOST_BUTTONS = 2000, 5
Moods = Mapping[str, Said]


def _no(code: int, message: str) -> Said:
    return Said({"error": code, "message": message})


# How it may be in a bad mood; Zalo answers 200 and says no inside.
MOODS: Moods = {
    "expired": _no(-216, "Access token is invalid"),
    "quota": _no(-211, "Out of quota"),
    "rate": _no(-32, "Rate limit exceeded"),
    "window": _no(-230, "User has not interacted with the OA in the past 7 days"),
    "gone": _no(-213, "User has not followed the OA"),
    "right": _no(-224, "OA tier is required"),
    "broken": Said({"error": -200}, 503),
    "cut": Said(is_cut=True),
}


@dataclass
class FakeZalo:
    """One Official Account and what it was told."""

    app_id: str = "100200300"
    app_secret: str = "ung-dung-thu"  # noqa: S105 - pretended
    oa_secret: str = "tai-khoan-thu"  # noqa: S105 - pretended
    life: int = 90_000  # seconds that an access token lives
    mood: str = ""  # one of MOODS, for every call but those for tokens
    token_mood: str = ""  # broken, cut: for calls for tokens
    once: list[str] = field(default_factory=list)  # moods of the next calls, one each
    slow: float = 0.0  # seconds that a call for tokens takes
    messages: list[dict[str, Any]] = field(default_factory=list)
    templates: list[dict[str, Any]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    broadcasts: list[str] = field(default_factory=list)
    exchanges: int = 0
    processing: int = 0  # how often `verify` still says that media are not ready
    _refresh: set[str] = field(default_factory=set)
    _access: dict[str, float] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def pair(self) -> dict[str, Any]:
        """Make a new pair of tokens, as an exchange returns it."""
        access, refresh = secrets.token_hex(12), secrets.token_hex(12)
        self._access[access] = time.time() + self.life
        self._refresh.add(refresh)
        return {"access_token": access, "refresh_token": refresh, "expires_in": str(self.life)}

    def forget_access(self) -> None:
        """Let every access token end now."""
        self._access.clear()

    def answer(self, call: Call) -> Said:
        """Answer one call."""
        if call.path == "/v4/oa/permission":
            return self._permitted(call)
        if call.path == "/v4/oa/access_token":
            time.sleep(self.slow)
            with self._lock:
                return MOODS[self.token_mood] if self.token_mood else self._exchanged(call)
        route = _ROUTES.get((call.method, call.path))
        if route is None:
            return Said({"error": -404, "message": "no such address"}, 404)
        with self._lock:
            mood = self.once.pop(0) if self.once else self.mood
            if mood and mood != "cut":
                return MOODS[mood]
            if self._access.get(call.headers.get("access_token", ""), 0) < time.time():
                return MOODS["expired"]
            said = route(self, call)
            return MOODS["cut"] if mood == "cut" else said  # it was taken, and the answer never arrives

    def _permitted(self, call: Call) -> Said:
        if call.query.get("app_id") != self.app_id or not call.query.get("code_challenge"):
            return Said("app_id?", 400)
        code = secrets.token_hex(8)
        self._codes[code] = call.query["code_challenge"]
        back = urlencode({"code": code, "state": call.query.get("state", ""), "oa_id": "1"})
        return Said("", 302, {"Location": f"{call.query['redirect_uri']}?{back}"})

    def _exchanged(self, call: Call) -> Said:
        form = call.form
        if call.headers.get("secret_key") != self.app_secret or form.get("app_id") != self.app_id:
            return Said({"error": -14004, "error_name": "Invalid secret key"})
        if form.get("grant_type") == "authorization_code":
            if not self._codes.pop(form.get("code", ""), "") or not form.get("code_verifier"):
                return Said({"error": -14003, "error_name": "Invalid code"})
        elif form.get("refresh_token", "") not in self._refresh:
            return Said({"error": -14020, "error_name": "Invalid refresh token"})
        self._refresh.discard(form.get("refresh_token", ""))  # good for one use
        self.exchanges += 1
        return Said(self.pair())

    def _message(self, call: Call) -> Said:
        body = call.json
        message = body.get("message", {})
        buttons = message.get("attachment", {}).get("payload", {}).get("buttons", [])
        user = body.get("recipient", {}).get("user_id", "")
        text = message.get("text", "")
        if not user or not text or len(text) > MOST_LETTERS or len(buttons) > MOST_BUTTONS:
            return _no(-201, "Params is invalid")
        if any(len(each.get("title", "")) > 100 or not each.get("payload") for each in buttons):
            return _no(-201, "Params is invalid")
        self.messages.append({"to": user, "text": text, "buttons": buttons, "at": time.time()})
        return Said({"error": 0, "message": "Success", "data": {"message_id": secrets.token_hex(8), "user_id": user}})

    def _template(self, call: Call) -> Said:
        body = call.json
        if not str(body.get("phone", "")).startswith("84"):
            return _no(-108, "Phone number is invalid")
        if not body.get("template_id") or not body.get("tracking_id"):
            return _no(-109, "Template ID is invalid")
        self.templates.append(body)
        return Said({"error": 0, "message": "Success", "data": {"msg_id": secrets.token_hex(8)}})

    def _create(self, call: Call) -> Said:
        body = call.json
        cover = body.get("cover", {})
        if not body.get("title") or len(body["title"]) > 150 or not cover.get("photo_url") or not body.get("body"):
            return _no(-201, "Params is invalid")
        if len(body.get("description", "")) > 300 or len(body.get("author", "")) > 50:
            return _no(-201, "Params is invalid")
        self.articles.append({**body, "id": secrets.token_hex(6), "token": secrets.token_hex(6)})
        return Said({"error": 0, "message": "Success", "data": {"token": self.articles[-1]["token"]}})

    def _verify(self, call: Call) -> Said:
        if self.processing:
            self.processing -= 1
            return _no(-214, "Article is processing")
        found = next((each for each in self.articles if each["token"] == call.json.get("token")), None)
        return Said({"error": 0, "data": {"id": found["id"]}}) if found else _no(-201, "Params is invalid")

    def _listed(self, call: Call) -> Said:
        del call
        rows = [{"id": each["id"], "title": each["title"], "type": "normal"} for each in reversed(self.articles)]
        return Said({"error": 0, "data": {"medias": rows, "total": len(rows)}})

    def _broadcast(self, call: Call) -> Said:
        payload = call.json.get("message", {}).get("attachment", {}).get("payload", {})
        ids = [str(each.get("attachment_id")) for each in payload.get("elements", [])]
        if not ids or not call.json.get("recipient", {}).get("target"):
            return _no(-201, "Params is invalid")
        self.broadcasts += ids
        return Said({"error": 0, "message": "Success", "data": {"message_id": secrets.token_hex(8)}})


_ROUTES: Mapping[tuple[str, str], Callable[[FakeZalo, Call], Said]] = {
    ("POST", "/v3.0/oa/message/cs"): FakeZalo._message,
    ("POST", "/message/template"): FakeZalo._template,
    ("POST", "/v2.0/article/create"): FakeZalo._create,
    ("POST", "/v2.0/article/verify"): FakeZalo._verify,
    ("GET", "/v2.0/article/getslice"): FakeZalo._listed,
    ("POST", "/v2.0/oa/message"): FakeZalo._broadcast,
}
