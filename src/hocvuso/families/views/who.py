"""Who is at a page of families: a person with a name, and what he is in his family."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.families import agreeing, founding
from hocvuso.families.models import SUPPORTER, FamilyMember
from hocvuso.people import named
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

Page = Callable[..., HttpResponseBase]


for_named = named.for_named(
    lambda: _("A family knows each other by name. Save your results with a card or your number first.")
)


def for_supporter(page: Page) -> Page:
    """Give a page the supporter's membership; everybody else is led to where he stands."""

    @for_named
    @wraps(page)
    def supporting(request: HttpRequest, person: uuid.UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = founding.current(person)
        if held is None or held.role != SUPPORTER or not stands(held):
            return go_home()
        return page(request, held, *args, **kwargs)

    return supporting


def stands(held: FamilyMember) -> bool:
    """Tell whether everybody who must agree to this membership still does."""
    return bool(agreeing.agreed([held], clock.today()))


def go_home() -> HttpResponseRedirect:
    """Lead to the one page that shows where somebody stands."""
    return HttpResponseRedirect(reverse("families:home"))


def given_name(person: uuid.UUID | None) -> str:
    """Return how somebody is called in his family, "" for nobody."""
    name = people.names([person]).get(person) if person else None
    return name.given if name else ""
