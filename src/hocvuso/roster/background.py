"""Entering and taking back as the pages start them. A small list is done at once.

Everything long goes through these two functions, so that one line each hands it to the site's queue of jobs.
"""

from __future__ import annotations

import uuid

from hocvuso.roster.entering import enter as _enter
from hocvuso.roster.undoing import undo as _undo


def enter(import_id: uuid.UUID) -> None:
    """Enter a preview; pressed twice it is done once."""
    _enter(import_id)


def undo(import_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Take a list back."""
    _undo(import_id, by=by)
