"""The words of these pages: kinds of change, audiences, what is wrong with a typed day, who was faster."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocvuso.people import queries as people
from hocvuso.people import traces
from hocvuso.people.actions import ChangedMeanwhile
from hocvuso.people.dossiers import Changed
from hocvuso.people.forms import typed_day as typed_day
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day
from hocvuso.unions import roles
from hocvuso.unions.appointing import MayNot
from hocvuso.unions.belonging import HoldsRole, Misdated

AUDIENCES: dict[str, Any] = {
    "worker": gettext_lazy("Worker"),
    "official": gettext_lazy("Full-time official"),
    "public_staff": gettext_lazy("Public staff"),
    "family": gettext_lazy("Family of a worker"),
}
LINKS: dict[str, Any] = {
    "member": gettext_lazy("Union member"),
    "worker": gettext_lazy("Works here"),
    "full time": gettext_lazy("Full-time official"),
}
KINDS: dict[str, Any] = {
    "name": gettext_lazy("Name corrected"),
    "phone": gettext_lazy("Phone corrected"),
    "joined": gettext_lazy("Belongs to the unit"),
    "left": gettext_lazy("Left the unit"),
    "moved": gettext_lazy("Moved to another unit"),
    "audience": gettext_lazy("Counted as somebody else"),
    "full_time": gettext_lazy("Full time changed"),
    "dates": gettext_lazy("Dates corrected"),
    "role": gettext_lazy("Role given"),
    "role_ended": gettext_lazy("Role ended"),
    "delegated": gettext_lazy("Rights lent"),
}
OF_ROLES = frozenset({"role", "role_ended", "delegated"})
_NOT_HIS: dict[str, Any] = {
    "right": gettext_lazy("You have no right to give roles for this unit."),
    "more": gettext_lazy("You can give only rights that you have yourself."),
    "self": gettext_lazy("Nobody gives himself a role. Ask the level above."),
    "unknown": gettext_lazy("Choose a role from the list."),
    "above": gettext_lazy("A chair is named by the level above, or by the present chair."),
    "source": gettext_lazy("Choose what you lend, from a role of your own."),
}


NOT_INVITED: dict[str, Any] = {
    "right": gettext_lazy("You have no right to give roles for this unit."),
    "held elsewhere": gettext_lazy("This person holds a role that you cannot give. The level above sends the link."),
    "operator": gettext_lazy("This account belongs to the operator of the site and takes no link."),
    "number": gettext_lazy("No phone number is known. Write it on the page of the person first."),
    "often": gettext_lazy("Five links in one day are enough. Call the person, and try again tomorrow."),
    "over": gettext_lazy("This role is over."),
    "old": gettext_lazy("The link is not open any more. Send a new one first."),
    "codes": gettext_lazy("Five codes have been made for this link. Send a new link first."),
}


def register() -> None:
    """Register what these pages call their readings, for "Dữ liệu của tôi"."""
    traces.words_for(
        {
            "read:member_list": lambda: _("saw your name in the list of the unit"),
            "read:person_page": lambda: _("opened the page about you"),
            "read:changes": lambda: _("saw your name among what was changed"),
            "read:duplicates": lambda: _("saw your name while looking for people entered twice"),
            "read:roles": lambda: _("saw your name while looking for somebody to hold a role"),
        }
    )


def problem(error: Exception) -> str:
    """Return one sentence that says what stands against an act and what to do."""
    if isinstance(error, Misdated):
        return _misdated(error)
    if isinstance(error, HoldsRole):
        names = ", ".join(roles.word(name) for name in error.names)
        return _("This person still holds a role here: %(roles)s. End it first.") % {"roles": names}
    if isinstance(error, ChangedMeanwhile):
        facts = {"who": _who(error.by), "time": f"{error.at.astimezone(clock.VIETNAM):%H:%M}"}
        return _("%(who)s changed this at %(time)s. Look at that version before you save.") % facts
    if isinstance(error, MayNot):
        return str(_NOT_HIS[error.why])
    return _("This person does not belong to the unit on that day. Look at the dates below.")


def _misdated(error: Misdated) -> str:
    facts = {"day": full_day(error.day)}
    if error.why == "future":
        return _("%(day)s has not come yet. Write today or an earlier day.") % facts
    if error.why == "too long":
        return _("Rights are lent for a year at most: until %(day)s.") % facts
    return _("The end lies before the beginning, which is %(day)s.") % facts


def _who(person: uuid.UUID | None) -> str:
    name = people.names([person]).get(person) if person else None
    return name.polite[:1].upper() + name.polite[1:] if name else _("Somebody")


def told(change: Changed, names: dict[uuid.UUID, people.Name]) -> dict[str, Any]:
    """Return one change as pages show it."""
    was = change.before if change.kind == "name" else ""
    by = names.get(change.by) if change.by else None
    return {
        "id": change.id, "kind": str(KINDS.get(change.kind, change.kind)), "at": change.at, "reason": change.reason,
        "was": was, "is_undone": change.is_undone, "by": by.polite if by else _("the person"),
        "person": change.person, "name": names[change.person].full if change.person in names else "",
    }  # fmt: skip
