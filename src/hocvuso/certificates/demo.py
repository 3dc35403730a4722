"""Invented certificates, askings, a room and papers from elsewhere, so that pages are not empty."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from hocvuso.certificates import actions, earning, outside, rooms, rules
from hocvuso.certificates.models import Candidate, Certificate, ExamRoom, OutsideCertificate, Sitting
from hocvuso.core import meeting
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAMESPACE = uuid.UUID("5d2b7f0e-7f0b-5c5b-9a51-3c1d4e8a6b21")  # drawn once; ids of what is invented here come from it
RULE, PROCTORED, HELD, ASKING = "thiet-yeu", "an-toan", 9, 4
DECISION, PLACE = "21/QĐ-MINHHỌA (bịa)", "Phòng họp tầng 2 (mẫu)"
TITLE = "Xác nhận kỹ năng số (mẫu, bịa)"


def show(unit: uuid.UUID, persons: Sequence[uuid.UUID], by: uuid.UUID, day: date) -> None:
    """Give some of the invented people of a unit certificates, once; call it inside a transaction."""
    version = rules.on(day, unit).get(RULE)
    if version is None or Certificate.objects.filter(unit=unit, kind="skills").exists():
        return
    signed = people.names([by])[by].full
    able = [each for each in persons if each in learning.reached_ids(version.rule.skills, persons)]
    words = earning.words_of(version, signed=signed, decision=DECISION)
    made = actions.issue(
        "skills", able[:HELD], unit=unit, by=by, on=day - timedelta(days=40), about=version.about, words=words,
        rule=version.rule,
    )  # fmt: skip
    if len(made) > 1:
        actions.revoke(made[-1].id, by=by, reason="Cấp nhầm người trùng tên (bịa)")
    for person in able[HELD : HELD + ASKING]:
        earning.ask(person, RULE, on=day)
    _room(unit, by, signed, day)
    for number, person in enumerate(able[:2]):
        told = outside.Told("national", TITLE, day - timedelta(days=90), ("kns.4.3",), number=f"MAU-{number + 1:04d}")
        brought = outside.declare(uuid.uuid5(NAMESPACE, f"{unit.hex}{number}"), person, told)
        if number:
            outside.decide(brought.pk, is_true=True, by=by, name=signed)


def _room(unit: uuid.UUID, by: uuid.UUID, name: str, day: date) -> None:
    held = meeting.on_day(day + timedelta(days=2), 17 * 60, 18 * 60 + 30, clock.VIETNAM)
    details = rooms.Details(PROCTORED, PLACE, by, name)
    rooms.plan(uuid.uuid5(NAMESPACE, f"{unit.hex}room"), unit, details, held, by=by)


def remove() -> None:
    """Take what belongs to invented units away."""
    invented = unions.invented_ids()
    Sitting.objects.filter(room__unit__in=invented).delete()
    for model in (Certificate, Candidate, ExamRoom, OutsideCertificate):
        model._default_manager.filter(unit__in=invented).delete()
