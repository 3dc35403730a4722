"""Messages about help: who asks, who helps, groups of volunteers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _help_queue(facts: Facts) -> str:
    return reverse("reports:help_queue") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_thread(facts: Facts) -> str:
    return reverse("assistant:help", args=[facts["request"]])


def _helper_reports(facts: Facts) -> str:
    return reverse("reports:helper_reports") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _help_blocks(facts: Facts) -> str:
    return reverse("reports:help_blocks") + (f"?don-vi={facts['unit']}" if facts.get("unit") else "")


def _own_group(facts: Facts) -> str:
    return reverse("groups:home")


KINDS: dict[str, Kind] = {
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
}
