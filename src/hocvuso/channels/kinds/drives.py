"""Messages about emulation drives; to whoever takes part, and to the offices below."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind
from hocvuso.plumbing.templating import full_day


def _drive(facts: Facts) -> str:
    return reverse("emulation:one", args=[facts["drive"]])


def _desk(facts: Facts) -> str:
    return f"{reverse('reports:drive', args=[facts['drive']])}?don-vi={facts['unit']}"


def _day(facts: Facts) -> dict[str, str]:
    return {"day": full_day(date.fromisoformat(str(facts["day"]))), "reason": str(facts["reason"]).rstrip(".")}


KINDS: dict[str, Kind] = {
    "drive_called": Kind(
        "duty",
        lambda facts: _("The level above began an emulation drive"),
        lambda facts: _("“%(title)s”. Tell your people; whoever wants to takes part.") % facts,
        _desk,
        lambda: _("Open the drive"),
    ),
    "drive_changed": Kind(
        "duty",
        lambda facts: _("What your drive asks changes"),
        lambda facts: _("From %(day)s on. Why: %(reason)s. What you reached before stays reached.") % _day(facts),
        _drive,
        lambda: _("See what changes"),
    ),
    "drive_unchanged": Kind(
        "duty",
        lambda facts: _("The announced change of your drive was taken back"),
        lambda facts: _("“%(title)s” goes on as before.") % facts,
        _drive,
        lambda: _("Open the drive"),
    ),
    "drive_mid": Kind(
        "duty",
        lambda facts: _("Half-time of your drive"),
        lambda facts: _("“%(title)s”: see how far you are. Only you see it.") % facts,
        _drive,
        lambda: _("See how far I am"),
    ),
    "drive_final": Kind(
        "duty",
        lambda facts: _("Your drive is over"),
        lambda facts: _("“%(title)s”: thank you for taking part. See what you did.") % facts,
        _drive,
        lambda: _("See what I did"),
    ),
    "drive_proposed": Kind(
        "duty",
        lambda facts: _("Your union proposed you for commendation"),
        lambda facts: _("“%(title)s”. If you do not want to be named, say so on the page of the drive.") % facts,
        _drive,
        lambda: _("Open the drive"),
    ),
    "drive_awarded": Kind(
        "duty",
        lambda facts: _("You are commended"),
        lambda facts: _("“%(title)s”: congratulations. Your name stands on the list, as you agreed.") % facts,
        _drive,
        lambda: _("Open the drive"),
    ),
}
