"""Counting for pledges: what each did since the drive began, whether he met what was asked. Nothing is ever typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from hocvuso.core import emulation
from hocvuso.core.emulation import Criterion, Term
from hocvuso.emulation import criteria
from hocvuso.emulation.drives import read
from hocvuso.emulation.models import Drive, DrivePledge
from hocvuso.plumbing import clock

AT_ONCE = 500  # pledges written by one statement

Counts = Mapping[uuid.UUID, int]


def terms_of(row: Drive, day: date) -> list[Term]:
    """Return the rules of a drive up to a day; before it begins there are none."""
    return emulation.terms([read(each) for each in row.rules.all()], day, row.ends_on)


def asked_of(row: Drive, who: str, day: date) -> tuple[Criterion, ...]:
    """Return what a drive asks of persons, groups or units on a day (before it begins: on its first)."""
    return emulation.in_force([read(each) for each in row.rules.all()], day).of(who)


def refresh(pledges: Sequence[DrivePledge], row: Drive, day: date) -> int:
    """Count anew for some pledges of one drive and keep it; two or three statements a criterion, however many."""
    now, terms = clock.now(), terms_of(row, day)
    for who in emulation.WHO:
        some = [each for each in pledges if each.who == who]
        if some:
            counted = {(at, each.key): _count(each, some, row, term)
                       for at, term in enumerate(terms) for each in term.rules.of(who)}  # fmt: skip
            for each in some:
                _take(each, terms, counted, day)
                each.counted_at = now
    DrivePledge.objects.bulk_update(pledges, ["counts", "met_on", "counted_at"], batch_size=AT_ONCE)
    return len(pledges)


def _count(each: Criterion, some: Sequence[DrivePledge], row: Drive, term: Term) -> Counts:
    kind = criteria.find(each.who, each.name)
    return kind.count([one.subject for one in some], row.starts_on, term.until, each.about) if kind else {}


def _take(
    each: DrivePledge, terms: Sequence[Term], counted: Mapping[tuple[int, str], Counts], day: date
) -> None:  # fmt: skip
    places = {id(term): at for at, term in enumerate(terms)}

    def done(term: Term, criterion: Criterion) -> int:
        return counted[places[id(term)], criterion.key].get(each.subject, 0)

    last = terms[-1] if terms else None
    each.counts = {one.key: done(last, one) for one in last.rules.of(each.who)} if last else {}
    each.met_on = (each.met_on or day) if emulation.has_met(each.who, terms, done) else None


def refresh_drive(row: Drive, day: date) -> int:
    """Count anew for everybody who pledged."""
    return refresh(list(row.pledges.all()), row, day)


def refresh_running(day: date) -> int:
    """Count anew for every drive that runs, and once more for those that ended yesterday; return for how many."""
    rows = Drive.objects.filter(removed_at=None, starts_on__lte=day, ends_on__gte=day - emulation.AFTERWARDS)
    return sum(refresh_drive(row, day) for row in rows.exclude(published_at=None))
