"""The Content Posting API of TikTok: a draft for the inbox, in chunks, and how far it is (docs/manuals/channels.md).

Each chunk that went is written down, so that a broken line costs one chunk; before anything is sent anew we ask how
far TikTok is. Captions are typed in the app: the inbox flow takes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from hocvuso.channels.outside import tokens, wire
from hocvuso.channels.outside.contract import Files, Posted, Refused, Why
from hocvuso.channels.outside.sealing import Pair
from hocvuso.core import chunks
from hocvuso.core.posting import Rendered
from hocvuso.plumbing import clock

NAME = "tiktok"
SCOPE = "video.upload"
URL_LIFE = timedelta(minutes=55)  # published: an upload address is good for an hour
CHUNK_SECONDS = 60.0  # decided: 10 MB at 1.5 Mbit/s
ASSUMED_LIFE, ASSUMED_REFRESH_LIFE = 86_400, 31_536_000  # published: a day, a year
ARRIVED = {"SEND_TO_USER_INBOX", "PUBLISH_COMPLETE"}
_WHY: Mapping[str, Why] = {
    "access_token_invalid": Why.TOKEN, "access_token_expired": Why.TOKEN,
    "scope_not_authorized": Why.RIGHT, "scope_permission_missed": Why.RIGHT,
    "rate_limit_exceeded": Why.RATE,
    "spam_risk_too_many_pending_share": Why.QUOTA, "spam_risk_too_many_posts": Why.QUOTA,
    "reached_active_user_cap": Why.QUOTA,
    "internal_error": Why.BUSY,
}  # fmt: skip


class TikTok:
    """An account on TikTok as a channel outside."""

    name = NAME
    posts_as: tuple[str, ...] = ("tiktok",)

    def is_on(self) -> bool:
        """Tell whether the operator has set it up."""
        return bool(settings.TIKTOK_CLIENT_KEY and settings.TIKTOK_CLIENT_SECRET)

    def a_day(self) -> int:
        """Return how many drafts TikTok takes before they are finished in the app."""
        return settings.TIKTOK_PENDING

    def refresh(self, refresh_token: str) -> Pair:
        """Return a new pair of tokens. Raises Refused."""
        return _pair({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def post(self, rendered: Rendered, files: Files, progress: Mapping[str, Any], broadcast: bool) -> Posted:
        """Open an upload, send the next chunk, or ask whether the draft has arrived."""
        path = _file(files)
        if "publish_id" not in progress:
            return _opened(path)
        if progress.get("is_unsure") or int(progress.get("sent", 0)) >= int(progress["count"]):
            return _looked(progress)
        return _sent_on(path, rendered.video.kind if rendered.video else "video/mp4", progress)


TIKTOK = TikTok()


def permission_url(back: str, state: str) -> str:
    """Return where the owner of the account lets us in."""
    asked = {"client_key": settings.TIKTOK_CLIENT_KEY, "scope": SCOPE, "response_type": "code", "redirect_uri": back,
             "state": state}  # fmt: skip
    return f"{settings.TIKTOK_SIGN_IN_URL}/v2/auth/authorize/?{urlencode(asked)}"


def pair_for(code: str, back: str) -> Pair:
    """Return the first pair of tokens for a code. Raises Refused."""
    return _pair({"grant_type": "authorization_code", "code": code, "redirect_uri": back})


def _pair(form: Mapping[str, str]) -> Pair:
    secret = {"client_key": settings.TIKTOK_CLIENT_KEY, "client_secret": settings.TIKTOK_CLIENT_SECRET}
    answer = wire.call("POST", settings.TIKTOK_API_URL + "/v2/oauth/token/", form={**secret, **form}, seconds=4.0)
    body, now = answer.body, clock.now()
    if not body.get("access_token") or not body.get("refresh_token"):
        error = str(body.get("error", answer.status))
        why = Why.LOGIN if error in {"invalid_grant", "invalid_request", "access_denied"} else Why.BUSY
        raise Refused(why, error, str(body.get("error_description", "")))
    return Pair(
        str(body["access_token"]),
        str(body["refresh_token"]),
        now + timedelta(seconds=int(body.get("expires_in") or ASSUMED_LIFE)),
        now + timedelta(seconds=int(body.get("refresh_expires_in") or ASSUMED_REFRESH_LIFE)),
        str(body.get("open_id", "")),
    )


def _called(address: str, json: Any) -> Mapping[str, Any]:
    def once(access: str) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {access}", "Content-Type": "application/json; charset=UTF-8"}
        answer = wire.call("POST", settings.TIKTOK_API_URL + address, headers=headers, json=json)
        error = answer.body.get("error")
        code = str(error.get("code", "")) if isinstance(error, dict) else ""
        if answer.status == 401 and not code:
            raise Refused(Why.TOKEN, "401")
        if code != "ok":
            said = str(error.get("message", "")) if isinstance(error, dict) else ""
            raise Refused(_WHY.get(code, Why.NEVER if code else Why.BUSY), code or str(answer.status), said)
        data = answer.body.get("data")
        return data if isinstance(data, dict) else {}

    return tokens.with_token(TIKTOK, once)


def _file(files: Files) -> Path:
    """Return the video's file; it lies below the data folder, whatever the row says."""
    path = (settings.DATA / files.video).resolve()
    if not files.video or not path.is_relative_to(settings.DATA.resolve()) or not path.is_file():
        raise Refused(Why.NEVER, "no_file")
    return path


def _opened(path: Path) -> Posted:
    size = path.stat().st_size
    plan = chunks.cut(size)
    source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": plan.size, "total_chunk_count": plan.count}
    data = _called("/v2/post/publish/inbox/video/init/", {"source_info": source})
    progress = {
        "publish_id": str(data.get("publish_id", "")), "upload_url": str(data.get("upload_url", "")), "sent": 0,
        "count": plan.count, "size": size, "opened_at": clock.now().isoformat(),
    }  # fmt: skip
    return Posted(False, progress=progress, look_again=timedelta(0))


def _sent_on(path: Path, kind: str, progress: Mapping[str, Any]) -> Posted:
    number, size = int(progress["sent"]), int(progress["size"])
    if path.stat().st_size != size:
        raise Refused(Why.NEVER, "file_changed")
    if clock.now() - datetime.fromisoformat(str(progress["opened_at"])) > URL_LIFE:
        return _opened(path)  # nothing of it can have arrived: a draft appears with its last chunk
    first, last = chunks.span(size, number)
    with path.open("rb") as file:
        file.seek(first)
        raw = file.read(last - first + 1)
    headers = {"Content-Type": kind, "Content-Range": f"bytes {first}-{last}/{size}"}
    answer = wire.call("PUT", str(progress["upload_url"]), headers=headers, raw=raw, seconds=CHUNK_SECONDS)
    if answer.status not in {200, 201, 206}:
        return _looked({**progress, "is_unsure": True})
    return Posted(False, progress={**progress, "sent": number + 1}, look_again=timedelta(0))


def _looked(progress: Mapping[str, Any]) -> Posted:
    """Ask how far the draft is; where TikTok waits for chunks still, go on with them."""
    data = _called("/v2/post/publish/status/fetch/", {"publish_id": progress["publish_id"]})
    status = str(data.get("status", ""))
    if status in ARRIVED:
        return Posted(True, str(progress["publish_id"]))
    if status == "FAILED":
        raise Refused(Why.NEVER, str(data.get("fail_reason", "failed")))
    known = {**progress, "is_unsure": False}
    if status == "PROCESSING_UPLOAD" and int(known["sent"]) < int(known["count"]):
        taken = int(data.get("uploaded_bytes") or 0)
        known["sent"] = min(taken // chunks.cut(int(known["size"])).size, int(known["count"]) - 1)
    return Posted(False, progress=known)
