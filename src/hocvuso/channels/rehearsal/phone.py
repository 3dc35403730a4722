"""A pretended phone with Zalo in it: a page on which one writes to the account, taps its buttons, and sees its answers.

What is written is signed and sent to the site's webhook exactly as Zalo does; moods let every refusal be rehearsed.
"""

from __future__ import annotations

import html
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from hocvuso.channels.rehearsal.serving import Call, Pretender, Said
from hocvuso.channels.rehearsal.zalo import MOODS, FakeZalo
from hocvuso.core.zalo_signature import signature

PHONE = "/dien-thoai"
Line = tuple[float, str, str, list[dict[str, str]]]
_MOODS_SAID = {
    "": "bình thường", "expired": "hết hạn mã truy cập", "quota": "hết hạn mức", "rate": "gửi quá nhanh",
    "window": "quá 7 ngày không nhắn", "gone": "người này đã rời", "right": "gói không cho phép",
    "broken": "Zalo hỏng (503)", "cut": "mất đường giữa chừng",
}  # fmt: skip
# Plain, without a style of its own: what counts here is what is said.
_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Điện thoại thử</title><h1>Điện thoại thử</h1>
<p>Không phải Zalo thật: để tập với {site}. Tải lại trang để xem trả lời.</p>
{talk}
<form method="post" action="{phone}"><label>Tin nhắn <input name="chu" autocomplete="off"></label>
<button>Gửi</button></form>
<hr><form method="post" action="{phone}"><button name="viec" value="follow">Quan tâm</button>
<button name="viec" value="unfollow">Bỏ quan tâm</button>
<button name="viec" value="lai">Gửi lại y nguyên tin vừa rồi</button>
<button name="viec" value="gia">Gửi tin giả mạo</button>
<button name="viec" value="cu">Gửi tin của hôm qua</button></form>
<form method="post" action="{phone}"><label>Zalo đang <select name="tam">{moods}</select></label>
<button>Đổi</button></form><p>{said}</p></html>"""


def event(service: FakeZalo, name: str, user: str, text: str = "", *, at: float | None = None) -> dict[str, object]:
    """Return an event as Zalo writes it."""
    told: dict[str, object] = {
        "app_id": service.app_id, "event_name": name, "timestamp": str(round((at or time.time()) * 1000)),
    }  # fmt: skip
    if name in {"follow", "unfollow"}:
        return {**told, "oa_id": "1", "follower": {"id": user}}
    message = {"text": text, "msg_id": secrets.token_hex(10)}
    return {**told, "sender": {"id": user}, "recipient": {"id": "1"}, "message": message}


def signed(service: FakeZalo, told: Mapping[str, object]) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of an event, signed as Zalo signs."""
    raw = json.dumps(told, ensure_ascii=False).encode()
    mac = signature(service.app_id, raw, str(told["timestamp"]), service.oa_secret)
    return raw, {"Content-Type": "application/json", "X-ZEvent-Signature": f"mac={mac}"}


@dataclass
class FakePhone:
    """Zalo, TikTok and one phone behind one address."""

    zalo: FakeZalo
    tiktok: Pretender
    site: str
    user: str = "5510185758261927916"
    said: list[tuple[float, str]] = field(default_factory=list)
    last: tuple[bytes, dict[str, str]] | None = None
    verdict: str = ""

    def answer(self, call: Call) -> Said:
        """Answer one call: the phone's page, Zalo's addresses, else TikTok's."""
        if call.path in {"/", PHONE}:
            return self._acted(call) if call.method == "POST" else Said(self._page())
        if call.path.startswith(("/v4/", "/v3.0/", "/v2.0/", "/message/")):
            return self.zalo.answer(call)
        return self.tiktok.answer(call)

    def say(self, text: str) -> int:
        """Write to the account; return what the site's webhook answered."""
        self.said.append((time.time(), text))
        return self._send(*signed(self.zalo, event(self.zalo, "user_send_text", self.user, text)))

    def _send(self, raw: bytes, headers: dict[str, str]) -> int:
        self.last = (raw, headers)
        began = time.perf_counter()
        try:
            status = httpx.post(f"{self.site}/kenh/zalo", content=raw, headers=headers, trust_env=False).status_code
        except httpx.HTTPError as problem:
            self.verdict = f"Trang không trả lời: {type(problem).__name__}"
            return 0
        self.verdict = f"Trang trả lời {status} sau {1000 * (time.perf_counter() - began):.0f} ms"
        return status

    def _acted(self, call: Call) -> Said:
        form = call.form
        if "tam" in form and form["tam"] in {"", *MOODS}:
            self.zalo.mood = form["tam"]
        elif form.get("viec") in {"follow", "unfollow"}:
            self._send(*signed(self.zalo, event(self.zalo, form["viec"], self.user)))
        elif form.get("viec") == "lai" and self.last:
            self._send(*self.last)
        elif form.get("viec") == "gia":
            raw, headers = signed(self.zalo, event(self.zalo, "user_send_text", self.user, "giả"))
            self._send(raw, {**headers, "X-ZEvent-Signature": "mac=" + "0" * 64})
        elif form.get("viec") == "cu":
            old = event(self.zalo, "user_send_text", self.user, "cũ", at=time.time() - 86_400)
            self._send(*signed(self.zalo, old))
        elif form.get("chu") or form.get("nut"):
            self.say(form.get("chu") or form["nut"])
        return Said("", 303, {"Location": PHONE})

    def _page(self) -> str:
        mine: list[Line] = [(at, "m", text, []) for at, text in self.said]
        theirs: list[Line] = [(each["at"], "o", each["text"], each["buttons"]) for each in self.zalo.messages]
        talk = ""
        for _at, side, text, buttons in sorted(mine + theirs, key=lambda row: row[0])[-30:]:
            who = "Bạn" if side == "m" else "OA"
            talk += f"<blockquote><b>{who}:</b> {html.escape(text).replace(chr(10), '<br>')}</blockquote>"
            for each in buttons:
                payload, title = html.escape(each["payload"]), html.escape(each["title"])
                button = f'<button name="nut" value="{payload}">{title}</button>'
                talk += f'<form method="post" action="{PHONE}">{button}</form>'
        moods = "".join(
            f'<option value="{name}"{" selected" if name == self.zalo.mood else ""}>{said}</option>'
            for name, said in _MOODS_SAID.items()
        )
        return _PAGE.format(
            talk=talk, phone=PHONE, site=html.escape(self.site), moods=moods, said=html.escape(self.verdict)
        )
