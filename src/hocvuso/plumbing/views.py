"""Technical pages: language, theme, errors, health, the service worker and the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.plumbing import language

Act = TypeVar("Act")

YEAR_SECONDS = 365 * 24 * 3600


def on_this_site(target: str, default: str) -> str:
    """Return an address that came from outside when it is a page of this site, else `default`."""
    allowed = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if target.startswith("/") and allowed else default


def way_back(request: HttpRequest, default: str = "/") -> str:
    """Return the page of this site named in `ve`, or `default`; never an address elsewhere."""
    return on_this_site(request.GET.get("ve", ""), default)


def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the chosen language in a cookie for a year and go back."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponseRedirect(way_back(request))
    response.set_cookie(language.COOKIE, code, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.IS_SECURE_SITE)
    return response


def choose_theme(request: HttpRequest, theme: str) -> HttpResponse:
    """Keep the chosen theme in a cookie for a year and go back; "auto" follows the phone."""
    if theme not in {"auto", "light", "dark", "contrast"}:
        raise Http404
    response = HttpResponseRedirect(way_back(request))
    if theme == "auto":
        response.delete_cookie("hvs_theme", samesite="Lax")
    else:
        response.set_cookie("hvs_theme", theme, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.IS_SECURE_SITE)
    return response


def act_of(request: HttpRequest, acts: Mapping[str, Act]) -> Act:
    """Return the act that the button of a form names; a name that no button has is no page of ours."""
    found = acts.get(request.POST.get("viec", ""))
    if found is None:
        raise Http404
    return found


def message(
    request: HttpRequest, heading: str, sentence: str, *, status: int = 200, button: str = "", to: str = ""
) -> HttpResponse:
    """Show one sentence and the one thing to do next."""
    page = {"heading": heading, "sentence": sentence, "button": button, "button_url": to}
    return render(request, "plumbing/message.html", page, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an unknown address."""
    return message(
        request,
        _("This page is not here"),
        _("The address may be old or mistyped. Nothing of yours is lost."),
        status=404,
        button=_("To the start"),
        to="/",
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may not see this page."""
    return message(
        request,
        _("You cannot see this page yet"),
        _("Whoever invited you can give you the right to see it."),
        status=403,
        button=_("To the start"),
        to="/",
    )


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer somebody who sends far more than a person does; phones keep what they sent and send it again later."""
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse({"detail": "too many requests"}, status=429)
    else:
        minutes = -(-seconds // 60)
        sentence = ngettext(
            "Wait %(minutes)d minute, go back and press again. Nothing is lost.",
            "Wait %(minutes)d minutes, go back and press again. Nothing is lost.",
            minutes,
        ) % {"minutes": minutes}
        response = message(request, _("Too much at once"), sentence, status=429, button=_("To the start"), to="/")
    response.headers["Retry-After"] = str(seconds)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    return message(
        request,
        _("That did not go through"),
        _("Go back and try once more. Nothing of yours is lost."),
        status=400,
        button=_("To the start"),
        to="/",
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Answer after an error of ours; uses nothing that may itself be broken."""
    page = (Path(__file__).parent / "jinja2/plumbing/failed.html").read_text(encoding="utf-8")
    return HttpResponse(page, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose guard is missing or old: cookies off, or the page lay open for long."""
    return message(
        request,
        _("The page lay open too long"),
        _("Go back, reload the page and send once more."),
        status=403,
        button=_("Try again"),
        to=request.path,
    )


def ping(request: HttpRequest) -> HttpResponse:
    """Answer at once; the yardstick beside every benchmark."""
    return HttpResponse("pong", content_type="text/plain")


def health(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers, for whoever watches this server."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, so that it may look after every page."""
    source = (Path(__file__).parent / "static/plumbing/sw.js").read_text(encoding="utf-8")
    shell = [staticfiles_storage.url(name) for name in settings.SHELL_FILES]
    body = source.replace("/*SHELL*/", ",".join(f'"{address}"' for address in shell))
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the installable web app."""
    return JsonResponse(
        {
            "name": "Học Vụ Số",
            "short_name": "Học Vụ Số",
            "lang": "vi",
            "start_url": "/",
            "display": "standalone",
            "background_color": "#FBF7EF",
            "theme_color": "#134B66",
            "icons": [{"src": staticfiles_storage.url("plumbing/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
