"""Folders of proof are asked for, built (at once where small, else by a job), handed out to who asked, forgotten.

The zip is written entry by entry, so that a province with thousands of returns needs no more memory than a union.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, jobs, whole_files
from hocvuso.reports import figures, members
from hocvuso.reports.documents import pdf, sheet
from hocvuso.reports.documents.paper import TEXT, Cell, Column, Paper, Part, Table
from hocvuso.reports.evidence import gathering
from hocvuso.reports.evidence.gathering import File
from hocvuso.reports.models import EvidencePack
from hocvuso.reports.targets import Target
from hocvuso.unions import access
from hocvuso.unions import queries as unions

AT_ONCE = 100  # frozen returns that are put together within the request: about a second, measured
KEPT_DAYS = 7  # decided: a copy with names does not lie about for longer
CHUNK = 500  # below SQLite's smallest limit of 999 values in one statement
NOBODY = uuid.UUID(int=0)  # the command at the server's own keyboard


def register() -> None:
    """Register the job that forgets folders."""
    jobs.every(24 * 3600, "reports.forget_evidence", forget_old)


def ask(
    asker: tuple[uuid.UUID, str], unit: uuid.UUID, target: Target, period: tuple[date, date], *, with_names: bool
) -> EvidencePack:
    """Ask for a folder; a small one is built at once. `asker` is account and name, the period first and last day.

    The same folder asked for again while it waits is the same folder. Names come only with the right to see them.
    """
    by, name = asker
    since, until = gathering.period_of(*period)
    named = with_names and access.may_see_names(by, unit, clock.today())
    same = EvidencePack.objects.filter(
        unit_id=unit, target=target.id, since=since, until=until, with_names=named, asked_by=by, finished_at=None
    ).order_by("asked_at").last()  # fmt: skip
    if same is not None and is_under_way(same):
        return same
    pack = EvidencePack.objects.create(
        unit_id=unit, target=target.id, since=since, until=until, with_names=named, asked_by=by, asked_name=name,
        asked_at=clock.now(),
    )  # fmt: skip
    audit.record("ask for evidence", actor=by, what=f"{unit} {target.id}", facts={"names": named})
    if named or _is_large(pack):
        pack.job = jobs.later(put_together, asked_by=by, pack=str(pack.id))
        pack.save(update_fields=["job"])
    else:
        put_together(jobs.Progress(pack.id), pack=str(pack.id))
    pack.refresh_from_db()
    return pack


def _is_large(pack: EvidencePack) -> bool:
    return sum(1 for _one in zip(range(AT_ONCE + 1), gathering.frozen_in(pack), strict=False)) > AT_ONCE


def progress_of(pack: EvidencePack) -> jobs.State | None:
    """Return how far the job is that builds a folder, or None where there is none."""
    return jobs.state_of(pack.job, viewer=pack.asked_by) if pack.job else None


def is_under_way(pack: EvidencePack) -> bool:
    """Tell whether a folder will be ready by itself."""
    state = progress_of(pack)
    return pack.finished_at is None and state is not None and not state.is_over


def make(unit: uuid.UUID, target: Target, period: tuple[date, date], *, name: str) -> EvidencePack:
    """Build a folder without names at once, for the command."""
    since, until = gathering.period_of(*period)
    pack = EvidencePack.objects.create(
        unit_id=unit, target=target.id, since=since, until=until, asked_by=NOBODY, asked_name=name,
        asked_at=clock.now(),
    )  # fmt: skip
    put_together(jobs.Progress(pack.id), pack=str(pack.id))
    pack.refresh_from_db()
    return pack


def of(asker: uuid.UUID, unit: uuid.UUID) -> list[EvidencePack]:
    """Return the folders that somebody asked for, the newest first; nobody else sees them."""
    return list(EvidencePack.objects.filter(asked_by=asker, unit_id=unit).order_by("-asked_at")[:20])


def find(asker: uuid.UUID, pack_id: uuid.UUID) -> EvidencePack | None:
    """Return one of his own folders, or None."""
    return EvidencePack.objects.filter(asked_by=asker, id=pack_id).first()


def file_of(pack: EvidencePack) -> Path:
    """Return where a folder's zip lies."""
    return Path(settings.DATA) / "evidence" / f"{pack.id}.zip"


def paper_of(pack: EvidencePack) -> Path:
    """Return where a folder's PDF lies, which the zip holds too."""
    return Path(settings.DATA) / "evidence" / f"{pack.id}.pdf"


@jobs.task(title=gettext_lazy("Folder of proof"))
def put_together(progress: jobs.Progress, *, pack: str) -> dict[str, int]:
    """Build one folder; built twice it is the same folder. Returns its size in bytes."""
    row = EvidencePack.objects.filter(id=uuid.UUID(pack)).first()
    if row is None:  # forgotten before its turn came
        return {"bytes": 0}
    _build(row, progress)
    return {"bytes": row.size}


def _build(pack: EvidencePack, progress: jobs.Progress) -> None:
    target = gathering.target_of(pack.target, pack.unit_id, pack.until)
    unit = unions.unit(pack.unit_id, pack.until)
    if target is None or unit is None:
        raise jobs.Refused(_("This target is no longer here. Choose another one."))
    file_of(pack).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="hocvuso-", dir=file_of(pack).parent) as name:
        folder = Path(name)
        with zipfile.ZipFile(folder / "zip", "w", zipfile.ZIP_DEFLATED) as out:
            _fill(pack, target, unit, _Zip(out, progress), folder)
        digest = _digest(folder / "zip")
        size = (folder / "zip").stat().st_size
        whole_files.adopt(folder / "zip", file_of(pack))
        if (folder / "ho-so.pdf").exists():
            whole_files.adopt(folder / "ho-so.pdf", paper_of(pack))
    pack.checksum, pack.size, pack.finished_at = digest, size, clock.now()
    pack.save()


class _Zip:
    """The zip under way, with what it holds."""

    def __init__(self, out: zipfile.ZipFile, progress: jobs.Progress) -> None:
        self.out = out
        self.progress = progress
        self.files: list[File] = []

    def add_text(self, path: str, what: str, text: str) -> None:
        """Add a file from text."""
        content = text.encode()
        self.out.writestr(path, content)
        self.files.append(File(path, what, hashlib.sha256(content).hexdigest(), len(content)))

    def add_file(self, path: str, what: str, file: Path) -> None:
        """Add a file from disk, in pieces."""
        with file.open("rb") as source, self.out.open(path, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)
        self.files.append(File(path, what, _digest(file), file.stat().st_size))


def _fill(pack: EvidencePack, target: Target, unit: unions.UnitLine, out: _Zip, folder: Path) -> None:
    total = sum(1 for _one in gathering.frozen_in(pack))
    for place, version in enumerate(gathering.frozen_in(pack), start=1):
        what = _("Return of %(unit)s") % {"unit": version.of.unit_name}
        out.add_text(gathering.path_of(version), what, version.text)
        out.progress.at(place, total)
    if pack.with_names:
        sheet.write(_names(pack, unit), folder / "names.xlsx", table_first=True)
        out.add_file("danh-sach.xlsx", _("List of people"), folder / "names.xlsx")
    try:
        pdf.write(gathering.paper(pack, target, unit, out.files, shortened=True), folder / "ho-so.pdf")
        out.add_file("ho-so.pdf", _("The folder on paper"), folder / "ho-so.pdf")
    except pdf.NoPdf as missing:
        pack.problem = str(missing)[:200]
    sheet.write(gathering.paper(pack, target, unit, out.files, shortened=False), folder / "index.xlsx")
    out.add_file("index.xlsx", _("Index as a workbook"), folder / "index.xlsx")
    index = {"paper": gathering.paper(pack, target, unit, [], shortened=True), "files": out.files, "lang": "vi"}
    out.add_text("index.html", _("Index"), render_to_string("reports/evidence_index.html", index))
    sums = "".join(f"{each.checksum}  {each.path}\n" for each in out.files)
    out.add_text("SHA256SUMS.txt", _("Checksums"), sums)


def _names(pack: EvidencePack, unit: unions.UnitLine) -> Paper:
    """Return the list of people as the asker may see it today: invited, started, nothing of what was learnt."""
    columns = (
        Column(_("Name"), width=34),
        Column(_("End of number"), TEXT, 14),
        Column(_("Invited"), TEXT, 10),
        Column(_("Started"), TEXT, 10),
    )
    notes = (_("Each person can see that this list was made."),)
    return Paper(_("List of people"), unit.name, parts=[Part(_("People"), notes, Table(columns, _rows(pack, unit)))])


def _rows(pack: EvidencePack, unit: unions.UnitLine) -> Iterator[tuple[Cell, ...]]:
    today = clock.today()
    wanted = list(people.matching(members.visible_ids(pack.asked_by, pack.unit_id, today), ""))
    as_what = access.as_what(pack.asked_by, pack.unit_id, unit.name, today)
    yes, no = _("yes"), _("no")
    for at in range(0, len(wanted), CHUNK):
        chunk = wanted[at : at + CHUNK]
        audit.record_reading(pack.asked_by, chunk, "member_list", as_what)
        started = set(learning.started_ids(people.agreed_ids(figures.COUNTED, among=people.those(chunk))))
        for row in people.listed(chunk):
            tail = f"…{row.phone[-3:]}" if row.phone else ""
            yield (row.full_name, tail, yes if row.invited_at else no, yes if row.id in started else no)


def _digest(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as source:
        while piece := source.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def forget_old() -> int:
    """Delete folders past their term with their files; return how many."""
    return sum(
        forget(pack) for pack in EvidencePack.objects.filter(asked_at__lt=clock.now() - timedelta(days=KEPT_DAYS))
    )


def forget(pack: EvidencePack) -> int:
    """Delete one folder with its files; return how many rows went."""
    file_of(pack).unlink(missing_ok=True)
    paper_of(pack).unlink(missing_ok=True)
    gone, _rows_by_table = pack.delete()
    return gone
