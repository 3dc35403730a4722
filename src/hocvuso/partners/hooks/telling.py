"""What happened, put before each address that wants to know it: once each, without a name in it.

Kinds are registered: how they are called, and what happened since a moment. Three times a minute it is asked what
happened since a quarter of an hour before the last time that is written down; the key of what happened lets each thing
be told once, also what was committed late or while nobody did the jobs.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from hocvuso.certificates import lately
from hocvuso.partners.models import Hook, HookMessage
from hocvuso.plumbing import clock, jobs
from hocvuso.reports.returns import outgoing
from hocvuso.unions import queries as unions
from hocvuso.unions.structure import queries as structure

JOB = "partners.webhooks"
LOOKED_BACK = timedelta(minutes=15)  # decided: longer than any transaction
LONGEST_BACK = timedelta(days=10)  # decided: what is older is read with a key, not told
CHUNK = 1000
AT_ONCE = 50_000  # of one source; a province hands in some thousand returns in its busiest hour


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit; `key` is the same however often it is asked for."""

    key: str
    kind: str
    units: tuple[uuid.UUID, ...]
    at: datetime
    data: Mapping[str, Any]


Source = Callable[[datetime, int], Iterable[Event]]
_kinds: dict[str, Any] = {}
_sources: list[Source] = []


def register(kinds: Mapping[str, Any], source: Source) -> None:
    """Let addresses be told of some kinds, which `source` finds."""
    _kinds.update(kinds)
    if source not in _sources:
        _sources.append(source)


def kinds() -> dict[str, str]:
    """Return the words of every kind."""
    return {name: str(word) for name, word in _kinds.items()}


def body(kind: str, at: datetime, data: Mapping[str, Any]) -> str:
    """Return a message as it is signed and sent (Standard Webhooks: type, timestamp, data)."""
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": dict(data)}, ensure_ascii=False)


def gather() -> int:
    """Put what happened lately before every address that is awake and wants it; return how many messages are new."""
    hooks = list(Hook.objects.filter(stopped_at=None))
    if not hooks:
        return 0
    now, day = clock.now(), clock.today()
    since = _since(now)
    events = [event for source in _sources for event in source(since, AT_ONCE)]
    if not events:
        return 0
    made = []
    for hook in hooks:
        units = {uuid.UUID(each) for each in hook.units}
        scope = set(unions.subtrees_ids(units, day).values_list("unit_id", flat=True)) | units
        made += [
            _message(hook, event, now)
            for event in events
            if event.kind in hook.kinds and event.at >= hook.made_at and scope & set(event.units)
        ]
    known = {
        row
        for at in range(0, len(made), CHUNK)
        for row in HookMessage.objects.filter(key__in=[each.key for each in made[at : at + CHUNK]]).values_list(
            "hook_id", "key"
        )
    }
    fresh = [each for each in made if (each.hook_id, each.key) not in known]
    HookMessage.objects.bulk_create(fresh, batch_size=CHUNK, ignore_conflicts=True)
    return len(fresh)


def _since(now: datetime) -> datetime:
    """Return from when on it is asked what happened: the job's last run that is written down, and somewhat before."""
    last = next((run["finished_at"] for run in jobs.runs() if run["name"] == JOB), None)
    return max(min(last if isinstance(last, datetime) else now, now) - LOOKED_BACK, now - LONGEST_BACK)


def _message(hook: Hook, event: Event, now: datetime) -> HookMessage:
    said = body(event.kind, event.at, event.data)
    return HookMessage(hook=hook, key=event.key, kind=event.kind, body=said, made_at=now, next_at=now)


_OF_RETURNS = {
    "sent": "return.handed_in", "closed": "return.handed_in", "accepted": "return.accepted",
    "sent_back": "return.sent_back",
}  # fmt: skip


def _of_returns(since: datetime, limit: int) -> Iterable[Event]:
    for step in outgoing.steps(_OF_RETURNS, since, limit):
        data = {
            "unit": str(step.row.unit_id), "unit_code": step.row.unit_code, "month": f"{step.row.month:%Y-%m}",
            "version": step.version, "return": str(step.row.id),
        }  # fmt: skip
        yield Event(f"return:{step.id.hex}", _OF_RETURNS[step.what], (step.row.unit_id,), step.at, data)


def _of_units(since: datetime, limit: int) -> Iterable[Event]:
    for change, touched in structure.entered_since(since, limit):
        codes = {line.id: line.code for line in unions.unit_lines(touched, clock.today())}
        data = {"change": change.kind, "on": change.on.isoformat(), "decision": change.decision,
                "units": sorted(codes.values()), "undone": change.undone_at is not None}  # fmt: skip
        at = change.undone_at or change.entered_at
        mark = "undone" if change.undone_at else "made"
        yield Event(f"unit:{change.id.hex}:{mark}", "unit.changed", tuple(touched), at, data)


def _of_certificates(since: datetime, limit: int) -> Iterable[Event]:
    for each in lately.happened(since, limit):
        data = {"code": each.code, "kind": each.kind}
        if each.other:
            data["newer" if each.what == lately.ANEW else "replaces"] = each.other
        yield Event(f"certificate:{each.id.hex}:{each.what}", f"certificate.{each.what}", (each.unit,), each.at, data)


def register_known() -> None:
    """Register what the rooms of this site tell of."""
    register(
        {
            "return.handed_in": gettext_lazy("A return was handed in"),
            "return.accepted": gettext_lazy("A return was accepted"),
            "return.sent_back": gettext_lazy("A return was sent back"),
        },
        _of_returns,
    )
    register({"unit.changed": gettext_lazy("Units were founded, moved, merged, ended")}, _of_units)
    register(
        {
            "certificate.issued": gettext_lazy("A certificate was issued"),
            "certificate.revoked": gettext_lazy("A certificate was revoked"),
            "certificate.reissued": gettext_lazy("A certificate was issued anew"),
        },
        _of_certificates,
    )
