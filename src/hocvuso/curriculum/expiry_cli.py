"""`hocvuso curriculum expiry [DIR] [--within DAYS] [--json]`: dated records, the most pressing first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from hocvuso.core import expiry
from hocvuso.core.content import Curriculum
from hocvuso.core.expiry import Record

_STATES = {
    expiry.EXPIRED: "đã hết hạn",
    expiry.OVERDUE: "quá hẹn kiểm tra",
    expiry.SOON: "trong 30 ngày",
    expiry.LATER: "trong 90 ngày",
    expiry.FINE: "còn lâu",
}


def listed(curriculum: Curriculum | None, today: date, within: int | None) -> tuple[Record, ...]:
    """Return the records whose next check is due within so many days; all of them for None."""
    found = expiry.records(curriculum, today) if curriculum else ()
    return tuple(one for one in found if within is None or (one.next_check_on - today).days <= within)


def as_json(found: Sequence[Record], today: date) -> str:
    """Return the records as one JSON object."""
    rows: list[dict[str, Any]] = [
        {
            "id": one.id, "kind": one.kind, "state": one.state(today), "text": one.text, "owner": one.owner,
            "checked_on": one.checked_on.isoformat(), "next_check_on": one.next_check_on.isoformat(),
            "expires_on": one.expires_on.isoformat(), "verified": one.is_verified, "skills": list(one.skills),
            "steps": list(one.uses.steps), "cards": list(one.uses.cards), "lessons": list(one.uses.lessons),
            "items": list(one.uses.items),
            "sources": [{"title": each.title, "publisher": each.publisher, "url": each.url} for each in one.sources],
        }
        for one in found
    ]  # fmt: skip
    whole = {"today": today.isoformat(), "counts": expiry.counted(found, today), "records": rows}
    return json.dumps(whole, ensure_ascii=False)


def as_text(found: Sequence[Record], today: date) -> str:
    """Return the records as lines for a person, under their states."""
    lines: list[str] = []
    state = ""
    for one in found:
        if one.state(today) != state:
            state = one.state(today)
            lines += ["", f"{_STATES[state].upper()}:"]
        mark = "" if one.is_verified else " · chưa xác minh tại nguồn"
        lines.append(
            f"  {one.next_check_on:%d/%m/%Y}  {one.kind:<8} {one.id} · {one.owner} · {one.uses.count} chỗ dùng{mark}"
        )
    return "\n".join([*lines, "", summary(found, today)]).strip()


def summary(found: Sequence[Record], today: date) -> str:
    """Return one line of counts."""
    counts = expiry.counted(found, today)
    told = ", ".join(f"{counts[state]} {word}" for state, word in _STATES.items())
    return f"Có hạn: {counts['records']} mục: {told}; {counts['unverified']} chưa xác minh tại nguồn."
