"""How questions do: answers counted by day and question, so that no page reads events.

Ids of events begin with their time, so a day is a stretch of the primary key. The last days are counted again each
time, because phones without a link send late; what comes later than that is not counted here.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from hocvuso.core.usage import Tally, tally_of
from hocvuso.learning.models import Event, ItemDay
from hocvuso.plumbing import clock, jobs

SHOWN_DAYS = 30
AGAIN_DAYS = 3  # decided: a phone that was away over a weekend still counts
EVERY_SECONDS = 6 * 3600


def count_up() -> int:
    """Count the days that are not counted, and the last ones again; return how many days."""
    today = clock.today()
    days = [today - timedelta(days=back) for back in range(SHOWN_DAYS)]
    known = set(ItemDay.objects.filter(item="").values_list("day", flat=True))
    due = [day for back, day in enumerate(days) if back < AGAIN_DAYS or day not in known]
    for day in due:
        _count(day)
    ItemDay.objects.filter(day__lt=days[-1]).delete()
    return len(due)


def _count(day: date) -> None:
    found: dict[str, list[tuple[float | None, bool, int]]] = defaultdict(list)
    rows = Event.objects.filter(
        home_store=settings.HOME_STORE, kind="answer", id__gte=first_id(day), id__lt=first_id(day + timedelta(days=1))
    )
    for item, score, response, ms in rows.values_list("content_id", "score", "response", "ms").iterator(2000):
        found[item].append((score, "dont_know" in response, ms))
    tallies = {item: tally_of(answers) for item, answers in found.items()}
    with transaction.atomic():
        ItemDay.objects.filter(day=day).delete()
        ItemDay.objects.create(day=day)
        ItemDay.objects.bulk_create(
            ItemDay(day=day, item=item, answers=tally.answers, right=tally.right, unknown=tally.unknown,
                    times=list(tally.times))
            for item, tally in tallies.items()
        )  # fmt: skip


def first_id(day: date) -> uuid.UUID:
    """Return an id before all of that day, Vietnamese time."""
    at = datetime.combine(day, time(), clock.VIETNAM)
    return uuid.UUID(int=(int(at.timestamp() * 1000) << 80) | (0x7 << 76))  # the layout of plumbing.ids.uuid7


def tallies(today: date) -> Mapping[str, Tally]:
    """Return the counts of the last thirty days by question; those that nobody answered are absent."""
    rows = ItemDay.objects.filter(day__gt=today - timedelta(days=SHOWN_DAYS)).exclude(item="")
    found: dict[str, Tally] = {}
    for item, answers, right, unknown, times in rows.values_list("item", "answers", "right", "unknown", "times"):
        found[item] = found.get(item, Tally()).plus(Tally(answers, right, unknown, tuple(times)))
    return found


def counted_to(today: date) -> date | None:
    """Return the newest day that was counted, None before the first."""
    return ItemDay.objects.filter(item="", day__lte=today).order_by("-day").values_list("day", flat=True).first()


def register() -> None:
    """Register the job."""
    jobs.every(EVERY_SECONDS, "learning.count_items", count_up)
