"""What drives count of the rooms below: days, skills, class hours, contests, help. Rooms above register theirs."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from hocvuso.classes import hours
from hocvuso.contests import queries as contests
from hocvuso.core.emulation import GROUP, PERSON
from hocvuso.emulation import criteria, queries
from hocvuso.emulation.criteria import About, Kind
from hocvuso.groups import worklog
from hocvuso.learning import regularity
from hocvuso.people import several
from hocvuso.plumbing.ids import uuid_of
from hocvuso.programmes import measures
from hocvuso.programmes.measures import Asked, Count, Measure
from hocvuso.unions import queries as unions

Some = Collection[uuid.UUID]
ID = 32  # letters of one unit in a path


def register() -> None:
    """Register all of them, in the order of the form; and for programmes, how many drives and people there are."""
    for name, word, count in (
        ("drives", _("emulation drives begun"), _begun), ("pledged", _("people who take part in a drive"), _pledged),
    ):  # fmt: skip
        measures.register(Measure(name, word, measures.one_by_one(count)))
    for kind in (
        Kind(PERSON, "days", _("days on which you learn"), _days, 12),
        Kind(PERSON, "skills", _("new skills that you have mastered"), _skills, 3),
        Kind(PERSON, "hours", _("hours in classes"), _hours, 4),
        Kind(PERSON, "helped", _("people whom you helped as a volunteer"), _helped, 2),
        Kind(GROUP, "helped", _("people whom the group helped"), _group_helped, 20),
        Kind(GROUP, "works", _("works in the log of the group"), _group_works, 10),
    ):
        criteria.register(kind)
    contest = Kind(PERSON, "contest", _("part in a contest"), _contest, 1)
    criteria.register(contest, About(_contests, _contest_title))


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


def _hours(persons: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    minutes = hours.minutes_of(persons, since, until)
    return {person: count // 60 for person, count in minutes.items()}


def _contest(persons: Some, _since: date, _until: date, about: str) -> Mapping[uuid.UUID, int]:
    """Count whoever took part in the contest, whenever it is held: it is an event of the drive by its id."""
    number = uuid_of(about)
    owners = several.all_ids_of(persons)
    return {owners[each]: 1 for each in contests.took_part(number, owners)} if number else {}


def _contests(unit: uuid.UUID, day: date) -> list[tuple[str, str]]:
    """Return the contests of a unit, of those above it and those below: what a drive of it may link."""
    path = unions.path_of(unit, day)
    above = [uuid.UUID(path[at : at + ID]) for at in range(0, len(path), ID)]
    found = contests.of_units([*above, *unions.subtree_ids(unit, day)], day)
    return [(str(each.id), each.title) for each in found]


def _contest_title(about: str) -> str:
    number = uuid_of(about)
    found = contests.line(number) if number else None
    return found.title if found else ""


def _helped(persons: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return worklog.helped_by(persons, since, until)


def _group_helped(groups: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return worklog.helped_by_groups(groups, since, until)


def _group_works(groups: Some, since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
    return worklog.works_of_groups(groups, since, until)
