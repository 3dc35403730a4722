"""What goes from here to partners about persons, in the words of "Dữ liệu của tôi"."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.core.mapping.content import MEMBERS, RESULTS
from hocvuso.people import departures, traces


def kind_of(source: str) -> str:
    """Return the kind of departure of a form's source."""
    return f"form:{source}"


def register() -> None:
    """Register the words."""
    traces.words_for({"read:partner form": lambda: _("took out a list for another office in which you stand")})
    departures.words_for(
        {
            kind_of(MEMBERS): lambda: _("your name and unit, in a list that an official took out"),
            kind_of(RESULTS): lambda: _("your name and what you have mastered, in a list of results"),
        }
    )
