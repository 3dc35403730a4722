"""The frame of officials' pages, for rooms above: `reports/outer.html` shows it around a page of theirs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from hocvuso.plumbing import clock
from hocvuso.reports.views.desk import desk_of, rail


def of_official(viewer: uuid.UUID, code: str, here: str, back: str) -> dict[str, Any]:
    """Return what the frame shows to an official at work on a unit (by default the first of his own).

    `here` names the entry of the page ("room:page"), `back` is the address of its arrow. Nothing for somebody without a
    desk: his page stands in `of_operator`.
    """
    day = clock.today()
    desk, has_role = desk_of(viewer, code, day)
    if desk is None and has_role:
        desk, _has_role = desk_of(viewer, "", day)
    return {**rail(desk, here), "back": back} if desk else {}


def of_operator(ways: Sequence[tuple[str, str, str]], back: str) -> dict[str, Any]:
    """Return what the frame shows to whoever runs the site: address, icon and word of each page beside this one."""
    return {"desk": None, "ways": list(ways), "back": back}
