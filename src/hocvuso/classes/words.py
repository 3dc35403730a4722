"""Words of classes on screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.classes.models import ClassSession
from hocvuso.core import meeting
from hocvuso.plumbing import clock


def presences() -> dict[str, str]:
    """Return the words of being there or not."""
    return {
        meeting.PRESENT: _("Came"),
        meeting.LATE: _("Came late"),
        meeting.EXCUSED: _("Excused"),
        meeting.ABSENT: _("Did not come"),
    }


def weekdays() -> list[str]:
    """Return the names of the days, Monday first."""
    return [
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    ]  # fmt: skip


def when(session: ClassSession) -> str:
    """Return day and hours of a meeting as people say them."""
    starts = session.starts_at.astimezone(clock.VIETNAM)
    ends = session.ends_at.astimezone(clock.VIETNAM)
    told = {
        "weekday": weekdays()[starts.weekday()], "day": f"{starts:%d/%m/%Y}", "from": f"{starts:%H:%M}",
        "until": f"{ends:%H:%M}",
    }  # fmt: skip
    crosses = ends.date() > starts.date() and (ends.hour or ends.minute)
    said: str = (
        _("%(weekday)s %(day)s, %(from)s–%(until)s of the next day")
        if crosses
        else _("%(weekday)s %(day)s, %(from)s–%(until)s")
    ) % told
    return said[:1].upper() + said[1:]
