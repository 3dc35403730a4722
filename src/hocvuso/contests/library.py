"""The ready-made contests: read once from `content/contests`, offered in the form."""

from __future__ import annotations

import tomllib
from functools import cache

from django.conf import settings

from hocvuso.core.contest import setup
from hocvuso.core.contest.setup import Setup


@cache
def ready_made() -> dict[str, Setup]:
    """Return the ready-made contests by the names of their files. Raises BadSetup for a file that is broken."""
    found = sorted((settings.CONTENT / "contests").glob("*.toml"))
    return {path.stem: setup.read(tomllib.loads(path.read_text(encoding="utf-8"))) for path in found}
