"""The form of a class: what was typed, what is wrong with it, and the plan and meetings that follow."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hocvuso.classes import planning
from hocvuso.classes.planning import Plan
from hocvuso.core import meeting, vntext
from hocvuso.core.meeting import Meeting
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid_of
from hocvuso.plumbing.paging import whole
from hocvuso.reports.persons.words import typed_day

LENGTHS = {"ten": 120, "khoa-moi": 120, "noi": 160, "lien-ket": 300, "ghi": 400, "nguoi-day": 80}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, one sentence for each field in which something is missing or wrong, and what follows from it."""

    values: Mapping[str, str]
    skills: tuple[str, ...]
    days: tuple[int, ...]
    wrong: Mapping[str, str]
    meetings: Sequence[Meeting] = ()

    def plan(self, trainers: Mapping[uuid.UUID, str]) -> Plan:
        """Return the plan; `trainers` are those who may be chosen, with their names."""
        kept = self.values
        trainer = next((who for who in trainers if str(who) == kept.get("giang-vien")), None)
        course = uuid_of(kept.get("khoa", ""))
        return Plan(
            course, kept["khoa-moi"] or kept["ten"], self.skills, kept["ten"], whole(kept["cho"], most=9999),
            kept["noi"], kept["lien-ket"], kept["nguoi-day"] or (trainers[trainer] if trainer else ""), trainer,
            kept["ghi"],
        )  # fmt: skip


def read(posted: Mapping[str, str], skills: Sequence[str], days: Sequence[str], *, with_meetings: bool = True) -> Typed:
    """Read the form of a class; nothing that was typed is lost."""
    values = {name: vntext.clean(posted.get(name, ""))[:longest] for name, longest in LENGTHS.items()}
    for name in ("khoa", "giang-vien", "cho", "ngay", "tu", "den", "so-buoi"):
        values[name] = posted.get(name, "").strip()[:40]
    known = curriculum.current().skills
    wanted = tuple(each for each in dict.fromkeys(skills) if each in known)
    weekdays = tuple(sorted({int(each) for each in days if each in {"0", "1", "2", "3", "4", "5", "6"}}))
    wrong: dict[str, str] = {}
    if not values["ten"]:
        wrong["ten"] = _("Give the class a name that people know, like “Scams by phone, evening class”.")
    if not 1 <= whole(values["cho"], most=9999) <= planning.MOST_SEATS:
        wrong["cho"] = _("Write how many seats there are, 1 to %(most)s.") % {"most": planning.MOST_SEATS}
    if not (values["noi"] or values["lien-ket"]):
        wrong["noi"] = _("Write where it is, or give the link of the online class.")
    if values["lien-ket"] and not values["lien-ket"].startswith(("https://", "http://")):
        wrong["lien-ket"] = _("A link begins with https://")
    found: Sequence[Meeting] = ()
    if with_meetings:
        found, trouble = _meetings(values, weekdays)
        wrong |= trouble
    return Typed(values, wanted, weekdays, wrong, found)


def minute(typed: str) -> int | None:
    """Return the minute of the day of a time typed as 17:30, 17h30, 17.30 or 17; None for anything else."""
    hour, _colon, rest = typed.strip().lower().replace("h", ":").replace(".", ":").partition(":")
    rest = rest or "0"
    if not (hour.isascii() and hour.isdigit() and rest.isascii() and rest.isdigit()):
        return None
    if len(hour) > 2 or len(rest) > 2:
        return None
    found = int(hour) * 60 + int(rest)
    return found if int(rest) < 60 and found <= meeting.DAY else None


def _meetings(values: Mapping[str, str], days: Sequence[int]) -> tuple[Sequence[Meeting], dict[str, str]]:
    first, error = typed_day(values["ngay"])
    wrong = {"ngay": error} if error else {}
    if first is not None and first < clock.today():
        wrong["ngay"] = _("This day has gone by.")
    begins, ends, number = minute(values["tu"]), minute(values["den"]), whole(values["so-buoi"] or "1", most=999)
    if begins is None or ends is None:
        wrong["tu"] = _("Write the hours like 17:30 and 19:00.")
    if not 1 <= number <= meeting.MOST_WEEKS:
        wrong["so-buoi"] = _("Write how often it meets, 1 to %(most)s.") % {"most": meeting.MOST_WEEKS}
    if wrong or first is None or begins is None or ends is None:
        return (), wrong
    try:
        found = meeting.weekly(first, number, begins, ends, clock.VIETNAM, days)
    except ValueError:
        return (), {"tu": _("A meeting takes twelve hours at most.")}
    if found[0].starts <= clock.now():
        return (), {"tu": _("This hour has gone by today.")}
    return found, {}


def one_meeting(posted: Mapping[str, str]) -> tuple[Meeting | None, str]:
    """Return the meeting that a form moves or adds, and what is wrong with it."""
    values = {name: posted.get(name, "") for name in ("ngay", "tu", "den")}
    day, error = typed_day(values["ngay"])
    begins, ends = minute(values["tu"]), minute(values["den"])
    if day is None:
        return None, error
    if begins is None or ends is None:
        return None, _("Write the hours like 17:30 and 19:00.")
    try:
        return meeting.on_day(day, begins, ends, clock.VIETNAM), ""
    except ValueError:
        return None, _("A meeting takes twelve hours at most.")
