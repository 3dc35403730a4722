"""The words of certificates on pages: when a room is open, why something was not taken, states and sources."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.certificates.models import ExamRoom
from hocvuso.core import certificate as core
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import skillmap
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day


def when(row: ExamRoom) -> str:
    """Return from when until when a room is open: "15:30–17:00, 02/12/2026"."""
    begins, ends = (each.astimezone(clock.VIETNAM) for each in (row.starts_at, row.ends_at))
    return f"{begins:%H:%M}–{ends:%H:%M}, {full_day(begins.date())}"


def titles() -> dict[str, str]:
    """Return what skills are called, in the language of the page."""
    return {name: skillmap.title_of(skill) for name, skill in curriculum.current().skills.items()}


def not_begun(why: str) -> str:
    """Return the sentence for a form that could not be begun."""
    return {
        "wall": _("These digits do not stand on the wall now. They change every half minute: read them again."),
        "closed": _("The room is not open now. Ask the proctor."),
        "empty": _("There are no tasks for this form. Tell the proctor."),
    }[why]


def not_taken(why: str) -> str:
    """Return the sentence for an answer that was not taken."""
    if why == "bad_response":
        return _("Nothing chosen yet. Choose, then press Answer.")
    return _("This answer did not arrive. Press Answer once more.")


def state_of(standing: str) -> tuple[str, str]:
    """Return (word, class of its tag) of how a certificate stands."""
    return {
        core.VALID: (_("it holds"), "ok"), core.EXPIRED: (_("expired"), "todo"), core.REVOKED: (_("revoked"), "bad"),
        core.REPLACED: (_("issued anew"), "todo"), core.GONE: (_("erased"), "todo"),
        core.DECLARED: (_("declared"), "look"), core.VERIFIED: (_("verified"), "ok"),
        core.REFUSED: (_("not accepted"), "bad"), core.WITHDRAWN: (_("drawn back"), "todo"),
    }[standing]  # fmt: skip


def sources() -> dict[str, str]:
    """Return what kinds of certificates from elsewhere are called."""
    return {
        "national": _("The national platform"), "company": _("My company"), "school": _("A school or a centre"),
        "other": _("Somebody else"),
    }  # fmt: skip
