"""Questions of the people in a hall: ask one, want one answered; no name stands anywhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.halls import asking, queries
from hocvuso.halls.views.phones import number
from hocvuso.halls.views.room import own_phone
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import too_many

A_PHONE = Rate(12, 600.0)  # decided: questions of one phone in ten minutes


def _why(word: str) -> str:
    return {
        asking.EMPTY: _("Write your question first."),
        asking.FULL: _("There are very many questions already. Ask yours by hand."),
        asking.SHUT: _("No questions are taken here. Ask yours by hand."),
    }[word]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """Show the queue to a phone of the hall; take its question, or its wish to hear one answered."""
    hall = queries.by_code(code)
    if hall is None or not hall.takes_questions:
        raise Http404(code)
    phone = own_phone(request, code)
    here, error = reverse("halls:queue", args=[code]), ""
    if request.method == "POST":
        wanted = number(request.POST.get("muon", ""))
        if wanted:
            asking.want(code, wanted, phone)
            return HttpResponseRedirect(here)
        if not A_PHONE.allows(phone.hex):
            return too_many(request, A_PHONE.wait())
        try:
            asking.ask(code, number(request.POST.get("so", "")) or uuid7(), request.POST.get("hoi", ""))
            return HttpResponseRedirect(f"{here}?xong=1")
        except asking.Refused as refused:
            error = _why(refused.args[0])
    page = {
        "hall": hall, "asked": asking.shown(code, phone), "number": uuid7(), "error": error,
        "typed": request.POST.get("hoi", "") if error else "", "is_sent": request.GET.get("xong") == "1" and not error,
        "longest": asking.LENGTH, "back": reverse("halls:room", args=[code]),
    }  # fmt: skip
    return render(request, "halls/queue.html", page, status=422 if error else 200)
