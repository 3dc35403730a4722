"""Evidence for tasks: a note, an address or a file, told by its first bytes; taken away it can be brought back.

Pictures are drawn anew: what a phone writes into them (place, time, make, owner) is not kept.
"""

from __future__ import annotations

import io
import uuid
import zipfile

from django.db import transaction
from PIL import Image, ImageOps

from hocvuso.plumbing import audit, clock
from hocvuso.programmes.actions import Signer
from hocvuso.programmes.models import Task, TaskEvidence

NOTE, LINK, FILE = "note", "link", "file"
MOST_BYTES = 5 * 1024 * 1024  # decided: a photograph of a phone, a scanned decision of some pages
MOST_FILES = 10  # decided, a task; more is a folder, which belongs to the folder of proof
LONGEST = 600
PICTURE_EDGE = 3000  # pixels, decided: a page of A4 stays readable (about 250 dots an inch)
PICTURE_PIXELS = 120_000_000  # decided: phones take up to 108 million; more would fill the memory
TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_PICTURES = {"jpg": "JPEG", "png": "PNG"}
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class NotThis(ValueError):
    """Evidence that is not taken; `args[0]` says why: empty, address, kind, large, many."""


@transaction.atomic
def add(
    number: uuid.UUID, task: uuid.UUID, kind: str, text: str, *, by: Signer, data: bytes = b""
) -> TaskEvidence:  # fmt: skip
    """Keep evidence of a task; the same `number` sent twice is one. Raises NotThis for what is not taken."""
    row = Task.objects.select_for_update().get(pk=task)
    found = TaskEvidence.objects.filter(pk=number, task=row).first()
    if found is not None:
        return found
    text, ending = text.strip()[:LONGEST], ""
    if kind == FILE:
        ending = ending_of(data)
        data = drawn_anew(data, _PICTURES[ending]) if ending in _PICTURES else data
        if row.evidence.filter(kind=FILE, removed_at=None).count() >= MOST_FILES:
            raise NotThis("many")
    elif not text:
        raise NotThis("empty")
    elif kind == LINK and not text.startswith(("https://", "http://")):
        raise NotThis("address")
    now = clock.now()
    made = TaskEvidence.objects.create(
        id=number, task=row, kind=kind, text=text, ending=ending, data=data or None, size=len(data),
        on=clock.day_of(now), at=now, by=by.id, signed_name=by.name,
    )  # fmt: skip
    audit.record("evidence_added", actor=by.id, what=row.title, facts={"kind": kind})
    return made


def ending_of(data: bytes) -> str:
    """Return what a file is by its content, whatever its name says. Raises NotThis for other and for large ones."""
    if not data:
        raise NotThis("empty")
    if len(data) > MOST_BYTES:
        raise NotThis("large")
    for ending, begin in _BEGINS.items():
        if data.startswith(begin):
            return ending
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        raise NotThis("kind") from None
    if any(name.endswith("vbaProject.bin") for name in names):  # no programs inside papers
        raise NotThis("kind")
    for ending, inside in _INSIDE.items():
        if inside in names:
            return ending
    raise NotThis("kind")


def drawn_anew(data: bytes, form: str) -> bytes:
    """Return a picture ("JPEG" or "PNG") upright, with its points alone. Raises NotThis for one that does not open."""
    try:
        with Image.open(io.BytesIO(data), formats=(form,)) as opened:
            if opened.width * opened.height > PICTURE_PIXELS:
                raise NotThis("kind")
            opened.thumbnail((PICTURE_EDGE, PICTURE_EDGE))
            drawn = ImageOps.exif_transpose(opened)
            if form == "JPEG" and drawn.mode not in ("L", "RGB"):
                drawn = drawn.convert("RGB")
            # What is left in `info` would be written again; a palette needs its transparent colour.
            drawn.info = {name: value for name, value in drawn.info.items() if name == "transparency"}
            out = io.BytesIO()
            drawn.save(out, form, quality=90, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unread:
        raise NotThis("kind") from unread
    return out.getvalue()


@transaction.atomic
def take_away(evidence: uuid.UUID, task: uuid.UUID, *, by: Signer, back: bool = False) -> None:
    """Take evidence off the page, or bring it back."""
    row = TaskEvidence.objects.select_for_update().filter(pk=evidence, task_id=task).first()
    if row is not None and (row.removed_at is None) != back:
        row.removed_at = None if back else clock.now()
        row.save(update_fields=["removed_at"])
        audit.record("evidence_restored" if back else "evidence_removed", actor=by.id, what=row.text[:80])
