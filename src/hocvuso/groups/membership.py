"""The end of a membership, and its rest after a report: whichever way it comes, nothing of it stays open.

What the member had taken on goes back to the queue, his turns of duty are open again, and the grants that hang on the
membership or on a request end the same day, so a page that still lies open on his phone shows nobody any more.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from hocvuso.groups.help_desk import helping
from hocvuso.groups.models import HELPING, GroupDuty, GroupMember, HelpRequest
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import granting


def end(rows: QuerySet[GroupMember], *, now: datetime) -> int:
    """End these memberships; return how many. Call it inside a transaction."""
    day = clock.day_of(now)
    held = list(rows.filter(left_on=None))
    for row in held:
        give_back(row, now=now)
        granting.end(row.pk, on=day)
        GroupDuty.objects.filter(group_id=row.group_id, person=row.person, on__gte=day).update(person=None)
    GroupMember.objects.filter(pk__in=[row.pk for row in held]).update(left_on=day)
    return len(held)


def give_back(row: GroupMember, *, now: datetime) -> None:
    """Give what a member has taken on for his group back to the queue; nobody goes with him to a home any more."""
    ids = people.ids_of(row.person)
    mine = HelpRequest.objects.filter(helper__in=ids, group_id=row.group_id, state=HELPING)
    for request, helper in mine.values_list("id", "helper"):
        if helper is not None:
            helping.release(request, helper, now=now)
    # Whoever helps chooses another companion, or another way: alone he cannot close it.
    HelpRequest.objects.filter(companion__in=ids, group_id=row.group_id, state=HELPING).update(
        companion=None, touched_at=now
    )
