"""What certificates hold about one person: what he was given, and acts of officials.

What is erased stays as a paper without a name, so that whoever checks an old print is told the truth.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.certificates.models import Bundle, Certificate
from hocvuso.core import certificate as core
from hocvuso.people import own_data, traces
from hocvuso.plumbing import clock

# Acts that stay without saying who did them.
_NAMELESS: tuple[tuple[type[models.Model], str], ...] = ((Certificate, "issued_by"), (Certificate, "ended_by"))


def _rows(model: type[models.Model], ids: own_data.Ids, column: str = "person") -> models.QuerySet[Any]:
    return model._default_manager.filter(**{f"{column}__in": ids})


def _count(ids: Sequence[uuid.UUID]) -> int:
    return _rows(Certificate, ids).count()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    facts = ("code", "kind", "name", "unit_name", "what", "details", "skills", "issued_on", "valid_until", "state",
             "decision", "is_proctored")  # fmt: skip
    return {"certificates": list(_rows(Certificate, ids).order_by("issued_on", "id").values(*facts))}


def _erase(ids: own_data.Ids) -> int:
    """Take the name off every paper; what was live ends, and its code says that it cannot be checked any more."""
    own = _rows(Certificate, ids)
    own.filter(state=core.LIVE).update(state=core.GONE, ended_at=clock.now())
    gone = own.update(person=None, name="", reason="", details=[])
    gone += _rows(Bundle, ids, "asked_by").delete()[0]
    for model, column in _NAMELESS:
        _rows(model, ids, column).update(**{column: None})
    return gone


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> dict[str, list[str]]:
    """Move the certificates of an account; where both have a live one of the same, the other one is replaced by it."""
    own = {(row.kind, row.about): row for row in _rows(Certificate, [kept]).filter(state=core.LIVE)}
    ended = []
    for row in _rows(Certificate, [gone]).filter(state=core.LIVE):
        if (row.kind, row.about) in own:
            twin = own[row.kind, row.about]
            Certificate.objects.filter(pk=row.pk).update(
                state=core.REPLACED, ended_at=clock.now(), replaced_by=twin.pk
            )  # fmt: skip
            ended.append(str(row.pk))
    rows = _rows(Certificate, [gone])
    moved = [str(each) for each in rows.values_list("id", flat=True)]
    rows.update(person=kept)
    return {"certificates": moved, "ended": ended}


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    Certificate.objects.filter(id__in=moved["certificates"], person=kept).update(person=gone)
    back = Certificate.objects.filter(id__in=moved["ended"], person=gone, state=core.REPLACED)
    back.update(state=core.LIVE, ended_at=None, replaced_by=None)


def register() -> None:
    """Register the page of own data and the words of traces."""
    own_data.register(
        own_data.Holder(
            "certificates", lambda: _("My certificates"), _count, _export, _erase, merged=_merged, unmerged=_unmerged
        )
    )
    traces.words_for(
        {
            "read:certificate": lambda: _("saw that a certificate in your name is there"),
            "issue certificate": lambda: _("gave you a certificate"),
            "reissue certificate": lambda: _("issued your certificate anew with the right name"),
            "revoke certificate": lambda: _("revoked your certificate"),
            "restore certificate": lambda: _("took the revocation of your certificate back"),
        }
    )
