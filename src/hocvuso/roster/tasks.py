"""What runs at night: uploads are forgotten after their term, and people who stand on a list only after theirs."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from hocvuso.people import actions as people
from hocvuso.people import queries as people_queries
from hocvuso.plumbing import clock, jobs
from hocvuso.roster.entering import UNDO_FOR
from hocvuso.roster.models import RosterEntry, RosterImport, RosterPart


def register() -> None:
    """Register the nightly jobs."""
    jobs.every(24 * 3600, "roster.forget_uploads", forget_uploads)
    jobs.every(24 * 3600, "roster.forget_unclaimed", forget_unclaimed)


def forget_uploads() -> int:
    """Delete previews that nobody entered, and what entered lists still hold of their file; return how many."""
    before = clock.now() - timedelta(days=settings.ROSTER_UPLOAD_DAYS)
    unfinished = RosterImport.objects.filter(made_at__lt=before, done_at=None)
    gone = unfinished.count()
    unfinished.delete()
    old = RosterPart.objects.filter(roster_import__done_at__lt=before).exclude(lines=b"")
    gone += old.update(lines=b"", ready=0, open=0)
    undoable = clock.now() - UNDO_FOR
    RosterPart.objects.filter(roster_import__done_at__lt=undoable).exclude(undo=b"").update(undo=b"")
    return gone


def forget_unclaimed() -> int:
    """Erase people whom only a list knows and who never came, a term after the list last named them."""
    before = clock.now() - timedelta(days=settings.ROSTER_UNCLAIMED_DAYS)
    recent = RosterEntry.objects.filter(listed_at__gte=before).values_list("person_id", flat=True)
    old = RosterEntry.objects.filter(listed_at__lt=before).exclude(person_id__in=recent)
    gone = list(people_queries.unclaimed_ids(old.values_list("person_id", flat=True)))
    for person in gone:
        people.erase(person, by=None, way="unclaimed")
    return len(gone)
