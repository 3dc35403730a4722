"""Messages to learners who agreed to be reminded."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.channels.contract import Kind

KINDS: dict[str, Kind] = {
    "learn_again": Kind(
        "learning",
        lambda facts: _("Three minutes for today's lesson?"),
        lambda facts: _("Your next lesson waits where you stopped. Nothing of yours is lost."),
        lambda facts: reverse("learning:today"),
        lambda: _("Go on learning"),
        is_reminder=True,
        why=lambda facts: (
            _("You learnt last on %(last)s.") % facts if facts.get("last") else _("You have not learnt for some days.")
        ),
    ),
    "review_due": Kind(
        "learning",
        lambda facts: _("Time to look at it once more"),
        lambda facts: _("What you learnt stays when you answer one question now. Three minutes are enough."),
        lambda facts: reverse("learning:today"),
        lambda: _("Review now"),
        is_reminder=True,
        why=lambda facts: (
            ngettext("One skill is due for review.", "%(count)s skills are due for review.", int(facts["count"]))
            % facts
        ),
    ),
    "weekly_drill": Kind(
        "learning",
        lambda facts: _("This week's story: do you see through it?"),
        lambda facts: _(
            "An exercise on our own page, three minutes. We never send fake messages: whoever does is not us."
        ),
        lambda facts: reverse("awareness:this_week"),
        lambda: _("Play the story"),
        is_reminder=True,
        why=lambda facts: _("A new story came out on %(first)s and you have not played it yet.") % facts,
    ),
}
