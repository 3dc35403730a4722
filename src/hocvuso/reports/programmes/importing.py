"""A plan read from a Word or Excel table: shown first with what was recognised and what is wrong, then saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core import vntext
from hocvuso.core.programmes import days
from hocvuso.core.programmes import table as tables
from hocvuso.core.programmes.answers import LONGEST_DAYS, SHORTEST_DAYS, day_of, last_day
from hocvuso.core.programmes.table import Fault, Line, Reading
from hocvuso.frameworks import sentences as files
from hocvuso.plumbing import paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.templating import full_day
from hocvuso.plumbing.uploads import in_memory
from hocvuso.programmes import actions, queries, reading
from hocvuso.programmes.actions import TABLE, NewGoal, NewProgramme, NewTask
from hocvuso.reports.programmes import planning
from hocvuso.reports.programmes.wizard import signer
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.roster.unreadable import Unreadable

FORM_BYTES = reading.MOST_BYTES + 64 * 1024  # the file and what else is in the form
LONGEST_TITLE = 160
MOST_PASTED = 200_000  # letters


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(FORM_BYTES)
@at_desk
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file or pasted table, show what was read, take what is mended, save it as a programme."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        what = request.POST.get("viec", "")
        if what not in _ACTS:
            raise Http404
        answer = _ACTS[what](request, desk)
        if isinstance(answer, HttpResponse):
            return answer
        wrong = answer
    draft = queries.draft(desk.unit.id, desk.viewer, TABLE)
    if draft is None or request.GET.get("moi"):
        page = {
            **rail(desk, "programmes"), "back": desk.link("programmes"), "wrong": wrong, "typed": request.POST,
            "ends": full_day(last_day(desk.day)), "megabytes": reading.MOST_BYTES >> 20,
        }  # fmt: skip
        return render(request, "reports/programmes/import.html", page, status=422 if wrong else 200)
    return render(request, "reports/programmes/table.html", _preview(desk, draft.data), status=422 if wrong else 200)


def _preview(desk: Desk, kept: Mapping[str, Any]) -> dict[str, Any]:
    read = reading.unpacked(kept)
    fields = field_words()
    good = [each for each in read.lines if not each.is_blocked]
    goals: dict[str, list[Line]] = {}
    for each in good:
        goals.setdefault(each.goal or kept["title"], []).append(each)
    return {
        **rail(desk, "programmes"), "back": desk.link("programmes"),
        "title": kept["title"], "start": day_of(kept["start"]), "end": day_of(kept["end"]),
        "columns": [(fields[field], heading) for field, heading in read.columns if field in fields],
        "unused": read.unused, "skipped": read.skipped, "has_more": read.has_more, "most": tables.MOST_TASKS,
        "goals": list(goals.items()), "good": len(good),
        "blocked": [
            (at, each, [_why(fault) for fault in each.faults if fault.code in tables.BLOCKING])
            for at, each in enumerate(read.lines, 1) if each.is_blocked
        ],
        "doubts": [(each.number, _why(fault)) for each in good for fault in each.faults],
    }  # fmt: skip


def field_words() -> dict[str, str]:
    """Return what each column that is used is called."""
    return {
        tables.TITLE: _("Task"), tables.OWNER: _("In charge"), tables.DUE: _("Deadline"), tables.GOAL: _("Goal"),
        tables.RESULT: _("To come to"),
    }  # fmt: skip


def _why(fault: Fault) -> str:
    facts = {"value": fault.value}
    return {
        tables.NO_TITLE: _("What is to be done is missing. Type it, or leave the row out."),
        tables.TITLE_LONG: _("The task has more than 300 letters. Make it shorter."),
        tables.TWICE: _("This task stands in the table twice."),
        tables.NO_OWNER: _("Nobody is in charge yet."),
        days.UNREAD: _("“%(value)s” is no day. Write it like 30/06/2027, or leave it empty.") % facts,
        days.NO_SUCH_DAY: _("There is no day %(value)s. Write it like 30/06/2027.") % facts,
        days.BEFORE_START: _("%(value)s is before the plan begins. Write a later day.") % facts,
    }[fault.code]


# --- what the buttons do


def _read(request: HttpRequest, desk: Desk) -> HttpResponse | dict[str, str]:
    """Read what was handed in and keep it as a preview; nothing is saved as a programme yet."""
    end, wrong = _end(request.POST.get("den", ""), desk.day)
    title = vntext.clean(request.POST.get("ten", ""))[:LONGEST_TITLE] or _("Digital-transformation programme")
    try:
        if not wrong:
            found = _opened(request, desk.day, end)
    except Unreadable as problem:
        wrong["tep"] = unreadable(problem)
    if wrong:
        return wrong
    kept = {**reading.packed(found), "title": title, "start": desk.day.isoformat(), "end": end.isoformat(),
            "begun": str(uuid7())}  # fmt: skip
    actions.keep_draft(desk.unit.id, desk.viewer, TABLE, kept)
    return HttpResponseRedirect(desk.link("programme_table"))


def _end(typed: str, start: date) -> tuple[date, dict[str, str]]:
    if not typed.strip():
        return last_day(start), {}
    end = day_of(typed)
    if end is None:
        return start, {"den": _("Write the day like 18/05/2026.")}
    if not SHORTEST_DAYS <= (end - start).days <= LONGEST_DAYS:
        return start, {"den": _("A plan takes four weeks to three years.")}
    return end, {}


def _opened(request: HttpRequest, start: date, end: date) -> Reading:
    sent, pasted = request.FILES.get("tep"), request.POST.get("dan", "")[:MOST_PASTED]
    if sent is not None:
        return reading.of_file(sent.read(), start, end)
    if int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES:
        raise Unreadable("too_big", megabytes=reading.MOST_BYTES >> 20)
    if not pasted.strip():
        raise Unreadable("no_file")
    return reading.of_text(pasted, start, end)


def unreadable(problem: Unreadable) -> str:
    """Return why a file is no plan, and what to do next."""
    own = {
        "no_headings": _("No heading is known. Name the columns “Nội dung”, “Người phụ trách”, “Thời hạn”."),
        "no_tasks": _("There is no task below the headings. Choose the file with the tasks."),
        "no_table": _("The document has no table. Put the tasks into a table, one row each."),
        "wrong_kind": _("Choose a Word or Excel file (docx, xlsx)."),
        "too_many_rows": _("The table is too long for a plan. Choose the sheet with the tasks alone."),
    }
    return own.get(problem.code) or files.unreadable(problem)


def _kept(desk: Desk) -> tuple[dict[str, Any], Reading]:
    draft = queries.draft(desk.unit.id, desk.viewer, TABLE)
    if draft is None:
        raise Http404
    return dict(draft.data), reading.unpacked(draft.data)


def _mend(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put one row right by what was typed, or leave it out."""
    kept, read = _kept(desk)
    start, end = day_of(kept["start"]) or desk.day, day_of(kept["end"]) or desk.day
    at = paging.whole(request.POST.get("dong", ""), most=tables.MOST_TASKS)
    lines = list(read.lines)
    if 0 < at <= len(lines):
        if request.POST.get("bo-dong"):
            lines.pop(at - 1)
        else:
            form = request.POST
            lines[at - 1] = tables.mended(
                lines[at - 1], form.get("viec-gi", ""), form.get("nguoi", ""), form.get("han", ""), start, end
            )
    kept |= reading.packed(replace(read, lines=tuple(lines)))
    actions.keep_draft(desk.unit.id, desk.viewer, TABLE, kept)
    return HttpResponseRedirect(desk.link("programme_table"))


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Save the rows that nothing stands against as the live programme; saved twice it is one."""
    kept, read = _kept(desk)
    goals: dict[str, list[NewTask]] = {}
    for line in read.lines:
        if not line.is_blocked:
            goals.setdefault(line.goal or kept["title"], []).append(NewTask(_title(line), line.owner, line.due))
    if not goals:
        return HttpResponseRedirect(desk.link("programme_table"))
    told = NewProgramme(
        kept["title"], day_of(kept["start"]) or desk.day, day_of(kept["end"]) or desk.day, TABLE,
        [NewGoal(title, tasks) for title, tasks in goals.items()],
    )  # fmt: skip
    number = planning.number_of(desk.unit.id, desk.viewer, kept)
    made = actions.begin(number, desk.unit.id, told, by=signer(desk))
    actions.drop_draft(desk.unit.id, desk.viewer, TABLE)
    return HttpResponseRedirect(link(desk, "programme", number=made.pk))


def _title(line: Line) -> str:
    """Return a task with what it has to come to, if the table said so and there is room."""
    whole = f"{line.title} ({line.result})" if line.result else line.title
    return whole if len(whole) <= tables.LONGEST_TITLE else line.title


def _drop(request: HttpRequest, desk: Desk) -> HttpResponse:
    actions.drop_draft(desk.unit.id, desk.viewer, TABLE)
    return HttpResponseRedirect(desk.link("programmes"))


_ACTS: Mapping[str, Any] = {"doc": _read, "sua": _mend, "luu": _save, "bo": _drop}
