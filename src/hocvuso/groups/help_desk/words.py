"""The words of requests for help: states, outcomes, devices, and when somebody will look."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocvuso.core.dispatch import CALL, CHAT, HOME, MEET
from hocvuso.groups.help_desk import blocking, routing
from hocvuso.groups.models import DONE, HELPING, NEW, OVERDUE
from hocvuso.groups.models.group import DEPUTY, HEAD, MEMBER
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day

STATES: dict[str, Any] = {
    NEW: gettext_lazy("new"),
    HELPING: gettext_lazy("being helped"),
    OVERDUE: gettext_lazy("overdue"),
    DONE: gettext_lazy("done"),
}
TAGS = {NEW: "look", HELPING: "ok", OVERDUE: "bad", DONE: "todo"}  # how a state looks
OUTCOMES: dict[str, Any] = {
    "solved": gettext_lazy("Done, the person can go on"),
    "in_person": gettext_lazy("Met in person"),
    "elsewhere": gettext_lazy("Sent on to the right place"),
    "unreached": gettext_lazy("Did not answer any more"),
}
CLOSED_BY_BLOCK = gettext_lazy("Closed, because the person may not ask for a while")
CLOSED_BY_LEARNER = gettext_lazy("Closed by the person")
DEVICES: dict[str, Any] = {
    "android": gettext_lazy("Android phone"),
    "iphone": gettext_lazy("iPhone"),
    "pc": gettext_lazy("computer"),
}
WAYS: dict[str, Any] = {
    CHAT: gettext_lazy("Write to each other here"),
    CALL: gettext_lazy("A call; whoever takes it sees my number"),
    MEET: gettext_lazy("Meet, at work or at the group's place"),
    HOME: gettext_lazy("At my home; two people come together"),
}
BY_PHONE: dict[str, Any] = {
    CALL: gettext_lazy("Call back"),
    MEET: gettext_lazy("Meet, at work or at the group's place"),
    HOME: gettext_lazy("At the home; two people come together"),
}
WAYS_SHORT: dict[str, Any] = {
    CHAT: gettext_lazy("by messages"),
    CALL: gettext_lazy("by a call"),
    MEET: gettext_lazy("in person"),
    HOME: gettext_lazy("at home, two together"),
}
RATINGS: dict[int, Any] = {
    3: gettext_lazy("It helped"),
    2: gettext_lazy("A little"),
    1: gettext_lazy("It did not help yet"),
}
_DAYS = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip


def duration(minutes: int) -> str:
    """Return minutes as one says them: "1 giờ 30 phút"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s minutes") % {"minutes": rest}
    if not rest:
        return _("%(hours)s hours") % {"hours": hours}
    return _("%(hours)s hours %(minutes)s minutes") % {"hours": hours, "minutes": rest}


def roles() -> dict[str, Any]:
    """Return the roles in a group with their words."""
    return {HEAD: _("Head of the group"), DEPUTY: _("Deputy head"), MEMBER: _("Member")}


def weekday(number: int) -> str:
    """Return the day of the week, Monday as 0."""
    return str(_DAYS[number])


def moment(at: datetime) -> str:
    """Return a moment as one says it: "08:00 thứ Hai 30/11/2026"."""
    local = at.astimezone(clock.VIETNAM)
    return _("%(time)s on %(weekday)s, %(day)s") % {
        "time": f"{local:%H:%M}", "weekday": str(_DAYS[local.weekday()]), "day": full_day(local),
    }  # fmt: skip


def when_seen(now: datetime) -> str:
    """Return when somebody will look at what is written now: in the working hours, else the next opening."""
    office, local = routing.office(), now.astimezone(clock.VIETNAM)
    if office.is_open(local):
        return _("Officials are at work now, until %(hour)s:00. They answer between other work.") % {
            "hour": office.until_hour
        }
    return _("Officials are off now. Somebody looks from %(when)s.") % {"when": moment(office.next_open(local))}


def outcome(name: str) -> str:
    """Return an outcome in words."""
    return str(CLOSED_BY_BLOCK if name == blocking.STOPPED else OUTCOMES.get(name, CLOSED_BY_LEARNER))
