"""Earning a certificate by a rule: what somebody lacks, asking the union for it, and whom a union may give it to.

A union sees of nobody whether he fulfils a rule unless he has asked for the certificate (foundations, 5).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from hocvuso.certificates import actions, queries, rules
from hocvuso.certificates.actions import Words
from hocvuso.certificates.models import Candidate, Sitting
from hocvuso.certificates.queries import Issued
from hocvuso.certificates.rules import Version
from hocvuso.core import certificate as core
from hocvuso.core.certificate import Found
from hocvuso.core.parameters import DEFAULT
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.people import several
from hocvuso.plumbing import audit, clock
from hocvuso.unions import queries as unions

MOST = 5000  # decided: people looked at for one issue


@dataclass(frozen=True, slots=True)
class Way:
    """One rule as the page of a learner shows it: what is missing, whether he has asked, what he holds by it."""

    version: Version
    found: Found
    has_asked: bool
    held: Issued | None


def unit_of(person: uuid.UUID, day: date) -> unions.UnitLine | None:
    """Return the union that certifies somebody: his own, a confirmed one before a declared one."""
    held = unions.units_of(people.ids_of(person), day)
    return held[0].unit if held else None


def ways(person: uuid.UUID, day: date) -> list[Way]:
    """Return every rule of somebody's union with what he lacks."""
    unit = unit_of(person, day)
    versions = rules.on(day, unit.id if unit else None)
    asked = set(Candidate.objects.filter(person=person).values_list("rule", flat=True))
    held = {each.about: each for each in queries.of_person(person, day) if each.standing == core.VALID}
    sat = shown([person]).get(person, {})
    known = {skill for skill, each in learning.standings(person).items() if each.band == learning.MASTERED}
    return [
        Way(each, core.find(each.rule, known, sat, day), each.id in asked, held.get(each.about))
        for each in versions.values()
    ]


def shown(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, date]]:
    """Return by person on which day he last did a skill right in a room; 5,000 persons at most."""
    found: dict[uuid.UUID, dict[str, date]] = {}
    owners = several.all_ids_of(persons)
    ids = list(owners)
    for at in range(0, len(ids), queries.AT_ONCE):
        for row in Sitting.objects.filter(person__in=ids[at : at + queries.AT_ONCE]):
            own, day = found.setdefault(owners[row.person], {}), clock.day_of(row.started_at)
            for skill in skills_shown(row):
                own[skill] = max(day, own.get(skill, day))
    return found


def skills_shown(row: Sitting) -> list[str]:
    """Return the skills of which at least one task was done right in a sitting."""
    right = [item for item, score in row.given.items() if score is not None and score >= DEFAULT.success]
    return list(dict.fromkeys(item.partition("/")[0] for item in right))


@transaction.atomic
def ask(person: uuid.UUID, rule: str, *, on: date) -> bool:
    """Ask the own union for a certificate, also before the rule is met. Twice is once; False for who has no union."""
    unit = unit_of(person, on)
    if unit is None or rule not in rules.on(on, unit.id):
        return False
    facts = {"unit": unit.id, "at": clock.now()}
    _row, is_new = Candidate.objects.get_or_create(person=person, rule=rule, defaults=facts)
    if is_new:
        audit.record("ask for certificate", actor=person, subject=person, what=rule)
    return True


def take_back(person: uuid.UUID, rule: str) -> None:
    """Take the asking back; the union no longer sees anything of it."""
    Candidate.objects.filter(person=person, rule=rule).delete()


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """Who of those who asked fulfils a rule and holds no certificate by it yet, and how many others asked."""

    persons: tuple[uuid.UUID, ...]
    others: int


def fulfilled(version: Version, units: unions.Ids, day: date, *, among: people.Ids) -> Fulfilled:
    """Return to whom a certificate may be given now; `among` are those whom the official may see by name."""
    asked = list(_asked(version, units).filter(person__in=among).values_list("person", flat=True)[:MOST])
    held = queries.valid_about(version.about, asked, day)
    open_ones = [each for each in asked if each not in held]
    mastered = _mastered(version, open_ones)
    sat = shown(open_ones) if version.rule.proctored else {}
    met = tuple(
        each for each in open_ones
        if core.find(version.rule, mastered.get(each, ()), sat.get(each, {}), day).is_met
    )  # fmt: skip
    return Fulfilled(met, len(open_ones) - len(met))


def _asked(version: Version, units: unions.Ids) -> QuerySet[Candidate]:
    return Candidate.objects.filter(rule=version.id, unit__in=units).order_by("at", "id")


def asked_count(version: Version, units: unions.Ids) -> int:
    """Count who asked for a certificate; no more than that, for whoever sees no names."""
    return _asked(version, units).count()


def _mastered(version: Version, persons: list[uuid.UUID]) -> Mapping[uuid.UUID, set[str]]:
    found: dict[uuid.UUID, set[str]] = {}
    for at in range(0, len(persons), queries.AT_ONCE):
        part = people.those(persons[at : at + queries.AT_ONCE])
        for person, skill in learning.mastered_by(part, version.rule.skills):
            found.setdefault(person, set()).add(skill)
    return found


def words_of(version: Version, *, signed: str = "", decision: str = "") -> Words:
    """Return what stands on a paper by a rule: its title and the skills; a paper is Vietnamese."""
    known = curriculum.current().skills
    with translation.override("vi"):
        details = [known[each].title for each in version.rule.skills if each in known]
        return Words(version.title, details, level=version.level, signed=signed, decision=decision)


@transaction.atomic
def give(
    version: Version, persons: Collection[uuid.UUID], *, unit: uuid.UUID, by: uuid.UUID, on: date, words: Words
) -> list[Issued]:
    """Issue by a rule to those who asked and fulfil it on that very day; others are left out. Twice is once."""
    wanted = set(persons)
    held = queries.valid_about(version.about, list(wanted), on)
    asked = Candidate.objects.filter(rule=version.id, person__in=list(wanted))
    met = fulfilled(version, asked.values("unit"), on, among=people.those(wanted)).persons
    made = actions.issue(
        "skills", [*met, *held], unit=unit, by=by, on=on, about=version.about,
        words=words, rule=version.rule,
    )  # fmt: skip
    asked.filter(person__in=[each.person for each in made]).delete()  # what was asked is answered
    return made
