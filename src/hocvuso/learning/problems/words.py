"""Reasons, outcomes and refusals of problem reports in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from hocvuso.learning.problems.reporting import LOOKING, OPEN, Own

# In the order in which they are offered.
REASONS: Mapping[str, Callable[[], str]] = {
    "words": lambda: _("The words are hard"),
    "screen": lambda: _("Not as on my phone"),
    "wrong": lambda: _("Something is wrong"),
    "other": lambda: _("Something else"),
}
OUTCOMES: Mapping[str, Callable[[], str]] = {
    "mended": lambda: _("Mended"),
    "right": lambda: _("Not an error"),
    "looking": lambda: _("Has to be looked at further"),
}


def reason(name: str) -> str:
    """Return what a reason is called."""
    return REASONS[name]() if name in REASONS else ""


def outcome(name: str) -> str:
    """Return what an outcome is called."""
    return OUTCOMES[name]() if name in OUTCOMES else ""


def refusal(why: str) -> str:
    """Return why a report is not taken."""
    if why == "often":
        return _("That is a lot for one day. What you sent is kept; go on tomorrow.")
    return _("Press one of the four buttons.")


def heading(mine: Own) -> str:
    """Return what became of a report, in three words."""
    if mine.state == OPEN:
        return _("Thank you, it is noted")
    return {"mended": _("It has been mended"), "right": _("It is right as it stands")}.get(
        mine.outcome, _("It is being looked at")
    )


def sentence(mine: Own) -> str:
    """Return what that means for whoever reported it."""
    if mine.state == OPEN:
        return _("Authors will look at it. When they answer, you get a notice here.")
    if mine.state == LOOKING:
        return _("The authors need more time. They will write again.")
    return _("The authors have answered you.")
