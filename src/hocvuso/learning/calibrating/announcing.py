"""A new set of fitted items for the model, announced a little before it holds (ADR 0053)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from hocvuso.core.item_sets import DIGITS, FittedItem, is_news, is_usable
from hocvuso.learning import fitted
from hocvuso.learning.models import ItemFit, ItemLedger, ItemSet
from hocvuso.plumbing import clock

# decided: by then every process has read it (they look every three seconds), and what is being written is done
NOTICE = timedelta(minutes=10)
# assumed: what people meet should not change under them from day to day, and a year is some fifty sets of 100 KB
LEAST_APART = timedelta(days=7)


def announce() -> int | None:
    """Announce a set where the fits say something new and the last one is old enough; return its number."""
    with transaction.atomic():
        list(ItemLedger.objects.select_for_update().all())  # one process at a time; without a count there are no fits
        last, now = ItemSet.objects.order_by("-number").first(), clock.microseconds()
        if last is not None and now - last.since < LEAST_APART / timedelta(microseconds=1):
            return None
        items = usable()
        if not is_news(fitted.read(last.items) if last else {}, items):
            return None
        since = now + int(NOTICE / timedelta(microseconds=1))
        return ItemSet.objects.create(since=since, items=fitted.written(items)).number


def usable() -> dict[str, FittedItem]:
    """Return the questions of which enough is known for the model to take it."""
    return {
        row.item: FittedItem(
            row.meaning, round(row.difficulty, DIGITS), round(row.doubt, DIGITS), round(row.scale, DIGITS)
        )
        for row in ItemFit.objects.order_by("item")
        if is_usable(row.answers)
    }
