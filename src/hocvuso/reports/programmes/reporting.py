"""Reports about programmes: one of a unit, and those of units below; how far a task is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from hocvuso.plumbing.templating import full_day, number, share
from hocvuso.programmes import words
from hocvuso.programmes.assigning import Standing
from hocvuso.programmes.queries import Shown, ShownTask
from hocvuso.reports.documents.paper import DAY, TEXT, WHOLE, Cell, Column, Paper, Part, Table
from hocvuso.reports.programmes.papers import DOTS, executive
from hocvuso.unions.queries import UnitLine


def report(shown: Shown, unit: UnitLine, day: date, *, with_owners: bool) -> Paper:
    """Return where a programme stands on a day: figures, tasks goal by goal, what is late."""
    progress = shown.progress
    facts = [
        (_("Tasks done"), _("%(done)s of %(all)s") % {"done": progress.done, "all": progress.tasks}),
        (_("Late"), number(progress.overdue)),
        (_("Progress"), share(progress.share) if progress.share is not None else _("Not known")),
    ]
    if progress.unknown:
        facts.append((_("Progress not known"), number(progress.unknown)))
    return Paper(
        title=_("REPORT"),
        unit=unit.name,
        above=unit.parent,
        period=_("%(title)s, as of %(day)s") % {"title": shown.row.title, "day": full_day(day)},
        facts=facts,
        parts=[
            *(Part(f"{at}. {goal.title}", (), _table(goal.tasks, with_owners))
              for at, goal in enumerate(shown.goals, 1) if goal.tasks),
            Part(_("Difficulties, proposals"), [DOTS * 3]),
        ],
        recipients=(_("the union above;"), _("filed.")),
        signers=(executive(),),
        has_motto=True,
        is_draft=True,
        made=_("Counted by Học Vụ Số where it can be; what was told by hand says so."),
    )  # fmt: skip


def _table(tasks: Sequence[ShownTask], with_owners: bool) -> Table:
    return Table(_columns(with_owners), [_row(each, with_owners) for each in tasks])


def _columns(with_owners: bool) -> tuple[Column, ...]:
    owner = (Column(_("In charge"), TEXT, 22),) if with_owners else ()
    return (
        Column(_("Task"), TEXT, 36), *owner, Column(_("Deadline"), DAY, 18), Column(_("State"), TEXT, 16),
        Column(_("Progress"), TEXT, 24),
    )  # fmt: skip


def _row(each: ShownTask, with_owners: bool) -> tuple[Cell, ...]:
    owner = (each.row.owner,) if with_owners else ()
    late = words.deadline(each.deadline)
    due: Cell = each.row.due_on if each.row.due_on else ""
    return (each.row.title, *owner, due, late, how_far(each))


def how_far(each: ShownTask) -> str:
    """Return how far a task is, and whether that was counted or told."""
    work = each.work
    if work.is_measured and work.counted is not None:
        facts = {"count": number(work.counted), "goal": number(work.goal) if work.goal else "", "what": each.word}
        return (_("%(count)s of %(goal)s: %(what)s") if work.goal else _("%(count)s: %(what)s")) % facts
    if work.share is None:
        return _("Not known")
    told = share(work.share)
    return _("%(share)s, told by hand") % {"share": told} if not work.is_measured and work.share else told


def summary(
    rows: Sequence[tuple[UnitLine, Standing]], unit: UnitLine, day: date, late: Sequence[tuple[str, str, date | None]]
) -> Paper:  # fmt: skip
    """Return the units below with their programmes, and which tasks are late."""
    columns = (
        Column(_("Unit"), TEXT, 40), Column(_("Programmes"), WHOLE, 12), Column(_("Tasks"), WHOLE, 10),
        Column(_("Done"), WHOLE, 10), Column(_("Late"), WHOLE, 10), Column(_("Programme due"), DAY, 14),
        Column(_("Days overdue"), WHOLE, 12),
    )  # fmt: skip
    table = Table(
        columns,
        [
            (line.name, each.programmes, each.tasks, each.done, each.overdue, each.due_on or "", each.days_overdue or 0)
            for line, each in rows
        ],
    )
    tasks = Table((Column(_("Unit"), TEXT, 36), Column(_("Task"), TEXT, 50), Column(_("Deadline"), DAY, 14)), late)
    held = sum(bool(each.programmes) for _line, each in rows)
    return Paper(
        title=_("REPORT"),
        unit=unit.name,
        above=unit.parent,
        period=_("Digital-transformation programmes of units below, as of %(day)s") % {"day": full_day(day)},
        facts=[
            (_("Units with a programme"), _("%(count)s of %(all)s") % {"count": held, "all": len(rows)}),
            (_("Tasks late"), number(sum(each.overdue for _line, each in rows))),
        ],
        parts=[Part(_("I. Units"), (), table), *([Part(_("II. Late tasks"), (), tasks)] if late else [])],
        recipients=(_("the union above;"), _("filed.")),
        signers=(executive(),),
        has_motto=True,
        is_draft=True,
        made=_("As it was counted last, at most six hours ago."),
    )  # fmt: skip
