"""The result: who is awarded what, which units are in the upper half; published version by version, people by number.

On the public page stands the name of whoever agreed, nobody's of whom it is not known, and no unit of the lower half;
what is kept of every unit (`every`) is for `own_line` alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from hocvuso.contests import lottery, planning, recognising, settling
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import ANNOUNCED, OPEN, PUBLISHED, Contest, ContestResult, Entrant, Protest
from hocvuso.contests.planning import Refused
from hocvuso.core.contest import boards
from hocvuso.core.contest.places import Placed
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, outbox

UNSETTLED, PROTESTS = "unsettled", "protests"


@dataclass(frozen=True, slots=True)
class Award:
    """One award: prize, what is given, whose it is by number; `place` is None for lots."""

    prize: str
    text: str
    entrant: int
    place: int | None
    points: int
    questions: int


def awards(row: Contest, placed: Sequence[Placed]) -> list[Award]:
    """Return the awards in the order of prizes: places first, then lots. Whoever has a place gets one prize of it.

    Nothing right is no place to be awarded, however few entered.
    """
    names = [(each["name"], each["text"]) for each in row.prizes for _one in range(each["number"])]
    found = [
        Award(name, text, one.entrant, one.place, one.points, one.questions)
        for (name, text), one in zip(names, (each for each in placed if each.points), strict=False)
    ]
    points = {each.entrant: each for each in placed}
    for each in lottery.of_contest(row.id):
        for number in each.drawn:
            own = points.get(number)
            found.append(Award(each.title, "", number, None, own.points if own else 0, own.questions if own else 0))
    return found


def body_of(row: Contest) -> dict[str, Any]:
    """Return what would be published now."""
    placed = settling.placed(row.id)
    found = settling.unit_boards(row, clock.today())
    took = {each.id: each for each in found.units}
    return {
        "awards": [
            {"prize": each.prize, "text": each.text, "entrant": each.entrant, "place": each.place,
             "points": each.points, "questions": each.questions}
            for each in awards(row, placed)
        ],
        "taking_part": [_line(each, took) for each in found.taking_part if each.is_upper],
        "improvement": [_line(each, took) for each in found.improvement if each.is_upper and (each.figure or 0) > 0],
        "people": len(placed), "units": len({each.id for each in found.units if each.took_part}),
        "every": [[each.id, each.took_part, each.people, each.changed, each.change]
                  for each in boards.tallies(found.units)],
    }  # fmt: skip


def _line(line: boards.Line, took: Mapping[str, boards.Unit]) -> dict[str, Any]:
    unit = took[line.id]
    return {
        "unit": line.id, "place": line.place, "figure": line.figure, "took_part": unit.took_part, "people": unit.people,
        "low": line.low, "high": line.high,
    }  # fmt: skip


def own_line(row: Contest, units: Collection[uuid.UUID], day: date) -> boards.Own | None:
    """Return what people and officials of some units see of them: as published, before that as it stands on a day.

    It is for them alone: no page shows the lines of the lower half to anybody else.
    """
    last = newest(row.id)
    found = (
        boards.tallies(settling.unit_boards(row, day).units)
        if last is None
        else [boards.Tally(*each) for each in last.body.get("every", ())]
    )
    return boards.own(found, {each.hex for each in units})


@transaction.atomic
def publish(contest: uuid.UUID, *, by: Signer) -> ContestResult:
    """Publish the result, or a new version when it changed; tell everybody who entered, and ask who is awarded.

    Certificates of awards that changed are revoked.

    Raises Refused: NOT_DRAFT (it is not announced), UNSETTLED (somebody may still have time), PROTESTS (some are open).
    """
    row = Contest.objects.select_for_update().get(id=contest)
    if row.state not in (ANNOUNCED, PUBLISHED):
        raise Refused(planning.NOT_DRAFT)
    if not all(settling.is_settled(each) for each in row.rounds.all()):
        raise Refused(UNSETTLED)
    if Protest.objects.filter(of=row, state=OPEN).exists():
        raise Refused(PROTESTS)
    settling.close_due()
    body, last = body_of(row), newest(contest)
    if last is not None and last.body == body:
        return last
    made = ContestResult.objects.create(
        of=row, version=last.version + 1 if last else 1, at=clock.now(), by=by.id, signed=by.name, body=body
    )
    row.state, row.published_at = PUBLISHED, made.at
    row.save(update_fields=["state", "published_at"])
    recognising.follow(last, made, by=by)
    _tell(row, made)
    audit.record("publish contest", actor=by.id, what=row.title, facts={"version": made.version})
    return made


def _tell(row: Contest, made: ContestResult) -> None:
    planning.tell(row, "contest_result", key=f"contest-result|{row.id.hex}|{made.version}", facts={})
    numbers = {each["entrant"]: each["prize"] for each in reversed(made.body["awards"])}
    for number, person in row.entrants.filter(number__in=numbers).values_list("number", "person"):
        facts = {"contest": row.title, "code": row.code, "prize": numbers[number]}
        outbox.notify(person, "contest_award", facts, key=f"contest-award|{row.id.hex}|{made.version}")


def newest(contest: uuid.UUID) -> ContestResult | None:
    """Return the newest version of a result."""
    return ContestResult.objects.filter(of=contest).order_by("-version").first()


def versions(contest: uuid.UUID) -> list[ContestResult]:
    """Return every version, the newest first."""
    return list(ContestResult.objects.filter(of=contest).order_by("-version"))


def award_of(entrant: Entrant) -> dict[str, Any] | None:
    """Return what somebody is awarded by the published result, None for nothing."""
    found = newest(entrant.of_id)
    mine = [] if found is None else [each for each in found.body["awards"] if each["entrant"] == entrant.number]
    return mine[0] if mine else None


@transaction.atomic
def let_be_named(contest: uuid.UUID, person: uuid.UUID, *, given: bool) -> None:
    """Keep whether somebody's name stands on the public page; it can be changed at any time and holds at once."""
    Entrant.objects.filter(of=contest, person__in=people.ids_of(person)).update(may_be_named=given)


def named(contest: uuid.UUID, numbers: Sequence[int]) -> dict[int, str]:
    """Return the names of those entrants who agreed to stand on the public page."""
    rows = Entrant.objects.filter(of=contest, number__in=list(numbers), may_be_named=True)
    who = dict(rows.values_list("number", "person"))
    known = people.names(who.values())
    return {number: known[person].full for number, person in who.items() if person in known}
