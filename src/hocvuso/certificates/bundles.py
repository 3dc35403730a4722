"""Many certificates in one PDF: a job draws them in pieces and joins them, so that a restart takes up where it was.

Pieces lie in a hidden folder beside the bundle until it is whole; the bundle takes its name in one step.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocvuso.certificates import papers, queries
from hocvuso.certificates.models import Bundle
from hocvuso.plumbing import audit, clock, jobs, printing, whole_files

PIECE = 25  # certificates drawn in one step: about a second, so that progress moves and a restart loses little
MOST = 5000  # decided: more is several files
KEPT_DAYS = 7  # decided: a copy with names does not lie about for longer


@transaction.atomic
def ask(ids: Sequence[uuid.UUID], *, unit: uuid.UUID, by: uuid.UUID, way_back: str = "") -> Bundle:
    """Ask for certificates (5,000 at most) in one PDF; the same ones asked for again while they wait are the same."""
    wanted = [str(each) for each in ids[:MOST]]
    waiting = Bundle.objects.filter(asked_by=by, unit=unit, finished_at=None).order_by("-asked_at").first()
    if waiting is not None and waiting.certificates == wanted and is_under_way(waiting):
        return waiting
    made = Bundle.objects.create(unit=unit, certificates=wanted, asked_by=by, asked_at=clock.now())
    made.job = jobs.later(put_together, asked_by=by, way_back=way_back, bundle=str(made.pk))
    made.save(update_fields=["job"])
    audit.record("print certificates", actor=by, what=str(unit), facts={"papers": len(wanted)})
    return made


def progress_of(bundle: Bundle) -> jobs.State | None:
    """Return how far the job of a bundle is."""
    return jobs.state_of(bundle.job, viewer=bundle.asked_by) if bundle.job else None


def is_under_way(bundle: Bundle) -> bool:
    """Tell whether a bundle will be ready by itself."""
    state = progress_of(bundle)
    return bundle.finished_at is None and state is not None and not state.is_over


def of(asker: uuid.UUID, unit: uuid.UUID) -> list[Bundle]:
    """Return the newest bundles that somebody asked for at a unit; nobody else sees them."""
    return list(Bundle.objects.filter(asked_by=asker, unit=unit).order_by("-asked_at")[:10])


def find(asker: uuid.UUID, number: uuid.UUID) -> Bundle | None:
    """Return one of his own bundles, or None."""
    return Bundle.objects.filter(asked_by=asker, pk=number).first()


def file_of(bundle: uuid.UUID) -> Path:
    """Return where the PDF of a bundle lies."""
    return Path(settings.DATA) / "certificates" / f"{bundle}.pdf"


def _pieces_of(bundle: uuid.UUID) -> Path:
    return file_of(bundle).with_name(f".{bundle}")


@jobs.task(title=gettext_lazy("Certificates in one file"))
def put_together(progress: jobs.Progress, *, bundle: str) -> dict[str, int]:
    """Draw a bundle; done twice it is the same file. Pieces that are there are not drawn again."""
    row = Bundle.objects.filter(pk=uuid.UUID(bundle)).first()
    if row is None:  # forgotten before its turn came
        return {"pages": 0}
    pieces = _draw(row, progress)
    if not pieces:
        raise jobs.Refused(_("None of these certificates holds any more."))
    row.pages = join(pieces, file_of(row.pk))
    row.size, row.finished_at = file_of(row.pk).stat().st_size, clock.now()
    row.save(update_fields=["pages", "size", "finished_at"])
    shutil.rmtree(_pieces_of(row.pk), ignore_errors=True)
    return {"pages": row.pages}


def _draw(row: Bundle, progress: jobs.Progress) -> list[Path]:
    """Draw what is not there yet, piece by piece; each is there whole or not at all."""
    ids, day, pieces = [uuid.UUID(each) for each in row.certificates], clock.today(), []
    folder = _pieces_of(row.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for at in range(0, len(ids), PIECE):
        progress.at(at, len(ids))
        piece = folder / f"{at:05d}.pdf"
        found = [] if piece.exists() else queries.papers(ids[at : at + PIECE], day)
        if found:
            try:
                whole_files.put(piece, papers.drawn(found))
            except printing.PrintingAbsent:
                raise jobs.Refused(_("This site cannot make PDF files yet")) from None
        if piece.exists():
            pieces.append(piece)
    progress.at(len(ids), len(ids))
    return pieces


def join(pieces: Sequence[Path], out: Path) -> int:
    """Join PDFs into one file; return how many pages it has."""
    import pypdfium2  # 2 MiB that no page needs

    whole = pypdfium2.PdfDocument.new()
    try:
        for piece in pieces:
            part = pypdfium2.PdfDocument(piece)
            whole.import_pages(part)
            part.close()
        pages = len(whole)
        with whole_files.writing(out) as file:
            whole.save(file)
    finally:
        whole.close()
    return pages


def forget_old() -> int:
    """Delete bundles past their term with their files; return how many."""
    old = Bundle.objects.filter(asked_at__lt=clock.now() - timedelta(days=KEPT_DAYS))
    for number in (found := list(old.values_list("pk", flat=True))):
        file_of(number).unlink(missing_ok=True)
        shutil.rmtree(_pieces_of(number), ignore_errors=True)
    old.delete()
    return len(found)
