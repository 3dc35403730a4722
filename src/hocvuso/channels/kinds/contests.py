"""Messages about contests. Whoever entered is told of each round and of the result: he waits for them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.channels.contract import Facts, Kind


def _contest(facts: Facts) -> str:
    return reverse("contests:one", args=[facts["code"]])


def _result(facts: Facts) -> str:
    return reverse("contests:result", args=[facts["code"]])


KINDS: dict[str, Kind] = {
    "contest_open": Kind(
        "duty",
        lambda facts: _("%(contest)s: round %(round)s is open") % facts,
        lambda facts: (
            _("It is open until %(until)s. Choose a quiet quarter of an hour; your answers are kept.") % facts
        ),
        _contest,
        lambda: _("To the contest"),
    ),
    "contest_extended": Kind(
        "duty",
        lambda facts: _("%(contest)s: round %(round)s is open longer") % facts,
        lambda facts: _("It is open until %(until)s now. Why: %(reason)s") % facts,
        _contest,
        lambda: _("To the contest"),
    ),
    "contest_off": Kind(
        "duty",
        lambda facts: _("%(contest)s is called off") % facts,
        lambda facts: _("You need do nothing. What you answered stays yours."),
        _contest,
        lambda: _("To the contest"),
    ),
    "contest_answer": Kind(
        "duty",
        lambda facts: _("%(contest)s: the jury has answered your protest") % facts,
        lambda facts: _("Read the answer on the page of the contest."),
        lambda facts: reverse("contests:protest", args=[facts["code"]]),
        lambda: _("Read the answer"),
    ),
    "contest_aside": Kind(
        "duty",
        lambda facts: _("%(contest)s: one of your papers was set aside") % facts,
        lambda facts: _("Why: %(reason)s. If this is wrong, protest; the jury reads it before the result.") % facts,
        lambda facts: reverse("contests:protest", args=[facts["code"]]),
        lambda: _("Protest"),
    ),
    "contest_result": Kind(
        "duty",
        lambda facts: _("%(contest)s: the result is out") % facts,
        lambda facts: _("Thank you for taking part. Your own points stand on the page of the contest."),
        _result,
        lambda: _("See the result"),
    ),
    "contest_award": Kind(
        "duty",
        lambda facts: _("%(contest)s: you are awarded, %(prize)s") % facts,
        lambda facts: _("Say on the page of the contest whether your name may stand on the public page."),
        _contest,
        lambda: _("To the contest"),
    ),
}
