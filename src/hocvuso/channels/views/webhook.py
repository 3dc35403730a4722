"""Where Zalo tells us what happened: kept and answered at once, worked on afterwards."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hocvuso.channels.zalo import events
from hocvuso.plumbing import origin
from hocvuso.plumbing.rates import Rate

# Assumed: Zalo itself never signs wrongly; whoever does so often is not worth a hash, nor a row in the count.
WRONG = Rate(60, 60.0)
_STATUS = {"taken": 200, "again": 200, "ignored": 200, "forged": 403, "stale": 403, "unreadable": 400}


@csrf_exempt  # Zalo sends no form; its signature is the proof
@require_POST
def zalo(request: HttpRequest) -> HttpResponse:
    """Take an event in; what came before, or is not answered, gets 200 as well, so that it is not sent again."""
    if not settings.ZALO_OA_SECRET:
        return HttpResponseNotFound()
    address = origin.client_address(request)
    verdict = events.receive(request)
    if verdict in {"forged", "stale"} and WRONG.allows(address):
        events.turned_away()
    response = JsonResponse({"taken": verdict == "taken"}, status=_STATUS[verdict])
    response._has_been_logged = True  # type: ignore[attr-defined]  # counted; a flood of forgeries must not fill the log
    return response
