"""Printed cards: who gets one, how a sheet of eight is drawn, and the PDF of it where the machine can make one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from markupsafe import Markup

from hocvuso.core.vntext import alphabet_key
from hocvuso.people import actions as people_actions
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.squares import square
from hocvuso.reports import members
from hocvuso.roster import queries as roster

A_PAGE = 8
MOST = 400  # cards of one print: 50 sheets; a PDF of them takes about ten seconds
GOOD_FOR = timedelta(days=180)  # decided: a card that lies in a drawer for half a year opens nothing
STYLE = Path(__file__).parent / "static/reports/cards.css"


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it is drawn; without a name it is a blank one, which opens until a day."""

    square: Markup
    name: str = ""
    team: str = ""
    code: str = ""
    until: date | None = None


def waiting(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> people.Ids:
    """Return whom `viewer` may see by name in a unit and who has not claimed an account yet."""
    visible = members.visible_ids(viewer, unit, day)
    return people.matching(visible, "", within=[people.unclaimed_ids(visible)])


def teams(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> list[str]:
    """Return the teams of those who wait for a card, in alphabetical order."""
    return sorted(set(roster.teams(list(waiting(viewer, unit, day)), unit).values()), key=alphabet_key)


def chosen(viewer: uuid.UUID, unit: uuid.UUID, day: date, *, team: str, first: int) -> list[uuid.UUID]:
    """Return who gets a card now: by name, MOST at a time, from the card numbered `first` on."""
    ids = list(waiting(viewer, unit, day))
    if team:
        members_of = roster.teams(ids, unit)
        ids = [person for person in ids if members_of.get(person) == team]
    return ids[first - 1 : first - 1 + MOST]


def deal(ids: Sequence[uuid.UUID], unit: uuid.UUID, *, by: uuid.UUID) -> list[Card]:
    """Deal new cards and return them as they are drawn; older ones that nobody used stop working."""
    dealt = people_actions.deal_cards(ids, by=by, expires_at=clock.now() + GOOD_FOR)
    names, team_of = people.names(dealt), roster.teams(list(dealt), unit)
    return [
        Card(square(_address(code)), names[person].full, team_of.get(person, ""), f"{code[:4]} {code[4:]}")
        for person, code in dealt.items()
        if person in names
    ]


def deal_blank(unit: uuid.UUID, sheets: int, *, by: uuid.UUID) -> list[Card]:
    """Deal a batch of blank cards of a unit and return them as they are drawn, each with a code of its own."""
    until = clock.now() + GOOD_FOR
    codes = people_actions.deal_blank_cards(unit, sheets * A_PAGE, by=by, expires_at=until)
    return [Card(square(_address(code)), code=f"{code[:4]} {code[4:]}", until=clock.day_of(until)) for code in codes]


def _address(code: str) -> str:
    return f"{settings.SITE_URL}{reverse('people:card')}?ma={code}"


def pages(cards: Sequence[Card]) -> list[Sequence[Card]]:
    """Return the cards sheet by sheet."""
    return [cards[at : at + A_PAGE] for at in range(0, len(cards), A_PAGE)]


def site() -> str:
    """Return the address of this site as people type it."""
    return urlsplit(settings.SITE_URL).netloc
