"""What certificates hold about one person: what he was given, and acts of officials.

What is erased stays as a paper without a name, so that whoever checks an old print is told the truth.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hocvuso.certificates.models import (
    Bundle,
    Candidate,
    Certificate,
    CertificateRule,
    ExamRoom,
    OutsideCertificate,
    OutsideRule,
    Sitting,
)
from hocvuso.core import certificate as core
from hocvuso.people import own_data, traces
from hocvuso.plumbing import clock

# Acts that stay without saying who did them.
_NAMELESS: tuple[tuple[type[models.Model], str], ...] = (
    (Certificate, "issued_by"), (Certificate, "ended_by"), (CertificateRule, "made_by"), (OutsideRule, "made_by"),
    (ExamRoom, "proctor"), (OutsideCertificate, "decided_by"),
)  # fmt: skip
_OWN: tuple[type[models.Model], ...] = (Certificate, Candidate, Sitting, OutsideCertificate)


def _rows(model: type[models.Model], ids: own_data.Ids, column: str = "person") -> models.QuerySet[Any]:
    return model._default_manager.filter(**{f"{column}__in": ids})


def _count(ids: Sequence[uuid.UUID]) -> int:
    return sum(_rows(model, ids).count() for model in _OWN)


def _export(ids: Sequence[uuid.UUID]) -> Any:
    facts = ("code", "kind", "name", "unit_name", "what", "details", "skills", "issued_on", "valid_until", "state",
             "decision", "is_proctored")  # fmt: skip
    brought = ("source", "title", "issuer", "number", "on", "until", "skills", "state", "reason")
    return {
        "certificates": list(_rows(Certificate, ids).order_by("issued_on", "id").values(*facts)),
        "asked_for": list(_rows(Candidate, ids).values("rule", "at")),
        "sittings": list(_rows(Sitting, ids).order_by("started_at").values("started_at", "finished_at", "given")),
        "from_elsewhere": list(_rows(OutsideCertificate, ids).order_by("declared_at").values(*brought)),
    }


def _erase(ids: own_data.Ids) -> int:
    """Take the name off every paper; what was live ends, and its code says that it cannot be checked any more."""
    own = _rows(Certificate, ids)
    own.filter(state=core.LIVE).update(state=core.GONE, ended_at=clock.now())
    gone = own.update(person=None, name="", reason="", details=[])
    gone += _rows(Bundle, ids, "asked_by").delete()[0]
    for own_model in _OWN[1:]:
        gone += _rows(own_model, ids).delete()[0]
    _rows(ExamRoom, ids, "proctor").update(proctor_name="")
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
    # Of what there is once, the account that is kept keeps its own.
    _rows(Candidate, [gone]).filter(rule__in=_rows(Candidate, [kept]).values("rule")).delete()
    _rows(Sitting, [gone]).filter(room__in=_rows(Sitting, [kept]).values("room")).delete()
    moved = {}
    for model in _OWN:
        rows = _rows(model, [gone])
        moved[model.__name__] = [str(each) for each in rows.values_list("pk", flat=True)]
        rows.update(person=kept)
    return {**moved, "ended": ended}


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: dict[str, list[str]]) -> None:
    for model in _OWN:
        model._default_manager.filter(pk__in=moved[model.__name__], person=kept).update(person=gone)
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
            "read:application": lambda: _("saw that you asked for a certificate, and whether you may be given it"),
            "read:sitting": lambda: _("saw that you did a form in a room, not what you answered"),
            "read:outside": lambda: _("saw the certificate from elsewhere that you had brought"),
            "verify certificate": lambda: _("verified the certificate from elsewhere that you had brought"),
            "refuse certificate": lambda: _("did not accept the certificate from elsewhere that you had brought"),
            "restore certificate": lambda: _("took the revocation of your certificate back"),
        }
    )
