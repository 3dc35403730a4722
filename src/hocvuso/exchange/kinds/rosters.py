"""Who belongs to a unit: rows say what is, so that said twice they change nothing. Names go up, numbers do not.

The union above sees the names of its units by its role; a phone number it does not need (ADR 0069). A person keeps
his id everywhere, so that what is said of him later finds him.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hocvuso.core import vntext
from hocvuso.core.exchange.envelope import ROSTER, tidy
from hocvuso.exchange import parts, writing
from hocvuso.exchange.kinds.contract import Came, Held, Row
from hocvuso.exchange.models import Installation, PartnerPerson
from hocvuso.people import actions as people
from hocvuso.people import departures
from hocvuso.people import queries as persons
from hocvuso.plumbing import bulk, clock
from hocvuso.unions import listing, travelling

LONGEST_NAME = 120


class Rosters:
    """Changes of a unit's list of people."""

    name = ROSTER
    is_for_ended_units = False

    def enter(self, came: Came) -> None:
        """Enter who is there, correct names that only this partner knew, and end the stays of those who left."""
        here = {uuid.UUID(row["person"]): _put(row) for row in came.rows if "left" not in row}
        gone = {uuid.UUID(row["person"]): date.fromisoformat(row["left"]) for row in came.rows if "left" in row}
        if here:
            _enter(came, here)
        if gone:
            _leave(came, gone)

    def collect(self, partner: Installation) -> int:
        """Say who came, who changed and who left, in every unit of the subtree."""
        if partner.side != "above":
            return 0
        units = parts.units_of(partner)
        codes, told, today = parts.codes(units), writing.told_of(partner, ROSTER), clock.today()
        stays = travelling.at_units(units, today)
        known = persons.kept({each.person for some in stays.values() for each in some})
        said = 0
        for unit, code in codes.items():
            rows = {str(each.person): _row(each, known[each.person]) for each in stays[unit] if each.person in known}
            before = told.get(tidy(code), {})
            if writing.is_news(rows, before):
                said += _say(partner, unit, code, rows, before)
        return said


def _row(stay: travelling.Stay, known: persons.Kept) -> dict[str, Any]:
    return {
        "person": str(stay.person), "name": known.full_name, "address": known.address, "audience": stay.audience,
        "is_member": stay.is_member, "since": stay.since.isoformat(),
    }  # fmt: skip


def _put(row: Row) -> dict[str, Any]:
    name = vntext.clean(str(row["name"]))[:LONGEST_NAME]
    if not name:
        raise Held("shape", {"detail": "name"})
    facts = {"address": str(row.get("address", ""))[:12], "audience": row["audience"], "is_member": row["is_member"]}
    return {"name": name, **facts}


def _enter(came: Came, here: Mapping[uuid.UUID, Mapping[str, Any]]) -> None:
    there = persons.existing_ids(list(here))
    known = persons.kept(there)
    fresh = [one for one in here if one not in there]
    people.enrol_all(
        [people.Named(here[one]["name"], "", here[one]["address"]) for one in fresh], source="exchange",
        known_as=fresh,
    )  # fmt: skip
    renamed = [one for one in known if here[one]["name"] != known[one].full_name]
    if renamed:
        theirs = _of_partner(came.partner, renamed)
        people.correct_unclaimed(
            {one: people.Correction(here[one]["name"], None, here[one]["address"]) for one in theirs}
        )
    today = clock.today()
    # Whoever was erased here stays forgotten, whatever the other side still says of him.
    here = {one: facts for one, facts in here.items() if one in known or one not in there}
    listing.enter_all(
        [
            listing.Entered(one, came.unit, facts["audience"] or "worker", facts["is_member"], one not in known)
            for one, facts in here.items()
        ],
        on=today,
    )
    noted = set(
        PartnerPerson.objects.filter(installation=came.partner, unit=came.unit, person__in=list(here)).values_list(
            "person", flat=True
        )
    )
    if noted:
        back = PartnerPerson.objects.filter(installation=came.partner, unit=came.unit, person__in=list(noted))
        back.exclude(left_at=None).update(left_at=None)
    made, now = set(fresh), clock.now()
    bulk.insert(
        PartnerPerson, ("person", "is_made"), [(one, one in made) for one in here if one not in noted],
        installation_id=came.partner.id, unit=came.unit, at=now,
    )  # fmt: skip


def _of_partner(partner: Installation, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return those whom only this partner told us of: their names it may correct."""
    rows = PartnerPerson.objects.filter(installation=partner, person__in=ids, is_made=True)
    return set(rows.values_list("person", flat=True))


def _leave(came: Came, gone: Mapping[uuid.UUID, date]) -> None:
    rows = PartnerPerson.objects.filter(installation=came.partner, unit=came.unit, person__in=list(gone))
    theirs = set(rows.values_list("person", flat=True))
    today = clock.today()
    by_day: dict[date, list[uuid.UUID]] = {}
    for one in theirs:
        by_day.setdefault(min(gone[one], today), []).append(one)
    for day, some in by_day.items():
        travelling.end_all(some, came.unit, last_day=day, reason=came.partner.name)
    rows.filter(person__in=list(theirs)).update(left_at=clock.now())


def _say(
    partner: Installation, unit: uuid.UUID, code: str, rows: Mapping[str, Row], before: Mapping[str, str]
) -> int:  # fmt: skip
    yesterday = (clock.today() - timedelta(1)).isoformat()
    left = sorted(before.keys() - rows.keys())
    writing.say(partner, code, ROSTER, [{"person": key, "left": yesterday} for key in left], unit=unit)
    fresh = writing.say_news(partner, code, ROSTER, rows, unit=unit, gone=left)
    departures.record([uuid.UUID(key) for key in rows if key not in before], kind=ROSTER, to=partner.name)
    return fresh + len(left)
