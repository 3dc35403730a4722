"""Words of contests on screen."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from hocvuso.contests import queries
from hocvuso.contests.models import ACCEPTED, DISMISSED, DRAFT, OFF, OPEN, PUBLISHED, Contest, Round
from hocvuso.plumbing import clock


def moment(at: datetime) -> str:
    """Return hour and day as people say them."""
    return f"{at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"


def span(row: Round) -> str:
    """Return from when until when a round is open."""
    return _("from %(opens)s to %(closes)s") % {"opens": moment(row.opens_at), "closes": moment(row.closes_at)}


def phases() -> dict[str, tuple[str, str]]:
    """Return word and class of the tag of each phase."""
    return {
        DRAFT: (_("Draft"), "todo"),
        queries.COMING: (_("Soon"), "look"),
        queries.RUNNING: (_("Open now"), "ok"),
        queries.OVER: (_("Over, result to come"), "look"),
        PUBLISHED: (_("Result is out"), "ok"),
        OFF: (_("Called off"), "bad"),
    }


def rules(row: Round) -> str:
    """Return in one sentence what an attempt is."""
    sentence = _(
        "Each round may be done %(attempts)s times; %(questions)s questions in %(minutes)s minutes. The better attempt "
        "counts."
    )
    told: str = sentence % {"attempts": row.attempts, "questions": row.questions, "minutes": row.minutes}
    return told


def order() -> str:
    """Return how places are decided."""
    return _("Points are questions answered wholly right. Of two with the same points the nearer guess is first, then "
             "whoever handed in earlier.")  # fmt: skip


def protest_states() -> dict[str, tuple[str, str]]:
    """Return word and class of the tag of each state of a protest."""
    return {
        OPEN: (_("Waits for the jury"), "todo"),
        ACCEPTED: (_("Accepted by the jury"), "ok"),
        DISMISSED: (_("Answered, not accepted"), "look"),
    }


def corrections() -> dict[str, str]:
    """Return what each kind of correction is called."""
    return {
        "void": _("A question was voided: right for everybody who had it"),
        "extend": _("A round was extended"),
        "aside": _("A paper was set aside"),
        "back": _("A paper was taken back in"),
    }


def prize_line(row: Contest) -> str:
    """Return the prizes in one line."""
    return ", ".join(f"{each['number']} {each['name']}" for each in row.prizes)
