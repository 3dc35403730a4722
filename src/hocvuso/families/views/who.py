"""Who is at a page of families: a person with a name, and what he is in his family."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hocvuso.families import agreeing, founding
from hocvuso.families.models import SUPPORTER, FamilyMember
from hocvuso.people import queries as people
from hocvuso.people import steps
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message

Page = Callable[..., HttpResponse]


def for_named(page: Page) -> Page:
    """Give a page the person who uses this phone; without a name there is one sentence and one way on."""

    @never_cache
    @wraps(page)
    def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = steps.named(request)
        if person is None and has_only_to_agree(request):
            return to_consent(request)
        if person is None:
            return message(
                request, _("First your name"),
                _("A family knows each other by name. Save your results with a card or your number first."),
                status=403, button=_("Save my results"), to=f"{reverse('people:save')}?ve={request.path}",
            )  # fmt: skip
        return page(request, person, *args, **kwargs)

    return named


def has_only_to_agree(request: HttpRequest) -> bool:
    """Tell whether somebody has a name on this phone and has not said yet that it may be recorded what he learns."""
    learner = steps.learner_of(request)
    return request.method in ("GET", "HEAD") and learner is not None and bool(learner.name)


def to_consent(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the page that asks, and from there back here."""
    return HttpResponseRedirect(f"{reverse('people:consent')}?ve={request.path}")


def for_supporter(page: Page) -> Page:
    """Give a page the supporter's membership; everybody else is led to where he stands."""

    @for_named
    @wraps(page)
    def supporting(request: HttpRequest, person: uuid.UUID, *args: Any, **kwargs: Any) -> HttpResponse:
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
