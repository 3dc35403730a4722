"""A lesson in talk as it rests in its row, and what is kept of it: where it stands, until the next one begins."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.assistant.models import Talk as Row
from hocvuso.core.talking import Entry, Talk
from hocvuso.people import own_data
from hocvuso.plumbing import clock, jobs

KEEP = timedelta(days=30)  # decided: assistant.md 3.1, as long as questions


def kept(talk: Talk) -> dict[str, Any]:
    """Return a talk as JSON."""
    return asdict(talk)


def read(state: Mapping[str, Any]) -> Talk:
    """Read what `kept` wrote."""
    agenda = tuple(Entry(**entry) for entry in state["agenda"])
    return Talk(**{**state, "agenda": agenda, "replies": tuple(state["replies"])})


def _export(ids: Sequence[uuid.UUID]) -> Any:
    return list(Row.objects.filter(person__in=ids).values("began_at", "updated_at", "title", "state"))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Row.objects.filter(person__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    return Row.objects.filter(person__in=ids).delete()[0]


def forget_old() -> int:
    """Delete talks past their term; return how many."""
    return Row.objects.filter(updated_at__lt=clock.now() - KEEP).delete()[0]


def register() -> None:
    """Register the page of own data and the nightly removal."""
    own_data.register(own_data.Holder("talks", lambda: _("Your lesson with the assistant"), _count, _export, _erase))
    jobs.every(24 * 3600, "assistant.forget_talks", forget_old)
