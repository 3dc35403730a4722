"""Look-ups of the assistant: suggested first questions."""

from __future__ import annotations

from hocvuso.core.content import Step
from hocvuso.curriculum import queries as curriculum

EXAMPLES = 3


def examples(step: Step | None) -> list[str]:
    """Return questions that people ask: about the step on the screen, else one of each of three skills."""
    if step is not None:
        return list(step.wordings.spoken[:EXAMPLES])
    found: dict[str, str] = {}
    for each in curriculum.current().steps.values():
        if each.skill not in found and each.wordings.spoken:
            found[each.skill] = each.wordings.spoken[0]
    return list(found.values())[:EXAMPLES]
