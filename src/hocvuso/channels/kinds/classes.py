"""Messages about classes. Whoever took a seat is told of each change: he waits for the class."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _class(facts: Facts) -> str:
    return reverse("classes:one", args=[facts["code"]])


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
