"""From the fields of a form to a paper: checked, filled in, and where a model is on put into full sentences."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from hocvuso.assistant import rewordings
from hocvuso.assistant.model_client import Unavailable
from hocvuso.assistant.rewording import redrafting
from hocvuso.people import queries as people
from hocvuso.reports.documents.paper import Paper
from hocvuso.reports.drafts.kinds import POINTS, Kind, Values, points_of
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and what is wrong with it, by field."""

    values: Values
    wrong: dict[str, str]


def read(kind: Kind, given: QueryDict) -> Typed:
    """Read the fields of a kind from a form."""
    values = {each.name: given.get(each.name, "").replace("\r\n", "\n").strip() for each in kind.fields}
    wrong = {}
    for each in kind.fields:
        if each.is_needed and not points_of(values[each.name]):
            wrong[each.name] = _("Write a few words here.")
        elif len(values[each.name]) > each.longest:
            wrong[each.name] = _("Too long: at most %(most)s characters.") % {"most": each.longest}
    return Typed(values, wrong)


def paper(kind: Kind, values: Values, unit: UnitLine, day: date, model: str = "") -> Paper:
    """Fill in the template. `model` is the name of the model whose words the points are, "" for the official's own."""
    parents = unions.parents_on(day, [unit.id])
    above = parents.get(unit.id)
    line = unions.unit(above, day) if above else None
    made = [_("Draft from Học Vụ Số. The layout has not been checked against the guidance of your union.")]
    if model:
        made.insert(0, _("Draft of an AI (model %(model)s): whoever signs has to read it first.") % {"model": model})
    return Paper(
        title=kind.title(),
        unit=unit.name,
        above=line.name if line else "",
        period=values["viec"],
        parts=kind.parts(values),
        signers=tuple(kind.signers()),
        is_draft=True,
        made=" ".join(made),
    )


def as_text(of: Paper) -> str:
    """Return a paper as text to copy."""
    lines = [each for each in (of.above, of.unit, "", of.title, of.period, "") if each or each == ""]
    for part in of.parts:
        lines += [*([part.heading] if part.heading else []), *part.sentences, ""]
    return "\n".join([*lines, *of.signers]).strip()


def reworded(kind: Kind, values: Values, by: uuid.UUID, day: date) -> str | None:
    """Return the points in a model's sentences, one a line; None where the template has to stand.

    What leaves the site has no name, number or address of a person in it (`core.standins`).
    """
    if not rewordings.is_on_for(by, day):
        return None
    persons = [values[each.name] for each in kind.fields if each.is_person]
    own = people.names([by]).get(by)
    with ExitStack() as place:
        if not rewordings.has_place(place) or not rewordings.within_budget(by, day):
            return None
        try:
            names = [*persons, *([own.full] if own else [])]
            return "\n".join(redrafting.redraft(rewordings.endpoint(), points_of(values[POINTS]), names))
        except Unavailable:
            return None


def model() -> str:
    """Return the name of the site's language model, "" without one."""
    return str(settings.LLM_MODEL) if rewordings.is_on() else ""
