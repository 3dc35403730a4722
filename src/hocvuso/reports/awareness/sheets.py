"""Posters and table cards as they are printed: which sheet, how many on it, and the page that becomes a PDF."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from hocvuso.awareness import subjects
from hocvuso.awareness.posters import Printed
from hocvuso.awareness.subjects import Subject
from hocvuso.core import drawing
from hocvuso.core.content import Curriculum
from hocvuso.learning import picturing
from hocvuso.plumbing import squares
from hocvuso.reports import cards

STYLE = Path(__file__).parent.parent / "static/reports/poster.css"
MOST_SHEETS = 60  # decided: WeasyPrint sets some five of them a second
MOST_COPIES = 50  # of one place
PIXELS_A_MM = 96 / 25.4  # published: CSS


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet of paper: how many cards lie on it, and what a rem of the style sheet is there, in millimetres."""

    id: str
    page: str  # the named page of the style sheet
    on_sheet: int
    rem: float
    has_picture: bool

    @property
    def look(self) -> str:
        """How one card is set."""
        return "a6" if self.id.startswith("a6") else self.id


SIZES = {
    "a3": Size("a3", "a3", 1, 5.66, has_picture=True),
    "a4": Size("a4", "a4", 1, 4.0, has_picture=True),
    "a5": Size("a5", "a5", 1, 2.83, has_picture=True),
    "a6": Size("a6", "a6", 1, 2.7, has_picture=False),
    "a6x4": Size("a6x4", "a4", 4, 2.7, has_picture=False),
}
# Of a poster, in rem, as poster.css sets it: the room inside, what band, line and foot take, letters that fit a line.
WIDTH, HEIGHT, BAND, FOOT, LEAST_PICTURE = 43.0, 69.2, 7.0, 29.0, 9.0
TITLE_LINE, TITLE_LETTERS, LEAD_LINE, LEAD_LETTERS = 5.3, 20, 3.2, 37


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture on a poster: drawn into a PDF, fetched by a browser; sizes in CSS pixels."""

    svg: Markup
    address: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One poster as it is drawn."""

    place: str
    address: str
    square: Markup
    phone: str


def size_words() -> dict[str, tuple[str, str]]:
    """Return each size with its name and what it is for."""
    return {
        "a4": (_("A4 poster"), _("notice board, canteen wall; every printer does it")),
        "a3": (_("A3 poster"), _("gate, bus stop; read from three metres")),
        "a5": (_("A5 sheet"), _("a classroom door, a desk, a locker")),
        "a6x4": (_("Table cards, four on an A4"), _("cut along the line; one card a table")),
        "a6": (_("A6 table card"), _("for a print shop: one card a page")),
    }


def drawn(posters: Sequence[Printed], copies: int) -> list[Drawn]:
    """Return the posters in order, each as often as it is printed."""
    made = []
    for poster in posters:
        path = reverse("awareness:poster", kwargs={"code": poster.code})
        one = Drawn(poster.place, f"{cards.site()}{path}", squares.square(f"{settings.SITE_URL}{path}"), poster.phone)
        made += [one] * copies
    return made


def sheets(cards_: Sequence[Drawn], size: Size) -> list[Sequence[Drawn]]:
    """Return what lies on each sheet of paper."""
    return [cards_[at : at + size.on_sheet] for at in range(0, len(cards_), size.on_sheet)]


def picture(curriculum: Curriculum, subject: Subject, size: Size) -> Picture | None:
    """Return the first picture of the lesson, as large as the words leave room for; None where there is none."""
    step, height = subjects.drawn_step(curriculum, subject), _room(subject)
    if not size.has_picture or step is None or step.picture is None or height < LEAST_PICTURE:
        return None
    draw, alt = step.picture.draw, step.picture.alt
    plain = drawing.drawing(draw, numbered=False)
    scale = min(WIDTH / plain.width, height / plain.height) * size.rem * PIXELS_A_MM
    wide, tall = round(plain.width * scale), round(plain.height * scale)
    svg = drawing.svg(draw, alt, "light", numbered=False)
    svg = svg.replace(f'width="{plain.width}" height="{plain.height}"', f'width="{wide}" height="{tall}"', 1)
    told = Markup(svg)  # noqa: S704 - our own drawing, its words escaped
    return Picture(told, picturing.address(step, "light"), alt, wide, tall)


def _room(subject: Subject) -> float:
    """Return how tall a picture may be, in rem, once title and line have theirs."""
    title = len(textwrap.wrap(subject.title, TITLE_LETTERS)) * TITLE_LINE
    line = len(textwrap.wrap(subject.sentence, LEAD_LETTERS)) * LEAD_LINE
    return HEIGHT - BAND - FOOT - title - line


def said(site: str) -> str:
    """Return the name of this site as it is read aloud, "" where it is only a number on somebody's own machine."""
    host = site.partition(":")[0]
    if host.replace(".", "").isdigit() or "." not in host:
        return ""
    return host.replace("-", _(" hyphen ")).replace(".", _(" dot "))
