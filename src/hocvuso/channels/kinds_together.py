"""Messages of what people do together: groups and their help, classes, families. `kinds` holds them all."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _helper_reports(facts: Facts) -> str:
    return reverse("reports:helper_reports") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_blocks(facts: Facts) -> str:
    return reverse("reports:help_blocks") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _own_group(facts: Facts) -> str:
    return reverse("groups:home")


def _class(facts: Facts) -> str:
    return reverse("classes:one", args=[facts["code"]])


def _own_family(facts: Facts) -> str:
    return reverse("families:home")


def _families(facts: Facts) -> str:
    return f"{reverse('reports:families_list')}?don-vi={facts['unit']}&loc=cho"


TOGETHER: dict[str, Kind] = {
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
}
