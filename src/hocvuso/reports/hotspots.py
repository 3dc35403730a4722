"""Wifi points at an official's desk: what he typed, the letter to a business, the card that is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.core import hotspot, vntext
from hocvuso.hotspots.actions import Details
from hocvuso.hotspots.queries import Known
from hocvuso.reports.documents.paper import Paper, Part
from hocvuso.unions.queries import UnitLine

LENGTHS = {
    "ten": 80, "dia-chi": 160, "chu": 120, "lien-he": 120, "gio": 80, "cach-vao": 240, "vi-do": 20, "kinh-do": 20,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and one sentence for each field in which something is missing or wrong."""

    values: Mapping[str, str]
    wrong: Mapping[str, str]
    place: tuple[float, float] | None = None

    def details(self) -> Details:
        """Return it as the room of wifi points keeps it."""
        kept = self.values
        return Details(
            kept["ten"], kept["dia-chi"], kept["chu"], kept["lien-he"], kept["gio"], kept["cach-vao"], self.place
        )


def read(posted: Mapping[str, str]) -> Typed:
    """Read the form of a point; nothing that was typed is lost."""
    values = {name: vntext.clean(posted.get(name, ""))[:longest] for name, longest in LENGTHS.items()}
    wrong = {name: sentence for name, sentence in _missing().items() if not values[name]}
    for name in ("ten", "dia-chi", "gio", "cach-vao"):
        if hotspot.tells_password(values[name]):
            wrong[name] = _("No password here: everybody can read this page. Write “ask at the counter” instead.")
    place = None
    try:
        place = hotspot.place(values["vi-do"], values["kinh-do"])
    except ValueError:
        wrong["vi-do"] = _("Write both numbers as the map shows them, like 21.0285 and 105.8542, or leave both empty.")
    return Typed(values, wrong, place)


def _missing() -> dict[str, str]:
    return {
        "ten": _("Give the point a name that people know, like “Canteen 2”."),
        "dia-chi": _("Write where it is, so that somebody on foot finds it."),
        "chu": _("Write who gives the wifi: the shop, the canteen, the union house."),
    }


def filled(known: Known) -> dict[str, str]:
    """Return a point as the form shows it."""
    point = known.point
    up, right = (f"{each:.6f}".rstrip("0") for each in point.place) if point.place else ("", "")
    return {
        "ten": point.name, "dia-chi": point.address, "chu": point.owner, "lien-he": known.contact, "gio": point.hours,
        "cach-vao": point.joining, "vi-do": up, "kinh-do": right,
    }  # fmt: skip


def letter(known: Known, unit: UnitLine, signer: str) -> Paper:
    """Return the letter that asks a business for a point; number and date are left for a pen."""
    point = known.point
    named = {"owner": point.owner, "unit": unit.name, "name": point.name, "address": point.address}
    return Paper(
        title=_("Letter: asking for a free wifi point"),
        unit=unit.name,
        above=unit.parent,
        parts=[
            Part("", [_("To: %(owner)s") % named, *_why(named)]),
            Part(_("What we ask for"), _asked()),
            Part(_("What we do"), _given()),
            Part("", [_("Answer to: ……  Phone: ……")]),
        ],
        signers=[_("For the executive committee"), signer],
    )


def _why(named: Mapping[str, str]) -> list[str]:
    return [
        _("The movement “Digital Education for All” helps workers learn what a phone is good for.")
        + " "
        + _("Staying safe on the internet, e-mail, paying, public services: for that a phone needs a network."),
        _("%(unit)s asks %(owner)s to open a wifi for workers who learn: “%(name)s”, %(address)s.") % named,
    ]


def _asked() -> list[str]:
    return [
        _("- A wifi for guests, apart from your own network. Two metres of table and a socket are enough."),
        _("- The hours in which it is open: ……"),
        _("- Leave to put up a card (A6) with a square code. It opens the lessons, it tells nothing of your guests."),
    ]


def _given() -> list[str]:
    return [
        _("- We look every three months whether it works, and tell you when somebody could not join."),
        _("- We name you with thanks on the page of wifi points, as long as you wish."),
        _("- We keep no record of the phones that join. You may end it at any time with one call."),
    ]


def card_address(code: str) -> str:
    """Return the address that the card of a point opens."""
    return f"{settings.SITE_URL}{reverse('hotspots:point', kwargs={'code': code})}"
