"""What states and troubles of a wifi point are called on screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hocvuso.core import hotspot
from hocvuso.hotspots import actions


def states() -> dict[str, str]:
    """Return the word of each state."""
    return {
        hotspot.NEEDED: _("Needed"),
        hotspot.ASKED: _("Letter sent"),
        hotspot.AGREED: _("Agreed"),
        hotspot.WORKING: _("Working"),
        hotspot.BROKEN: _("Broken"),
        hotspot.CLOSED: _("No longer there"),
    }


def troubles() -> dict[str, str]:
    """Return what people may report at a point."""
    return {
        actions.NO_WAY_IN: _("I see it, but I cannot join"),
        actions.NO_SIGNAL: _("I do not see this wifi"),
        actions.SLOW: _("I am in, but it is too slow"),
        actions.SHUT: _("The place is closed"),
    }
