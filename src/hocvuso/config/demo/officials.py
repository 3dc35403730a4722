"""Officials whom one can be in the demonstration, and the cards one can claim.

What they need to come in is kept in `demo.json` beside the database, readable by the owner of the site only.
"""

from __future__ import annotations

import json
import os
import secrets
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings

from hocvuso.config.demo.places import FOUNDED
from hocvuso.people import actions as people_actions
from hocvuso.people import queries as people
from hocvuso.unions import access
from hocvuso.unions import actions as union_actions

FILE = "demo.json"
INSPECTOR, TRAINER = "inspector", access.TRAINER_LEAD


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented official; `audience` "official" marks those who do nothing else."""

    username: str
    name: str
    address: str
    unit: str
    role: str
    role_words: str
    audience: str = ""
    is_employer_side: bool = False


OFFICIALS = (
    Invented("hanh.demo", "Lê Thị Hạnh", "chị", "ST-BN-MAY", access.CHAIR, "Chủ tịch công đoàn cơ sở"),
    Invented("thuan.demo", "Vũ Đức Thuận", "anh", "ST", access.OFFICIAL, "Cán bộ công đoàn tỉnh", "official"),
    Invented("quang.demo", "Phạm Văn Quang", "anh", "ST-BN-MAY", access.PERSONNEL,
             "Phó chủ tịch công đoàn, kiêm trưởng phòng nhân sự", is_employer_side=True),
    Invented("mien.demo", "Trần Thị Miên", "chị", "ST-BN", access.OFFICIAL, "Cán bộ công đoàn phường", "official"),
    Invented("loc.demo", "Đỗ Hữu Lộc", "anh", "ST-GD-GIAY", access.CHAIR,
             "Chủ tịch công đoàn cơ sở, kiêm phó giám đốc", is_employer_side=True),
    Invented("tham.demo", "Cao Thị Thắm", "chị", "ST", INSPECTOR, "Kiểm tra, chỉ xem"),
    Invented("duy.demo", "Ngô Nhật Duy", "anh", "ST-GD", TRAINER, "Giảng viên"),
    Invented("thao.demo", "Mai Thị Thảo", "chị", "ST", access.AUTHOR, "Tác giả bài học"),
)  # fmt: skip


def appoint(units: dict[str, uuid.UUID], names: dict[str, str]) -> list[dict[str, Any]]:
    """Appoint the invented officials; their passwords are drawn anew only where the kept ones are lost."""
    kept = {each["username"]: each for each in kept_facts().get("officials", [])}
    lines = []
    for each in OFFICIALS:
        person = people.official(each.username)
        if person is None:
            person = people_actions.enrol(full_name=each.name, address=each.address, source="demo", is_demo=True)
            union_actions.give_role(
                person, units[each.unit], each.role, on=FOUNDED, is_employer_side=each.is_employer_side
            )
            if each.audience:
                union_actions.employ(person, units[each.unit], on=FOUNDED, audience=each.audience)
            kept.pop(each.username, None)
        if each.username not in kept:
            facts = asdict(each) | {"password": secrets.token_urlsafe(9), "secret": generate_totp_secret()}
            people_actions.appoint(
                person, username=each.username, password=facts["password"], second_factor=facts["secret"]
            )
            kept[each.username] = facts | {"unit": names[each.unit]}
        lines.append(kept[each.username])
    return lines


def kept_facts() -> dict[str, Any]:
    """Return what is kept beside the database; empty on a site that never had a demonstration."""
    path: Path = settings.DATA / FILE
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return stored


def keep(**facts: Any) -> None:
    """Keep these facts beside those that are kept already."""
    kept = kept_facts() | facts
    path: Path = settings.DATA / FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file, ensure_ascii=False, indent=1)


def forget() -> None:
    """Delete what was kept."""
    (settings.DATA / FILE).unlink(missing_ok=True)
