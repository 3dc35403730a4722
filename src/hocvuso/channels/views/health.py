"""How the channels outside are, for the operator and officials; connecting them; posts that go there, or by hand."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.channels import looking, posts
from hocvuso.channels.models import ChannelPost
from hocvuso.channels.outside import health, tokens, words
from hocvuso.channels.outside.contract import Refused
from hocvuso.channels.tiktok import api as tiktok
from hocvuso.channels.views.notices import frame
from hocvuso.channels.zalo import api as zalo
from hocvuso.people.operators import is_operator, operators_only, viewer_of
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.views import message
from hocvuso.unions import access
from hocvuso.unions.roles import Right

CONNECTING = "channel_connecting"  # in the session: state and verifier until the channel sends us back
Page = Callable[..., HttpResponse]


def _closed(request: HttpRequest) -> HttpResponse:
    heading, text = _("This page is not open to you yet"), _("Whoever signs for a unit sees it. The operator connects.")
    return message(request, heading, text, status=403, button=_("Back"), to=reverse("reports:today"))


def _for_signers(page: Page) -> Page:
    """Open a page to the operator and to whoever signs for a unit."""

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        signs = access.units_where(viewer_of(request), Right.CONFIRM, clock.today()).exists()
        return page(request, *args, **kwargs) if is_operator(request) or signs else _closed(request)

    return guarded


_for_operators = operators_only(_closed)


@require_safe
@_for_signers
def channels(request: HttpRequest) -> HttpResponse:
    """Show each channel: whether it works, what waits, what to do next; and the newest posts."""
    page = {
        "channels": looking.channels(),
        "posts": [_row(post) for post in looking.posts(_units(request))],
        "is_operator": is_operator(request),
        "webhook": settings.SITE_URL + reverse("channels:zalo_hook"),
        "side": "official",
        **frame("official"),
    }
    return render(request, "channels/channels.html", page)


def _units(request: HttpRequest) -> Any:
    """Return the units whose posts are shown, None for all."""
    return None if is_operator(request) else access.units_where(viewer_of(request), Right.CONFIRM, clock.today())


def _row(post: ChannelPost) -> dict[str, Any]:
    return {
        "id": post.id, "title": posts.title_of(post),
        "channel": words.name_of(post.channel), "outcome": post.outcome, "why": words.said(post.why),
        "at": post.sent_at or post.created_at, "where": post.where,
    }  # fmt: skip


def _post(request: HttpRequest, number: uuid.UUID) -> ChannelPost:
    rows, units = ChannelPost.objects.filter(id=number), _units(request)
    found = (rows if units is None else rows.filter(unit__in=units)).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@_for_signers
def post(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show a post exactly as it goes, to copy it, say that it is posted, take that back, or send it once more."""
    row = _post(request, number)
    if request.method == "POST":
        act = request.POST.get("viec", "")
        if act == "da-dang":
            posts.posted_by_hand(row.id, by=viewer_of(request), where=request.POST.get("o-dau", "").strip())
        elif act == "chua-dang":
            posts.not_posted(row.id, by=viewer_of(request))
        elif act == "gui":
            posts.try_again(row.id)
        return HttpResponseRedirect(request.path)
    adapter = posts.adapter_for(row.channel)
    page = {
        "post": row, "title": posts.title_of(row), "shown": posts.rendered(row),
        "channel": words.name_of(row.channel), "why": words.said(row.why),
        "next_step": words.next_step(row.why), "may_send": adapter is not None and adapter.is_on(),
        "picture_url": row.files.get("picture_url", ""), "side": "official", **frame("official"),
    }  # fmt: skip
    return render(request, "channels/post.html", page)


@require_POST
@_for_operators
def connect(request: HttpRequest, channel: str) -> HttpResponse:
    """Lead to the page of the channel where its owner lets us in."""
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(32)[:43]
    request.session[CONNECTING] = {"channel": channel, "state": state, "verifier": verifier}
    if channel == zalo.NAME and zalo.ZALO.is_on():
        return HttpResponseRedirect(zalo.permission_url(_back(channel), state, verifier))
    if channel == tiktok.NAME and tiktok.TIKTOK.is_on():
        return HttpResponseRedirect(tiktok.permission_url(_back(channel), state))
    raise Http404


def _back(channel: str) -> str:
    return settings.SITE_URL + reverse("channels:connected", kwargs={"channel": channel})


@require_safe
@_for_operators
def connected(request: HttpRequest, channel: str) -> HttpResponse:
    """Take the code that the channel sends with its owner, exchange it for tokens, and let what waits go out."""
    begun = request.session.pop(CONNECTING, None) or {}
    code, state = request.GET.get("code", ""), request.GET.get("state", "")
    known = begun.get("channel") == channel and secrets.compare_digest(str(begun.get("state", "")), state)
    if not code or not known:
        return _not_connected(request, _("This way back is over, or you did not agree there. Begin once more."))
    try:
        if channel == zalo.NAME:
            pair = zalo.pair_for(code, str(begun["verifier"]))
        else:
            pair = tiktok.pair_for(code, _back(channel))
    except Refused as refusal:
        return _not_connected(request, f"{words.said(refusal.why.value)} ({refusal.code} {refusal.detail})")
    tokens.keep(channel, pair)
    health.wake(channel)
    audit.record("channel_connected", actor=viewer_of(request), what=channel)
    return HttpResponseRedirect(reverse("channels:channels"))


def _not_connected(request: HttpRequest, text: str) -> HttpResponse:
    return message(request, _("Not connected"), text, status=422, button=_("Back"), to=reverse("channels:channels"))


@require_POST
@_for_operators
def disconnect(request: HttpRequest, channel: str) -> HttpResponse:
    """Throw the tokens of a channel away: nothing goes there until it is connected anew."""
    if tokens.forget(channel):
        audit.record("channel_disconnected", actor=viewer_of(request), what=channel)
    return HttpResponseRedirect(reverse("channels:channels"))
