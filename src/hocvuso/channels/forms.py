"""Reads what somebody typed about his hours; everything that is missing gets one sentence."""

from __future__ import annotations

import re

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from hocvuso.core import quiet_hours

_CLOCK = re.compile(r"\s*([01]?\d|2[0-3])\s*(?:[:hg.]\s*([0-5]\d)?)?\s*", re.IGNORECASE)
FIELDS = ("work_from", "work_to", "sleep_from", "sleep_to")


def minute(typed: str) -> int | None:
    """Return the minute of the day of "22:00", "22h", "6h30" or "6"; None for anything else."""
    found = _CLOCK.fullmatch(typed)
    return int(found[1]) * 60 + int(found[2] or 0) if found else None


def written(minutes: int) -> str:
    """Write a minute of the day as a time field shows it."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def own_hours(posted: MultiValueDict[str, str]) -> tuple[list[quiet_hours.Span], str]:
    """Return the typed spans of work and sleep, and what is wrong with them ("" when nothing is)."""
    found = [minute(posted.get(name, "") or "") for name in FIELDS]
    if None in found:
        return [], _("Write each time like 22:00 or 6h30.")
    work_from, work_to, sleep_from, sleep_to = [each or 0 for each in found]
    spans = [(work_from, work_to), (sleep_from, sleep_to)]
    try:
        quiet_hours.shift("own", spans)
    except quiet_hours.NothingOpen:
        return [], _("These hours leave less than one free hour a day. Check work and sleep.")
    return spans, ""
