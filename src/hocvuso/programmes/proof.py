"""Evidence for tasks: a note, an address or a file; taken away it can be brought back."""

from __future__ import annotations

import uuid

from django.db import transaction

from hocvuso.plumbing import audit, clock, kept_files
from hocvuso.programmes.actions import Signer
from hocvuso.programmes.models import Task, TaskEvidence

NOTE, LINK, FILE = "note", "link", "file"
MOST_BYTES = kept_files.MOST_BYTES
MOST_FILES = 10  # decided, a task; more is a folder, which belongs to the folder of proof
LONGEST = 600
TYPES = kept_files.TYPES


class NotThis(kept_files.NotThis):
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
        try:
            ending, data = kept_files.taken(data)
        except kept_files.NotThis as refused:
            raise NotThis(refused.args[0]) from refused
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


@transaction.atomic
def take_away(evidence: uuid.UUID, task: uuid.UUID, *, by: Signer, back: bool = False) -> None:
    """Take evidence off the page, or bring it back."""
    row = TaskEvidence.objects.select_for_update().filter(pk=evidence, task_id=task).first()
    if row is not None and (row.removed_at is None) != back:
        row.removed_at = None if back else clock.now()
        row.save(update_fields=["removed_at"])
        audit.record("evidence_restored" if back else "evidence_removed", actor=by.id, what=row.text[:80])
