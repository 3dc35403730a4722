"""Invented families: some recognised, one that waits, some that learn; they go with their people."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from hocvuso.core.family import PROGRESS, TASK
from hocvuso.families import agreeing, founding, recognising, rules
from hocvuso.families.models import RELATIVE, FamilyMember, FamilyRecognition
from hocvuso.families.recognising import Signer
from hocvuso.learning import queries as learning
from hocvuso.people import actions as people

MOST, RECOGNISED = 7, 5  # families of a unit, and how many of them are recognised; the next one waits
DECISION = "08/QĐ-MINHHỌA (bịa)"
PROFILES = (("Bà Sáu (mẫu)", "grandparent", None), ("Bé Na (mẫu)", "child", 12))  # name, kin, years old


def show(persons: Sequence[uuid.UUID], by: Signer, day: date) -> None:
    """Let some of the invented people of a unit be families, once; call it inside a transaction."""
    if FamilyMember.objects.filter(person__in=persons).exists():
        return
    rule = rules.on(day).rule
    able = learning.reached_ids(rule.skills, persons)
    tasks = learning.last_tasks(persons)
    fresh = [each for each in persons if each in tasks and (day - tasks[each]).days < rule.task_days]
    supporters = [each for each in persons if each in able][:MOST]
    relatives = [each for each in fresh if each not in supporters]
    for number, (supporter, relative) in enumerate(zip(supporters, relatives, strict=False)):
        since = day - timedelta(days=60 - 4 * number)
        household = founding.found(supporter, on=since)
        agreeing.say_yes(relative, guardian=None, is_asked=True, way="demo", by=None)
        shares = PROGRESS if number % 2 else TASK
        FamilyMember.objects.create(
            household=household, person=relative, role=RELATIVE, kin="sibling", shares=shares, joined_on=since
        )
        _profile(household.pk, supporter, number, since)
        if number <= RECOGNISED:
            made = recognising.propose(supporter, on=day)
            FamilyRecognition.objects.filter(pk=made.pk).update(proposed_on=day - timedelta(days=3 * number + 2))
            if number < RECOGNISED:
                recognising.confirm(made.pk, by=by, on=day, decision=DECISION)
                decided = day - timedelta(days=3 * number + 1)
                FamilyRecognition.objects.filter(pk=made.pk).update(decided_on=decided)


def _profile(household: uuid.UUID, supporter: uuid.UUID, number: int, since: date) -> None:
    """Bring in somebody who learns on the supporter's phone; every second one is a child."""
    name, kin, years = PROFILES[number % len(PROFILES)]
    person = people.enrol(full_name=name, source="demo", is_demo=True)
    agreeing.say_yes(person, guardian=supporter if years else None, is_asked=True, way="demo", by=supporter)
    FamilyMember.objects.create(
        household_id=household, person=person, role=RELATIVE, kin=kin, has_own_phone=False, shares=TASK,
        born_in=since.year - years if years else None, joined_on=since,
    )  # fmt: skip
