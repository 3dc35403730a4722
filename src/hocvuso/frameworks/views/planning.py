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
from hocvuso.frameworks import actions, hours, queries, sentences
from hocvuso.frameworks.actions import NotNow
from hocvuso.frameworks.actions.programmes import Planned
from hocvuso.frameworks.views.desk import at_desk, day, frame, signed, skill_names, text, to
from hocvuso.plumbing import clock

LIMITS = {"ten": 120, "doi-tuong": 16, "gio": 20, "tu": 20, "mau": 40}
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
        made.append((each, content, content.minutes - each.declared_minutes))
    shipped = []
    for track in tracks().values():
        content = hours.of_all(now, track.skills)
        # As authors declare it: their lessons, and practice beside them; questions are not in it.
        shipped.append((track, content, content.lesson_minutes + track.practice_minutes))
    page = {
        **frame(viewer, "programmes"), "made": made, "tracks": shipped, "audiences": audience_words(),
        "told": hours_words, "today": clock.today(),
    }  # fmt: skip
    return render(request, "frameworks/programmes.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def programme(request: HttpRequest, viewer: uuid.UUID, programme: uuid.UUID | None = None) -> HttpResponse:
    """Make a programme, alone or from a track, change it from a day on, or let it end."""
    versions = queries.history(programme) if programme else []
    if programme and not versions:
        raise Http404(str(programme))
    newest = versions[0] if versions else None
    typed, chosen, wrong = _first(request, newest), list(newest.skills) if newest else [], dict[str, str]()
    track = tracks().get(request.GET.get("mau", ""))
    if newest is None and track:
        content = hours.of_all(curriculum.current(), track.skills)
        declared = content.lesson_minutes + track.practice_minutes
        typed |= {"ten": track.title, "doi-tuong": track.audience, "gio": f"{declared} phút", "mau": track.id}
        chosen = list(track.skills)
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
        "newest": newest, "audiences": audience_words(), "groups": _groups(), "told": hours_words,
        "content": hours.of_all(curriculum.current(), chosen), "today": clock.today(),
    }  # fmt: skip
    return render(request, "frameworks/programme.html", page, status=422 if wrong else 200)


def _first(request: HttpRequest, newest: Any) -> dict[str, str]:
    typed = {**dict.fromkeys(LIMITS, ""), "tu": f"{clock.today():%d/%m/%Y}"}
    if newest:
        typed |= {"ten": newest.title, "doi-tuong": newest.audience, "gio": f"{newest.declared_minutes} phút",
                  "mau": newest.track}  # fmt: skip
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
        "ky-nang": (0 < len(skills) <= MOST_SKILLS, _("Choose 1 to %(most)s skills.") % {"most": MOST_SKILLS}),
    }
    wrong = {name: sentence for name, (is_right, sentence) in checks.items() if not is_right}
    if wrong or on is None or minutes is None:
        return wrong
    track = typed["mau"] if typed["mau"] in tracks() else ""
    planned = Planned(typed["ten"], typed["doi-tuong"], skills, minutes, track)
    try:
        actions.keep_programme(planned, programme=programme, on=on, by=signed(viewer))
    except NotNow as problem:
        return {"tu": sentences.not_now(problem)}
    return {}


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    now, names = curriculum.current(), skill_names()
    return [
        (group.title, [(skill.id, names[skill.id]) for skill in now.skills.values() if skill.group == group.id])
        for group in now.groups.values()
    ]
