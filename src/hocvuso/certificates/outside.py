"""Certificates from elsewhere: declared by who holds one, verified by an official or given back with a word.

What counts in figures is said by the federation (`rules.counting`). In the entry test one is a weak sign for the skills
that it names, and nothing more (`core.claim`).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from hocvuso.certificates import earning, rules
from hocvuso.certificates.models import OutsideCertificate
from hocvuso.core import claim, vntext
from hocvuso.core.certificate import DECLARED, REFUSED, VERIFIED, WITHDRAWN, does_count
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, kept_files, outbox
from hocvuso.plumbing.kept_files import NotThis
from hocvuso.unions import access
from hocvuso.unions import queries as unions

SOURCES = ("national", "company", "school", "other")
FILES = ("pdf", "png", "jpg")
MOST = 20  # decided, of one person
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of a certificate that he brings."""

    source: str
    title: str
    on: date
    skills: tuple[str, ...] = ()
    issuer: str = ""
    number: str = ""
    until: date | None = None


@transaction.atomic
def declare(number: uuid.UUID, person: uuid.UUID, told: Told, *, data: bytes = b"") -> OutsideCertificate:
    """Keep what somebody brings; the same number sent twice is one. Raises NotThis: kind, large, many, future."""
    found = OutsideCertificate.objects.filter(pk=number, person__in=people.ids_of(person)).first()
    if found is not None:
        return found
    today = clock.today()
    if told.on > today:
        raise NotThis("future")
    if OutsideCertificate.objects.filter(person=person).exclude(state=WITHDRAWN).count() >= MOST:
        raise NotThis("many")
    ending, kept = kept_files.taken(data) if data else ("", b"")
    if ending and ending not in FILES:
        raise NotThis("kind")
    unit = earning.unit_of(person, today)
    made = OutsideCertificate.objects.create(
        id=number, person=person, unit=unit.id if unit else None, source=told.source, on=told.on, until=told.until,
        title=vntext.clean(told.title)[:160], issuer=vntext.clean(told.issuer)[:160],
        number=vntext.clean(told.number)[:60], skills=list(told.skills), ending=ending, data=kept or None,
        state=DECLARED, declared_at=clock.now(),
    )  # fmt: skip
    audit.record("declare certificate", actor=person, subject=person, what=made.title)
    if unit is not None:
        facts = {"unit": unit.code, "unit_name": unit.name}
        for signer in access.signers_of(unit.id, today):
            outbox.notify(signer, "outside_waits", facts, key=f"outside waits:{made.pk.hex}")
    return made


@transaction.atomic
def withdraw(number: uuid.UUID, person: uuid.UUID) -> None:
    """Take back what one brought; it counts nowhere from now on, and its file is gone. Twice is once."""
    rows = OutsideCertificate.objects.filter(pk=number, person__in=people.ids_of(person)).exclude(state=WITHDRAWN)
    if rows.update(state=WITHDRAWN, data=None, ending="", decided_at=clock.now()):
        audit.record("withdraw certificate", actor=person, subject=person)


@transaction.atomic
def decide(number: uuid.UUID, *, is_true: bool, by: uuid.UUID, name: str, reason: str = "") -> bool:
    """Verify one or give it back with a reason; who brought it hears of it. Twice is once; False: nothing to decide.

    A verified one can still be given back, and the other way round: the newest word of an official holds.
    """
    row = OutsideCertificate.objects.select_for_update().get(pk=number)
    state = VERIFIED if is_true else REFUSED
    if row.state in (state, WITHDRAWN):
        return False
    row.state, row.decided_at, row.decided_by, row.decided_name = state, clock.now(), by, name[:120]
    row.reason = "" if is_true else vntext.clean(reason)[:LONGEST_REASON]
    row.save(update_fields=["state", "decided_at", "decided_by", "decided_name", "reason"])
    verb = "verify certificate" if is_true else "refuse certificate"
    audit.record(verb, actor=by, subject=row.person, what=row.title)
    kind = "outside_verified" if is_true else "outside_refused"
    outbox.notify(row.person, kind, {"what": row.title}, key=f"{kind}:{row.pk.hex}:{row.decided_at:%Y%m%d%H%M%S}")
    return True


def of_person(person: uuid.UUID) -> list[OutsideCertificate]:
    """Return what somebody brought, newest first; what he took back is left out. Without the files."""
    rows = OutsideCertificate.objects.filter(person__in=people.ids_of(person)).exclude(state=WITHDRAWN)
    return list(rows.defer("data").order_by("-declared_at", "-id"))


def own(number: uuid.UUID, person: uuid.UUID) -> OutsideCertificate | None:
    """Return one that somebody brought himself, with its file."""
    return OutsideCertificate.objects.filter(pk=number, person__in=people.ids_of(person)).first()


def find(number: uuid.UUID) -> OutsideCertificate | None:
    """Return one with its file, for an official who may see its holder by name."""
    return OutsideCertificate.objects.filter(pk=number).exclude(state=WITHDRAWN).first()


def brought_to(units: unions.Ids, state: str, *, among: people.Ids) -> QuerySet[OutsideCertificate]:
    """Return what was brought to some units in a state by people whom an official may see, the oldest first."""
    rows = OutsideCertificate.objects.filter(unit__in=units, state=state, person__in=among)
    return rows.defer("data").order_by("declared_at", "id")


def waiting(units: unions.Ids) -> int:
    """Count what nobody has looked at."""
    return OutsideCertificate.objects.filter(unit__in=units, state=DECLARED).count()


def counted_by_unit(units: Collection[uuid.UUID], on: date) -> Counter[uuid.UUID]:
    """Count by unit the people with a certificate from elsewhere that counts on a day, each person once."""
    rows = OutsideCertificate.objects.filter(Q(until=None) | Q(until__gte=on), unit__in=list(units), on__lte=on)
    listed = set(rows.filter(state__in=(DECLARED, VERIFIED)).values_list("unit", "person", "state"))
    said = rules.counting_of(on, {unit for unit, _person, _state in listed if unit})
    counted = {(unit, person) for unit, person, state in listed if unit and does_count(state, said[unit])}
    return Counter(unit for unit, _person in counted)


def claims_of(person: uuid.UUID) -> dict[str, float]:
    """Return what somebody's certificates from elsewhere weigh in his entry test, by skill; see `core.claim`."""
    weights = {DECLARED: claim.DECLARED_WEIGHT, VERIFIED: claim.VERIFIED_WEIGHT}
    rows = OutsideCertificate.objects.filter(person__in=people.ids_of(person), state__in=list(weights))
    found: dict[str, float] = {}
    for skills, state in rows.values_list("skills", "state"):
        for skill in skills:
            found[skill] = max(found.get(skill, 0.0), weights[state])
    return found


def skills_known(typed: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Return those of some typed skill ids that there are, each once."""
    return tuple(each for each in dict.fromkeys(typed) if each in known)
