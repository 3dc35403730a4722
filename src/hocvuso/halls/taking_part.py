"""What a phone does in a hall: come in, answer, and in the end keep its answers under a name.

A phone is a random number that its browser holds. Answers are written together on SQLite, as those of learners are.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from hocvuso.classes import attending
from hocvuso.classes import queries as classes
from hocvuso.core import hall as rules
from hocvuso.core import meeting
from hocvuso.halls import evidence, results
from hocvuso.halls.models import Hall, HallAnswer, HallPhone
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.driver import as_moment, as_uuid, is_sqlite, key, moment, run, run_each
from hocvuso.plumbing.turns import Turns

KEPT, CLOSED, UNKNOWN, WRONG = "kept", "closed", "unknown", "wrong"
MOST_TURNS = 10_000
WAY = "hall"  # how presence is known, in the list of a class
# The newest turn holds: a copy of an older answer that comes late changes nothing.
UPSERT = (
    "INSERT INTO halls_hallanswer (hall_id, phone, question, choice, turn, people, at) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (hall_id, phone, question) DO UPDATE SET "
    "choice = excluded.choice, turn = excluded.turn, people = excluded.people, at = excluded.at "
    "WHERE excluded.turn > halls_hallanswer.turn"
)
# One row tells whose phone it is and whether its question is open.
ASKED = (
    "SELECT h.id, h.step, h.step_at, p.people FROM halls_hallphone p JOIN halls_hall h ON h.id = p.hall_id "
    "WHERE p.id = %s AND h.code = %s"
)


@transaction.atomic
def join(code: str, phone: uuid.UUID, people: int) -> bool:
    """Let a phone into a hall, with as many people as share it; twice is once, another number of people is changed.

    Return False for a hall that is not there.
    """
    hall = Hall.objects.filter(code=code).first()
    if hall is None:
        return False
    many = min(max(people, 1), rules.A_PHONE)
    row, is_new = HallPhone.objects.get_or_create(
        id=phone, defaults={"hall": hall, "people": many, "joined_at": clock.now()}
    )
    if not is_new and row.hall_id == hall.id and row.people != many:
        row.people = many
        row.save(update_fields=["people"])
    return row.hall_id == hall.id


def phone_in(code: str, phone: uuid.UUID | None) -> HallPhone | None:
    """Return a phone that is in a hall."""
    return HallPhone.objects.filter(id=phone, hall__code=code).first() if phone else None


@dataclass(slots=True)
class _Given:
    """One answer on its way, and what became of it."""

    code: str
    phone: uuid.UUID
    question: int
    choice: int
    turn: int
    found: str = ""


def answer(code: str, phone: uuid.UUID, question: int, choice: int, turn: int, options: Sequence[int]) -> str:
    """Keep an answer while its question is open, by the server's clock; return KEPT, CLOSED, UNKNOWN or WRONG.

    `options` are the numbers of answers of the questions. The same answer sent again is one; a newer `turn` changes it.
    """
    if not 0 <= question < len(options) or not 0 <= choice < options[question] or not 0 < turn <= MOST_TURNS:
        return WRONG
    given = _Given(code, phone, question, choice, turn)
    if is_sqlite() and not connection.in_atomic_block:
        _turns.take(given)
    else:
        _carry_out([given])
    return given.found


def _carry_out(group: Sequence[_Given]) -> None:
    at = clock.now()
    with transaction.atomic():
        rows = []
        for each in group:
            found = run(ASKED, [key(each.phone), each.code])
            if not found:
                each.found = UNKNOWN
                continue
            hall, step, since, people = found[0]
            # The caller has looked that the question is one of the hall; one beyond the last is never asked.
            is_open = rules.takes(step, as_moment(since), each.question, each.question + 1, at)
            each.found = KEPT if is_open else CLOSED
            if is_open:
                rows.append(
                    (key(as_uuid(hall)), key(each.phone), each.question, each.choice, each.turn, people, moment(at))
                )
        if rows:
            run_each(UPSERT, rows)


_turns = Turns(_carry_out)


def own(phone: uuid.UUID) -> dict[int, HallAnswer]:
    """Return what a phone answered, by question."""
    return {each.question: each for each in HallAnswer.objects.filter(phone=phone)}


@transaction.atomic
def keep(phone: uuid.UUID, token: tokens.Token) -> int:
    """Give a phone's answers to whoever learns on it, once; return how many the learner model took.

    Answers of several people at one phone are nobody's own, so none of them is taken.
    """
    row = HallPhone.objects.select_for_update().select_related("hall").get(id=phone)
    if row.claimed_at:
        return 0
    row.claimed_at = clock.now()
    row.save(update_fields=["claimed_at"])
    if row.people > 1:
        return 0
    given = [(each.question, each.choice, each.at) for each in own(phone).values()]
    exercise = results.exercise_of(row.hall)
    return evidence.hand_on(token.person, token.device, exercise, given, hints=evidence.IN_A_HALL)


@transaction.atomic
def be_present(phone: uuid.UUID, person: uuid.UUID) -> str:
    """Write somebody's presence in the class of a hall down, at the moment at which his phone came in.

    Return what he is, "" where the hall is of no class or the class cannot take him. Twice is once.
    """
    row = HallPhone.objects.select_for_update().select_related("hall").get(id=phone)
    session = classes.session(row.hall.session) if row.hall.session else None
    if session is None or meeting.presence(session.meeting, row.joined_at) is None:
        return ""
    try:
        attending.present(session.id, [person], at=row.joined_at, way=WAY)
    except attending.Refused:
        return ""
    kind = attending.came_to(session.id, person)
    row.was_signed_in = bool(kind)
    row.save(update_fields=["was_signed_in"])
    return kind
