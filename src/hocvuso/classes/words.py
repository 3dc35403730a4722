"""Words of classes on screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.classes.models import CALLED_OFF, ClassSession
from hocvuso.core import meeting
from hocvuso.plumbing import clock


def presences() -> dict[str, str]:
    """Return the words of being there or not."""
    return {
        meeting.PRESENT: _("Was there"),
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


def length(minutes: int) -> str:
    """Return a number of minutes as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s minutes") % {"minutes": rest}
    told = {"hours": hours, "minutes": rest}
    return _("%(hours)s hours %(minutes)s minutes") % told if rest else _("%(hours)s hours") % told


def changed(session: ClassSession) -> tuple[str, str]:
    """Return what a meeting that was moved or called off is now, and what people knew of it before ("": as told)."""
    if session.state == CALLED_OFF:
        return _("%(when)s: called off. You need not come.") % {"when": when(session)}, ""
    place = session.place or session.of.place or _("online")
    was = []
    if session.was_starts_at and session.was_starts_at != session.starts_at:
        begun = session.was_starts_at.astimezone(clock.VIETNAM)
        was.append(f"{weekdays()[begun.weekday()]} {begun:%d/%m, %H:%M}")
    if session.was_place and session.was_place != place:
        was.append(session.was_place)
    return f"{when(session)}, {place}", ", ".join(was)
