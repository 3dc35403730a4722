"""Which ids belong to a site's own content: the skill is `local.G.N`, or the name begins with `local-`.

Shipped ids never look so, hence neither can take the other's place.
"""

from __future__ import annotations

SKILL, NAME = "local.", "local-"


def is_local(content_id: str) -> bool:
    """Tell whether a skill, lesson, step, item, card, fact, group or word is the site's own."""
    head, _, rest = content_id.partition("/")
    return head.startswith(SKILL) or (rest or head).startswith(NAME)
