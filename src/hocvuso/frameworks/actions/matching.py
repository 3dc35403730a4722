"""What a person decides about rows: the skills that they mean, or that there is no lesson. Drafts only."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from django.db import transaction

from hocvuso.curriculum import queries as curriculum
from hocvuso.frameworks import queries
from hocvuso.frameworks.actions.signing import By, NotNow
from hocvuso.frameworks.models import FrameworkRow, FrameworkVersion, RowMatch
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7

MOST_SKILLS = 8  # decided: a row that means more is a chapter
LEVELS = ("", "basic", "next")


@transaction.atomic
def decide(
    version: FrameworkVersion, row_id: uuid.UUID, skills: Mapping[str, str], *, offered: Collection[str] = (), by: By
) -> uuid.UUID:
    """Confirm `skills` (skill → level of lessons) for a row, or with none of them that there is no lesson.

    What was `offered` and not taken is denied and not proposed again. The same decision again changes nothing.
    """
    _draft(version)
    row = FrameworkRow.objects.filter(version=version, id=row_id).first()
    if row is None:
        raise NotNow("no_row")
    known = curriculum.current().skills
    if len(skills) > MOST_SKILLS or any(skill not in known or level not in LEVELS for skill, level in skills.items()):
        raise NotNow("unknown_skill", most=MOST_SKILLS)
    act = uuid7()
    _write(row, skills, set(offered) & set(known), by, act)
    audit.record("match row", actor=by.id, what=f"{version.framework} {row.code}", facts={"skills": sorted(skills)})
    return act


@transaction.atomic
def confirm_sure(version: FrameworkVersion, expected: int, *, by: By) -> tuple[uuid.UUID, int]:
    """Confirm, for every open row, the skills of which the machine is sure. Raises NotNow when there are not
    `expected` such rows any more: the person agreed to another number."""
    _draft(version)
    sure = [each for each in queries.matches(version) if each.row.decision == queries.OPEN and each.sure_skills]
    if len(sure) != expected:
        raise NotNow("other_count", count=len(sure))
    act = uuid7()
    for each in sure:
        _write(each.row, dict.fromkeys(each.sure_skills, ""), (), by, act)
    audit.record("match sure rows", actor=by.id, what=f"{version.framework} {version.id}", facts={"rows": len(sure)})
    return act, len(sure)


@transaction.atomic
def reopen(version: FrameworkVersion, *, act: uuid.UUID | None = None, row: uuid.UUID | None = None, by: By) -> int:
    """Open rows again as if nobody had decided: all that one act decided, or one row. Twice changes nothing more."""
    _draft(version)
    wanted = {"act": act} if act is not None else {"id": row}
    rows = FrameworkRow.objects.filter(version=version, **wanted).exclude(decision=queries.OPEN)
    RowMatch.objects.filter(row__in=rows).delete()
    count = rows.update(decision=queries.OPEN, decided_by=None, decided_name="", decided_at=None, act=None)
    if count:
        audit.record("open rows", actor=by.id, what=f"{version.framework} {version.id}", facts={"rows": count})
    return count


def _draft(version: FrameworkVersion) -> None:
    row = FrameworkVersion.objects.select_for_update().filter(id=version.id).first()
    if row is None or row.from_on is not None:
        raise NotNow("published")


def _write(row: FrameworkRow, skills: Mapping[str, str], offered: Collection[str], by: By, act: uuid.UUID) -> None:
    RowMatch.objects.filter(row=row).delete()
    RowMatch.objects.bulk_create(
        [
            *(RowMatch(row=row, skill=skill, is_confirmed=True, level=level) for skill, level in skills.items()),
            *(RowMatch(row=row, skill=skill, is_confirmed=False) for skill in sorted(set(offered) - set(skills))),
        ]
    )
    row.decision = queries.MATCHED if skills else queries.NONE
    row.decided_by, row.decided_name, row.decided_at, row.act = by.id, by.name, clock.now(), act
    row.save(update_fields=["decision", "decided_by", "decided_name", "decided_at", "act"])
