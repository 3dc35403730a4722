"""Look-ups of families: one's own, and those of an official's units.

A supporter is told what each relative lets him see. An official is told who supports a family, how many are in it and
whether the rule is met; never what one of them knows.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.certificates.shown import ENDED, Paper
from hocvuso.core import family
from hocvuso.core.certificate import VALID
from hocvuso.core.family import NOTHING, PROGRESS, Found, Member, Rule
from hocvuso.families import agreeing, rules
from hocvuso.families.agreeing import Agreed
from hocvuso.families.models import SUPPORTER, FamilyGoal, FamilyMember, FamilyRecognition
from hocvuso.families.states import LIVE, PROPOSED, RECOGNISED, REVOKED, SENT_BACK, WITHDRAWN
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.people.actions import FAMILY
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative as the supporter sees him: what he does not share is None, and looks like what is not there yet."""

    id: uuid.UUID
    name: str
    kin: str
    has_own_phone: bool
    age: str
    shares: str
    task_on: date | None
    skills: int | None


@dataclass(frozen=True, slots=True)
class Family:
    """One family as its supporter sees it."""

    id: uuid.UUID
    supporter: uuid.UUID
    relatives: tuple[Relative, ...]
    found: Found
    version: rules.Version
    unit: unions.UnitLine | None  # where the supporter belongs, which recognises it


def unit_of(supporter: uuid.UUID, day: date) -> unions.UnitLine | None:
    """Return the unit that recognises a supporter's family: his own, a confirmed one before a declared one."""
    held = unions.units_of(people.ids_of(supporter), day)
    return held[0].unit if held else None


def of_supporter(held: FamilyMember, day: date) -> Family:
    """Return the family of its supporter."""
    unit = unit_of(held.person, day)
    version = rules.on(day, unit.id if unit else None)
    here = agreeing.here(held.household_id, day)
    facts = _facts(here, version.rule)
    relatives = [each for each in here if each.row.pk != held.pk]
    names = people.names([each.row.person for each in relatives])
    counts = learning.mastered_counts([each.row.person for each in relatives if each.row.shares == PROGRESS])
    lines = tuple(
        Relative(
            each.row.pk, names[each.row.person].given, each.row.kin, each.row.has_own_phone, each.age, each.row.shares,
            facts[each.row.pk].task_on, counts[each.row.person] if each.row.shares == PROGRESS else None,
        )
        for each in relatives
        if each.row.person in names
    )  # fmt: skip
    found = family.find(version.rule, facts.values(), day)
    return Family(held.household_id, held.person, lines, found, version, unit)


def _facts(here: Iterable[Agreed], rule: Rule) -> dict[uuid.UUID, Member]:
    """Return for each membership what its person lets count for the family; two queries, however many they are.

    A relative's task counts when he lets it be seen, his skills when he lets his progress be seen; so whether the rule
    is met tells the supporter nothing that a relative keeps to himself.
    """
    everybody = [each.row for each in here]
    open_skills = [row.person for row in everybody if row.role == SUPPORTER or row.shares == PROGRESS]
    open_tasks = [row.person for row in everybody if row.role != SUPPORTER and row.shares != NOTHING]
    skilled = learning.reached_ids(rule.skills, open_skills) if open_skills else set()
    tasks = learning.last_tasks(open_tasks) if open_tasks else {}
    return {
        row.pk: Member(row.pk, row.role != SUPPORTER, row.person in skilled, tasks.get(row.person)) for row in everybody
    }


def is_met(household: uuid.UUID, rule: Rule, day: date) -> bool:
    """Tell whether a family meets a rule on a day."""
    return family.find(rule, _facts(agreeing.here(household, day), rule).values(), day).is_met


def live(household: uuid.UUID) -> FamilyRecognition | None:
    """Return the open proposal or the recognition of a family."""
    return FamilyRecognition.objects.filter(household=household, state__in=LIVE).select_related("unit").first()


def last_answer(household: uuid.UUID) -> FamilyRecognition | None:
    """Return the newest proposal that came back with a word, unless something is open again."""
    rows = FamilyRecognition.objects.filter(household=household).order_by("-id")
    newest = rows.first()
    return newest if newest is not None and newest.state in (SENT_BACK, REVOKED) else None


def certificate(code: str, day: date) -> Paper | None:
    """Return what a certificate's code leads to, also an ended one; None for a code that never was one.

    Names are only those of adults who agreed to it, and none once it has ended.
    """
    ever = FamilyRecognition.objects.filter(code=code.lower(), decided_on__isnull=False).exclude(state=SENT_BACK)
    row = ever.first()
    if row is None or row.decided_on is None:
        return None
    unit = unions.unit(row.unit_id, day)
    here = agreeing.here(row.household_id, day) if row.household_id and row.ended_on is None else []
    names = people.names([each.row.person for each in here if each.is_named])
    shown = tuple(names[each.row.person].full for each in here if each.row.person in names)
    with translation.override("vi"):  # a paper is Vietnamese, as all others
        said: dict[str, Any] = {
            "opening": _("recognises the family"), "sentence": _("as a"), "what": _("Digital Workers' Family"),
            "details": (
                _("They learn together and help each other to use phone and internet safely and on their own."),
            ),
        }  # fmt: skip
    return Paper(
        code=row.code, unit=unit.name if unit else "", names=shown, others=len(here) - len(shown), on=row.decided_on,
        signed=row.decided_name, decision=row.decision, standing=ENDED if row.ended_on else VALID,
        ended_on=row.ended_on, kind="family", id=row.pk, **said,
    )  # fmt: skip


def recognised(units: unions.Ids | Collection[uuid.UUID], on: date) -> int:
    """Count the families that some units had recognised on a day."""
    return _recognised(on).filter(unit__in=units).count()


def recognised_by_unit(units: unions.Ids | Collection[uuid.UUID], on: date) -> Counter[uuid.UUID]:
    """Count the families that each of some units had recognised on a day; units without one are absent."""
    return Counter(_recognised(on).filter(unit__in=units).values_list("unit_id", flat=True))


def _recognised(on: date) -> QuerySet[FamilyRecognition]:
    decided = FamilyRecognition.objects.filter(state__in=(RECOGNISED, REVOKED, WITHDRAWN), decided_on__lte=on)
    return decided.filter(Q(ended_on=None) | Q(ended_on__gt=on))


def supporters(units: unions.Ids, day: date, state: str = "") -> unions.Ids:
    """Return who supports a family, belongs to one of some units and agrees, as a statement that nests.

    With `state` only those whose family is PROPOSED or RECOGNISED now.
    """
    agreed = people.agreed_ids(FAMILY, among=unions.people_ids(units, day))
    rows = FamilyMember.objects.filter(role=SUPPORTER, left_on=None, person__in=agreed)
    if state:
        rows = rows.filter(household__in=FamilyRecognition.objects.filter(state=state).values("household"))
    return rows.values_list("person", flat=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A family in an official's list; `name` is its supporter's."""

    household: uuid.UUID
    supporter: uuid.UUID
    name: str
    relatives: int
    is_met: bool
    recognition: FamilyRecognition | None


def lines(persons: Sequence[uuid.UUID], rule: Rule, day: date) -> list[Line]:
    """Return the families of a few supporters (a page of them), whom the caller may show by name, in their order."""
    held = {row.person: row for row in FamilyMember.objects.filter(person__in=persons, role=SUPPORTER, left_on=None)}
    here = _here({row.household_id for row in held.values()}, day)
    facts = _facts([each for some in here.values() for each in some], rule)
    live_ones = {
        row.household_id: row for row in FamilyRecognition.objects.filter(household__in=list(here), state__in=LIVE)
    }
    names = people.names(held)
    found = []
    for person in persons:
        if person not in held or person not in names:
            continue
        home = held[person].household_id
        members = [facts[each.row.pk] for each in here[home]]
        found.append(
            Line(
                home, person, names[person].full, len(members) - 1, family.find(rule, members, day).is_met,
                live_ones.get(home),
            )
        )  # fmt: skip
    return found


def _here(households: Collection[uuid.UUID], day: date) -> Mapping[uuid.UUID, list[Agreed]]:
    """Return who is in some families and agrees to it; two queries."""
    rows = FamilyMember.objects.filter(household__in=list(households), left_on=None).order_by("joined_on", "id")
    found: dict[uuid.UUID, list[Agreed]] = defaultdict(list, {each: [] for each in households})
    for each in agreeing.agreed(rows, day):
        found[each.row.household_id].append(each)
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """A recognition as the official who decides about it sees it."""

    recognition: FamilyRecognition
    supporter: uuid.UUID | None
    relatives: int
    is_met: bool


def case(number: uuid.UUID, day: date) -> Case | None:
    """Return a proposal or what became of it; whether the rule of its unit is met is looked at now."""
    row = FamilyRecognition.objects.filter(pk=number).select_related("unit").first()
    if row is None:
        return None
    here = agreeing.here(row.household_id, day) if row.household_id else []
    rule = rules.on(day, row.unit_id).rule
    found = family.find(rule, _facts(here, rule).values(), day)
    supporter = next((each.row.person for each in here if each.row.role == SUPPORTER), None)
    return Case(row, supporter, sum(each.row.role != SUPPORTER for each in here), found.is_met)


def goal(unit: uuid.UUID) -> FamilyGoal | None:
    """Return the newest goal of a unit."""
    return FamilyGoal.objects.filter(unit=unit).order_by("-made_at").first()


def waiting(units: unions.Ids) -> int:
    """Count the proposals to some units that nobody has decided yet."""
    return FamilyRecognition.objects.filter(unit__in=units, state=PROPOSED).count()
