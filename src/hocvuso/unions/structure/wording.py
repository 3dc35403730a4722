"""Why a change cannot be made, in one sentence that says what to do next."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.utils.translation import gettext as _

from hocvuso.core.structure import Refused
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import kinds
from hocvuso.unions.models import StructureChange, Territory, Unit
from hocvuso.unions.structure.blocking import InUse, Settled, StandsOn
from hocvuso.unions.structure.changes import ChangedMeanwhile


def sentence(trouble: Refused | ChangedMeanwhile | StandsOn | InUse, *, of_territories: bool = False) -> str:
    """Return why something is refused, in the language of the page."""
    if isinstance(trouble, ChangedMeanwhile):
        return _meanwhile(trouble)
    if isinstance(trouble, StandsOn):
        return _stands_on(trouble)
    if isinstance(trouble, Settled):
        return _("Figures of %(unit)s have been closed and stay. Dissolve it instead of undoing.") % {
            "unit": trouble.name
        }
    if isinstance(trouble, InUse):
        return _("%(unit)s already has people or figures. Hand them over first, then undo.") % {"unit": trouble.name}
    words = _words() | (_territory_words() if of_territories else {})
    return words[trouble.code]() % _filled(trouble, kinds.territory_word if of_territories else kinds.word)


def _filled(trouble: Refused, word: Callable[[str], str]) -> dict[str, str]:
    named = _names(trouble.units)
    kind = [word(code) if code else _("the top") for code in trouble.kinds] + ["", ""]
    return {
        "unit": named[0] if named else "",
        "other": named[1] if len(named) > 1 else "",
        "others": ", ".join(named[1:]),
        "day": f"{trouble.day:%d/%m/%Y}" if trouble.day else "",
        "kind": kind[0],
        "above": kind[1],
    }


def _names(units: tuple[str, ...]) -> list[str]:
    """Return the names of units; a code that is no id stands for itself."""
    ids = [uuid.UUID(each) for each in units if _is_id(each)]
    names: dict[str, str] = {}
    for model in (Unit, Territory):
        names |= {each.hex: name for each, name in model._default_manager.filter(id__in=ids).values_list("id", "name")}
    return [names.get(each, each if not _is_id(each) else _("the new unit")) for each in units]


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _meanwhile(trouble: ChangedMeanwhile) -> str:
    name = people.names([trouble.by]).get(trouble.by) if trouble.by else None
    polite = name.polite if name else _("somebody")
    at = trouble.at.astimezone(clock.VIETNAM) if trouble.at else None
    time = f"{at:%H:%M}" if at and at.date() == clock.today() else f"{at:%d/%m/%Y %H:%M}" if at else ""
    return _("%(name)s has just changed this at %(time)s. See that version before saving.") % {
        "name": polite[:1].upper() + polite[1:],
        "time": time,
    }


def _stands_on(trouble: StandsOn) -> str:
    rows = StructureChange.objects.filter(id__in=trouble.later).order_by("-number")
    numbers = ", ".join(_("no. %(number)d") % {"number": row.number} for row in rows)
    return _("Later changes stand on this one: %(numbers)s. Undo those first, the newest first.") % {"numbers": numbers}


def _words() -> dict[str, Callable[[], str]]:
    return {
        "unknown_unit": lambda: _("No unit has the code %(unit)s."),
        "unknown_change": lambda: _("This change is not on record."),
        "not_there": lambda: _("%(unit)s does not stand in the tree on %(day)s. Choose another day."),
        "not_yet": lambda: _("%(unit)s exists only from %(day)s on. Choose a later day."),
        "ends": lambda: _("%(unit)s ends on %(day)s. Choose another unit or an earlier day."),
        "no_name": lambda: _("The name is missing."),
        "no_code": lambda: _("The code is missing."),
        "code_taken": lambda: _("The code %(unit)s belongs to another unit. Choose another one."),
        "join_code_taken": lambda: _("The six digits %(unit)s belong to another unit. Choose others."),
        "unknown_kind": lambda: _("The kind “%(kind)s” is not in the table of kinds."),
        "kind_not_then": lambda: _("On %(day)s there is no unit of the kind “%(kind)s”. Choose another kind or day."),
        "kind_not_here": lambda: _("“%(kind)s” does not stand under “%(above)s”. Choose another unit above."),
        "ring": lambda: _("%(unit)s would stand under itself. Choose another unit above."),
        "too_deep": lambda: _("The tree would be deeper than 12 levels. Choose a unit further up."),
        "same_name": lambda: _("%(unit)s already bears this name on that day."),
        "same_unit": lambda: _("From and to are the same unit. Choose another one."),
        "already_there": lambda: _("%(unit)s already stands there on that day."),
        "nobody": lambda: _("Nothing is chosen, or nobody belongs to it on that day."),
        "too_few": lambda: _("Choose at least one other unit."),
        "founded_that_day": lambda: _("%(unit)s was founded on %(day)s. It can end from the day after."),
        "later_change": lambda: _("A later change of %(unit)s from %(day)s is on record. Undo that one first."),
        "heir_below": lambda: _("%(other)s stands under %(unit)s. Move it first, then merge."),
        "heir_ends": lambda: _("%(unit)s ends as well, so nothing can go there."),
        "not_below": lambda: _("%(unit)s no longer stands right below. Open the page again."),
        "has_children": lambda: _("Units still stand under %(unit)s: %(others)s. Say where they go."),
        "people_left": lambda: _("People still belong to %(unit)s. Say which new unit they go to."),
        "shares": lambda: _("The shares of %(unit)s add up to more than the whole."),
        "impossible_day": lambda: _("The day %(day)s lies before 28/07/1929 or more than two years ahead."),
        "moved_on": lambda: _("The data have changed meanwhile. Open the page again."),
    }


def _territory_words() -> dict[str, Callable[[], str]]:
    return {
        "unknown_territory": lambda: _("No territory has the code %(unit)s."),
        "territory_code_taken": lambda: _("The code %(unit)s belongs to another territory. Choose another one."),
        "already_placed": lambda: _("The unit is active in %(unit)s on that day already."),
        "not_placed": lambda: _("The unit is not active in %(unit)s on %(day)s."),
        "not_there": lambda: _("%(unit)s does not exist on %(day)s. Choose another day."),
        "ends": lambda: _("%(unit)s ends on %(day)s. Choose another one or an earlier day."),
        "kind_not_then": lambda: _(
            "On %(day)s there is no territory of the kind “%(kind)s”. Choose another kind or day."
        ),
        "kind_not_here": lambda: _("“%(kind)s” does not lie in “%(above)s”. Choose another territory."),
        "ring": lambda: _("%(unit)s would lie in itself. Choose another territory."),
        "already_there": lambda: _("%(unit)s lies there on that day already."),
        "nobody": lambda: _("Nothing is chosen."),
        "too_few": lambda: _("Choose at least one other territory."),
        "same_unit": lambda: _("From and to are the same territory. Choose another one."),
        "heir_below": lambda: _("%(other)s lies in %(unit)s. Move it first, then merge."),
        "has_children": lambda: _("Territories still lie in %(unit)s: %(others)s. Say where they go."),
    }
