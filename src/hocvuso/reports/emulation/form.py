"""The form of a drive and of a change of what it asks: what was typed, what is wrong with it, what follows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.core import emulation
from hocvuso.core.emulation import Criterion
from hocvuso.emulation import criteria, drives, words
from hocvuso.emulation.drives import Told
from hocvuso.emulation.queries import Drive
from hocvuso.plumbing.paging import whole
from hocvuso.reports.persons.words import typed_day

FIELDS = {"ten": "title", "muc-dich": "aims", "so-qd": "decision", "nguoi-ky": "signer"}
DAYS = {"tu": "starts_on", "den": "ends_on", "ngay-qd": "decided_on"}
FIRST = ("days", "skills")  # what the form of a new drive proposes


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, one sentence for each field in which something is wrong, and what follows from it."""

    values: Mapping[str, str]
    wrong: Mapping[str, str]
    told: Told | None = None
    criteria: tuple[Criterion, ...] = ()


def blank(day: date) -> Typed:
    """Return the form of a new drive."""
    asked = {f"c-person-{each.name}": str(each.goal) for each in criteria.everything("person") if each.name in FIRST}
    return Typed({"tu": f"{day:%d/%m/%Y}", **asked}, {})


def filled(row: Drive) -> Typed:
    """Return the form with what a drive says now."""
    values = {field: getattr(row, name) for field, name in FIELDS.items()}
    days = {field: getattr(row, name) for field, name in DAYS.items()}
    values |= {field: f"{day:%d/%m/%Y}" for field, day in days.items() if day}
    return Typed({**values, **asked(row, row.starts_on)}, {})


def asked(row: Drive, day: date) -> dict[str, str]:
    """Return the fields of what a drive asks on a day."""
    held = emulation.in_force([drives.read(each) for each in row.rules.all()], day)
    found = {}
    for each in held.criteria:
        found[f"c-{each.who}-{each.name}"] = str(each.goal)
        if each.about:
            found[f"a-{each.who}-{each.name}"] = each.about
    return found


def read(sent: Mapping[str, str]) -> Typed:
    """Read the form of a drive; nothing that was typed is lost."""
    values = {name: text.strip()[: 2000 if name == "muc-dich" else 160] for name, text in sent.items()}
    wrong: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for field in ("tu", "den"):
        days[field], error = typed_day(values.get(field, ""))
        if error:
            wrong[field] = error
    days["ngay-qd"] = None
    if values.get("ngay-qd"):
        days["ngay-qd"], error = typed_day(values["ngay-qd"])
        wrong |= {"ngay-qd": error} if error else {}
    if not values.get("ten"):
        wrong["ten"] = _("Give the drive a name, like “Every evening one lesson”.")
    picked, trouble = chosen(values)
    starts, ends = days["tu"], days["den"]
    if starts and ends and not 0 <= (ends - starts).days < drives.LONGEST_DRIVE:
        wrong["den"] = words.refused("period")
    wrong |= trouble
    if wrong or starts is None or ends is None:
        return Typed(values, wrong)
    told = Told(
        values["ten"], values.get("muc-dich", ""), starts, ends, values.get("so-qd", ""), days["ngay-qd"],
        values.get("nguoi-ky", ""),
    )  # fmt: skip
    return Typed(values, {}, told, picked)


def chosen(values: Mapping[str, str]) -> tuple[tuple[Criterion, ...], dict[str, str]]:
    """Return what was chosen to be counted, and what is wrong with it; an empty field is not asked."""
    found, wrong = [], {}
    for who in emulation.WHO:
        for kind in criteria.everything(who):
            field = f"c-{who}-{kind.name}"
            typed = values.get(field, "").strip().replace(".", "")
            if not typed:
                continue
            goal = whole(typed, most=emulation.MOST_GOAL + 1)
            about = values.get(f"a-{who}-{kind.name}", "") if criteria.about(kind.name) else ""
            if not 1 <= goal <= emulation.MOST_GOAL:
                wrong[field] = words.refused("goal")
            elif criteria.about(kind.name) and not about:
                wrong[field] = _("Choose which one is meant.")
            found.append(Criterion(who, kind.name, goal, about))
    if not wrong and (why := emulation.problem(found)):
        wrong["tieu-chi"] = words.refused(why)
    return tuple(found), wrong


def offered(unit: uuid.UUID, day: date) -> list[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Return what can be asked, by for whom: field, word, and what it may be about."""
    found: list[tuple[str, Sequence[Mapping[str, Any]]]] = []
    for who, title in words.who().items():
        rows = []
        for kind in criteria.everything(who):
            about = criteria.about(kind.name)
            options = about.of(unit, day) if about else []
            if about is None or options:
                word = str(kind.word)
                rows.append({"field": f"c-{who}-{kind.name}", "word": word[:1].upper() + word[1:],
                             "about": f"a-{who}-{kind.name}" if about else "", "options": options})  # fmt: skip
        if rows:
            found.append((title, rows))
    return found
