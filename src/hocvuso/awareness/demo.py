"""Invented posters, answers and drills of the demonstration; each says so in its name, and they go with their units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from hocvuso.awareness import asking, posters, pulses, subjects
from hocvuso.awareness.models import DrillCount, PosterOpening
from hocvuso.core.scenario import weekly
from hocvuso.curriculum import queries as curriculum

NAMESPACE = uuid.UUID("5d0f3c1e-9b52-5a7c-8c1f-2f1f7b0e4a60")  # drawn once; numbers of invented sheets come from it
UNIT = "ST-BN-MAY"
PLACES = {"Nhà ăn 2 (mẫu)": 9, "Cổng 1 (mẫu)": 4, "Dãy trọ Bờ Sông (mẫu)": 2}  # scans a day
NAME = "Lừa đảo, đợt mẫu"
# How many sheets of each turn chose what: the safe answer of the three questions is 2, 0, 1.
BEFORE = {"201": 9, "001": 8, "310": 7, "2-0": 6, "111": 8}
AFTER = {"201": 31, "200": 5, "001": 4, "3-1": 3}
WEEKS = ((2, 41, 33), (3, 38, 24), (4, 35, 26), (5, 4, 2))  # weeks ago, played, saw through it


def show(units: Mapping[str, uuid.UUID], day: date) -> None:
    """Enter what is invented of one unit; a second time changes nothing."""
    subject = subjects.by_key(curriculum.current(), "kit:khong-doc-ma")
    unit = units.get(UNIT)
    if unit is None or subject is None:
        return
    codes = posters.hang(unit, subject, list(PLACES), "", by=None)
    for code, scans in zip(codes, PLACES.values(), strict=True):
        poster = posters.by_code(code)
        for back in range(1, 8):
            PosterOpening.objects.get_or_create(
                poster=poster, on=day - timedelta(days=back), defaults={"times": scans + back % 3}
            )
    _ask(unit, day)
    for back, played, safe in WEEKS:
        row = {"played": played, "safe": safe}
        DrillCount.objects.get_or_create(unit_id=unit, week=weekly.number(day) - back, defaults=row)


def _ask(unit: uuid.UUID, day: date) -> None:
    """Ask before, three weeks ago, and after, lately."""
    made = asking.begin(unit, pulses.sets()[0], NAME, by=None, on=day - timedelta(days=24))
    begun = asking.one(made)
    if begun is None or begun.after is not None:  # entered before
        return
    for sheets in (BEFORE, AFTER):
        asked = asking.one(made)
        sheet = asking.sheet_of(asked.now.code) if asked is not None and asked.now is not None else None
        if sheet is None:
            return
        for chosen, times in sheets.items():
            for number in range(times):
                slip = uuid.uuid5(NAMESPACE, f"{sheet.code}:{chosen}:{number}")
                asking.answer(sheet, slip, [None if sign == "-" else int(sign) for sign in chosen])
        asking.ask_again(made, by=None, on=day - timedelta(days=5))
