"""Keeping a table that was read and shown, and taking a draft away again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from hocvuso.core import vntext
from hocvuso.core.official.table import Row
from hocvuso.frameworks.actions.signing import By, NotNow
from hocvuso.frameworks.models import FrameworkRow, FrameworkVersion
from hocvuso.plumbing import audit, clock

LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is said of a table as a whole; `framework` is that of an earlier version, empty for a new one."""

    title: str
    framework: str = ""
    issuer: str = ""
    decision: str = ""
    signed_on: date | None = None
    signer: str = ""
    is_invented: bool = False
    source_name: str = ""


def digest(rows: Sequence[Row]) -> str:
    """Return the fingerprint of what a table says, wherever in the file it stood."""
    told = [astuple(each)[:-2] for each in rows]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def save(wanted: Wanted, rows: Sequence[Row], *, by: By) -> tuple[FrameworkVersion, bool]:
    """Keep a table as a draft; the same rows of the same framework again change nothing. Tell whether it is new."""
    framework = wanted.framework or slugify(vntext.search_key(wanted.title))[:LONGEST_SLUG] or "khung"
    mark = digest(rows)
    same = FrameworkVersion.objects.filter(framework=framework, digest=mark).first()
    if same is not None:
        return same, False
    kept = FrameworkVersion.objects.create(
        framework=framework, title=wanted.title, issuer=wanted.issuer, decision=wanted.decision,
        signed_on=wanted.signed_on, signer=wanted.signer, is_invented=wanted.is_invented,
        source_name=wanted.source_name[:120], digest=mark, uploaded_by=by.id, uploaded_name=by.name,
        uploaded_at=clock.now(),
    )  # fmt: skip
    FrameworkRow.objects.bulk_create(
        FrameworkRow(
            version=kept, place=place, code=each.code, title=each.title, area=each.area, level=each.level,
            audience=each.audience, detail=each.detail, minutes=each.minutes, sheet=each.sheet, number=each.number,
        )
        for place, each in enumerate(rows, 1)
    )  # fmt: skip
    audit.record("load framework", actor=by.id, what=f"{framework} {kept.id}", facts={"rows": len(rows)})
    return kept, True


@transaction.atomic
def remove(version: FrameworkVersion, *, by: By) -> None:
    """Take a draft away with its matches. Raises NotNow for one that was ever published: it stays on record."""
    row = FrameworkVersion.objects.select_for_update().filter(id=version.id).first()
    if row is None:
        return
    if row.from_on is not None:
        raise NotNow("published")
    rows = row.rows.count()
    row.delete()
    audit.record("remove framework", actor=by.id, what=f"{version.framework} {version.id}", facts={"rows": rows})
