"""Training programmes with hours for an audience: from a shipped track or made here, beside what there really is."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core.content import AUDIENCES
from hocvuso.core.official import columns
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.tracks import tracks
from hocvuso.frameworks import actions, hours, offering, queries, sentences
from hocvuso.frameworks.actions import NotNow
from hocvuso.frameworks.actions.programmes import Planned
from hocvuso.frameworks.models import FrameworkVersion, TrainingProgramme
from hocvuso.frameworks.views.desk import at_desk, day, frame, signed, skill_names, text, to
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid_of

LIMITS = {"ten": 120, "doi-tuong": 16, "gio": 20, "tu": 20, "mau": 40, "bang": 40, "hien": 2}
MOST_SKILLS = 60


def audience_words() -> dict[str, str]:
    """Return what each audience is called."""
    return {
        "worker": _("Workers in enterprises"), "official": _("Union officials"), "public_staff": _("Public staff"),
        "family": _("Workers' families"),
    }  # fmt: skip


def hours_words(minutes: int) -> str:
    """Return minutes as hours and minutes."""
    hour, rest = divmod(abs(minutes), 60)
    told = [_("%(hours)s h") % {"hours": hour}] if hour else []
    return " ".join([*told, _("%(minutes)s min") % {"minutes": rest}] if rest or not hour else told)


@require_safe
@at_desk
def programmes(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List the programmes with declared and real hours, and the shipped tracks to make one from."""
    now = curriculum.current()
    made = []
    for each in queries.programmes(clock.today()):
        content = hours.of_all(now, each.skills)
        made.append((each, content, content.minutes - each.declared_minutes, _seen(each)))
    shipped = []
    for track in tracks().values():
        content = hours.of_all(now, track.skills)
        # As authors declare it: their lessons, and practice beside them; questions are not in it.
        shipped.append((track, content, content.lesson_minutes + track.practice_minutes))
    page = {
        **frame(viewer, "programmes"), "made": made, "tracks": shipped, "audiences": audience_words(),
        "told": hours_words, "today": clock.today(), "tables": queries.to_follow(clock.today()),
    }  # fmt: skip
    return render(request, "frameworks/programmes.html", page)


def _seen(row: TrainingProgramme) -> tuple[str, str]:
    """Return whether learners see a version, in words, and the class of its tag."""
    if not row.is_shown:
        return _("not shown"), "todo"
    return (
        (_("learners see it"), "ok") if offering.is_offered(row, clock.today()) else (_("shown from its day"), "look")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def programme(request: HttpRequest, viewer: uuid.UUID, programme: uuid.UUID | None = None) -> HttpResponse:
    """Make a programme, alone, from a track or from an official table; change it from a day on, or let it end."""
    versions = queries.history(programme) if programme else []
    if programme and not versions:
        raise Http404(str(programme))
    newest = versions[0] if versions else None
    typed, chosen, wrong = _first(request, newest), list(newest.skills) if newest else [], dict[str, str]()
    if newest is None and request.method != "POST":
        begun, chosen = _from_pattern(request)
        typed |= begun
    if request.method == "POST":
        if request.POST.get("viec") == "thoi" and programme:
            actions.end_programme(programme, on=clock.today(), by=signed(viewer))
            return to("programmes")
        typed = {name: text(request.POST, name, most) for name, most in LIMITS.items()}
        chosen = request.POST.getlist("ky-nang")
        wrong = _keep(programme, typed, chosen, viewer)
        if not wrong:
            return to("programmes")
    page = {
        **frame(viewer, "programmes"), "typed": typed, "chosen": set(chosen), "wrong": wrong, "versions": versions,
        "newest": newest, "tables": _tables(newest), "audiences": audience_words(), "groups": _groups(),
        "told": hours_words,
        "content": hours.of_all(curriculum.current(), chosen), "today": clock.today(),
    }  # fmt: skip
    return render(request, "frameworks/programme.html", page, status=422 if wrong else 200)


def _from_pattern(request: HttpRequest) -> tuple[dict[str, str], list[str]]:
    """Return what a new programme begins with: a shipped track, or the skills and minutes of an official table."""
    track = tracks().get(request.GET.get("mau", ""))
    if track:
        content = hours.of_all(curriculum.current(), track.skills)
        declared = content.lesson_minutes + track.practice_minutes
        return {"ten": track.title, "doi-tuong": track.audience, "gio": f"{declared} phút", "mau": track.id}, [
            *track.skills
        ]
    table = {str(each.id): each for each in queries.to_follow(clock.today())}.get(request.GET.get("bang", ""))
    if table is None:
        return {}, []
    skills = list(dict.fromkeys(skill for row in queries.row_skills(table).values() for skill in row))
    minutes = sum(filter(None, table.rows.values_list("minutes", flat=True)))
    declared = minutes or hours.of_all(curriculum.current(), skills).minutes
    return {"ten": table.title[: LIMITS["ten"]], "gio": f"{declared} phút", "bang": str(table.id)}, skills


def _tables(newest: TrainingProgramme | None) -> list[FrameworkVersion]:
    """Return the tables that may be followed, with the one that is followed already."""
    found = queries.to_follow(clock.today())
    own = newest.table if newest else None
    return found if own is None or own in found else [own, *found]


def _first(request: HttpRequest, newest: Any) -> dict[str, str]:
    typed = {**dict.fromkeys(LIMITS, ""), "tu": f"{clock.today():%d/%m/%Y}"}
    if newest:
        typed |= {"ten": newest.title, "doi-tuong": newest.audience, "gio": f"{newest.declared_minutes} phút",
                  "mau": newest.track, "bang": str(newest.table_id or ""),
                  "hien": "1" if newest.is_shown else ""}  # fmt: skip
    return typed


def _keep(programme: uuid.UUID | None, typed: dict[str, str], chosen: list[str], viewer: uuid.UUID) -> dict[str, str]:
    known = skill_names()
    skills = tuple(skill for skill in dict.fromkeys(chosen) if skill in known)
    on, minutes = day(typed["tu"]), columns.minutes(typed["gio"], "giờ")
    checks = {
        "ten": (len(typed["ten"]) > 2, _("Give the programme a name.")),
        "doi-tuong": (typed["doi-tuong"] in AUDIENCES, _("Choose whom it is for.")),
        "gio": (minutes is not None, _("Write the hours like 12, 12,5 or 90 phút.")),
        "tu": (on is not None, _("Write the first day like 01/01/2026.")),
        "bang": (not typed["bang"] or uuid_of(typed["bang"]) is not None, _("Choose a table from the list.")),
        "ky-nang": (0 < len(skills) <= MOST_SKILLS, _("Choose 1 to %(most)s skills.") % {"most": MOST_SKILLS}),
    }
    wrong = {name: sentence for name, (is_right, sentence) in checks.items() if not is_right}
    if wrong or on is None or minutes is None:
        return wrong
    track = typed["mau"] if typed["mau"] in tracks() else ""
    planned = Planned(
        typed["ten"], typed["doi-tuong"], skills, minutes, track, uuid_of(typed["bang"]), is_shown=typed["hien"] == "1"
    )
    try:
        actions.keep_programme(planned, programme=programme, on=on, by=signed(viewer))
    except NotNow as problem:
        return {"bang" if problem.code == "no_table" else "tu": sentences.not_now(problem)}
    return {}


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    now, names = curriculum.current(), skill_names()
    return [
        (group.title, [(skill.id, names[skill.id]) for skill in now.skills.values() if skill.group == group.id])
        for group in now.groups.values()
    ]
