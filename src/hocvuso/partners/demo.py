"""An invented partner of the demonstration: a key that nobody has, an address that rests, a mapping, a few log lines.

Its name says that it is invented. Nothing is sent: the key's text is thrown away, the address is told nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from hocvuso.core.mapping.content import RESULTS
from hocvuso.partners import changes, keys, own_data
from hocvuso.partners.forms import library
from hocvuso.partners.hooks import actions as hooks
from hocvuso.partners.hooks import telling
from hocvuso.partners.models import FormVersion, Hook, HookMessage, MemberChange, MemberState, PartnerKey
from hocvuso.people import actions as people
from hocvuso.people import departures
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries as unions

PARTNER = "Sở Nội vụ tỉnh Sông Trăng (minh họa, bịa)"
ADDRESS = "https://so-noi-vu.example/nhan-tin"
SIGNED = "Nhân vật minh họa"
FORM, RESULTS_FORM = "local-units", "national-results"
TOP, WARD = "ST", "ST-BN"  # whose figures the partner reads, and who changed a mapping
AGREEING = 3  # people of a unit who agree that their results go out
_DAYS_AGO = 20
# What the address was told before it was put to rest: kind, minutes before, tries, status of the last answer.
_LOG = (
    ("return.handed_in", 2880, 1, 200), ("return.accepted", 2700, 1, 200), ("certificate.issued", 1500, 3, 200),
    ("certificate.reissued", 1440, 1, 200), ("unit.changed", 1380, 4, 503),
)  # fmt: skip


def show(units: Mapping[str, uuid.UUID], persons: Sequence[uuid.UUID], by: uuid.UUID, now: datetime) -> None:
    """Enter the invented partner, once; call it inside a transaction. `persons` agree that their results go out."""
    if TOP not in units or PartnerKey.objects.filter(partner=PARTNER).exists():
        return
    _key(units[TOP], by, now)
    _address(units[TOP], by, now)
    _mapping(units.get(WARD), by)
    changes.look(list(units.values()))
    for person in persons:
        people.decide(person, people.PARTNER, given=True, way="demo")
    form = library.shipped(library.folder())[RESULTS_FORM].form
    departures.record(persons, kind=own_data.kind_of(RESULTS), to=form.partner, at=now - timedelta(days=2))


def _key(unit: uuid.UUID, by: uuid.UUID, now: datetime) -> None:
    expires = clock.day_of(now) + timedelta(days=180)
    row, _thrown_away = keys.make(keys.Wanted(PARTNER, [unit], keys.KINDS, expires), by=by)
    used, made = now - timedelta(hours=5), now - timedelta(days=_DAYS_AGO)
    PartnerKey.objects.filter(id=row.id).update(made_at=made, used_at=used, uses=41)


def _address(unit: uuid.UUID, by: uuid.UUID, now: datetime) -> None:
    kinds = [kind for kind, *_rest in _LOG]
    row, _thrown_away = hooks.enter(hooks.Wanted(PARTNER, ADDRESS, [unit], kinds), by=by)
    HookMessage.objects.bulk_create(_message(row, now, place) for place in range(len(_LOG)))
    Hook.objects.filter(id=row.id).update(
        made_at=now - timedelta(days=_DAYS_AGO), stopped_at=now - timedelta(hours=20), why_stopped="hand"
    )


def _message(row: Hook, now: datetime, place: int) -> HookMessage:
    kind, minutes, tries, status = _LOG[place]
    at = now - timedelta(minutes=minutes)
    data: dict[str, Any] = {"text": "Dữ liệu minh họa, bịa"}
    return HookMessage(
        id=uuid7(int(at.timestamp() * 1000)), hook=row, key=f"demo:{place}", kind=kind,
        body=telling.body(kind, at, data), made_at=at, next_at=None, tries=tries, status=status,
        taken_at=at + timedelta(seconds=2) if status == 200 else None,
    )  # fmt: skip


def _mapping(unit: uuid.UUID | None, by: uuid.UUID) -> None:
    """Let the ward have its own words for the states of returns, as its authority asked in the invented story."""
    if unit is None:
        return
    told = deepcopy(dict(library.shipped(library.folder())[FORM].told))
    state = next(each for each in told["column"] if each["fact"] == "state")
    state["codes"] = {
        "accepted": "1", "sent": "1", "closed": "1", "draft": "0", "sent_back": "0", "missing": "0",
    }  # fmt: skip
    told["title"] = f"{told['title']}, mã theo phường (minh họa)"
    library.save(told, b"", unit=unit, by=by, name=SIGNED)


def remove() -> None:
    """Take the invented partner away, with what was noted of invented units; before their people go."""
    invented = unions.invented_ids()
    PartnerKey.objects.filter(partner=PARTNER).delete()
    Hook.objects.filter(partner=PARTNER).delete()
    FormVersion.objects.filter(unit_id__in=invented).delete()
    for model in (MemberState, MemberChange):
        model._default_manager.filter(unit__in=invented).delete()
