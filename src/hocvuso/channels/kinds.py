"""Every kind of message and its words, written by hand. A new kind is one entry here; rooms name it in `notify`.

Titles and texts say what happened, what to do and that nothing is lost; no answers, no levels, no third person's data.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.channels.contract import Facts, Kind


def _desk(facts: Facts) -> str:
    return reverse("reports:today") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_queue(facts: Facts) -> str:
    return reverse("reports:help_queue") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_thread(facts: Facts) -> str:
    return reverse("assistant:help", args=[facts["request"]])


def _helper_reports(facts: Facts) -> str:
    return reverse("reports:helper_reports") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_blocks(facts: Facts) -> str:
    return reverse("reports:help_blocks") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _asked(facts: Facts) -> str:
    return reverse("reports:assignment", args=[facts["assignment"]]) + f"?don-vi={facts['unit']}"


def _own_group(facts: Facts) -> str:
    return reverse("groups:home")


def _class(facts: Facts) -> str:
    return reverse("classes:one", args=[facts["code"]])


def _own_family(facts: Facts) -> str:
    return reverse("families:home")


def _families(facts: Facts) -> str:
    return f"{reverse('reports:families_list')}?don-vi={facts['unit']}&loc=cho"


def _own_page(facts: Facts) -> str:
    return reverse("people:me")


def _officials_door(facts: Facts) -> str:
    return reverse("account_login")


def _given_role(facts: Facts) -> str:
    return _("You now have a role at %(unit_name)s. If you know nothing of it, tell the level above you.") % facts


def _return_due(facts: Facts) -> str:
    return _("The return “%(name)s” is due on %(due)s. What you have entered so far is kept.") % facts


KINDS: dict[str, Kind] = {
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
    "group_help_waiting": Kind(
        "duty",
        lambda facts: _("Somebody near you needs help"),
        lambda facts: _("A request waits for your group. Open it to see what it is about."),
        _own_group,
        lambda: _("Open my group"),
    ),
    "group_help_written": Kind(
        "duty",
        lambda facts: _("Somebody whom you help has written"),
        lambda facts: _("Open the request to read and answer."),
        lambda facts: reverse("groups:request", args=[facts["request"]]),
        lambda: _("Open the request"),
    ),
    "group_proposed": Kind(
        "duty",
        lambda facts: _("You have been proposed for a group"),
        lambda facts: _("%(group)s would like to have you. You decide: read four promises first.") % facts,
        lambda facts: reverse("groups:pledge"),
        lambda: _("Read the promises"),
    ),
    "help_blocked": Kind(
        "duty",
        lambda facts: _("You cannot ask a person for a while"),
        lambda facts: _("Open the page to see why and until when, and to object. The assistant answers as before."),
        lambda facts: reverse("assistant:person"),
        lambda: _("See why"),
    ),
    "help_unblocked": Kind(
        "duty",
        lambda facts: _("You can ask a person again"),
        lambda facts: _("Your union has ended it before its day."),
        lambda facts: reverse("assistant:person"),
        lambda: _("Ask a person"),
    ),
    "help_block_kept": Kind(
        "duty",
        lambda facts: _("Your objection has been answered"),
        lambda facts: _("Open the page to read the answer. The assistant answers as before."),
        lambda facts: reverse("assistant:person"),
        lambda: _("Read the answer"),
    ),
    "help_block_objected": Kind(
        "duty",
        lambda facts: _("Somebody objects to a block"),
        lambda facts: _("A person of %(unit_name)s or below may not ask for help and objects. Please decide.") % facts,
        _help_blocks,
        lambda: _("Read the objection"),
    ),
    "group_duty": Kind(
        "duty",
        lambda facts: _("Your turns of duty have changed"),
        lambda facts: _("%(group)s: open your page to see when you are on duty.") % facts,
        _own_group,
        lambda: _("Open my group"),
    ),
    "group_thanks": Kind(
        "duty",
        lambda facts: _("A letter of thanks for you"),
        lambda facts: _("Your union thanks you for the hours that you gave."),
        lambda facts: reverse("groups:letter", args=[facts["thanks"]]),
        lambda: _("Read the letter"),
    ),
    "group_suspended": Kind(
        "duty",
        lambda facts: _("Your help rests for now"),
        lambda facts: _("Something was reported. An official looks at it and will speak with you."),
        _own_group,
        lambda: _("Open my group"),
    ),
    "group_reviewed": Kind(
        "duty",
        lambda facts: _("A report about your help has been decided"),
        lambda facts: _("Open your group to see whether you can go on. Your union explains why."),
        _own_group,
        lambda: _("Open my group"),
    ),
    "helper_reported": Kind(
        "duty",
        lambda facts: _("Somebody reported a helper"),
        lambda facts: _("The helper rests until an official of %(unit_name)s has decided.") % facts,
        _helper_reports,
        lambda: _("Read the report"),
    ),
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
    "family_joined": Kind(
        "duty",
        lambda facts: _("Somebody whom you invited has come into your family"),
        lambda facts: _("Sit down together for ten minutes: a sheet tells you how."),
        _own_family,
        lambda: _("Open my family"),
    ),
    "family_waits": Kind(
        "duty",
        lambda facts: _("A family asks to be recognised"),
        lambda facts: _("A family of %(unit_name)s meets the rule and waits for your decision.") % facts,
        _families,
        lambda: _("Open the list"),
    ),
    "family_proposed": Kind(
        "duty",
        lambda facts: _("Your union would like to recognise your family"),
        lambda facts: _("%(unit_name)s proposed your family. You may take it back on your family's page.") % facts,
        _own_family,
        lambda: _("Open my family"),
    ),
    "family_recognised": Kind(
        "duty",
        lambda facts: _("Your family has been recognised"),
        lambda facts: _("The certificate is on your family's page, with a square code that others can check."),
        _own_family,
        lambda: _("Open the certificate"),
    ),
    "family_sent_back": Kind(
        "duty",
        lambda facts: _("Your union wrote back about your family"),
        lambda facts: _("Read what is missing on your family's page. You can ask again."),
        _own_family,
        lambda: _("Open my family"),
    ),
    "family_revoked": Kind(
        "duty",
        lambda facts: _("The recognition of your family was ended"),
        lambda facts: _("What your union wrote stands on your family's page."),
        _own_family,
        lambda: _("Open my family"),
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
