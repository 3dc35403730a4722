"""What drives count of the rooms below: days and skills, help given, work of groups. Rooms above register theirs."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from hocvuso.core.emulation import GROUP, PERSON
from hocvuso.emulation import criteria, queries
from hocvuso.emulation.criteria import Kind
from hocvuso.groups import worklog
from hocvuso.learning import regularity
from hocvuso.programmes import measures
from hocvuso.programmes.measures import Asked, Count, Measure
from hocvuso.unions import queries as unions

Some = Collection[uuid.UUID]


def register() -> None:
    """Register all of them, in the order of the form; and for programmes, how many drives and people there are."""
    for name, word, count in (
        ("drives", _("emulation drives begun"), _begun), ("pledged", _("people who take part in a drive"), _pledged),
    ):  # fmt: skip
        measures.register(Measure(name, word, measures.one_by_one(count)))
    for kind in (
        Kind(PERSON, "days", _("days on which you learn"), _days, 12),
        Kind(PERSON, "skills", _("new skills that you have mastered"), _skills, 3),
        Kind(PERSON, "helped", _("people whom you helped as a volunteer"), _helped, 2),
        Kind(GROUP, "helped", _("people whom the group helped"), _group_helped, 20),
        Kind(GROUP, "works", _("works in the log of the group"), _group_works, 10),
    ):
        criteria.register(kind)


def _begun(asked: Asked, day: date) -> Count:
    units = list(unions.subtree_ids(asked.unit, day))
    return Count(sum(queries.running_in(units, asked.since, day).values()))


def _pledged(asked: Asked, day: date) -> Count:
    units = list(unions.subtree_ids(asked.unit, day))
    return Count(sum(queries.pledged_in(units, asked.since, day).values()))


def _days(persons: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return {person: len(days) for person, days in regularity.study_days(persons, since, until).items()}


def _skills(persons: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return regularity.skills_gained(persons, since, until)


def _helped(persons: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return worklog.helped_by(persons, since, until)


def _group_helped(groups: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return worklog.helped_by_groups(groups, since, until)


def _group_works(groups: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return worklog.works_of_groups(groups, since, until)
