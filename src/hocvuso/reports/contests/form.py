"""The form of a contest: what was typed, what is wrong with it, and the setup and rounds that follow."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.core.contest import setup
from hocvuso.core.contest.setup import Prize, Setup, Span
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import clock
from hocvuso.plumbing.paging import whole
from hocvuso.reports.classes.form import minute
from hocvuso.reports.persons.words import typed_day

LENGTHS = {"ten": 160, "quyet-dinh": 80, "doan": 300}
NUMBERS = {"so-vong": "rounds", "so-ngay": "days", "so-lan": "attempts", "so-cau": "questions", "so-phut": "minutes",
           "so-may": "simulators"}  # fmt: skip
LONGEST_PRIZE = (80, 200)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, one sentence for each field in which something is missing or wrong, and what follows from it."""

    values: Mapping[str, str]
    skills: tuple[str, ...]
    units: tuple[str, ...]
    wrong: Mapping[str, str]
    setup: Setup | None = None
    spans: Sequence[Span] = ()

    @property
    def unit_ids(self) -> list[uuid.UUID]:
        """The units that may enter; none: the unit itself with all below it."""
        return [uuid.UUID(each) for each in self.units]


def filled(given: Setup, opens: datetime | None = None, decision: str = "") -> dict[str, str]:
    """Return a setup as the fields of the form."""
    at = (opens or datetime.combine(clock.today() + timedelta(days=7), time(8), clock.VIETNAM)).astimezone(
        clock.VIETNAM
    )
    return {
        "ten": given.title, "gioi-thieu": given.about, "doan": given.guess, "quyet-dinh": decision,
        "ngay": f"{at:%d/%m/%Y}", "gio": f"{at:%H:%M}",
        **{name: str(getattr(given, field)) for name, field in NUMBERS.items()},
        "giai": "\n".join(f"{each.number} | {each.name} | {each.text}".rstrip(" |") for each in given.prizes),
    }  # fmt: skip


def read(posted: Mapping[str, str], skills: Sequence[str], units: Sequence[str], allowed: Sequence[str]) -> Typed:
    """Read the form; nothing that was typed is lost. `allowed` are the units that may be chosen."""
    values = {name: vntext.clean(posted.get(name, ""))[:longest] for name, longest in LENGTHS.items()}
    values |= {name: posted.get(name, "").strip()[:40] for name in (*NUMBERS, "ngay", "gio")}
    values |= {name: posted.get(name, "").strip()[:2000] for name in ("gioi-thieu", "giai")}
    known = curriculum.current().skills
    chosen = tuple(each for each in dict.fromkeys(skills) if each in known)
    own = tuple(each for each in dict.fromkeys(units) if each in set(allowed))
    prizes, wrong_prize = _prizes(values["giai"])
    given = Setup(
        values["ten"], values["gioi-thieu"][:1000], chosen, guess=values["doan"], prizes=prizes,
        **{field: whole(values[name], most=9999) for name, field in NUMBERS.items()},
    )  # fmt: skip
    wrong = {_FIELDS[name]: _said(name) for name in setup.faults(given)}
    if wrong_prize:
        wrong["giai"] = wrong_prize
    opens, error = _opens(values)
    if opens is None:
        wrong["ngay"] = error
    spans = setup.weekly(opens, given) if opens is not None and not wrong else ()
    return Typed(values, chosen, own, wrong, given, spans)


_FIELDS = {
    "title": "ten", "skills": "ky-nang", "questions": "so-cau", "minutes": "so-phut", "attempts": "so-lan",
    "simulators": "so-may", "rounds": "so-vong", "days": "so-ngay", "guess": "doan", "prize": "giai",
}  # fmt: skip


def _said(name: str) -> str:
    most = {
        "questions": setup.MOST_QUESTIONS, "minutes": setup.MOST_MINUTES, "attempts": setup.MOST_ATTEMPTS,
        "rounds": setup.MOST_ROUNDS, "days": 31,
    }  # fmt: skip
    if name in most:
        return _("Write a number from 1 to %(most)s.") % {"most": most[name]}
    return {
        "title": _("Give the contest a name."),
        "skills": _("Choose at least one skill that it is about."),
        "simulators": _("Not more than there are questions; 0 for none."),
        "guess": _("Write the question that decides between equals."),
        "prize": _("Each line: how many | name of the prize | what is given."),
    }[name]


def _prizes(text: str) -> tuple[tuple[Prize, ...], str]:
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        number, _bar, rest = line.partition("|")
        name, _bar, given = rest.partition("|")
        if not whole(number.strip(), most=9999) or not name.strip():
            return (), _("Write “%(line)s” like: 3 | Second prize | a certificate") % {"line": line.strip()[:60]}
        found.append(Prize(name.strip()[: LONGEST_PRIZE[0]], whole(number.strip(), most=9999),
                           given.strip()[: LONGEST_PRIZE[1]]))  # fmt: skip
    return tuple(found), ""


def _opens(values: Mapping[str, str]) -> tuple[datetime | None, str]:
    return moment(values["ngay"], values["gio"])


def moment(day_typed: str, hour_typed: str) -> tuple[datetime | None, str]:
    """Return the moment of a typed day and hour, and what is wrong with it."""
    day, error = typed_day(day_typed)
    minutes = minute(hour_typed)
    if day is None:
        return None, error
    if minutes is None:
        return None, _("Write the hour like 08:00.")
    return datetime.combine(day, time(), clock.VIETNAM) + timedelta(minutes=minutes), ""
