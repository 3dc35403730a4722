"""What everybody may open: the page behind a poster's code, three questions without a name, the drill of the week."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.awareness import asking, drill, posters, pulses, subjects
from hocvuso.campaigns import kits
from hocvuso.core.scenario import weekly
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters as first_pages
from hocvuso.people import came_by, tokens
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.ids import uuid_of
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import too_many
from hocvuso.unions import queries as unions

# Assumed: a whole shift answers from the one address of its factory within the hour; a flood is still turned away.
FROM_AN_ADDRESS = Rate(1500, 3600.0)
SHEET_SECONDS = 120 * 24 * 3600  # decided: longer than a campaign, so that one browser answers a turn once
_SHEET = "hvs_sheet"
EARLIER_WEEKS = 3


@require_safe
def at_poster(request: HttpRequest, code: str) -> HttpResponse:
    """Open what a poster promises; the opening is counted by place, whoever opens it is not kept."""
    found = posters.by_code(code)
    language = translation.get_language() or "vi"
    subject = subjects.named(curriculum.current(), found.kind, found.about, language) if found else None
    if found is None or subject is None:
        raise Http404(code)
    sheet = _open_sheet(found.unit_id, subject)
    page = {
        "subject": subject,
        "place": found.place,
        "sheet": f"{reverse('awareness:pulse', kwargs={'code': sheet})}?{urlencode({'tu': found.code})}"
        if sheet
        else "",
    }
    response = render(request, "awareness/arrive.html", page)
    if came_by.opens(request, response, posters.source_of(found.code)):
        posters.opened(found.id, on=clock.today())
    return response


def _open_sheet(unit: uuid.UUID, subject: subjects.Subject) -> str:
    """Return the code of three questions that the unit, or one above it, puts about this kit now."""
    if subject.kind != "kit":
        return ""
    path = unions.path_of(unit, clock.today())
    return asking.open_for([uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)], subject.about)


@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, code: str) -> HttpResponse:
    """Put three questions without a name; one sheet a browser, and the same sheet sent again changes nothing."""
    sheet = asking.sheet_of(code)
    if sheet is None:
        raise Http404(code)
    mine = _slip(request)
    if request.method == "POST" and sheet.is_open:
        if not FROM_AN_ADDRESS.allows(origin.client_address(request)):
            return too_many(request, FROM_AN_ADDRESS.wait())
        return _kept(request, sheet, mine or uuid_of(request.POST.get("slip", "")) or uuid.uuid4())
    is_done = mine is not None and asking.has(sheet, mine)
    page = {
        "sheet": sheet,
        "questions": list(enumerate(sheet.questions)),
        "slip": mine or uuid.uuid4(),
        "is_done": is_done or "xong" in request.GET,
        "to": _after(request, sheet),
        "from_poster": request.GET.get("tu", "")[:8],
    }
    response = render(request, "awareness/pulse.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept(request: HttpRequest, sheet: asking.Sheet, slip: uuid.UUID) -> HttpResponse:
    chosen = [_option(request.POST.get(f"q{place}", "")) for place in range(len(sheet.questions))]
    try:
        asking.answer(sheet, slip, chosen)
    except ValueError:
        return HttpResponseRedirect(request.get_full_path())
    tail = f"&tu={tail}" if (tail := _code(request.GET.get("tu", ""))) else ""
    response = HttpResponseRedirect(f"{request.path}?xong=1{tail}")
    response.set_cookie(
        _SHEET, slip.hex, max_age=SHEET_SECONDS, path=request.path, secure=request.is_secure(), httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return response


def _option(typed: str) -> int | None:
    """Return the answer that a form names; None for one left out. What is no small number is no answer of ours."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 1 else -1


def _slip(request: HttpRequest) -> uuid.UUID | None:
    """Return the sheet number that this browser already has for this address."""
    return uuid_of(request.COOKIES.get(_SHEET, ""))


def _code(typed: str) -> str:
    return typed if typed.isascii() and typed.isalnum() and len(typed) <= 8 else ""


def _after(request: HttpRequest, sheet: asking.Sheet) -> str:
    """Return where one begins to learn: what the poster promises, else the first kit of these questions."""
    now = curriculum.current()
    poster = posters.by_code(_code(request.GET.get("tu", "")) or "-")
    subject = subjects.named(now, poster.kind, poster.about) if poster else None
    if subject is not None:
        return subject.opens
    chosen = pulses.by_id(sheet.questions_of)
    kit = next((found for name in chosen.kits if (found := kits.by_id(name))), None) if chosen else None
    return first_pages.first_page(now, kit.skill) if kit else reverse("learning:home")


@require_safe
def this_week(request: HttpRequest) -> HttpResponse:
    """Show the story of the week, announced as an exercise, what one made of it, and those of the weeks before."""
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    this = weekly.number(clock.today())
    now = drill.of_week(this)
    earlier = [each for back in range(1, EARLIER_WEEKS + 1) if (each := drill.of_week(this - back))]
    run = drill.own(token.person, now) if token and now else None
    page = {
        "drill": now,
        "to": _play(now) if now else "",
        "run": run,
        "seen": reverse("learning:simulated", kwargs={"event": run.id}) if run else "",
        "earlier": [(each, _play(each)) for each in earlier],
        "back": reverse("learning:today"),
    }
    response = render(request, "awareness/this_week.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _play(found: drill.Drill) -> str:
    return f"{reverse('practice:simulator', kwargs={'slug': found.scenario.id})}?so={found.story.place}"
