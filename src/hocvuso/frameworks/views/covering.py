"""Coverage: rows beside lessons, questions and hours, what is lacking, and all of it as a spreadsheet."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.curriculum import queries as curriculum
from hocvuso.frameworks import coverage, sheet
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.frameworks.views.desk import frame, head, of_version, paged, skill_names
from hocvuso.plumbing import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def gap_words() -> dict[str, str]:
    """Return what each gap is called."""
    return {
        coverage.OPEN: _("not decided"),
        coverage.NO_SKILL: _("no skill of ours"),
        coverage.NO_LESSON: _("no lesson"),
        coverage.FEW_ITEMS: _("too few questions"),
        coverage.SHORT: _("shorter than declared"),
    }


@require_safe
@of_version
def covered(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Show every row with what there is for it, or only those that lack something."""
    now = curriculum.current()
    found = coverage.of_table(one, now)
    kind = request.GET.get("loc", "het")
    kinds = [("het", _("All rows")), ("thieu", _("Rows that lack something")), *gap_words().items()]
    kind = kind if kind in dict(kinds) else "het"
    kept = [each for each in found if kind == "het" or (each.gaps if kind == "thieu" else kind in each.gaps)]
    page = {
        **frame(viewer, "desk"), **head(one), **paged(request, kept), "kinds": kinds, "kind": kind,
        "total": len(kept), "names": skill_names(), "words": gap_words(), "totals": coverage.totals(found, now),
        "without": [each.row for each in found if coverage.NO_SKILL in each.gaps],
    }  # fmt: skip
    return render(request, "frameworks/coverage.html", page)


@require_safe
@of_version
def download(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Give the coverage as a spreadsheet; drafts and invented tables say so in their first line."""
    found = coverage.of_table(one, curriculum.current())
    state = head(one)["state_word"]
    data = sheet.of_coverage(one, state, found, skill_names(), gap_words())
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{one.framework}-{clock.today():%Y%m%d}.xlsx"'
    return response
