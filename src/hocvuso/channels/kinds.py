"""Every kind of message and its words, written by hand. A new kind is one entry here; rooms name it in `notify`.

Titles and texts say what happened, what to do and that nothing is lost; no answers, no levels, no third person's data.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.channels.contract import Facts, Kind
from hocvuso.channels.kinds_together import TOGETHER


def _desk(facts: Facts) -> str:
    return reverse("reports:today") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_queue(facts: Facts) -> str:
    return reverse("reports:help_queue") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_thread(facts: Facts) -> str:
    return reverse("assistant:help", args=[facts["request"]])


def _asked(facts: Facts) -> str:
    return reverse("reports:assignment", args=[facts["assignment"]]) + f"?don-vi={facts['unit']}"


def _programmes(facts: Facts) -> str:
    return f"{reverse('reports:programmes')}?don-vi={facts['unit']}"


def _own_page(facts: Facts) -> str:
    return reverse("people:me")


def _officials_door(facts: Facts) -> str:
    return reverse("account_login")


def _given_role(facts: Facts) -> str:
    return _("You now have a role at %(unit_name)s. If you know nothing of it, tell the level above you.") % facts


def _return_due(facts: Facts) -> str:
    return _("The return “%(name)s” is due on %(due)s. What you have entered so far is kept.") % facts


KINDS: dict[str, Kind] = {
    **TOGETHER,
    "role_given": Kind(
        "security",
        lambda facts: _("You have been given a role"),
        _given_role,
        _desk,
        lambda: _("Open the unit"),
    ),
    "desk_code": Kind(
        "security",
        lambda facts: _("Your code: %(code)s") % facts,
        lambda facts: (
            _("It opens your task for %(minutes)s minutes. Type it on the page that asks for it; tell it to nobody.")
            % facts
        ),
        lambda facts: reverse("unions:role_code"),
        lambda: _("Type the code"),
    ),
    "signed_in": Kind(
        "security",
        lambda facts: _("Somebody signed in with your account"),
        lambda facts: _("It was on %(day)s. If it was not you, tell the level above you at once.") % facts,
        _officials_door,
        lambda: _("Open the site"),
    ),
    "new_phone": Kind(
        "security",
        lambda facts: _("Your account was opened on another phone"),
        lambda facts: _("It was on %(day)s. If it was not you, tell the union official at your workplace.") % facts,
        _own_page,
        lambda: _("See my account"),
    ),
    "zalo_linked": Kind(
        "security",
        lambda facts: _("Your account was joined with a Zalo"),
        lambda facts: _("It was on %(day)s. If it was not you, part them at once on the page “Zalo”.") % facts,
        lambda facts: reverse("channels:zalo"),
        lambda: _("Look at it"),
    ),
    "confirm_email": Kind(
        "security",
        lambda facts: _("Is this your e-mail address?"),
        lambda facts: _("Somebody wrote this address for notices of Học Vụ Số. If it was not you, do nothing."),
        lambda facts: str(facts["link"]),
        lambda: _("Yes, it is mine"),
    ),
    "help_waiting": Kind(
        "duty",
        lambda facts: _("Somebody asks for a person"),
        lambda facts: _("A person of %(unit_name)s, or sent there, waits in the list of requests for help.") % facts,
        _help_queue,
        lambda: _("Open the list"),
    ),
    "help_raised": Kind(
        "duty",
        lambda facts: _("A request for help was not answered in time"),
        lambda facts: _("It stands in the list of %(unit_name)s now.") % facts,
        _help_queue,
        lambda: _("Open the list"),
    ),
    "help_written": Kind(
        "duty",
        lambda facts: _("Somebody whom you help has written"),
        lambda facts: _("Open the request to read and answer."),
        lambda facts: reverse("reports:help_request", args=[facts["request"]]),
        lambda: _("Open the request"),
    ),
    # Learners get these two although they never agreed to reminders: they have asked, and wait for it.
    "help_answered": Kind(
        "duty",
        lambda facts: _("Your request for help has an answer"),
        lambda facts: _("Open your request to read the answer. You can write back there."),
        _help_thread,
        lambda: _("Read the answer"),
    ),
    "help_done": Kind(
        "duty",
        lambda facts: _("Your request for help is closed"),
        lambda facts: _("Say whether it helped. If not, ask again; nothing is lost."),
        _help_thread,
        lambda: _("Open the request"),
    ),
    "report_answered": Kind(
        "duty",
        lambda facts: _("The authors have answered your report"),
        lambda facts: _("You said that something in a lesson is not right. Open it to read the answer."),
        lambda facts: reverse("learning:reported", args=[facts["report"]]),
        lambda: _("Read the answer"),
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
