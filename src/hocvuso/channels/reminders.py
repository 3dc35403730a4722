"""Plans reminders: who agreed gets at most one that goes within the hour; the rules stand in `core/reminding.py`.

Looked at often and only an hour ahead, so that a reason is still true when the reminder comes. The dispatcher asks for
the consent again at that moment.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from hocvuso.awareness import drill
from hocvuso.channels.kinds import KINDS
from hocvuso.channels.models import Contact, Notice
from hocvuso.channels.queries import REMIND
from hocvuso.classes import coming
from hocvuso.core import quiet_hours, reminding
from hocvuso.core.reminding import Reachable, Reason, Reminder, Told
from hocvuso.core.scenario import weekly
from hocvuso.learning import returning
from hocvuso.people import queries as people
from hocvuso.plumbing import clock, outbox

EVERY_SECONDS = 1200  # decided: three looks within each hour that is planned
AHEAD = timedelta(hours=1)
LOOKED_BACK = timedelta(days=21)  # decided: as far as the rules look, and some days
AT_ONCE = 500
REMINDERS = tuple(name for name, kind in KINDS.items() if kind.is_reminder)

People = Sequence[uuid.UUID]
Found = Iterator[tuple[uuid.UUID, Reason]]


def _reviews(persons: People, now: datetime) -> Found:
    day = clock.day_of(now)
    for person, count in returning.due(persons, day).items():
        yield person, Reason("review_due", str(day), 3, {"count": count})


def _pauses(persons: People, now: datetime) -> Found:
    for person, last in returning.paused(persons, now).items():
        yield person, Reason("learn_again", str(last), 1, {"last": f"{last:%d/%m}"})


def _drills(now: datetime) -> Callable[[People, datetime], Found]:
    """Return the source about this week's story; who has played it is looked up once."""
    found = drill.of_week(weekly.number(clock.day_of(now)))
    played = drill.players(found) if found else set()

    def unplayed(persons: People, now: datetime) -> Found:
        if found is None:
            return
        first, after = found.days
        facts, until = {"first": f"{first:%d/%m}"}, _midnight(after)
        for person in persons:
            if person not in played:
                yield person, Reason("weekly_drill", str(found.week), 2, facts, until)

    return unplayed


def _classes(persons: People, now: datetime) -> Found:
    for person, told in coming.due(persons, now).items():
        yield person, Reason("class_soon", told.about, 5, told.facts, told.until, is_date=True)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)


def plan_due() -> int:
    """Put the reminders of the next hour into the outbox; return how many. Run again, it adds none."""
    now = clock.now()
    sources = (_reviews, _pauses, _drills(now), _classes)
    return sum(_plan(persons, sources, now) for persons in _agreed())


def _agreed() -> Iterator[People]:
    """Yield who agreed to reminders, some hundreds at a time."""
    last: uuid.UUID | None = None
    while True:
        rows = people.said_yes(REMIND).filter(person__erased_at=None).order_by("person_id")
        rows = rows if last is None else rows.filter(person_id__gt=last)
        persons = list(rows.values_list("person_id", flat=True)[:AT_ONCE])
        if not persons:
            return
        yield persons
        last = persons[-1]


def _plan(persons: People, sources: Sequence[Callable[[People, datetime], Found]], now: datetime) -> int:
    told, hours = _told(persons, now), _hours(persons)
    free = [person for person in persons if _may_hear_more(told[person], now)]
    reasons: dict[uuid.UUID, list[Reason]] = defaultdict(list)
    for source in sources:
        for person, reason in source(free, now):
            reasons[person].append(reason)
    expecting = coming.expecting(free, now, reminding.WEEK)
    made: list[outbox.Timed] = []
    for person in free:
        known = Reachable(
            True, hours.get(person, quiet_hours.UNKNOWN), clock.VIETNAM, told[person], reasons[person],
            expects_date=person in expecting,
        )  # fmt: skip
        found = reminding.plan(known, now, now + AHEAD)
        if isinstance(found, Reminder):
            why = found.reason
            key = f"remind:{why.kind}:{why.about}"
            made.append(outbox.Timed(person, why.kind, why.facts, key, found.at))
    return outbox.notify_all(made)


def _may_hear_more(told: Sequence[Told], now: datetime) -> bool:
    """Tell whether it is worth looking for reasons: the planner would be silent anyway otherwise."""
    lately = [each for each in told if each.at > now - reminding.WEEK + AHEAD]
    return len(lately) < reminding.MOST


def _told(persons: People, now: datetime) -> dict[uuid.UUID, list[Told]]:
    """Return what was told to these people lately, and what waits for them."""
    found: dict[uuid.UUID, list[Told]] = defaultdict(list)
    rows = Notice.objects.filter(person_id__in=persons, is_reminder=True, at__gt=now - LOOKED_BACK)
    for person, at, kind, facts in rows.values_list("person_id", "at", "kind", "facts"):
        found[person].append(Told(at, kind, str(facts.get("about", ""))))
    for person, kind, at in outbox.waiting(persons, REMINDERS):
        found[person].append(Told(max(at, now + timedelta(minutes=1)), kind))
    return found


def _hours(persons: People) -> dict[uuid.UUID, quiet_hours.Shift]:
    rows = Contact.objects.filter(person_id__in=persons).exclude(shift="")
    return {
        person: quiet_hours.shift(shift, [(span[0], span[1]) for span in own])
        for person, shift, own in rows.values_list("person_id", "shift", "own_hours")
    }
