"""One page on one skill, to hang up (PDF) or to send (PNG): drawn when first asked for, then kept."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.core.content import Curriculum, Skill
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.leaflet import files
from hocvuso.curriculum.leaflet.choosing import Leaflet, leaflet_of
from hocvuso.learning import skillmap
from hocvuso.plumbing import clock, printing
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.views import message

SHAPE_OF = {"pdf": "a4", "png": "square"}
TYPES = {"pdf": "application/pdf", "png": "image/png"}
DAY_SECONDS = 24 * 3600
WAIT_SECONDS = 5  # measured: one page takes one to two seconds


@require_safe
def leaflets(request: HttpRequest) -> HttpResponse:
    """List the pages of all skills, for whoever hangs them up in a canteen."""
    now = curriculum.current()
    rows = [{"skill": skill, "title": skillmap.title_of(skill)} for skill in _printable(now)]
    return render(request, "learning/leaflets.html", {"rows": rows, "back": reverse("learning:map")})


def _printable(now: Curriculum) -> Iterator[Skill]:
    """Yield the skills with a drawn step."""
    drawn = {step.skill for step in now.steps.values() if step.picture is not None and step.picture.draw}
    yield from (skill for skill in now.skills.values() if skill.id in drawn)


def has_leaflet(now: Curriculum, skill: str) -> bool:
    """Tell whether a skill has a page to print."""
    return any(each.id == skill for each in _printable(now))


@require_safe
def leaflet(request: HttpRequest, skill: str, ending: str) -> HttpResponseBase:
    """Return the page of a skill as a file; one is drawn at a time, whatever is asked for at once."""
    now = curriculum.current()
    found = _leaflet(now, skill)
    if found is None or ending not in SHAPE_OF:
        raise Http404(skill)
    folder, shape = settings.DATA / "leaflets", SHAPE_OF[ending]
    try:
        kept = files.kept(found, shape, folder)
        if not kept.is_file():
            with alone("leaflet") as mine:
                if not mine:
                    return _busy(request)
                files.made(found, shape, folder)
    except printing.PrintingAbsent:
        return message(
            request, _("This site cannot make PDF files yet"), _("Tell who runs this site: libpango is missing."),
            status=501, button=_("Back"), to=reverse("learning:leaflets"),
        )  # fmt: skip
    answer = FileResponse(kept.open("rb"), content_type=TYPES[ending], filename=f"hoc-vu-so-{skill}.{ending}")
    answer.headers["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
    return answer


def _leaflet(now: Curriculum, skill: str) -> Leaflet | None:
    if skill not in now.skills:
        return None
    site, by = settings.SITE_URL, settings.OPERATOR_NAME
    return leaflet_of(now, now.skills[skill], today=clock.today(), site=site, by=by)


def _busy(request: HttpRequest) -> HttpResponse:
    answer = message(
        request, _("Another page is being drawn"), _("Wait a few seconds and press again."), status=503,
        button=_("Back"), to=reverse("learning:leaflets"),
    )  # fmt: skip
    answer.headers["Retry-After"] = str(WAIT_SECONDS)
    return answer
