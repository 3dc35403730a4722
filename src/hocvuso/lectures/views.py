"""The page on which a lecture plays, and its files."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hocvuso.core.content import Item
from hocvuso.core.form import Form
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import forming, showing, ways
from hocvuso.lectures import pieces, queries
from hocvuso.lectures.forms import projector
from hocvuso.lectures.queries import Lecture
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

TYPES = {
    "mp4": "video/mp4", "opus": "audio/ogg", "webp": "image/webp", "vtt": "text/vtt; charset=utf-8",
    "txt": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
OFFERED = ("video", "sound", "slides", "projector", "captions", "transcript", "poster")
NAME = re.compile(r"[0-9a-f]{24}\.([a-z0-9]{3,4})")


@require_safe
def lecture(request: HttpRequest, skill: str, lesson: str) -> HttpResponse:
    """Show a lecture: size before start, captions, checks, what is said; without files the phone's own voice."""
    found = queries.lecture(f"{skill}/{lesson}", clock.today())
    if found is None:
        raise Http404(lesson)
    way = ways.read(request, curriculum.current())
    first = ways.step_url(found.lesson.steps[0].id) + way.query()
    form = Form.VIDEO if request.GET.get("dang") == forming.SHOWN_AS[Form.VIDEO] else Form.AUDIO
    page = {
        "way": way, "form": form, "asked": "dang" in request.GET,
        "others": forming.others(found.lesson.id, form),
        "lesson": found.lesson, "scenes": _scenes(found, way), "files": _files(found),
        "has_files": found.manifest is not None,
        "seconds": _seconds(found),
        "minutes": _minutes(found), "voice": _voice(found), "is_machine": _is_machine(found),
        "is_helped": found.manifest is not None and found.manifest.is_helped,
        "try_url": ways.item_url(found.last_check.id) if found.last_check else "", "first": first, "back": first,
        "begin": request.GET.get("tu", "")[:6], "ask_about": found.lesson.steps[0].id,
        "refused": _("This question has been replaced. Your earlier work is kept. Go to today's lesson."),
        "nothing_chosen": _("Nothing chosen yet. Choose, then press Answer."),
    }  # fmt: skip
    return render(request, "lectures/lecture.html", page)


def _seconds(found: Lecture) -> float:
    return found.manifest.seconds if found.manifest else 0.0


def _minutes(found: Lecture) -> str:
    """Say how long it takes; by the lesson's own minutes while no sound is there to be measured."""
    minutes = max(1, round(found.manifest.seconds / 60)) if found.manifest else found.lesson.minutes
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def _is_machine(found: Lecture) -> bool:
    return found.manifest is None or found.manifest.is_machine_voice


def _voice(found: Lecture) -> str:
    """Say whose voice it is."""
    if found.manifest is None:
        return _("Your device reads aloud")
    return _("Machine voice") if found.manifest.is_machine_voice else found.manifest.speaker


def _files(found: Lecture) -> dict[str, Any]:
    """Return the files that the page offers, each with its address and its size in words; None for those not made."""
    rows: dict[str, Any] = dict.fromkeys(OFFERED)
    if found.manifest is None:
        return rows
    rows |= {
        name: {"url": reverse("lectures:media", args=[file.name]), "size": size(file.size), "type": file.type}
        for name, file in found.manifest.files.items()
    }
    if rows["sound"]:
        rows["sound"]["size"] = size(found.manifest.size_of("sound"))
    return rows


def _scenes(found: Lecture, way: ways.Way) -> list[dict[str, Any]]:
    """Return the scenes with their sentences, times and slides, and the question that follows them."""
    manifest, rows, at = found.manifest, list[dict[str, Any]](), 0
    scenes = found.script.scenes
    for number, scene in enumerate(scenes):
        spans = manifest.spans[at : at + len(scene.sentences)] if manifest else [("", "")] * len(scene.sentences)
        at += len(scene.sentences)
        is_last_of_step = number + 1 == len(scenes) or scenes[number + 1].step != scene.step
        item = found.checks.get(scene.step) if is_last_of_step and scene.step and not scene.item else None
        if scene.kind == "check":
            item = found.last_check
        times = manifest.scenes[number] if manifest else {"start": "", "end": ""}
        images = manifest.images if manifest else ()
        rows.append(
            {
                "number": number, "scene": scene, "start": times["start"], "end": times["end"],
                "sentences": list(zip(scene.sentences, spans, strict=True)),
                "image": reverse("lectures:media", args=[images[number].name]) if images else "",
                "check": _check(item, times["end"], found, way) if item else None,
            }
        )  # fmt: skip
    return rows


def _check(item: Item, end: object, found: Lecture, session: ways.Way) -> dict[str, Any]:
    """Return what the form of a question inside the lecture needs; the plain form leads back to this moment."""
    event_id = uuid7()
    skill, _sep, lesson = found.lesson.id.partition("/")
    here = reverse("lectures:lecture", kwargs={"skill": skill, "lesson": lesson})
    kept = [session.query().lstrip("?")] if session.plan else []
    query = "&".join([*([f"tu={end}"] if end != "" else []), *kept])
    way = ways.Way(back=f"{here}?{query}" if query else here)
    return {
        **showing.blanks(item, event_id, QueryDict()), "item": item, "event_id": event_id,
        "action": ways.item_url(item.id) + way.query(),
        "feedback": reverse("learning:feedback", kwargs={"event": "ID"}),
    }  # fmt: skip


def size(count: int) -> str:
    """Write a size as on screen: 1,3 MB; 640 KB."""
    return forming.size(max(1, round(count / 1000)))


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """Give out a file of a lecture, or the piece of it that a player asks for; a name always means the same bytes."""
    known = NAME.fullmatch(name)
    path = queries.store().media / name
    if known is None or known[1] not in TYPES or not path.is_file():
        raise Http404(name)
    response = pieces.answer(request, path, TYPES[known[1]])
    patch_cache_control(response, public=True, immutable=True, max_age=31_536_000)
    if known[1] == "html":
        response["Content-Security-Policy"] = projector.policy()
    return response
