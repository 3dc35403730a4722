"""Papers of programmes: plan, draft decision of the group, reports. Number, day and signer are left for a pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.core.programmes.answers import day_of
from hocvuso.plumbing.templating import full_day, number
from hocvuso.programmes import library, measures
from hocvuso.programmes.actions import NewProgramme, NewTask
from hocvuso.reports.documents import clauses
from hocvuso.reports.documents.paper import DAY, SHARE, TEXT, WHOLE, Cell, Column, Paper, Part, Table
from hocvuso.reports.programmes.planning import in_language
from hocvuso.unions.queries import UnitLine

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
MEMBERS = 5  # blank rows of a decision where nobody said how many members there are
DOTS = "…………………………"


def _made() -> str:
    return _("Draft from Học Vụ Số. The layout has not been checked against the guidance of your union.")


def executive() -> str:
    """Return for whom a paper is signed."""
    return _("FOR THE EXECUTIVE COMMITTEE")


def plan(told: NewProgramme, unit: UnitLine) -> Paper:
    """Return the plan of a unit as an office paper that can be edited: targets, tasks, classes, kits, who does what."""
    kept = told.plan
    chapters = [
        (_("AIMS AND PRINCIPLES"), [Part("", [f"{at}. {each}" for at, each in enumerate(_aims(), 1)])]),
        (_("TARGETS"), _targets(kept)),
        (_("CONTENTS AND TASKS"), _tasks(told)),
        (_("CLASS CALENDAR"), _calendar(kept)),
        (_("AWARENESS"), _kits(kept)),
        (_("ROOMS, DEVICES, WIFI"), _means(kept)),
        (_("CARRYING IT OUT"), [Part("", _carrying(told, kept))]),
    ]
    parts = [Part("", _bases(unit))]
    filled = [(heading, inside) for heading, inside in chapters if inside]
    for place, (heading, inside) in enumerate(filled):
        first, *others = inside
        title = f"{ROMAN[place]}. {heading}"
        # A chapter that begins with a heading of its own keeps both, one under the other.
        parts += [Part(title), *inside] if first.heading else [Part(title, first.sentences, first.table), *others]
    return Paper(
        title=_("PLAN"),
        unit=unit.name,
        above=unit.parent,
        period=_("%(title)s, %(since)s to %(until)s")
        % {"title": told.title, "since": full_day(told.starts_on), "until": full_day(told.ends_on)},
        parts=parts,
        recipients=(_("the union above;"), _("those in charge;"), _("filed.")),
        signers=(executive(),),
        has_motto=True,
        is_draft=True,
        made=_made(),
    )


def _aims() -> Sequence[str]:
    return library.library().aims


def _bases(unit: UnitLine) -> list[str]:
    bases = [_("Pursuant to %(paper)s;") % {"paper": each} for each in library.library().bases]
    return [*bases, _("The executive committee of %(unit)s makes this plan:") % {"unit": unit.name}]


def _targets(kept: Mapping[str, Any]) -> list[Part]:
    rows = kept.get("targets", [])
    if not rows:
        return []
    columns = (
        Column(_("Whom"), TEXT, 26), Column(_("Share"), SHARE, 10), Column(_("Declared"), WHOLE, 14),
        Column(_("To reach"), WHOLE, 14), Column(_("Reached"), WHOLE, 14), Column(_("By"), DAY, 18),
    )  # fmt: skip
    table = Table(
        columns,
        [
            (each["title"], each["share"], each["people"], each["goal"], each["reached"], day_of(each["by"]))
            for each in rows
        ],
        _("Declared and reached as of %(day)s.") % {"day": _day(kept.get("made_on", ""))},
    )
    missing = max((each["unknown"] for each in rows if each["people"] is not None), default=0)
    told = (
        [
            ngettext(
                "One union has not declared its headcount; it is in no number of the table.",
                "%(count)s unions have not declared a headcount; they are in no number of the table.",
                missing,
            )
            % {"count": number(missing)}
        ]
        if missing
        else []
    )
    return [Part("", told, table)]


def _day(iso: str) -> str:
    day = day_of(iso)
    return full_day(day) if day else "……"


def wanted(task: NewTask) -> str:
    """Return what a task has to come to, in words; dots for a pen where it is not known."""
    measure = measures.find(task.measure) if task.measure else None
    if measure is None:
        return number(task.wanted) if task.wanted else ""
    return f"{number(task.wanted) if task.wanted is not None else '……'} {measure.word}"


def _tasks(told: NewProgramme) -> list[Part]:
    columns = (
        Column(_("No."), WHOLE, 8), Column(_("Task"), TEXT, 34), Column(_("In charge"), TEXT, 20),
        Column(_("Deadline"), TEXT, 18), Column(_("To come to"), TEXT, 20),
    )  # fmt: skip
    parts = []
    for place, goal in enumerate(told.goals, 1):
        rows = [
            (at, task.title, task.owner, full_day(task.due_on) if task.due_on else DOTS, wanted(task))
            for at, task in enumerate(goal.tasks, 1)
        ]
        parts.append(Part(f"{place}. {goal.title}", (), Table(columns, rows)))
    return parts


def _calendar(kept: Mapping[str, Any]) -> list[Part]:
    sessions = kept.get("sessions", [])
    numbers = kept.get("numbers", {})
    if not sessions:
        return []
    columns = (
        Column(_("Class"), WHOLE, 9), Column(_("Day"), DAY, 18), Column(_("Begins"), TEXT, 14),
        Column(_("Learners"), TEXT, 22), Column(_("Leads the class"), TEXT, 30),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [
        (at, day_of(on), begins, _("group %(group)s, class %(time)s") % {"group": group, "time": time}, "")
        for at, on, begins, group, time in sessions
    ]
    told = []
    if numbers.get("people") is None:
        told.append(_("No headcount is declared yet: these are the classes of the first month."))
    elif numbers.get("alone"):
        told.append(
            _("Groups of %(seats)s people; %(alone)s people more learn on their own phone.")
            % {"seats": number(kept["seats"]), "alone": number(numbers["alone"])}
        )
    return [Part("", told, Table(columns, rows))]


def _kits(kept: Mapping[str, Any]) -> list[Part]:
    if not kept.get("kits"):
        return []
    columns = (Column(_("Kit"), TEXT, 50), Column(_("Posted by"), DAY, 18))
    options = {each.value: in_language(each.text, each.text_en) for each in library.question("channels").options}
    ways = ", ".join(options[each] for each in kept["channels"] if each in options)
    told = [_("Ways: %(ways)s.") % {"ways": ways}] if ways else []
    return [Part("", told, Table(columns, [(title, day_of(on)) for title, on in kept["kits"]]))]


def _means(kept: Mapping[str, Any]) -> list[Part]:
    numbers = kept.get("numbers")
    if not numbers:
        return []
    told = [_("- A room for %(seats)s people.") % {"seats": number(kept["seats"])}]
    if numbers["devices"]:
        told.append(_("- %(count)s phones to lend in class.") % {"count": number(numbers["devices"])})
    if numbers.get("without_phone"):
        told.append(
            _("- About %(count)s people have no smartphone of their own (answered: %(phones)s of ten have one).")
            % {"count": number(numbers["without_phone"]), "phones": kept["phones"]}
        )
    told.append(
        _("- %(count)s more free wifi points are needed; a letter to each owner.") % {"count": number(numbers["wifi"])}
        if numbers["wifi"]
        else _("- Free wifi is there already; it is checked every quarter.")
    )
    return [Part("", told)]


def _carrying(told: NewProgramme, kept: Mapping[str, Any]) -> list[str]:
    lines = [_("- In charge of all of it: %(head)s.") % {"head": kept["head"]}] if kept.get("head") else []
    owners: dict[str, int] = {}
    for goal in told.goals:
        for task in goal.tasks:
            if task.owner:
                owners[task.owner] = owners.get(task.owner, 0) + 1
    lines += [
        ngettext("- %(owner)s: %(count)s task.", "- %(owner)s: %(count)s tasks.", count)
        % {"owner": owner, "count": count}
        for owner, count in owners.items()
    ]
    return [*lines, _("- The executive committee looks at progress every month and reports to the union above.")]


def decision(unit: UnitLine, kept: Mapping[str, Any]) -> Paper:
    """Return the draft decision that founds the unit's digital group: rows for its members are blank."""
    members = (kept.get("numbers") or {}).get("group") or MEMBERS
    columns = (
        Column(_("No."), WHOLE, 8), Column(_("Full name"), TEXT, 34), Column(_("Team"), TEXT, 20),
        Column(_("Role"), TEXT, 20),
    )  # fmt: skip
    roles = [_("Head"), _("Deputy")]
    rows = [(at, "", "", roles[at - 1] if at <= len(roles) else _("Member")) for at in range(1, min(members, 40) + 1)]
    return Paper(
        title=_("DECISION"),
        unit=unit.name,
        above=unit.parent,
        period=_("On founding the Community Digital Technology Group, %(unit)s") % {"unit": unit.name},
        parts=[
            Part("", [_("Pursuant to ………………………………………………………………;"), _("At the proposal of ……………………………………………………,")]),
            *clauses.founding(Table(columns, rows)),
        ],
        recipients=(_("the members;"), _("filed.")),
        signers=(executive(),),
        has_motto=True,
        is_draft=True,
        made=_made(),
    )  # fmt: skip
