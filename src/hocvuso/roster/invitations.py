"""Ready invitations of a unit by channel: texts, the poster's link, and how often each was opened."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.plumbing import clock
from hocvuso.roster import actions, queries
from hocvuso.unions import queries as unions

ZALO, LOUDSPEAKER, POSTER, MESSAGE = "zalo", "loa", "ap-phich", "tin-nhan"
CHANNELS = (ZALO, LOUDSPEAKER, POSTER, MESSAGE)
WORDS_IN_20_SECONDS = 70  # read calmly aloud: 3.5 Vietnamese syllables a second


@dataclass(frozen=True, slots=True)
class Invitation:
    """One channel: what it is called, what to say, the address that it carries, how often it was opened."""

    channel: str
    title: str
    text: str
    address: str
    opened: int


def opened(request: HttpRequest, code: str, channel: str) -> HttpResponse:
    """Count an opened invitation and lead on to where the plain link leads."""
    unit = unions.unit_by_join_code(code, clock.today())
    if unit is not None and channel in CHANNELS and request.method == "GET":
        actions.count_opening(unit.id, channel, clock.today())
    return HttpResponseRedirect(reverse("unions:invited", args=[code]))


def of_unit(unit: uuid.UUID, name: str, join_code: str) -> list[Invitation]:
    """Return the ready invitations of a unit, one a channel."""
    counts = queries.opened_by_channel(unit)
    made = []
    for channel in CHANNELS:
        address = f"{settings.SITE_URL}{reverse('roster:opened', args=[join_code, channel])}"
        facts = {"unit": name, "link": address, "site": urlsplit(settings.SITE_URL).netloc, "code": _spoken(join_code)}
        made.append(Invitation(channel, _title(channel), _text(channel) % facts, address, counts.get(channel, 0)))
    return made


def _spoken(code: str) -> str:
    """Return the digits of a code in pairs, as they are read aloud: 21 40 01."""
    return " ".join(code[at : at + 2] for at in range(0, len(code), 2))


def _title(channel: str) -> str:
    return {
        ZALO: _("Zalo group"),
        LOUDSPEAKER: _("Canteen loudspeaker, 20 seconds"),
        POSTER: _("Poster"),
        MESSAGE: _("Text message"),
    }[channel]


def _text(channel: str) -> str:
    return {
        ZALO: _(
            "%(unit)s invites you to learn digital skills: 2 minutes to try, free, no sign-up.\n%(link)s\n"
            "It never asks for an OTP code, an identity number or money."
        ),
        LOUDSPEAKER: _(
            "%(unit)s invites you: learn to spot scam messages in two minutes, on your phone, free. Take out your "
            "phone, open %(site)s and type the code of the unit: %(code)s. Once more: %(site)s, code %(code)s. "
            "Nobody will ask you for an OTP code or money."
        ),
        POSTER: _("Spot a scam message in 2 minutes. Scan the square, try it now, free. Code of the unit: %(code)s"),
        MESSAGE: _("%(unit)s: learn to spot scams in 2 minutes, free: %(link)s No OTP, no money."),
    }[channel]
