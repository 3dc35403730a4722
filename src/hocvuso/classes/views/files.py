"""Files of a class, for whoever has a seat in it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.classes import materials, queries
from hocvuso.classes.models import SEATED
from hocvuso.classes.views.taking_part import class_at, needs_name
from hocvuso.plumbing.views import message


@require_safe
@needs_name
def file(request: HttpRequest, person: uuid.UUID, code: str, material: uuid.UUID) -> HttpResponse:
    """Give a file to whoever has a seat."""
    row = class_at(code)
    held = queries.standing(row.id, person)
    if held is None or held.state != SEATED:
        return message(
            request, _("Files are for whoever has a seat"), _("Take a seat first, then open it again."), status=403,
            button=_("To the class"), to=f"/lop/{row.code}",
        )  # fmt: skip
    return materials.answer(material, row.id)
