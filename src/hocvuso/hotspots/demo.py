"""Invented wifi points of the demonstration; each says so in its name, and they go with their units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from hocvuso.core import hotspot
from hocvuso.hotspots import actions
from hocvuso.hotspots.actions import Details, Signer

NAMESPACE = uuid.UUID("0c0c6a5e-7f5b-5a0e-8a53-3f0f5f2b9d11")  # drawn once; ids of invented points come from it
_NOBODY = "Nhân vật minh họa"
# code of the unit, what is told, how many of the steps it went through, days since the first one
POINTS = (
    ("ST-BN-MAY", Details("Nhà ăn 2 (mẫu)", "Cổng số 2, Công ty May (địa chỉ minh họa)", "Nhà ăn công ty (mẫu)",
                          "Chị phụ trách nhà ăn", "10:30–13:00 và 17:00–20:00", "Mạng “NHA-AN-HOC”, hỏi ở quầy",
                          (10.0301, 105.7801)), 4, 60),
    ("ST-BN-MAY", Details("Quán nước cổng 1 (mẫu)", "Cổng số 1, Công ty May (địa chỉ minh họa)", "Quán nước (mẫu)",
                          "Chủ quán", "5:30–22:00", "Hỏi chủ quán, không phải mua gì", (10.0312, 105.7825)), 4, 130),
    ("ST-BN", Details("Nhà văn hóa công nhân (mẫu)", "Phường Bến Nứa (địa chỉ minh họa)", "Nhà văn hóa (mẫu)", "",
                      "7:00–21:00", "Mạng “NHA-VAN-HOA”, không cần mật khẩu", (10.0354, 105.7790)), 3, 20),
    ("ST-BN", Details("Dãy trọ Bờ Sông (mẫu)", "Tổ 5, phường Bến Nứa (địa chỉ minh họa)", "Chủ dãy trọ (mẫu)"), 1, 9),
)  # fmt: skip
STEPS = (hotspot.NEEDED, hotspot.ASKED, hotspot.AGREED, hotspot.WORKING)


def show(units: Mapping[str, uuid.UUID], day: date) -> None:
    """Enter the invented points of the units that are there; a second time changes nothing."""
    by = Signer(NAMESPACE, _NOBODY)
    for number, (code, details, steps, days) in enumerate(POINTS):
        if code not in units:
            continue
        begun = day - timedelta(days=days)
        point = actions.need(uuid.uuid5(NAMESPACE, str(number)), units[code], details, by=by, on=begun)
        for place in range(STEPS.index(point.state) + 1, steps):
            on = begun + timedelta(days=min(place * 3, days))
            actions.move(point.id, STEPS[place - 1], STEPS[place], by=by, on=on)
