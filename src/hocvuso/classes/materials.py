"""What belongs to a class: lessons of ours, links, files that were sent; taken away it can be brought back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.classes.models import Class, ClassSession, Material
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways
from hocvuso.plumbing import audit, clock, kept_files
from hocvuso.plumbing.kept_files import NotThis

LESSON, LECTURE, LEAFLET, TOGETHER, LINK, FILE = "lesson", "lecture", "leaflet", "together", "link", "file"
OURS = (LESSON, LECTURE, LEAFLET, TOGETHER)
KINDS = (*kept_files.USUAL, "pptx")  # of files
MOST_FILES = 10  # decided, a class; more is a folder behind a link
MOST_BYTES = kept_files.MOST_BYTES


@dataclass(frozen=True, slots=True)
class Offer:
    """Something of ours that may be put into a class: `key` is what the form sends."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Material as a page lists it; `address` is "" for a file, which each kind of page gives by its own address."""

    id: uuid.UUID
    kind: str
    title: str
    address: str
    ending: str
    size: int
    session: int | None


def offers(skills: Sequence[str]) -> list[Offer]:
    """Return what of ours belongs to the skills of a course, in their order; of every skill where it names none."""
    now = curriculum.current()
    wanted = [now.skills[each] for each in skills if each in now.skills] or list(now.skills.values())
    found = []
    for skill in wanted:
        lessons = [now.lessons[name] for name in skill.lessons if name in now.lessons]
        found += [Offer(f"{LESSON}:{each.id}", _("Lesson: %(title)s") % {"title": each.title}) for each in lessons]
        if len(wanted) < len(now.skills):
            found += [Offer(f"{LECTURE}:{each.id}", _("To listen: %(title)s") % {"title": each.title})
                      for each in lessons]  # fmt: skip
        found += [
            Offer(f"{LEAFLET}:{skill.id}", _("Page to print: %(title)s") % {"title": skill.title}),
            Offer(f"{TOGETHER}:{skill.id}", _("Ten minutes beside somebody: %(title)s") % {"title": skill.title}),
        ]
    return found


@transaction.atomic
def add(
    number: uuid.UUID, of: uuid.UUID, kind: str, ref: str, title: str, *, by: uuid.UUID, data: bytes = b"",
    session: uuid.UUID | None = None,
) -> None:  # fmt: skip
    """Put something into a class; the same `number` sent twice is one.

    Raises NotThis: empty, address (no link), kind, large, many.
    """
    row = Class.objects.select_for_update().get(id=of)
    if Material.objects.filter(id=number).exists():
        return
    ending, ref, title = "", ref.strip()[:300], title.strip()[:120]
    if kind == FILE:
        ending, data = kept_files.taken(data, KINDS)
        if row.materials.filter(kind=FILE, removed_at=None).count() >= MOST_FILES:
            raise NotThis("many")
    elif kind == LINK and not (ref.startswith(("https://", "http://")) and " " not in ref):
        raise NotThis("address")
    elif kind in OURS:
        title = title or next((each.title for each in offers(row.course.skills) if each.key == f"{kind}:{ref}"), "")
    if kind not in (*OURS, LINK, FILE) or (kind in OURS and not _address(kind, ref)):
        raise NotThis("empty")
    held = ClassSession.objects.filter(id=session, of=row).first() if session else None
    Material.objects.create(
        id=number, of=row, session=held, kind=kind, ref=ref, title=title or ref[:120] or _("File"), ending=ending,
        size=len(data), data=data or None, added_at=clock.now(), added_by=by,
    )  # fmt: skip
    audit.record("add material", actor=by, what=row.name, facts={"kind": kind})


@transaction.atomic
def take_away(number: uuid.UUID, of: uuid.UUID, *, by: uuid.UUID, back: bool = False) -> None:
    """Take something out of a class, or bring it back."""
    row = Material.objects.select_for_update().filter(id=number, of=of).first()
    if row is not None and (row.removed_at is None) != back:
        row.removed_at = None if back else clock.now()
        row.save(update_fields=["removed_at"])
        audit.record("add material" if back else "remove material", actor=by, what=row.title)


def of_class(of: uuid.UUID) -> list[Shown]:
    """Return what belongs to a class, what belongs to all of it first, then by meeting."""
    rows = Material.objects.filter(of=of, removed_at=None).select_related("session").defer("data")
    shown = [
        Shown(row.id, row.kind, row.title, _address(row.kind, row.ref), row.ending, row.size,
              row.session.number if row.session else None)
        for row in rows.order_by("session__number", "added_at", "id")
    ]  # fmt: skip
    return sorted(shown, key=lambda each: each.session or 0)


def file(number: uuid.UUID, of: uuid.UUID) -> Any:
    """Return a file of a class with its bytes, None for anything else."""
    return Material.objects.filter(id=number, of=of, kind=FILE, removed_at=None).first()


def answer(number: uuid.UUID, of: uuid.UUID) -> HttpResponse:
    """Return a file of a class to be saved, never to be run; whoever asks has been asked whether he may."""
    kept = file(number, of)
    if kept is None or kept.data is None:
        raise Http404
    return kept_files.handed_out(bytes(kept.data), kept.ending, f"tai-lieu-{kept.added_at:%Y%m%d}")


def _address(kind: str, ref: str) -> str:
    now = curriculum.current()
    if kind == LINK:
        return ref
    if kind in (LEAFLET, TOGETHER):
        if ref not in now.skills:
            return ""
        ending = {"ending": "pdf"} if kind == LEAFLET else {}
        return reverse(f"learning:{kind}", kwargs={"skill": ref, **ending})
    lesson = now.lessons.get(ref)
    if kind == LESSON and lesson:
        first = next((step.id for step in now.steps.values() if step.lesson == lesson.id), "")
        return ways.step_url(first) if first else ""
    if kind == LECTURE and lesson:
        skill, _slash, slug = ref.partition("/")
        return reverse("lectures:lecture", kwargs={"skill": skill, "lesson": slug})
    return ""
