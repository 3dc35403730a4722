"""What others did with somebody's data, in plain words, for "Dữ liệu của tôi": grouped by day, never left out.

Rooms above register the words of their acts and of the roles in which officials look.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from hocvuso.people import queries
from hocvuso.plumbing import audit, clock

READ = "read"
# Decided: a list that is opened twice a day for a year and a half still shows its first day.
LOOKED_AT = 1000

Words = Callable[[], str]
_acts: dict[str, Words] = {
    "free": lambda: _("opened your name after too many wrong codes"),
    "change name": lambda: _("corrected your name"),
    "change phone": lambda: _("corrected your phone number"),
    "undo": lambda: _("took a change back"),
    "propose": lambda: _("proposed a change that a second official decides"),
    "agree to": lambda: _("agreed to a change as the second official"),
    "turn down": lambda: _("turned a proposed change down"),
    "merge": lambda: _("joined two entries of you into one"),
    "unmerge": lambda: _("took two joined entries apart"),
    "tell apart": lambda: _("noted that you and somebody alike are two people"),
    "deal card": lambda: _("dealt a new card in your name"),
    "agree": lambda: _("wrote down that you agreed"),
    "erase": lambda: _("erased data"),
    "appoint": lambda: _("gave you an official's account"),
}
_roles: Callable[[str], str] = str


def words_for(acts: dict[str, Words]) -> None:
    """Register what acts are called; an act with `read:` before it is a way of looking."""
    _acts.update(acts)


def roles_named(name: Callable[[str], str]) -> None:
    """Register who knows the words of roles."""
    global _roles
    _roles = name


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody else's act on my data: who in which role for which unit, what, how often that day, when last."""

    at: datetime
    who: str
    role: str
    unit: str
    did: str
    times: int = 1


def seen(ids: Sequence[uuid.UUID]) -> list[Seen]:
    """Return what others did with the data of one person (all his ids), the newest first.

    Readings of one kind by one official for one unit on one day are one line with their number.
    """
    traces = [each for each in audit.traces_of(*ids, limit=LOOKED_AT) if each.actor not in (None, *ids)]
    names = queries.names({each.actor for each in traces if each.actor})
    lines: dict[tuple[object, ...], Seen] = {}
    for number, each in enumerate(traces):
        day = clock.day_of(each.at)
        key = (each.actor, each.what, each.facts.get("unit"), day) if each.verb == READ else (number,)
        if key in lines:
            lines[key] = replace(lines[key], times=lines[key].times + 1)
            continue
        who = names[each.actor].polite if each.actor in names else _("an official")
        role = str(each.facts.get("role", ""))
        lines[key] = Seen(each.at, who, _roles(role) if role else "", str(each.facts.get("unit", "")), _did(each))
    return list(lines.values())


def _did(trace: audit.Trace) -> str:
    word = _acts.get(f"read:{trace.what}" if trace.verb == READ else trace.verb)
    if word is not None:
        return word()
    return _("looked at your data") if trace.verb == READ else _("changed something: %(what)s") % {"what": trace.verb}
