"""Ready texts that an official pastes into the Zalo group of his unit."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.channels.views.notices import frame
from hocvuso.plumbing import clock
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine


@require_safe
@login_required
def texts(request: HttpRequest) -> HttpResponse:
    """Show the texts for a unit that the official has a role for; nothing of any person is in them."""
    viewer, day = uuid.UUID(str(request.user.pk)), clock.today()
    units = list(unions.unit_lines([role.unit for role in access.roles_of(viewer, day)], day))
    code = request.GET.get("don-vi", "")
    unit = next((each for each in units if each.code == code), units[0] if units else None)
    page = {
        "unit": unit,
        "units": units,
        "texts": _texts(unit) if unit else [],
        "side": "official",
        **frame("official"),
    }
    return render(request, "channels/texts.html", page)


def _texts(unit: UnitLine) -> list[tuple[str, str]]:
    door = f"/m/{unit.join_code}" if unit.join_code else "/"
    facts = {"unit": unit.name, "link": settings.SITE_URL + door, "ask": settings.SITE_URL + reverse("assistant:ask")}
    return [
        (
            _("Three minutes a day"),
            _(
                "%(unit)s: each day three minutes of phone skills, free, no e-mail needed. Stopped half-way? "
                "Your place is kept. Open: %(link)s"
            )
            % facts,
        ),
        (
            _("Before a pay day: look out for scams"),
            _(
                "%(unit)s: before pay day many scam messages come. Do not tap links, tell nobody an OTP code. "
                "Try to spot one in two minutes: %(link)s"
            )
            % facts,
        ),
        (
            _("Stuck? Ask"),
            _("%(unit)s: stuck with your phone? Ask in plain words, also without accents: %(ask)s") % facts,
        ),
    ]
