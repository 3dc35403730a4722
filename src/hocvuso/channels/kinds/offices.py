"""Messages about the work of an office: returns, posts, what was asked of a unit; and to whom it answers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _desk(facts: Facts) -> str:
    return reverse("reports:today") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _asked(facts: Facts) -> str:
    return reverse("reports:assignment", args=[facts["assignment"]]) + f"?don-vi={facts['unit']}"


def _given_role(facts: Facts) -> str:
    return _("You now have a role at %(unit_name)s. If you know nothing of it, tell the level above you.") % facts


def _return_due(facts: Facts) -> str:
    return _("The return “%(name)s” is due on %(due)s. What you have entered so far is kept.") % facts


def _programmes(facts: Facts) -> str:
    return f"{reverse('reports:programmes')}?don-vi={facts['unit']}"


KINDS: dict[str, Kind] = {
    "role_given": Kind(
        "security",
        lambda facts: _("You have been given a role"),
        _given_role,
        _desk,
        lambda: _("Open the unit"),
    ),
    "report_answered": Kind(
        "duty",
        lambda facts: _("The authors have answered your report"),
        lambda facts: _("You said that something in a lesson is not right. Open it to read the answer."),
        lambda facts: reverse("learning:reported", args=[facts["report"]]),
        lambda: _("Read the answer"),
    ),
    "webhook_stopped": Kind(
        "duty",
        lambda facts: _("%(partner)s is no longer told what happens") % facts,
        lambda facts: _("Its address has not answered for days or is gone. What waited is kept; look and wake it."),
        lambda facts: str(facts["link"]),
        lambda: _("Look at the address"),
    ),
    "return_due": Kind(
        "duty",
        lambda facts: _("A return is due: %(name)s") % facts,
        _return_due,
        lambda facts: str(facts.get("link") or _desk(facts)),
        lambda: _("Open the return"),
        is_reminder=True,
    ),
    "post_waiting": Kind(
        "duty",
        lambda facts: _("A post waits for you to approve it"),
        lambda facts: _("“%(title)s”. Read it as it will go out, then approve it or send it back.") % facts,
        lambda facts: reverse("reports:post", args=[facts["post"]]),
        lambda: _("Read the post"),
    ),
    "campaign_asked": Kind(
        "duty",
        lambda facts: _("Please share: %(title)s") % facts,
        lambda facts: _("The level above asks your union to post it by %(due)s, in your own words.") % facts,
        _asked,
        lambda: _("Open it"),
    ),
    "campaign_due": Kind(
        "duty",
        lambda facts: _("Not posted yet: %(title)s") % facts,
        lambda facts: _("The day is %(due)s. Where it is out already, mark it with one tap.") % facts,
        _asked,
        lambda: _("Open it"),
        is_reminder=True,
    ),
    "programme_asked": Kind(
        "duty",
        lambda facts: _("A programme is asked of %(unit_name)s") % facts,
        lambda facts: (
            _("The level above asks for a plan of digital transformation by %(due)s. One sitting is enough to make it.")
            % facts
        ),
        _programmes,
        lambda: _("Plan it"),
    ),
    "address_refused": Kind(
        "duty",
        lambda facts: _("An e-mail address takes no mail"),
        lambda facts: (
            _(
                "One person of %(unit_name)s gave an address that takes no mail. Nothing more is sent there. "
                "The person still sees every notice on the site."
            )
            % facts
        ),
        _desk,
        lambda: _("Open the unit"),
    ),
}
