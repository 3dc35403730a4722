"""What a browser sends back of a form besides what somebody typed or chose."""

from __future__ import annotations

import re


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms by name."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', page))
