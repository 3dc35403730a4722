"""What runs by itself in this room."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from hocvuso.halls import paper, results
from hocvuso.halls.models import Hall
from hocvuso.plumbing import clock, jobs

FORGET_AFTER = timedelta(days=30)  # foundations, 2: what hangs on a random id is forgotten


def forget_phones() -> int:
    """Forget phones, answers and votes of halls opened a month ago; their counts stay. Return how many halls."""
    old = Hall.objects.filter(opened_at__lt=clock.now() - FORGET_AFTER, phones__isnull=False).distinct()
    numbers = list(old.values_list("id", flat=True))
    for number in numbers:
        with transaction.atomic():
            row = Hall.objects.select_for_update().get(id=number)
            row.result = {**results.counted(row), "is_final": True}
            row.save(update_fields=["result"])
            row.phones.all().delete()
            row.answers.all().delete()
            row.asked.all().delete()
    return len(numbers)


def register() -> None:
    """Register the jobs."""
    jobs.every(3600, "halls.close_papers", paper.close_old)
    jobs.every(24 * 3600, "halls.forget_phones", forget_phones)
