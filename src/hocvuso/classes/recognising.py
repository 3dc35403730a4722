"""Certificates of a class that is over: for those who came to at least a share of its meetings.

Only meetings that took place count. A certificate that an official revoked is not given again unless he ticks that
person himself.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.certificates import actions, kinds
from hocvuso.certificates import queries as certificates
from hocvuso.certificates.queries import Issued
from hocvuso.classes import queries, words
from hocvuso.classes.models import PLANNED, Class, ClassSession
from hocvuso.classes.queries import Seat
from hocvuso.core import meeting, vntext
from hocvuso.core.certificate import REVOKED, VALID
from hocvuso.plumbing import clock

KIND = "class"
SHARES = {"1-2": Fraction(1, 2), "2-3": Fraction(2, 3), "3-4": Fraction(3, 4), "1-1": Fraction(1)}
SHARE = "2-3"  # decided: who missed one of three evenings has still followed the class
LONGEST_DECISION = 80


@dataclass(frozen=True, slots=True)
class Signer:
    """Who gives, and the name under the certificates."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody with a seat: how often he came, how long he learnt, and the certificate that he has or had."""

    seat: Seat
    came: int
    minutes: int
    has_earned: bool
    paper: Issued | None

    @property
    def holds(self) -> bool:
        """Whether he has a certificate that holds."""
        return self.paper is not None and self.paper.standing == VALID

    @property
    def was_revoked(self) -> bool:
        """Whether the one he had was revoked."""
        return self.paper is not None and self.paper.standing == REVOKED


def about(of: uuid.UUID) -> str:
    """Return for what the certificates of a class are."""
    return f"class:{of}"


def held(of: uuid.UUID) -> list[ClassSession]:
    """Return the meetings that took place, none before the last one is over."""
    planned = [each for each in queries.sessions(of) if each.state == PLANNED]
    return planned if all(each.ends_at <= clock.now() for each in planned) else []


def is_open(row: Class) -> bool:
    """Tell whether certificates can be given: it was not called off, and its last meeting is over."""
    return row.state == PLANNED and bool(held(row.id))


def lines(viewer: uuid.UUID | None, row: Class, share: str, day: date) -> list[Line]:
    """Return everybody who had a seat, with the names that `viewer` may see; nobody before the class is over."""
    met = held(row.id) if row.state == PLANNED else []
    if not met:
        return []
    needed = meeting.needed(len(met), SHARES[share])
    minutes, papers = queries.minutes_in([each.id for each in met]), certificates.issued_about(about(row.id), day)
    numbers = {each.number for each in met}
    found = []
    for seat in queries.roll(viewer, row.id, day):
        came = sum(meeting.has_come(kind) for number, kind in seat.kinds.items() if number in numbers)
        learnt = sum(minutes.get((each.id, seat.person), 0) for each in met)
        if not seat.is_waiting:
            found.append(Line(seat, came, learnt, came >= needed, papers.get(seat.person)))
    return found


@transaction.atomic
def give(of: uuid.UUID, persons: Collection[uuid.UUID], share: str, *, by: Signer, decision: str = "") -> list[Issued]:
    """Give a certificate to those of some persons who came often enough; whoever has one keeps it.

    Nobody gets one before the class is over, or when it was called off.
    """
    row, day = Class.objects.select_for_update().get(id=of), clock.today()
    wanted = set(persons)
    earned = [each for each in lines(None, row, share, day) if each.has_earned and each.seat.person in wanted]
    if not earned:
        return []
    met = held(of)
    with translation.override("vi"):  # a certificate is Vietnamese, whatever page asked for it
        told = {each.seat.person: _attended(each, len(met)) for each in earned}
        span = _("From %(first)s to %(last)s") % {
            "first": f"{met[0].starts_at.astimezone(clock.VIETNAM):%d/%m/%Y}",
            "last": f"{met[-1].starts_at.astimezone(clock.VIETNAM):%d/%m/%Y}",
        }
    said = actions.Words(
        row.name, details=(span,) if len(met) > 1 else (), lines=told,
        decision=vntext.clean(decision)[:LONGEST_DECISION], signed=by.name,
    )  # fmt: skip
    return actions.issue(KIND, list(told), unit=row.unit, by=by.id, on=day, about=about(of), words=said)


def _attended(line: Line, meetings: int) -> tuple[str]:
    facts = {"length": words.length(line.minutes), "came": line.came, "all": meetings}
    return (_("%(length)s of learning, at %(came)s of %(all)s meetings") % facts,)


def of_person(of: uuid.UUID, person: uuid.UUID) -> Issued | None:
    """Return somebody's certificate of a class, None for none that holds."""
    rows = certificates.of_person(person)
    return next((row for row in rows if row.about == about(of) and row.standing == VALID), None)


def register() -> None:
    """Make the kind of certificate known."""
    kinds.register(
        kinds.Kind(
            KIND, lambda: _("Class certificate"), lambda: _("has finished the class"), lambda: _("certifies that")
        )
    )  # fmt: skip
