"""Messages about classes. Whoever took a seat is told of each change: he waits for the class."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind
from hocvuso.classes import coming


def _class(facts: Facts) -> str:
    return reverse("classes:one", args=[facts["code"]])


def _placed(facts: Facts) -> dict[str, object]:
    return {**facts, "place": facts.get("place") or _("online")}


KINDS: dict[str, Kind] = {
    # Whoever took a seat is told of each change, whether he agreed to reminders or not: he waits for the class.
    "class_moved": Kind(
        "duty",
        lambda facts: _("%(class)s: another time or place") % facts,
        lambda facts: _("It is on %(day)s at %(time)s now. Your seat is kept.") % facts,
        _class,
        lambda: _("See the class"),
    ),
    "class_changed": Kind(
        "duty",
        lambda facts: _("%(class)s: another place") % facts,
        lambda facts: _("Open the class to see where it is now. Your seat is kept."),
        _class,
        lambda: _("See the class"),
    ),
    "class_off": Kind(
        "duty",
        lambda facts: _("%(class)s: one meeting is called off") % facts,
        lambda facts: _("There is no class on %(day)s at %(time)s. The other meetings stay.") % facts,
        _class,
        lambda: _("See the class"),
    ),
    "class_ended": Kind(
        "duty",
        lambda facts: _("%(class)s is called off") % facts,
        lambda facts: _("You need not come. Look whether another class suits you."),
        lambda facts: reverse("classes:home"),
        lambda: _("Other classes"),
    ),
    # People may be on their way: these go at any hour, and say first what to do.
    "class_moved_now": Kind(
        "duty",
        lambda facts: _("Before you set out: %(class)s has another time or place") % facts,
        lambda facts: _("Now: %(day)s at %(time)s, %(place)s. Your seat is kept.") % _placed(facts),
        _class,
        lambda: _("See the class"),
        at_once=True,
    ),
    "class_changed_now": Kind(
        "duty",
        lambda facts: _("Before you set out: %(class)s is somewhere else") % facts,
        lambda facts: _("Now: %(place)s. Your seat is kept.") % _placed(facts),
        _class,
        lambda: _("See the class"),
        at_once=True,
    ),
    "class_off_now": Kind(
        "duty",
        lambda facts: _("Do not set out: %(class)s is called off today") % facts,
        lambda facts: _("There is no class on %(day)s at %(time)s. The other meetings stay.") % facts,
        _class,
        lambda: _("See the class"),
        at_once=True,
    ),
    "class_ended_now": Kind(
        "duty",
        lambda facts: _("Do not set out: %(class)s is called off") % facts,
        lambda facts: _("You need not come. Look whether another class suits you."),
        lambda facts: reverse("classes:home"),
        lambda: _("Other classes"),
        at_once=True,
    ),
    "class_soon": Kind(
        "learning",
        lambda facts: _("%(class)s: %(day)s at %(time)s") % facts,
        lambda facts: _("Where: %(place)s. If you cannot come, give the seat to somebody else there.") % _placed(facts),
        _class,
        lambda: _("See the class"),
        is_reminder=True,
        why=lambda facts: _("You have a seat in the class of %(day)s.") % facts,
        still=coming.is_still_so,
    ),
    "class_seat": Kind(
        "duty",
        lambda facts: _("You have a seat: %(class)s") % facts,
        lambda facts: _("A seat became free and is yours. If you cannot come, give it back on the page of the class."),
        _class,
        lambda: _("See the class"),
    ),
    "class_entered": Kind(
        "duty",
        lambda facts: _("Your union entered you for a class: %(class)s") % facts,
        lambda facts: _("Look when and where. If you cannot come, give the seat to somebody else there."),
        _class,
        lambda: _("See the class"),
    ),
}
