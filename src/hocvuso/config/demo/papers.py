"""The papers behind the invented tree: number, signer and reason, each of which says itself that it is invented.

Also the invented territories, with the reorganisation of July 2025: two provinces become one, the district level ends.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from hocvuso.config.demo.places import FOUNDED, MARK, OLDEST
from hocvuso.unions.actions import Decree
from hocvuso.unions.demo import Paper
from hocvuso.unions.structure import territory_changes as changes
from hocvuso.unions.structure.territory_changes import NewTerritory

SIGNER = "Nguyễn Văn Mẫu, nhân vật minh họa"
REASONS = {
    "found": "Thành lập tổ chức công đoàn",
    "move": "Sắp xếp công đoàn theo hai cấp hành chính",
    "dissolve": "Kết thúc công đoàn cấp huyện",
}
PROVINCE, OTHER = "DB-ST", "DB-DS"
BEFORE = (
    (PROVINCE, "Tỉnh Sông Trăng", "province", ""), (OTHER, "Tỉnh Đồng Sậy", "province", ""),
    ("DB-ST-1", "Huyện Cầu Mây", "district", PROVINCE), ("DB-DS-1", "Huyện Gò Sim", "district", OTHER),
    ("DB-ST-11", "Xã Bến Lau", "commune", "DB-ST-1"), ("DB-ST-12", "Thị trấn Cồn Nứa", "township", "DB-ST-1"),
    ("DB-ST-13", "Xã Lá Tre", "commune", "DB-ST-1"), ("DB-DS-11", "Xã Gió Đông", "commune", "DB-DS-1"),
)  # fmt: skip
WARD = "DB-ST-BN"
ACTIVE = (("ST-BN", WARD), ("ST-BN", "DB-ST-13"), ("ST-BN-MAY", WARD), ("ST-GD", "DB-DS-11"))  # units and where


def of_change(kind: str, day: date, number: int) -> Paper:
    """Return the paper of an invented change of the tree."""
    return Paper(f"{number}/QĐ-LĐLĐ {MARK}", SIGNER, f"{REASONS[kind]} từ {day:%d/%m/%Y} {MARK}")


def draw_territories(units: Mapping[str, uuid.UUID]) -> None:
    """Enter the invented territories and which units are active in them; a second time changes nothing."""
    ids = changes.found(
        [NewTerritory(code, f"{name} {MARK}", kind, above or None, is_demo=True) for code, name, kind, above in BEFORE],
        on=OLDEST, decree=_decree(1, "Lập danh mục địa bàn"),
    )  # fmt: skip
    reform = "Sắp xếp đơn vị hành chính, bỏ cấp huyện"
    ward = NewTerritory(WARD, f"Phường Bến Nứa {MARK}", "ward", ids[PROVINCE], is_demo=True)
    changes.merge([ids["DB-ST-11"], ids["DB-ST-12"]], ward, on=FOUNDED, decree=_decree(2, reform))
    changes.end([ids["DB-ST-1"]], lower_to=ids[PROVINCE], on=FOUNDED, decree=_decree(3, reform))
    changes.end([ids["DB-DS-1"]], lower_to=ids[OTHER], on=FOUNDED, decree=_decree(4, reform))
    changes.merge([ids[OTHER]], ids[PROVINCE], on=FOUNDED, decree=_decree(5, "Hợp nhất tỉnh"))
    ids |= changes.ids_of([WARD])
    for number, (unit, territory) in enumerate(ACTIVE, start=6):
        if territory in ids:  # the merger may have been undone by whoever tries the demonstration
            changes.place(
                units[unit], ids[territory], on=FOUNDED, decree=_decree(number, "Phân công địa bàn hoạt động")
            )  # fmt: skip


def _decree(number: int, reason: str) -> Decree:
    return Decree(f"{number}/NQ {MARK}", SIGNER, f"{reason} {MARK}", key=f"demo-territories-{number}")
