"""Issuing, revoking, bringing back and issuing anew. Whoever calls has made sure that he may sign.

A paper is never changed: a name put right makes a new one, to which the old square code leads.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import translation

from hocvuso.certificates import kinds, queries
from hocvuso.certificates.models import Candidate, Certificate
from hocvuso.certificates.queries import AT_ONCE, Issued
from hocvuso.core import certificate as core
from hocvuso.core import vntext
from hocvuso.core.certificate import Rule
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.ids import CODE_LETTERS, uuid7
from hocvuso.unions import queries as unions

CODE_LENGTH = 10  # it opens a name, so nobody must hit one by trying: 31^10 of them
LONGEST_REASON, LONGEST_WHAT = 200, 160
LONGEST_LINE, MOST_LINES = 90, 12  # so that the fullest paper is one sheet
UNDO_TERM = timedelta(hours=24)  # decided: as long as a change to a person can be taken back


class TooLate(Exception):
    """A revocation stays: its day is over, or a newer certificate stands in that place."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the papers beside the kind's own words. `lines` are those of single persons, such as a prize."""

    what: str
    details: Sequence[str] = ()
    lines: Mapping[uuid.UUID, Sequence[str]] = field(default_factory=dict)
    level: str = ""
    decision: str = ""
    signed: str = ""  # the name that the official signs with


@transaction.atomic
def issue(
    kind: str,
    persons: Sequence[uuid.UUID],
    *,
    unit: uuid.UUID,
    by: uuid.UUID,
    on: date,
    about: str,
    words: Words,
    rule: Rule | None = None,
) -> list[Issued]:
    """Give each of some persons a certificate about one thing; return them in that order, each person once.

    Repeatable: whoever has a live one about the same thing keeps it. One that has expired is followed by a new one.
    Whoever has no name is left out. Raises KeyError for an unknown kind.
    """
    called = kinds.find(kind)
    owners = people.canonical_of(persons)
    asked = list(dict.fromkeys(owners.get(each, each) for each in persons))
    names, held = people.names(asked), _live(kind, about, asked)
    fresh = [each for each in asked if each in names and not (each in held and _stands(held[each], on))]
    with translation.override("vi"):  # a paper is Vietnamese, whatever page asked for it
        opening, sentence = called.opening(), called.sentence()
    issuer = unions.unit(unit, on)
    codes = _free_codes(len(fresh))
    made = [
        Certificate(
            id=uuid7(), code=code, kind=kind, about=about, person=person, name=names[person].full[:120], unit=unit,
            unit_name=issuer.name if issuer else "", opening=opening, sentence=sentence,
            what=vntext.clean(words.what)[:LONGEST_WHAT], details=_lines(words, person),
            skills=list(rule.skills) if rule else [], level=words.level,
            is_proctored=bool(rule and rule.proctored), rule_from=rule.valid_from if rule else None,
            decision=vntext.clean(words.decision)[:80], signed_name=words.signed[:120], issued_on=on, issued_by=by,
            valid_until=core.holds_until(on, rule.months) if rule else None,
        )
        for person, code in zip(fresh, codes, strict=True)
    ]  # fmt: skip
    followed = _follow(made, held, by)
    # Another request may have been faster: its row stays, and is found below.
    others = [row for row in made if row.pk not in followed]
    Certificate.objects.bulk_create(others, batch_size=AT_ONCE, ignore_conflicts=True)
    stored = _live(kind, about, asked)
    kept = {row.pk for row in stored.values()}
    _note("issue certificate", "certificate_issued", [row for row in made if row.pk in kept], by)
    return [queries.issued(stored[each], on) for each in asked if each in stored]


def _lines(words: Words, person: uuid.UUID) -> list[str]:
    lines = [*words.lines.get(person, ()), *words.details]
    return [vntext.clean(line)[:LONGEST_LINE] for line in lines[:MOST_LINES]]


def _live(kind: str, about: str, persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, Certificate]:
    """Return the live certificate of each of some persons; locked, so that two who issue take turns."""
    found: dict[uuid.UUID, Certificate] = {}
    for at in range(0, len(persons), AT_ONCE):
        rows = Certificate.objects.filter(
            kind=kind, about=about, state=core.LIVE, person__in=persons[at : at + AT_ONCE]
        ).select_for_update()
        found.update({row.person: row for row in rows if row.person})
    return found


def _stands(row: Certificate, on: date) -> bool:
    return core.standing(row.state, row.valid_until, on) == core.VALID


def _free_codes(number: int) -> list[str]:
    """Return so many codes that no certificate has."""
    found: set[str] = set()
    while len(found) < number:
        drawn = {"".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)) for _ in range(number - len(found))}
        listed = list(drawn)
        for at in range(0, len(listed), AT_ONCE):
            drawn.difference_update(
                Certificate.objects.filter(code__in=listed[at : at + AT_ONCE]).values_list("code", flat=True)
            )
        found |= drawn
    return sorted(found, key=lambda _code: secrets.randbits(32))


def _follow(made: Sequence[Certificate], held: Mapping[uuid.UUID, Certificate], by: uuid.UUID) -> set[uuid.UUID]:
    """Store what follows something that has expired; return the ids of what was stored."""
    found = [(held[row.person], row) for row in made if row.person is not None and row.person in held]
    for old, new in found:
        _replace(old, new, by)
    return {new.pk for _old, new in found}


def _replace(old: Certificate, new: Certificate, by: uuid.UUID | None) -> None:
    """End one first, for one live one may stand about a thing; then let its code lead to the other."""
    _end(old, core.REPLACED, by)
    new.save(force_insert=True)
    Certificate.objects.filter(pk=old.pk).update(replaced_by=new)


def _end(row: Certificate, state: str, by: uuid.UUID | None, reason: str = "") -> None:
    row.state, row.ended_at, row.ended_by, row.reason = state, clock.now(), by, reason
    row.save(update_fields=["state", "ended_at", "ended_by", "reason"])


def _note(verb: str, kind: str, rows: Sequence[Certificate], by: uuid.UUID | None) -> None:
    """Write the trace of an act on certificates about one thing, and tell whom they name; few statements for many."""
    named = {row.person: row for row in rows if row.person is not None}
    now = clock.now()
    for what, unit in dict.fromkeys((row.what, row.unit_name) for row in named.values()):
        subjects = [who for who, row in named.items() if (row.what, row.unit_name) == (what, unit)]
        audit.record_each(verb, actor=by, subjects=subjects, what=what, facts={"unit": unit})
    told = [
        outbox.Timed(who, kind, {"what": row.what, "unit_name": row.unit_name}, f"{kind}:{row.pk.hex}", now)
        for who, row in named.items()
    ]
    for at in range(0, len(told), AT_ONCE):
        outbox.notify_all(told[at : at + AT_ONCE])


@transaction.atomic
def revoke(number: uuid.UUID, *, by: uuid.UUID, reason: str) -> bool:
    """End a certificate with a reason: its square code says so at once. Twice is once; tell whether it ended now."""
    row = Certificate.objects.select_for_update().get(pk=number)
    if row.state != core.LIVE:
        return False
    _end(row, core.REVOKED, by, vntext.clean(reason)[:LONGEST_REASON])
    if row.person is not None:  # whoever wants it again asks again
        Candidate.objects.filter(person=row.person, rule=row.about.removeprefix("rule:")).delete()
    _note("revoke certificate", "certificate_revoked", [row], by)
    return True


@transaction.atomic
def give_back(about: str, persons: Sequence[uuid.UUID]) -> int:
    """Take a person's name (`persons` are his ids) off the papers about one thing, for he does not want them.

    As when he is erased, a paper stays without a name and its code says that it cannot be checked any more; no trace
    is written. Return how many; twice is once.
    """
    own = Certificate.objects.filter(about=about, person__in=list(persons))
    own.filter(state=core.LIVE).update(state=core.GONE, ended_at=clock.now())
    return own.update(person=None, name="", reason="", details=[])


def may_restore(row: Issued | Certificate) -> bool:
    """Tell whether a revocation may still be taken back."""
    found = Certificate.objects.filter(pk=row.id, state=core.REVOKED).values_list("ended_at", flat=True).first()
    return found is not None and found > clock.now() - UNDO_TERM


@transaction.atomic
def restore(number: uuid.UUID, *, by: uuid.UUID) -> None:
    """Take a revocation back within a day; twice is once. Raises TooLate."""
    row = Certificate.objects.select_for_update().get(pk=number)
    if row.state == core.LIVE:
        return
    if not may_restore(row) or (row.person and row.person in _live(row.kind, row.about, [row.person])):
        raise TooLate
    row.state, row.ended_at, row.ended_by, row.reason = core.LIVE, None, None, ""
    row.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    audit.record("restore certificate", actor=by, subject=row.person, what=row.what, facts={"unit": row.unit_name})


@transaction.atomic
def follow_name(person: uuid.UUID, *, by: uuid.UUID | None) -> list[Issued]:
    """Issue the live certificates of somebody anew where another name stands on them; the old codes lead there.

    Day, issuer, validity and words stay: only the name was wrong. Twice is once.
    """
    named = people.names([person]).get(person)
    if named is None:
        return []
    name, made = named.full[:120], []
    rows = Certificate.objects.select_for_update().filter(person=person, state=core.LIVE).exclude(name=name)
    for old in rows.order_by("id"):
        new = Certificate.objects.get(pk=old.pk)
        new.pk, new.code, new.name = uuid7(), _free_codes(1)[0], name
        _replace(old, new, by)
        _note("reissue certificate", "certificate_reissued", [new], by)
        made.append(new)
    return [queries.issued(row, clock.today()) for row in made]
