"""Help with one exercise, for one learner: its rungs in his wording, with dated facts filled in."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from hocvuso.core import items as item_kinds
from hocvuso.core import rungs
from hocvuso.core.content import Curriculum, Item
from hocvuso.core.rungs import Rung
from hocvuso.curriculum import render
from hocvuso.learning.queries import Chosen


def ladder(item: Item, curriculum: Curriculum, chosen: Chosen, today: date) -> tuple[Rung, ...]:
    """Return where to look, what to do, then the step in easy words line by line, the answer last."""
    step = curriculum.steps.get(item.step)
    if step is None:
        return rungs.ladder(item.hint, item.dont_know, (), _model_answer(item))
    shown = render.step_for(
        step, device=chosen.device, audience=chosen.audience, easy=True, today=today, facts=curriculum.facts
    )
    return rungs.ladder(item.hint, shown.answer, rungs.lines_of(shown.text), _model_answer(item))


def _model_answer(item: Item) -> str:
    response = item_kinds.right_response(item)
    lines = [line.text for line in item_kinds.mark(item, response).lines if line.right and line.chosen]
    if item.kind == "order":
        return " → ".join(lines) + f". {item.explain}"
    if item.kind == "short_text":
        return f"{item.model_answer} {item.explain}"
    told = "; ".join(line.rstrip(".") for line in lines)
    verdict = ""
    if item.kind == "true_false":
        verdict = (_("True") if item.answer else _("False")) + ": "
    return f"{verdict}{told}. {item.explain}"
