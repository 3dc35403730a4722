"""What requests for help hold about one person, and how long: 30 days after the last word, like questions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.groups.help_desk import helping, routing
from hocvuso.groups.models import DONE, HELPING, NEW, OPEN, DraftCard, HelpBlock, HelpRemark, HelpRequest
from hocvuso.people import own_data, traces
from hocvuso.plumbing import clock, jobs
from hocvuso.unions import granting

KEEP = timedelta(days=30)
KEEP_BLOCKS = timedelta(days=365)  # decided: long enough to see that it happened before, and no longer
LOOK_SECONDS = 300  # decided: nobody waits a day for five minutes more or less
_SHOWN = ("id", "opened_at", "state", "step", "device", "outcome", "minutes", "rating", "source", "way",
          "wants_woman")  # fmt: skip
_OF_BLOCKS = ("at", "until", "reason", "note", "objection", "answer", "lifted_at")


def _export(ids: Sequence[uuid.UUID]) -> Any:
    told = []
    for row in HelpRequest.objects.filter(person__in=ids).order_by("opened_at").values(*_SHOWN):
        lines = HelpRemark.objects.filter(request_id=row.pop("id")).order_by("at", "id")
        told.append({**row, "thread": list(lines.values("at", "side", "text"))})
    helped = HelpRemark.objects.filter(author__in=ids).order_by("at").values("at", "text")
    blocks = HelpBlock.objects.filter(person__in=ids).order_by("at").values(*_OF_BLOCKS)
    return {"asked": told, "answered_for_others": list(helped), "blocks": list(blocks)}


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(model.objects.filter(person__in=ids).count() for model in (HelpRequest, HelpBlock))


def _erase(ids: own_data.Ids) -> int:
    """Delete a person's requests; of an official only who it was goes, the learner keeps his answers."""
    HelpRemark.objects.filter(author__in=ids).update(author=None)
    left = HelpRequest.objects.filter(helper__in=ids, state=HELPING)  # nobody stays with a helper who is gone
    left.update(state=NEW, helper=None, companion=None, beside_until=None, due_at=routing.due(clock.now()))
    for column in ("helper", "companion", "entered_by"):
        HelpRequest.objects.filter(**{f"{column}__in": ids}).update(**{column: None})
    DraftCard.objects.filter(made_by__in=ids).update(made_by=None)
    for column in ("by", "decided_by"):
        HelpBlock.objects.filter(**{f"{column}__in": ids}).update(**{column: None})
    gone = HelpBlock.objects.filter(person__in=ids).delete()[0]
    return gone + HelpRequest.objects.filter(person__in=ids).delete()[0]


def _joined(alias: uuid.UUID, person: uuid.UUID) -> None:
    """Give a person what he asked before he had a name; one open request is enough, so a second one is closed."""
    rows = HelpRequest.objects.filter(person=alias)
    if HelpRequest.objects.filter(person=person, state__in=OPEN).exists():
        rows.filter(state__in=OPEN).update(state=DONE, due_at=None)
    rows.update(person=person)
    for row in HelpRequest.objects.filter(person=person, state=HELPING, helper__isnull=False):
        if row.helper is not None and routing.is_volunteer_of(row.helper, row.group_id):
            granting.end(row.pk, on=clock.today())  # of the random id; who helps goes on with the same person
            granting.grant(row.helper, person, reason="help", consent=row.pk, on=clock.today())
    HelpBlock.objects.filter(person=alias).update(person=person)


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    rows = HelpRequest.objects.filter(person=gone)
    if HelpRequest.objects.filter(person=kept, state__in=OPEN).exists():
        rows = rows.exclude(state__in=OPEN)
    moved = list(rows.values_list("id", flat=True))
    HelpRequest.objects.filter(id__in=moved).update(person=kept)
    blocks = list(HelpBlock.objects.filter(person=gone).values_list("id", flat=True))
    HelpBlock.objects.filter(id__in=blocks).update(person=kept)
    return {"requests": [str(each) for each in moved], "blocks": [str(each) for each in blocks]}


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]] | list[str]) -> None:
    if isinstance(moved, list):  # joined before blocks were kept
        moved = {"requests": moved, "blocks": []}
    HelpRequest.objects.filter(id__in=moved["requests"], person=kept).update(person=gone)
    HelpBlock.objects.filter(id__in=moved["blocks"], person=kept).update(person=gone)


def forget_old() -> int:
    """Delete requests in which nothing has happened for 30 days, and blocks a year after they ended."""
    HelpBlock.objects.filter(until__lt=clock.today() - KEEP_BLOCKS).delete()
    return HelpRequest.objects.filter(touched_at__lt=clock.now() - KEEP).delete()[0]


def register() -> None:
    """Register the page of own data, the words of traces, and what runs by itself."""
    own_data.register(
        own_data.Holder(
            "help_requests", lambda: _("What you asked a person"), _count, _export, _erase, joined=_joined,
            merged=_merged, unmerged=_unmerged,
        )
    )  # fmt: skip
    traces.words_for(
        {
            "read:help_queue": lambda: _("saw your name in the list of people who ask for help"),
            "read:help_thread": lambda: _("read what you asked a person"),
            "help": lambda: _("took your request for help on"),
            "read:help_blocks": lambda: _("saw that you may not ask a person for a while"),
            "block help": lambda: _("decided that you may not ask a person for a while"),
            "lift block": lambda: _("let you ask a person again"),
            "keep block": lambda: _("answered your objection"),
        }
    )
    jobs.every(LOOK_SECONDS, "groups.raise_help", helping.raise_overdue)
    jobs.every(24 * 3600, "groups.forget_help", forget_old)
