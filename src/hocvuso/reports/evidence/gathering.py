"""What a folder of proof says: the figure and how it was computed, who signed what, which decisions, which returns."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hocvuso.plumbing.templating import full_day, full_time, number, share
from hocvuso.reports import figures, targets
from hocvuso.reports.documents.paper import DAY, SHARE, WHOLE, Cell, Column, Paper, Part, Table
from hocvuso.reports.models import EvidencePack, FrozenReturn, RosterCheck
from hocvuso.reports.returns import measures, printing, queries
from hocvuso.reports.targets import Target
from hocvuso.unions import queries as unions

CHUNK = 500  # below SQLite's smallest limit of 999 values in one statement
MOST_ON_PAPER = 500  # rows of a table in the PDF; all of them stand in the workbook


@dataclass(frozen=True, slots=True)
class File:
    """One file of the folder."""

    path: str
    what: str
    checksum: str
    size: int


def frozen_in(pack: EvidencePack) -> Iterator[FrozenReturn]:
    """Yield every frozen version of the period below and at the unit, month by month; versions never handed out too.

    The tree is that of the last day of the period; what stands is the unit of each return's own day.
    """
    units = unions.subtree_ids(pack.unit_id, pack.until)
    rows = FrozenReturn.objects.filter(of__unit_id__in=units, of__month__gte=pack.since, of__month__lte=pack.until)
    yield from rows.select_related("of").order_by("of__month", "of__unit_code", "version").iterator(CHUNK)


def path_of(version: FrozenReturn) -> str:
    """Return where a frozen return lies in the folder."""
    code = "".join(each if each.isalnum() or each in "-_" else "-" for each in version.of.unit_code)
    return f"bao-cao/{version.of.month:%Y-%m}/{code}-v{version.version}.json"


def paper(pack: EvidencePack, target: Target, unit: unions.UnitLine, files: list[File], *, shortened: bool) -> Paper:
    """Return the folder's index; `shortened` keeps tables to what one prints."""
    figure = figures.of_unit(pack.unit_id, target, pack.until)
    made = _("Figures as of %(time)s, on the union tree of %(day)s.") % {
        "time": full_time(figure.at),
        "day": full_day(pack.until),
    }
    return Paper(
        title=_("Folder of proof: %(target)s") % {"target": target.title},
        unit=unit.name,
        above=unit.parent,
        period=_("%(since)s to %(until)s") % {"since": full_day(pack.since), "until": full_day(pack.until)},
        facts=[(_("Asked for by"), f"{pack.asked_name}, {full_time(pack.asked_at)}")],
        parts=[
            _figure(figure),
            _headcounts(figure),
            _decisions(pack),
            _returns(pack, shortened=shortened),
            _corrections(pack),
            _rosters(pack, shortened=shortened),
            _files(files, shortened=shortened),
        ],
        made=made,
    )


def _figure(figure: figures.Figure) -> Part:
    found = figure.share
    hidden = figure.is_hidden
    known = found.share is not None and not hidden
    of_units = figure.target.counts == targets.UNITS
    columns = (
        Column(_("Reached"), WHOLE, 12),
        Column(_("Units known") if of_units else _("Declared headcount"), WHOLE, 14),
        Column(_("Share"), SHARE, 10),
        Column(_("Target"), SHARE, 10),
        Column(_("Units not known"), WHOLE, 12),
    )
    row = (
        found.reached if known else None,
        found.people if found.share is not None else None,
        found.share if known else None,
        figure.target.share,
        len(found.unknown),
    )
    said = [figure.target.rule]
    if not of_units:
        said.append(_("Each person counts once, and only with his own consent."))
    if hidden:
        said.insert(0, _("Groups under 5 are merged for privacy."))
    if known:
        facts = {
            "reached": number(found.reached),
            "people": number(found.people),
            "share": share(figure.target.share),
        }
        pattern = _("%(reached)s people reached it, of %(people)s declared; the target is %(share)s.")
        if of_units:
            pattern = _("%(reached)s units reached it, of %(people)s of which it is known; the target is %(share)s.")
        said.insert(0, pattern % facts)
    return Part(_("The figure"), said, Table(columns, [row]))


def _headcounts(figure: figures.Figure) -> Part:
    names = {line.id: line.name for line in unions.unit_lines([each.unit for each in figure.signed], figure.at.date())}
    columns = (
        Column(_("Unit"), width=36),
        Column(_("Declared headcount"), WHOLE, 12),
        Column(_("Signed by"), width=24),
        Column(_("Signed on"), DAY, 12),
    )
    rows = [(names.get(each.unit, ""), each.count, each.signed_by, each.signed_on) for each in figure.signed]
    return Part(_("Declared headcounts"), table=Table(columns, rows))


def _decisions(pack: EvidencePack) -> Part:
    columns = (
        Column(_("Day"), DAY, 12),
        Column(_("Unit"), width=30),
        Column(_("Stands under"), width=26),
        Column(_("Decision"), width=18),
        Column(_("Signer"), width=18),
        Column(_("Reason"), width=26),
    )
    found = unions.decided(unions.subtree_ids(pack.unit_id, pack.until), pack.since, pack.until)
    rows = [(each.on, each.unit, each.above, each.decision, each.signer, each.reason) for each in found]
    return Part(_("Decisions on the union tree"), table=Table(columns, rows))


def _returns(pack: EvidencePack, *, shortened: bool) -> Part:
    columns = (
        Column(_("Month"), width=10),
        Column(_("Unit"), width=32),
        Column(_("Version"), WHOLE, 8),
        Column(_("Receipt"), width=20),
        Column(_("Confirmed"), width=24),
        Column(_("Checksum (SHA-256)"), width=20 if shortened else 66),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in frozen_in(pack):
            stamp = f"{each.checksum[:16]}…" if shortened else each.checksum
            yield (
                printing.month_words(each.of.month), each.of.unit_name, each.version, each.receipt,
                each.confirmed_name, stamp,
            )  # fmt: skip

    return _cut(_("Frozen returns"), columns, rows(), shortened=shortened)


def _cut(heading: str, columns: tuple[Column, ...], rows: Iterator[tuple[Cell, ...]], *, shortened: bool) -> Part:
    if not shortened:
        return Part(heading, table=Table(columns, rows))
    kept = [row for _place, row in zip(range(MOST_ON_PAPER + 1), rows, strict=False)]
    note = _("More rows stand in the workbook index.xlsx.") if len(kept) > MOST_ON_PAPER else ""
    return Part(heading, table=Table(columns, kept[:MOST_ON_PAPER], note))


def _corrections(pack: EvidencePack) -> Part:
    ids: dict[uuid.UUID, None] = dict.fromkeys(each.of_id for each in frozen_in(pack))
    rows = [
        {"unit": each.unit, "line": each.line, "before": each.before, "after": each.after, "reason": each.reason,
         "name": each.name}
        for each in queries.adjustments(ids)
    ]  # fmt: skip
    return Part(_("Corrected after closing"), table=printing.adjusted(rows, measures.words(pack.unit_id, pack.until)))


def _rosters(pack: EvidencePack, *, shortened: bool) -> Part:
    columns = (
        Column(_("Day"), DAY, 12),
        Column(_("Unit"), width=34),
        Column(_("People on record"), WHOLE, 12),
        Column(_("Signed by"), width=24),
    )
    units = unions.subtree_ids(pack.unit_id, pack.until)
    found = RosterCheck.objects.filter(unit_id__in=units, on__gte=pack.since, on__lte=pack.until)
    rows = found.select_related("unit").order_by("on", "unit__sort_key").iterator(CHUNK)
    told = ((row.on, row.unit.name, row.people, row.name) for row in rows)
    return _cut(_("Lists of people confirmed"), columns, told, shortened=shortened)


def _files(files: list[File], *, shortened: bool) -> Part:
    columns = (
        Column(_("File"), width=34),
        Column(_("What it is"), width=30),
        Column(_("Checksum (SHA-256)"), width=66),
    )
    rows = ((each.path, each.what, each.checksum) for each in files)
    said = [_("The file SHA256SUMS.txt holds a checksum of every file; sha256sum -c checks them all.")]
    part = _cut(_("Files in this folder"), columns, rows, shortened=shortened)
    return Part(part.heading, said, part.table)


def period_of(since: date, until: date) -> tuple[date, date]:
    """Return a period in order, whichever day was named first."""
    return min(since, until), max(since, until)


def target_of(name: str, unit: uuid.UUID, day: date) -> Target | None:
    """Return a target by its id, as it read for a unit on a day."""
    return targets.find(name, day, unit)
