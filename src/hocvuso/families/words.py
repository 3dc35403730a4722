"""What relatives, and what they share, are called on screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.core import family

KINS = ("mother", "father", "spouse", "child", "sibling", "grandparent", "other")


def kins() -> dict[str, str]:
    """Return what somebody may be to the supporter."""
    return {
        "mother": _("Mother"),
        "father": _("Father"),
        "spouse": _("Wife or husband"),
        "child": _("Son or daughter"),
        "sibling": _("Brother or sister"),
        "grandparent": _("Grandparent"),
        "other": _("Somebody else close to me"),
    }


def shares(name: str) -> dict[str, str]:
    """Return what a relative may let the supporter of this name see."""
    return {
        family.NOTHING: _("Nothing, I keep it to myself"),
        family.TASK: _("Only that I did a task, and on which day"),
        family.PROGRESS: _("Also how many skills I know"),
    }
