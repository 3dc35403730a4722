"""The entry diagnosis against a virtual learner, for authors: question by question, what was found beside the truth.

Everything stands in the address, so that a run can be handed on; nothing is stored.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame
from hocvuso.core import placement, rehearsal
from hocvuso.core.content import Curriculum
from hocvuso.learning import ways
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.unions.authors import for_authors

SEEDS, USUAL_SEED = 1_000_000, 1
STRENGTH = {"yeu": "weak", "vua": "middling", "manh": "strong"}
USUAL = "manh"
MODES = {"ngan": placement.FIRST, "day-du": placement.FULL}
DAY = 1  # all happens on one day, so it does not matter on which
# The picture of the estimate: logits from -2 to 2 on 120 points of height.
LEFT, WIDE, TOP, HIGH, MOST = 26, 232, 10, 120, 2.0


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Run the diagnosis that the address asks for, and show all of it."""
    catalogue = current_catalogue()
    groups = _groups(catalogue)
    chosen = _chosen(request, groups)
    context: dict[str, Any] = {
        **frame(viewer, "studio:rehearsal"),
        "groups": [(group, _title(catalogue.curriculum.groups[group]), chosen[group]) for group in groups],
        "strengths": [("yeu", _("weak")), ("vua", _("middling")), ("manh", _("strong"))],
        "modes": [(name, _mode(name)) for name in MODES],
        "chosen": chosen,
        "most": SEEDS - 1,
        "version": catalogue.curriculum.version[:8],
        "other": f"{request.path}?{urlencode({**chosen, 'hat': (chosen['hat'] + 1) % SEEDS})}",
        "run": None,
    }
    if groups:
        context["run"] = _shown(catalogue, _run(catalogue, groups, chosen))
    return render(request, "studio/rehearsal.html", context)


def _groups(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the groups that are taught, with their taught skills; the placement asks about no others."""
    found: dict[str, list[str]] = {}
    for skill in catalogue.taught:
        found.setdefault(catalogue.curriculum.skills[skill].group, []).append(skill)
    return {group: found[group] for group in catalogue.curriculum.groups if group in found}


def _chosen(request: HttpRequest, groups: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what the address asks for, all of it written out; anything odd becomes the usual."""
    asked = request.GET
    seed = asked.get("hat", "")
    is_seed = seed.isascii() and seed.isdigit() and len(seed) < 8 and int(seed) < SEEDS
    names = {group: asked.get(group, USUAL) for group in groups}
    return {
        **{name: value if value in STRENGTH else USUAL for name, value in names.items()},
        "loai": asked.get("loai", "") if asked.get("loai", "") in MODES else "day-du",
        "hat": int(seed) if is_seed else USUAL_SEED,
    }


def _run(catalogue: Catalogue, groups: Mapping[str, Sequence[str]], chosen: Mapping[str, Any]) -> rehearsal.Rehearsal:
    strengths = {skill: STRENGTH[chosen[group]] for group, skills in groups.items() for skill in skills}
    truth = rehearsal.abilities(strengths, chosen["hat"])
    bank = catalogue.options.bank
    return rehearsal.rehearse(bank, truth, chosen["hat"], day=DAY, mode=MODES[chosen["loai"]])


def _shown(catalogue: Catalogue, run: rehearsal.Rehearsal) -> dict[str, Any]:
    now = catalogue.curriculum
    right, wrong = run.count(right=True), run.count(right=False)
    return {
        "asked": [_question(now, each) for each in run.asked],
        "stop": _stop(run.stop),
        "minutes": max(round(run.seconds / 60), 1),
        "right": right,
        "wrong": wrong,
        "guessed": run.guessed(),
        "open": len(run.found) - right - wrong,
        "all": len(run.found),
        "found": [_found(now, each) for each in run.found],
        "picture": _picture(run),
    }


def _question(now: Curriculum, each: rehearsal.Asked) -> dict[str, Any]:
    item = now.items[each.task.id]
    runner_up = now.items.get(each.runner_up or "")
    return {
        "prompt": item.prompt,
        "url": ways.item_url(item.id),
        "skill": _title(now.skills[item.skill]),
        "why": _why(each),
        "runner_up": runner_up.prompt if runner_up else "",
        "right": each.right,
        "p": each.p,
        "true_p": each.true_p,
        "before": each.before,
        "after": each.after,
        "from_x": round(100 * each.before, 1),
        "to_x": round(100 * each.after, 1),
    }


def _why(each: rehearsal.Asked) -> str:
    """Say what the rule did: the wishes that decided, then the draw."""
    if each.is_first:
        first = _("The first question is an easy one.")
    elif each.changes_subject:
        first = _("Two in a row were about one skill, so it changes.")
    else:
        first = ""
    drawn = _("Drawn among the %(count)s questions that tell most per minute.") % {"count": each.among}
    only = _("It tells most per minute.")
    return f"{first} {drawn if each.among > 1 else only}".strip()


def _found(now: Curriculum, each: rehearsal.Found) -> dict[str, Any]:
    words = {True: _("knows it"), False: _("does not know it")}
    standing = each.finding.standing
    open_word = _("left open") if each.finding.enough else _("too little data")
    return {
        "title": _title(now.skills[standing.skill]),
        "truth": words[each.is_known],
        "said": open_word if each.said is None else words[each.said],
        "probability": standing.probability,
        "asked": standing.tries,
        "is_told": each.said is not None or standing.tries > 0,
        "is_open": each.said is None,
        "is_wrong": each.said is not None and each.said != each.is_known,
    }


def _picture(run: rehearsal.Rehearsal) -> dict[str, Any]:
    """Return the line of the estimate, the band of one standard deviation around it, and the truth, as points."""
    points = [run.start, *((each.centre, each.spread) for each in run.asked)]
    step = WIDE / max(len(points) - 1, 1)
    spots = [(LEFT + number * step, centre, spread) for number, (centre, spread) in enumerate(points)]
    above = [f"{x:.1f} {_y(centre + spread):.1f}" for x, centre, spread in spots]
    below = [f"{x:.1f} {_y(centre - spread):.1f}" for x, centre, spread in reversed(spots)]
    return {
        "line": "M" + "L".join(f"{x:.1f} {_y(centre):.1f}" for x, centre, _spread in spots),
        "band": "M" + "L".join([*above, *below]) + "Z",
        "dots": [
            (round(x, 1), round(_y(centre), 1), each.right)
            for (x, centre, _spread), each in zip(spots[1:], run.asked, strict=True)
        ],
        "truth": round(_y(run.truth), 1),
        "marks": [(round(_y(value), 1), f"{value:+.0f}".replace("+0", "0")) for value in (-2, -1, 0, 1, 2)],
        "first": points[0][0],
        "last": points[-1][0],
        "last_spread": points[-1][1],
        "real": run.truth,
        "left": LEFT,
        "right": LEFT + WIDE,
        "foot": TOP + HIGH,
        "count": len(run.asked),
    }


def _y(value: float) -> float:
    return TOP + HIGH * (MOST - min(max(value, -MOST), MOST)) / (2 * MOST)


def _title(named: Any) -> str:
    """Return the title of a skill or a group in the language of the page."""
    return str(named.title_en if get_language() == "en" else named.title)


def _mode(name: str) -> str:
    mode = MODES[name]
    said = _("First time: %(tasks)s questions, %(minutes)s minutes at most") if name == "ngan" else _(
        "In full: %(tasks)s questions, %(minutes)s minutes at most"
    )  # fmt: skip
    return said % {"tasks": mode.tasks, "minutes": round(mode.seconds / 60)}


def _stop(reason: placement.Stop) -> str:
    return {
        placement.Stop.DECIDED: _("It stopped because every skill was clear enough, known or not."),
        placement.Stop.PRECISE: _("It stopped because nearly all skills were measured closely enough."),
        placement.Stop.LITTLE_GAIN: _("It stopped because the questions left would have told nearly nothing."),
        placement.Stop.TASKS: _("It stopped at the number of questions that is allowed."),
        placement.Stop.TIME: _("It stopped because no question fitted into the time left."),
        placement.Stop.EMPTY: _("It stopped because no question was left."),
    }[reason]
