"""How programmes speak on screen and on paper: states and deadlines."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.core.programmes import standing
from hocvuso.core.programmes.standing import Deadline


def states() -> dict[str, str]:
    """Return the word for each state of a task."""
    return {
        standing.OPEN: _("Not begun"), standing.DOING: _("Under way"), standing.DONE: _("It is done"),
        standing.DROPPED: _("Given up"),
    }  # fmt: skip


def deadline(of: Deadline) -> str:
    """Return how a task stands to its day, in a few words."""
    facts = {"days": of.days}
    if of.kind == standing.OVERDUE:
        return ngettext("one day late", "%(days)s days late", of.days) % facts
    if of.kind == standing.MET_LATE:
        return ngettext("done, one day late", "done, %(days)s days late", of.days) % facts
    if of.kind in (standing.SOON, standing.AHEAD):
        return ngettext("one day left", "%(days)s days left", of.days) % facts if of.days else _("due today")
    return {
        standing.MET: _("done"), standing.NO_DAY: _("no deadline"), standing.GIVEN_UP: _("given up"),
    }[of.kind]  # fmt: skip


TAGS = {
    standing.OVERDUE: "bad", standing.SOON: "look", standing.MET: "ok", standing.MET_LATE: "ok",
    standing.NO_DAY: "todo",
}  # fmt: skip
