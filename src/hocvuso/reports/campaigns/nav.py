"""The parts of awareness work, as chips on top of each of its pages; and who signs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hocvuso.campaigns.composing import Signer
from hocvuso.reports.views.desk import Desk, rail

LONGEST_NAME = 120


def frame(desk: Desk, here: str) -> dict[str, Any]:
    """Return what the frame of a page of awareness work shows."""
    parts = [
        ("campaigns", _("Ready kits")),
        ("posts", _("Posts")),
        ("plans", _("Plans")),
        ("assignments", _("Asked of us") if desk.is_grassroots else _("Asked of units")),
        ("results", _("Results")),
        ("news_tools", _("For your own site")),
    ]
    chips = [(desk.link(name), word, name == here) for name, word in parts]
    return {**rail(desk, "campaigns"), "chips": chips, "back": desk.link("campaigns") if here != "campaigns" else None}


def signer(desk: Desk) -> Signer:
    """Return who does it."""
    return Signer(desk.viewer, desk.name[:LONGEST_NAME])
