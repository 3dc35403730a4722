"""What the script of a phone asks: how the hall stands, the part of the page that goes with it, and taking an answer.

Five hundred phones look every few seconds, so looking costs no query: a process reads a hall once a second, what a
phone has seen already is answered by 304, and the part of a step is drawn once for all.
"""

from __future__ import annotations

import uuid
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hocvuso.core import hall as rules
from hocvuso.halls import taking_part, watching
from hocvuso.halls.views import phones
from hocvuso.halls.views.room import options_of, parted
from hocvuso.plumbing import origin
from hocvuso.plumbing.paging import whole


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Tell at which step a hall is, and when to look again."""
    found = watching.now(request.GET.get("c", "")[:8])
    if found is None:
        raise Http404
    tag = f'"{found.code}-{found.step}-{found.pause_ms}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse({"b": found.step, "ms": found.pause_ms})
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def part(request: HttpRequest, code: str) -> HttpResponse:
    """Give the part of the page that goes with the step at which the hall is now."""
    found = watching.now(code)
    if found is None:
        raise Http404(code)
    if found.stage == rules.SHOWN:  # its bars still move for some seconds
        return _sent(_alone(found), found.step)
    return _sent(_drawn(found.id, found.step, translation.get_language() or "vi", found.code), found.step)


@lru_cache(maxsize=256)
def _drawn(hall: uuid.UUID, step: int, language: str, code: str) -> str:
    found = watching.now(code)
    if found is None or found.id != hall or found.step != step:
        raise Http404(code)
    return _alone(found)


def _alone(found: watching.Now) -> str:
    """Draw the part without a page around it; what this phone answered, the script knows."""
    return render_to_string("halls/part.html", {**parted(found), "csrf_input": "", "given": None})


def _sent(html: str, step: int) -> HttpResponse:
    response = JsonResponse({"b": step, "html": html})
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # a page that lay open must still be able to send; the origin is looked at instead, as for events
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take an answer; the same one sent again is one, and a late one is refused with the step at which the hall is."""
    if not origin.is_ours(request):
        return JsonResponse({"ok": taking_part.UNKNOWN}, status=403)
    code = request.POST.get("c", "")[:8]
    found = watching.now(code)
    phone = phones.read(request, code)
    if found is None or phone is None:
        return JsonResponse({"ok": taking_part.UNKNOWN}, status=404)
    question, choice = whole(request.POST.get("cau", ""), most=99), whole(request.POST.get("chon", ""), most=99)
    turn = whole(request.POST.get("luot", ""), most=taking_part.MOST_TURNS)
    told = taking_part.answer(code, phone, question, choice, turn, options_of(found))
    status = {taking_part.UNKNOWN: 404, taking_part.WRONG: 422}.get(told, 200)
    return JsonResponse({"ok": told, "b": found.step}, status=status)
