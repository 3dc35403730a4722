"""A province in rows, written in bulk: units, people, consents and the log of bands that so many answers leave."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from hocvuso.core import indicators
from hocvuso.core.indicators import Declared, UnitFigures
from hocvuso.learning import queries as learning
from hocvuso.learning.models import BandChange, LearnerState, SkillStanding
from hocvuso.people import queries as people
from hocvuso.people.models import Consent, Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.targets import Target, day_index
from hocvuso.unions import kinds as unit_kinds
from hocvuso.unions import queries as unions
from hocvuso.unions.actions import rebuild_paths
from hocvuso.unions.models import Employment, Headcount, Membership, Unit, UnitLink

SEED = 20260101
FOUNDED, JOINED = date(2025, 7, 1), date(2026, 1, 5)
SKILLS = ("kns.10.1", "kns.4.3", "kns.4.2", "kns.3.1", "kns.5.1", "kns.6.1")
ANSWERS_A_BAND = 3  # measured on the demonstration: about every third answer changes a band
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Place:
    """Whom to ask for."""

    top: uuid.UUID
    upper: uuid.UUID
    leaf: uuid.UUID
    day: date


def fill(units: int, persons: int, answers: int) -> str:
    """Write the province and return what it holds."""
    call_command("migrate", verbosity=0)
    chance = random.Random(SEED)
    leaves = _tree(units)
    ids = [uuid7() for _ in range(persons)]
    homes = [leaves[min(int(chance.paretovariate(1.2)) * 7 + number, 10**9) % len(leaves)] for number in range(persons)]
    _bulk(Person, (_person(each) for each in ids))
    _bulk(Employment, (Employment(person_id=each, unit_id=unit, valid_from=JOINED)
                       for each, unit in zip(ids, homes, strict=True)))  # fmt: skip
    _bulk(Membership, (Membership(person_id=each, unit_id=unit, valid_from=JOINED)
                       for each, unit in zip(ids, homes, strict=True) if chance.random() < 0.85))  # fmt: skip
    agreed_at = datetime(2026, 1, 6, 3, tzinfo=clock.VIETNAM)
    _bulk(Consent, (Consent(person_id=each, purpose="count", given=True, text_version="1", way="bench", at=agreed_at)
                    for each in ids if chance.random() < 0.9))  # fmt: skip
    bands = _log(ids, answers // ANSWERS_A_BAND, chance)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return f"{units:,} units, {persons:,} people, {answers:,} answers = {bands:,} band changes"


def _person(each: uuid.UUID) -> Person:
    at = datetime(2026, 1, 6, 2, tzinfo=clock.VIETNAM)
    return Person(id=each, full_name="Nguyễn Văn Bịa", search="nguyen van bia", sort_key="x", invited_at=at)


def _tree(count: int) -> list[uuid.UUID]:
    """Write a province with an upper union for every forty grassroots unions; return the grassroots ones."""
    top = Unit(code="B", name="Công đoàn tỉnh thử tải", kind="province", founded_on=FOUNDED)
    uppers = [Unit(code=f"B{n}", name=f"Công đoàn phường {n}", kind="upper", founded_on=FOUNDED)
              for n in range(max(count // 40, 1))]  # fmt: skip
    leaves = [Unit(code=f"G{n}", name=f"CĐCS số {n}", kind="grassroots", founded_on=FOUNDED, sort_key=f"{n:06}")
              for n in range(count)]  # fmt: skip
    Unit.objects.bulk_create([top, *uppers, *leaves], batch_size=AT_ONCE)
    above = [(top, None), *((each, top) for each in uppers),
             *((each, uppers[n % len(uppers)]) for n, each in enumerate(leaves))]  # fmt: skip
    UnitLink.objects.bulk_create(
        [UnitLink(unit=unit, parent=parent, valid_from=FOUNDED) for unit, parent in above], batch_size=AT_ONCE
    )
    rebuild_paths()
    Headcount.objects.bulk_create(
        [Headcount(unit=each, audience="worker", count=130, signed_by="Lê Thị Hạnh", signed_on=JOINED,
                   valid_from=JOINED) for n, each in enumerate(leaves) if n % 20], batch_size=AT_ONCE,
    )  # fmt: skip
    return [each.id for each in leaves]


def _log(ids: list[uuid.UUID], changes: int, chance: random.Random) -> int:
    """Write the bands that so many changes leave, in order of time, and the standings that follow from them."""
    learners = [each for each in ids if chance.random() < 0.7]
    first = datetime(2026, 1, 10, 1, tzinfo=clock.VIETNAM)
    length = (clock.now() - first).total_seconds()
    learnt: dict[uuid.UUID, int] = {}

    def steps() -> Iterator[BandChange]:
        for each in learners:
            yield BandChange(person=each, skill="", band="started", at=first)
        for number in range(changes):
            person = chance.choice(learners)
            at = first + timedelta(seconds=length * number / changes)
            step = learnt.get(person, 0)
            learnt[person] = step + 1
            skill = SKILLS[step // 3 % len(SKILLS)]
            yield BandChange(person=person, skill=skill, band=("learning", "nearly", "mastered")[step % 3], at=at)

    _bulk(BandChange, steps())
    now = clock.now()
    _bulk(LearnerState, (LearnerState(person=each, blob=b"", model_version=1, updated_at=now) for each in learners))
    _bulk(SkillStanding, (
        SkillStanding(person=person, skill=skill, since=now, band="mastered" if step >= 3 * (n + 1) else "learning")
        for person, step in learnt.items() for n, skill in enumerate(SKILLS) if step > 3 * n
    ))  # fmt: skip
    return changes


def _bulk(model: Any, rows: Iterator[Any]) -> None:
    some: list[Any] = []
    for row in rows:
        some.append(row)
        if len(some) == 50_000:
            model.objects.bulk_create(some, batch_size=AT_ONCE)
            some = []
    model.objects.bulk_create(some, batch_size=AT_ONCE)


def place() -> Place:
    """Return the units that are asked for."""
    ids = dict(Unit.objects.filter(code__in=["B", "B3", "G3"]).values_list("code", "id"))
    return Place(ids["B"], ids["B3"], ids["G3"], clock.today())


def change_bands(where: Place, count: int) -> None:
    """Let some people of different units win a band, as answers would leave it."""
    persons = Employment.objects.order_by("?").values_list("person_id", flat=True)[:count]
    BandChange.objects.bulk_create(
        BandChange(person=each, skill="kns.4.3", band="mastered", at=clock.now()) for each in persons
    )


def grassroots(unit: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return the units below that declare headcounts."""
    rows = Unit.objects.filter(id__in=unions.subtree_ids(unit, day), kind__in=unit_kinds.declaring())
    return list(rows.order_by("sort_key").values_list("id", flat=True))


def counted(unit: uuid.UUID, among: list[uuid.UUID], day: date, audience: str, within: unions.Ids) -> unions.Ids:
    """Return who is counted for a unit when several are added up: at two of them, where he has worked longer."""
    held = Employment.objects.filter(unions.in_force(day), audience=audience)
    longer = Q(valid_from__lt=OuterRef("valid_from")) | Q(valid_from=OuterRef("valid_from"), id__lt=OuterRef("id"))
    elsewhere = held.filter(longer, person=OuterRef("person"), unit_id__in=among)
    found = held.filter(~Exists(elsewhere), unit_id=unit, person_id__in=within)
    return found.values_list("person_id", flat=True)


def directly(unit: uuid.UUID, target: Target, day: date) -> object:
    """Count one figure without roll-ups: for every grassroots union below, who has reached, among who is there."""
    ids = grassroots(unit, day)
    declared = unions.headcounts(ids, target.audience, day)
    found = []
    for each in ids:
        agreed = people.agreed_ids("count", among=unions.employed_ids(each, day, target.audience))
        here = counted(each, ids, day, target.audience, agreed)
        known = Declared(declared[each].count, day_index(declared[each].signed_on)) if each in declared else None
        found.append(UnitFigures(str(each), learning.reached(target.skills, here), known))
    return indicators.share(found)
