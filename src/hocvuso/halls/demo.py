"""An invented hall that is over, one that fills, and a paper quiz that was counted; they go with the demonstration."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

from hocvuso.core import hall as rules
from hocvuso.halls import asking, exercises, paper, results, running
from hocvuso.halls.models import Hall, HallAnswer, HallPhone, PaperQuiz
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAMESPACE = uuid.UUID("0c5b6f1e-2d0a-5b7e-9a44-8f3b0d7c2e65")  # drawn once; ids of invented halls come from it
UNIT = "ST-BN-MAY"
PLACE, LEADER = "Nhà ăn 2 (mẫu)", "Nguyễn Văn Mẫu (bịa)"
PHONES = 38
ASKED = ("Mất điện thoại thì khoá ngân hàng thế nào?", "Con tôi hay bấm quảng cáo, có sao không?")


def show(units: Mapping[str, uuid.UUID], by: uuid.UUID | None) -> None:
    """Enter what is invented of one unit; a second time changes nothing."""
    unit, exercise = units.get(UNIT), exercises.of_week()
    over, fills, quiz = (uuid.uuid5(NAMESPACE, name) for name in ("over", "fills", "quiz"))
    if unit is None or exercise is None or by is None or Hall.objects.filter(id=over).exists():
        return
    plan = running.Plan("Chiêu lừa tuần này (mẫu)", PLACE, leader=LEADER)
    _over(running.open_hall(over, unit, exercise, plan, by=by))
    online = running.Plan("Hỏi đáp trực tuyến (mẫu)", is_online=True, takes_questions=True, leader=LEADER)
    row = running.open_hall(fills, unit, exercise, online, by=by)
    for place, text in enumerate(ASKED):
        asking.ask(row.code, uuid.uuid5(NAMESPACE, f"asked-{place}"), text)
    asking.put(row.id, uuid.uuid5(NAMESPACE, "asked-0"), "open")
    paper.make(quiz, unit, exercise, by=by)
    paper.count_only(quiz, 26, {at: 14 + 3 * at for at in range(len(exercise.questions))}, by=by)


def _over(row: Hall) -> None:
    """Let a hall have happened a week ago."""
    asked = results.exercise_of(row).questions
    began = clock.now() - timedelta(days=7)
    phones = [uuid.uuid5(NAMESPACE, f"phone-{each}") for each in range(PHONES)]
    HallPhone.objects.bulk_create(
        HallPhone(id=each, hall=row, people=1 + at % 9 // 8, joined_at=began) for at, each in enumerate(phones)
    )
    HallAnswer.objects.bulk_create(
        HallAnswer(
            hall=row, phone=each, question=place, turn=1, people=1 + at % 9 // 8, at=began,
            choice=one.right if (at * 7 + place * 3) % 10 < 6 + place else (one.right + 1 + at) % len(one.options),
        )
        for place, one in enumerate(asked) for at, each in enumerate(phones) if (at + place) % 12
    )  # fmt: skip
    running.raise_hands(row.id, 0, {asked[0].right: 9, (asked[0].right + 1) % len(asked[0].options): 4})
    row.opened_at, row.step, row.step_at = began, rules.last_step(len(asked)), began + timedelta(minutes=6)
    row.ended_at, row.result = row.step_at, results.counted(row)
    row.save()


def remove() -> None:
    """Take the halls and quizzes of invented units away."""
    invented = unions.invented_ids()
    Hall.objects.filter(unit__in=invented).delete()
    PaperQuiz.objects.filter(unit__in=invented).delete()
