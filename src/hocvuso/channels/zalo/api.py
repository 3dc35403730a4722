"""The interfaces of Zalo's Official Account: tokens, messages, articles, templates.

What stands in its documentation, what other people's code says and what is uncertain is told apart in
docs/manuals/channels.md. Zalo answers 200 also where it refuses: `error` tells.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from hocvuso.channels.outside import tokens, wire
from hocvuso.channels.outside.contract import Files, Posted, Refused, Why
from hocvuso.channels.outside.sealing import Pair
from hocvuso.core.posting import Rendered
from hocvuso.plumbing import clock

NAME = "zalo"
REFRESH_LIFE = timedelta(days=90)  # "3 months" in all sources; only shown, Zalo itself decides
ASSUMED_LIFE = 3600  # seconds, where an answer does not say: the shortest that a source names
STILL_WORKING = -214  # an article whose media are not ready
_WHY: Mapping[int, Why] = {
    -216: Why.TOKEN, -124: Why.TOKEN, -220: Why.TOKEN,
    -32: Why.RATE,
    -211: Why.QUOTA, -115: Why.QUOTA, -126: Why.QUOTA, -144: Why.QUOTA, -147: Why.QUOTA,
    -230: Why.WINDOW, -234: Why.WINDOW, -133: Why.WINDOW,
    -213: Why.GONE, -118: Why.GONE, -119: Why.GONE, -139: Why.GONE, -141: Why.GONE, -114: Why.GONE, -227: Why.GONE,
    -224: Why.RIGHT, -135: Why.RIGHT, -136: Why.RIGHT, -101: Why.RIGHT,
    -200: Why.BUSY, -100: Why.BUSY,
}  # fmt: skip


class Zalo:
    """The Official Account as a channel outside."""

    name = NAME
    posts_as: tuple[str, ...] = ("zalo-article",)

    def is_on(self) -> bool:
        """Tell whether the operator has set it up."""
        return bool(settings.ZALO_APP_ID and settings.ZALO_APP_SECRET and settings.ZALO_OA_SECRET)

    def a_day(self) -> int:
        """Return how many messages and articles may go a day."""
        return settings.ZALO_DAILY

    def refresh(self, refresh_token: str) -> Pair:
        """Return a new pair of tokens; the old refresh token is used up by it. Raises Refused."""
        return _pair({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def post(self, rendered: Rendered, files: Files, progress: Mapping[str, Any], broadcast: bool) -> Posted:
        """Create an article, wait until Zalo has it, and send it to the followers where that is wanted."""
        if "article" in progress:
            _broadcast(str(progress["article"]))
            return Posted(True, str(progress.get("where", "")))
        if "token" not in progress:
            return _created(rendered, files, progress)
        body = _called("POST", settings.ZALO_API_URL + "/v2.0/article/verify", {"token": progress["token"]})
        if body.get("error") == STILL_WORKING:
            return Posted(False, progress=progress)
        article = str(_data(body).get("id", ""))
        done = {**progress, "article": article, "where": article}
        return Posted(not broadcast, article, done, timedelta(0))


ZALO = Zalo()


def permission_url(back: str, state: str, verifier: str) -> str:
    """Return where an administrator of the account lets us in; `verifier` is kept until he is back."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {"app_id": settings.ZALO_APP_ID, "redirect_uri": back, "code_challenge": challenge, "state": state}
    return f"{settings.ZALO_OAUTH_URL}/v4/oa/permission?{urlencode(asked)}"


def pair_for(code: str, verifier: str) -> Pair:
    """Return the first pair of tokens for a code of the permission page. Raises Refused."""
    return _pair({"grant_type": "authorization_code", "code": code, "code_verifier": verifier})


def send(user_id: str, message: Mapping[str, Any]) -> str:
    """Send a message of advice to somebody who wrote to us; return its id. Raises Refused."""
    sent = {"recipient": {"user_id": user_id}, "message": message}
    return str(_data(_called("POST", settings.ZALO_API_URL + "/v3.0/oa/message/cs", sent)).get("message_id", ""))


def send_template(phone: str, template: str, data: Mapping[str, str], tracking: str) -> str:
    """Send an approved template to a phone number (0…); return the message's id. Raises Refused."""
    number = "84" + phone.removeprefix("+").removeprefix("84").lstrip("0")
    sent = {"phone": number, "template_id": template, "template_data": dict(data), "tracking_id": tracking}
    return str(_data(_called("POST", settings.ZALO_BUSINESS_URL + "/message/template", sent)).get("msg_id", ""))


def _pair(form: Mapping[str, str]) -> Pair:
    answer = wire.call(
        "POST", settings.ZALO_OAUTH_URL + "/v4/oa/access_token", seconds=4.0,
        headers={"secret_key": settings.ZALO_APP_SECRET}, form={"app_id": settings.ZALO_APP_ID, **form},
    )  # fmt: skip
    body, now = answer.body, clock.now()
    if not body.get("access_token") or not body.get("refresh_token"):
        code = str(body.get("error", answer.status))
        said = str(body.get("error_description") or body.get("error_name") or body.get("message") or "")
        raise Refused(Why.LOGIN if body.get("error") else Why.BUSY, code, said)
    life = int(str(body.get("expires_in") or ASSUMED_LIFE))
    until = (
        now + timedelta(seconds=int(str(body["refresh_token_expires_in"]))) if _says_life(body) else now + REFRESH_LIFE
    )
    return Pair(str(body["access_token"]), str(body["refresh_token"]), now + timedelta(seconds=life), until)


def _says_life(body: Mapping[str, Any]) -> bool:
    return str(body.get("refresh_token_expires_in", "")).isdigit()


def _called(method: str, url: str, json: Any = None, query: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    def once(access: str) -> Mapping[str, Any]:
        answer = wire.call(method, url, headers={"access_token": access}, json=json, query=query)
        error = answer.body.get("error")
        if answer.status == 401:
            raise Refused(Why.TOKEN, "401")
        if not isinstance(error, int):
            raise Refused(Why.BUSY, str(answer.status), "no answer that can be read")
        if error and error != STILL_WORKING:
            raise Refused(_WHY.get(error, Why.NEVER), str(error), str(answer.body.get("message", "")))
        return answer.body

    return tokens.with_token(ZALO, once)


def _data(body: Mapping[str, Any]) -> Mapping[str, Any]:
    data = body.get("data")
    return data if isinstance(data, dict) else {}


def article_of(rendered: Rendered, files: Files) -> dict[str, Any]:
    """Return the article as Zalo takes it: each paragraph a block, comments off."""
    author = settings.ZALO_OA_NAME or settings.OPERATOR_NAME
    return {
        "type": "normal",
        "title": rendered.title,
        "author": author[:50],
        "cover": {"cover_type": "photo", "photo_url": settings.SITE_URL + files.picture_url, "status": "show"},
        "description": rendered.summary,
        "body": [{"type": "text", "content": part} for part in rendered.text.split("\n\n")],
        "status": "show",
        "comment": "hide",
    }


def _created(rendered: Rendered, files: Files, progress: Mapping[str, Any]) -> Posted:
    """Create the article; after an answer that never came, look first whether it is there already."""
    if progress.get("is_unsure"):
        known = _there_already(rendered.title)
        if known:
            return Posted(False, known, {"article": known, "where": known}, timedelta(0))
    body = _called("POST", settings.ZALO_API_URL + "/v2.0/article/create", article_of(rendered, files))
    return Posted(False, progress={"token": str(_data(body).get("token", ""))})


def _there_already(title: str) -> str:
    asked = {"offset": "0", "limit": "10", "type": "normal"}
    found = _data(_called("GET", settings.ZALO_API_URL + "/v2.0/article/getslice", query=asked)).get("medias")
    rows = found if isinstance(found, list) else []
    return next((str(row.get("id")) for row in rows if isinstance(row, dict) and row.get("title") == title), "")


def _broadcast(article: str) -> None:
    element = {"media_type": "article", "attachment_id": article}
    attachment = {"type": "template", "payload": {"template_type": "media", "elements": [element]}}
    sent = {"recipient": {"target": {"gender": "0"}}, "message": {"attachment": attachment}}
    _called("POST", settings.ZALO_API_URL + "/v2.0/oa/message", sent)
