"""Whatever happens later, a frozen return stays what it was, and a combined one is the sum of what was accepted."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocvuso.core.returns import checksum
from hocvuso.plumbing import clock
from hocvuso.reports.models import FrozenReturn, Return
from hocvuso.reports.returns import actions, opening, queries
from hocvuso.reports.returns.actions import NotDone, Typed
from hocvuso.unions import actions as unions
from tests.examples import examples
from tests.rooms import places
from tests.rooms.reports.months import MONTH, OPENED, set_clock, signer, workers

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
BELOW = ("sewing", "shoes", "packing")
acts = st.tuples(
    st.sampled_from(["confirm", "withdraw", "accept", "back", "own", "adjust", "move", "hire", "declare", "open"]),
    st.sampled_from(BELOW),
    st.integers(0, 9),
)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, min_size=6, max_size=18))
def test_frozen_returns_never_change_and_sums_are_those_of_what_was_accepted(monkeypatch, happenings):
    with transaction.atomic():
        set_clock(monkeypatch, OPENED)
        world = _World()
        for step, (act, where, number) in enumerate(happenings):
            set_clock(monkeypatch, OPENED + timedelta(days=step))
            world.do(act, where, number, step)
            world.look()
        transaction.set_rollback(True)


class _World:
    """A province, its signers, and every frozen text as it was when it first appeared."""

    def __init__(self) -> None:
        self.place = places.province()
        for unit in (self.place.sewing, self.place.shoes):
            workers(unit, 6)
        self.senders = {name: signer(getattr(self.place, name), name) for name in BELOW}
        self.receivers = {
            self.place.ward: signer(self.place.ward, "ward"),
            self.place.zone: signer(self.place.zone, "zone"),
        }
        opening.open_month(MONTH)
        self.seen: dict[object, tuple[str, str]] = {}

    def do(self, act: str, where: str, number: int, step: int) -> None:
        """Let something happen; what is refused changes nothing, which `look` checks too."""
        unit = getattr(self.place, where)
        row = Return.objects.get(unit_id=unit, month=MONTH)
        who, above = self.senders[where], self.receivers[row.parent_id]
        try:
            if act == "confirm":
                actions.confirm(who, row.id, edit=row.edit)
            elif act == "withdraw":
                actions.withdraw(who, row.id, version=row.version)
            elif act == "accept":
                actions.accept(above, row.id, version=row.version)
            elif act == "back":
                actions.send_back(above, row.id, version=row.version, reason="xem lại")
            elif act == "own":
                actions.save(who, row.id, edit=row.edit, typed=Typed({"people": (str(number), "đếm tay")}, ""))
            elif act == "adjust":
                actions.adjust(who, row.id, line="people", after=str(number), reason="sót")
            else:
                self._change_the_world(act, unit, number, step)
        except (NotDone, unions.Refused):
            pass

    def _change_the_world(self, act: str, unit: object, number: int, step: int) -> None:
        if act == "move":
            to = self.place.zone if number % 2 else self.place.ward
            unions.move([unit], to, on=date(2026, 10, 15) + timedelta(days=step))
        elif act == "hire":
            places.worker(f"Trần Văn {chr(65 + step)}", unit, agreed=True, invited=True)
        elif act == "declare":
            unions.declare_headcount(unit, audience="worker", count=number + 5, signed_by="x", on=clock.today())
        else:
            opening.open_month(date(2026, 11, 1))

    def look(self) -> None:
        """Compare every frozen text with what it was, and each sum with one made by hand from the raw texts."""
        for version in FrozenReturn.objects.all():
            kept = self.seen.setdefault(version.id, (version.text, version.checksum))
            assert kept == (version.text, version.checksum)
            assert checksum(version.text) == version.checksum
        for above in (self.place.ward, self.place.zone):
            accepted = Return.objects.filter(parent_id=above, month=MONTH, state="accepted")
            texts = [FrozenReturn.objects.get(of=row, version=row.version).text for row in accepted]
            found = queries.combined(above, MONTH)
            for line in found.lines:
                values = []
                for text in texts:
                    raw = next(each for each in json.loads(text)["lines"] if each["id"] == line.id)
                    value = raw["own"] if raw["own"] is not None else raw["system"]
                    values += [value] if value is not None else []
                assert line.value == (sum(values) if values else None)
            assert found.units == len(texts)
