"""What the jury does once a contest runs: it changes nothing in secret. Each act leaves what was before and after.

Whoever calls has made sure that the official may sign for the unit. `signed` is the name under the act.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocvuso.contests import marking, planning, settling
from hocvuso.contests.models import (
    ACCEPTED,
    ANNOUNCED,
    DISMISSED,
    OPEN,
    Contest,
    Correction,
    Entrant,
    Entry,
    Protest,
    Round,
)
from hocvuso.contests.planning import Refused
from hocvuso.core.contest import anomalies, papers, seeds
from hocvuso.core.contest.anomalies import Alike, Answered
from hocvuso.core.contest.setup import Span
from hocvuso.plumbing import audit, clock, outbox

UNKNOWN, SETTLED, EARLIER, NO_REASON = "unknown", "settled", "earlier", "no_reason"
VOID, EXTEND, ASIDE, BACK = "void", "extend", "aside", "back"
LONGEST = 1000  # letters of a protest and of its answer


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts, and the name under it."""

    id: uuid.UUID
    name: str


@transaction.atomic
def void(round_id: uuid.UUID, question: str, reason: str, *, by: Signer) -> int:
    """Void a question: it is right for everybody who had it, and all papers are marked again; twice is once.

    Return how many papers changed. Raises Refused(UNKNOWN) for a question that no paper of the round can have, and
    Refused(NO_REASON).
    """
    row = Round.objects.select_for_update().select_related("of").get(id=round_id)
    if not reason:
        raise Refused(NO_REASON)
    if question not in {each[1] for each in row.pool}:
        raise Refused(UNKNOWN)
    if question in row.void:
        return 0
    row.void = [*row.void, question]
    row.save(update_fields=["void"])
    changes = settling.mark_again(row)
    _keep(row, VOID, question, reason, [list(each) for each in changes], by)
    return len(changes)


def _keep(row: Round, kind: str, what: str, reason: str, changes: list[list[object]], by: Signer) -> None:
    Correction.objects.create(
        of=row.of, round=row.number, kind=kind, what=what, reason=reason, changes=changes, at=clock.now(), by=by.id,
        signed=by.name,
    )  # fmt: skip
    audit.record(f"contest {kind}", actor=by.id, what=row.of.title, facts={"round": row.number, "what": what})


@transaction.atomic
def extend(round_id: uuid.UUID, closes: datetime, reason: str, *, by: Signer) -> None:
    """Let a round close later and tell everybody who entered; to where it closes already nothing happens.

    Raises Refused: NO_REASON, EARLIER (a round is never shortened), SETTLED (nothing is left to extend), ORDER (the
    next round would begin before).
    """
    row = Round.objects.select_for_update().select_related("of").get(id=round_id)
    if not reason:
        raise Refused(NO_REASON)
    if closes == row.closes_at:
        return
    if closes < row.closes_at or closes <= clock.now():
        raise Refused(EARLIER)
    if settling.is_settled(row):
        raise Refused(SETTLED)
    if Round.objects.filter(of=row.of, number__gt=row.number, opens_at__lt=closes).exists():
        raise Refused(planning.ORDER)
    before, row.closes_at = row.closes_at, closes
    row.save(update_fields=["closes_at"])
    _keep(row, EXTEND, f"{closes.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}", reason,
          [[before.isoformat(), closes.isoformat()]], by)  # fmt: skip
    facts: dict[str, object] = {
        "round": row.number,
        "until": f"{closes.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}",
        "reason": reason,
    }
    planning.tell(row.of, "contest_extended", key=f"contest-more|{row.id.hex}|{closes:%Y%m%d%H%M}", facts=facts)


@transaction.atomic
def add_round(contest: uuid.UUID, span: Span, *, by: Signer) -> Round:
    """Add a round after the last one, with the rules of the last, the pool of today and a seed of its own.

    Raises Refused: NOT_DRAFT (it is not announced), PAST, ORDER, SMALL.
    """
    row = Contest.objects.select_for_update().get(id=contest)
    last = row.rounds.order_by("number").last()
    if row.state != ANNOUNCED or last is None:
        raise Refused(planning.NOT_DRAFT)
    same = row.rounds.filter(opens_at=span.opens).first()
    if same is not None:
        return same
    if span.opens <= clock.now():
        raise Refused(planning.PAST)
    if span.closes <= span.opens or span.opens < last.closes_at:
        raise Refused(planning.ORDER)
    pool = planning.pool_of(row.skills)
    if not planning.is_enough(pool, last.questions, last.simulators):
        raise Refused(planning.SMALL)
    seed = secrets.token_hex(seeds.BYTES)
    made = Round.objects.create(
        of=row, number=last.number + 1, opens_at=span.opens, closes_at=span.closes, attempts=last.attempts,
        questions=last.questions, simulators=last.simulators, minutes=last.minutes,
        pool=[[one.kind, one.id, one.version, one.skill] for one in pool], pool_print=papers.digest(pool), seed=seed,
        seed_print=seeds.print_of(seed),
    )  # fmt: skip
    audit.record("add contest round", actor=by.id, what=row.title, facts={"round": made.number})
    return made


@transaction.atomic
def set_aside(entry: uuid.UUID, reason: str, *, by: Signer) -> None:
    """Let a paper count no more, after its author was heard; twice is once. Raises Refused(NO_REASON)."""
    row = Entry.objects.select_for_update().select_related("of__of", "entrant").get(id=entry)
    if not reason:
        raise Refused(NO_REASON)
    if row.set_aside:
        return
    row.set_aside = reason
    row.save(update_fields=["set_aside"])
    _keep(row.of, ASIDE, str(row.entrant.number), reason, [[row.entrant.number, row.attempt, row.points, None]], by)
    audit.record("set aside", actor=by.id, subject=row.person, what=row.of.of.title, facts={"reason": reason})
    facts = {"contest": row.of.of.title, "code": row.of.of.code, "reason": reason}
    outbox.notify(row.person, "contest_aside", facts, key=f"contest-aside|{row.id.hex}")


@transaction.atomic
def take_back_in(entry: uuid.UUID, reason: str, *, by: Signer) -> None:
    """Let a paper that was set aside count again; twice is once. Raises Refused(NO_REASON)."""
    row = Entry.objects.select_for_update().select_related("of__of", "entrant").get(id=entry)
    if not reason:
        raise Refused(NO_REASON)
    if not row.set_aside:
        return
    row.set_aside = ""
    row.save(update_fields=["set_aside"])
    _keep(row.of, BACK, str(row.entrant.number), reason, [[row.entrant.number, row.attempt, None, row.points]], by)


@transaction.atomic
def protest(number: uuid.UUID, contest: uuid.UUID, person: uuid.UUID, text: str, *, round_number: int | None,
            question: str = "") -> Protest | None:  # fmt: skip
    """Keep what an entrant finds wrong; the same `number` sent twice is one. None for somebody who did not enter."""
    found = Protest.objects.filter(id=number).first()
    if found:
        return found if found.person == person else None
    if not Entrant.objects.filter(of=contest, person=person).exists():
        return None
    made = Protest.objects.create(
        id=number, of_id=contest, round=round_number, person=person, question=question, text=text[:LONGEST],
        at=clock.now(),
    )  # fmt: skip
    audit.record("protest", actor=person, subject=person, what=made.of.title)
    return made


@transaction.atomic
def answer(number: uuid.UUID, text: str, *, is_accepted: bool, by: Signer) -> None:
    """Answer a protest and tell whoever made it; the first answer stands. Raises Refused(NO_REASON)."""
    row = Protest.objects.select_for_update().select_related("of").get(id=number)
    if not text:
        raise Refused(NO_REASON)
    if row.state != OPEN:
        return
    row.state, row.answer = ACCEPTED if is_accepted else DISMISSED, text[:LONGEST]
    row.answered_at, row.answered_by = clock.now(), by.id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    audit.record("answer protest", actor=by.id, subject=row.person, what=row.of.title, facts={"state": row.state})
    facts = {"contest": row.of.title, "code": row.of.code}
    outbox.notify(row.person, "contest_answer", facts, key=f"contest-answer|{row.id.hex}")


@dataclass(frozen=True, slots=True)
class Odd:
    """What looks odd in a round; `same_phone` of a pair is told beside it and is no sign by itself."""

    alike: tuple[tuple[Alike, bool], ...]
    quick: tuple[tuple[int, int, int], ...]  # entrant, points, seconds
    late: tuple[tuple[int, int], ...]  # entrant, answers received after the end


def odd(row: Round) -> Odd:
    """Return what the jury may ask about in a round; nothing here changes a point or a place."""
    drawn = marking.drawn_of(row)
    rows = list(
        Entry.objects.filter(of=row, is_trial=False).exclude(handed_in_at=None).select_related("entrant").order_by("id")
    )
    found = [(each, _answered(drawn, each)) for each in rows]
    phones: dict[int, set[uuid.UUID]] = {}
    for each in rows:
        if each.device:
            phones.setdefault(each.entrant.number, set()).add(each.device)
    pairs = anomalies.alike([paper for _each, paper in found])
    return Odd(
        tuple((pair, bool(phones.get(pair.one, set()) & phones.get(pair.other, set()))) for pair in pairs),
        tuple(
            (each.entrant.number, len(paper.right), paper.used_ms // 1000)
            for each, paper in found
            if each.way != "paper" and anomalies.is_impossibly_quick(paper, len(each.drawn))
        ),
        tuple((each.entrant.number, each.late) for each in rows if each.late),
    )


def _answered(drawn: marking.Drawn, entry: Entry) -> Answered:
    lines, right = {}, set()
    for place, (_id, _ms, response) in entry.answers.items():
        question = drawn.pool[entry.drawn[int(place)]]
        if response.get("dont_know"):
            continue  # two who both say that they do not know have nothing in common
        lines[question.id] = repr(sorted(response.items()))
        if question.id in drawn.void or marking.is_right(question, response):
            right.add(question.id)
    used = max((held[1] for held in entry.answers.values()), default=0)
    return Answered(entry.entrant.number, lines, frozenset(right), used)


def protests(of: uuid.UUID) -> list[Protest]:
    """Return the protests of a contest, open ones first, then the newest."""
    rows = Protest.objects.filter(of=of).order_by("-at")
    return sorted(rows, key=lambda each: each.state != OPEN)


def corrections(of: uuid.UUID) -> list[Correction]:
    """Return the corrections of a contest, oldest first."""
    return list(Correction.objects.filter(of=of).order_by("at", "id"))
