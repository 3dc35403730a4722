"""The list of one meeting as whoever leads it fills it in: one line a person, one tap a state, and back again.

Pages of officials and of guests show the same list; what each of them may see of a name is decided before.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hocvuso.classes import attending, words
from hocvuso.classes.attending import Before
from hocvuso.classes.models import ClassSession
from hocvuso.classes.queries import Seat
from hocvuso.core import meeting
from hocvuso.plumbing import paging

ON_PAGE = 60  # decided: lines that are read down without losing the place, and a page of some 20 KiB
UNDO = "class-undo"  # what this browser wrote last, in its session


def act(request: HttpRequest, session: uuid.UUID, seats: Sequence[Seat], *, by: uuid.UUID | None,
        guest: str = "") -> str:  # fmt: skip
    """Do what a button of the list says; return one sentence about it, "" for a button that there is not."""
    does = request.POST.get("viec", "")
    if does == "hoan-tac":
        return _undone(request, session, by)
    if does == "tat-ca":
        number = _number_of(session)
        kinds = {each.person: meeting.PRESENT for each in seats if number not in each.kinds}
    elif does == "diem-danh":
        kinds = posted(request.POST)
    else:
        return ""
    before = attending.write(session, kinds, by=by, guest=guest)
    request.session[UNDO] = {"session": session.hex, "lines": [_packed(each) for each in before]}
    return _("Kept: %(lines)s lines changed.") % {"lines": len(before)} if before else _("Nothing was changed.")


def _number_of(session: uuid.UUID) -> int:
    return ClassSession.objects.values_list("number", flat=True).get(id=session)


def posted(fields: Mapping[str, str]) -> dict[uuid.UUID, str]:
    """Return the lines of a sent list: a field `c-<person>` for each."""
    kinds: dict[uuid.UUID, str] = {}
    for name, kind in fields.items():
        if name.startswith("c-"):
            try:
                kinds[uuid.UUID(name[2:])] = str(kind)
            except ValueError:
                continue
    return kinds


def _undone(request: HttpRequest, session: uuid.UUID, by: uuid.UUID | None) -> str:
    kept = request.session.pop(UNDO, None)
    if not kept or kept["session"] != session.hex:
        return _("There is nothing to take back.")
    back = attending.put_back(session, [_unpacked(each) for each in kept["lines"]], by=by)
    return _("Taken back: %(lines)s lines are as they were.") % {"lines": back}


def _packed(line: Before) -> list[str]:
    return [line.person.hex, line.became, line.kind, line.way, line.at.isoformat() if line.at else "",
            line.by.hex if line.by else ""]  # fmt: skip


def _unpacked(line: Sequence[str]) -> Before:
    person, became, kind, way, at, by = line
    return Before(
        uuid.UUID(person), became, kind, way, datetime.fromisoformat(at) if at else None, uuid.UUID(by) if by else None
    )


def page(request: HttpRequest, session: ClassSession, seats: Sequence[Seat], said: str) -> dict[str, Any]:
    """Return what the list shows: one page of its lines, what was just said, whether it can be taken back."""
    part = paging.part(paging.asked(request.GET), len(seats), ON_PAGE)
    kept = request.session.get(UNDO) or {}
    return {
        "session": session, "when": words.when(session), "lines": seats[part.rows], "part": part, "all": len(seats),
        "first": (part.number - 1) * ON_PAGE + 1, "presences": words.presences(), "said": said,
        "written": sum(session.number in each.kinds for each in seats),
        "may_undo": bool(said) and kept.get("session") == session.id.hex and bool(kept.get("lines")),
    }  # fmt: skip
