"""The official's first page (O3), the signed headcount (O4) and the invitation (O8)."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.groups import queries as groups
from hocvuso.groups.help_desk import queries as help_requests
from hocvuso.people import queries as people
from hocvuso.plumbing import squares
from hocvuso.plumbing.templating import full_day, number
from hocvuso.programmes import assigning
from hocvuso.programmes import queries as programmes
from hocvuso.reports import cards, figures, targets
from hocvuso.reports.figures import Counts, Figure
from hocvuso.reports.returns import queries as returns
from hocvuso.reports.rollups import officials
from hocvuso.reports.targets import Target
from hocvuso.reports.views import shown
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.roster import invitations
from hocvuso.roster import queries as roster
from hocvuso.unions import actions
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

MOST_PEOPLE = 1_000_000  # no unit in the country declares more; a slip of the keyboard does
WORKER = "worker"
HEADCOUNTS = {
    unions.OFFICIAL: "can-bo",
    "public_staff": "cong-chuc",
    WORKER: "so",
}  # audience → field, as O4 orders them
LONGEST = 20  # digits looked at; Python refuses to read a number of some thousand


@at_desk
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show in one glance where the unit stands, how many more it takes, and the three things to do."""
    target = target_of(desk)
    figure = figures.of_unit(desk.unit.id, target, desk.day)
    counts = figures.counts(desk.unit.id, desk.day)
    page = {
        **rail(desk, "today"),
        "figure": figure,
        "counts": counts,
        "heading": shown.heading(figure),
        "ring": shown.ring(figure),
        "outlook": shown.outlook(figure),
        "retention": shown.retention(figure),
        "tasks": tasks_of(desk, figure, counts),
        "unit_names": _names([each.unit for each in figure.signed], desk),
    }
    return render(request, "reports/today.html", page)


def target_of(desk: Desk) -> Target:
    """Return the target of workers as it holds for this unit."""
    return targets.find(targets.WORKERS, desk.day, desk.unit.id) or targets.of_workers()


def _names(units: list[uuid.UUID], desk: Desk) -> dict[uuid.UUID, str]:
    return {line.id: line.name for line in unions.unit_lines(units, desk.day)}


def tasks_of(desk: Desk, figure: Figure, counts: Counts) -> list[dict[str, Any]]:
    """Return what there is to do, each with its state; the first open one is the page's main button."""
    tasks = []
    if desk.is_grassroots:
        signed = figure.signed[0] if figure.signed else None
        tasks.append(
            {
                "done": signed is not None,
                "title": _("Confirm the headcount"),
                "button": _("Declare the headcount"),
                "small": _("Done on %(date)s") % {"date": f"{signed.signed_on:%d/%m/%Y}"}
                if signed
                else _("Not declared, so no share yet"),
                "url": desk.link("headcount") if desk.may_sign else "",
            }
        )
    due = returns.waiting_for(desk.unit.id, desk.day) if desk.may_sign else None
    if due is not None:
        title = _("Confirm the return of month %(month)s") % {"month": f"{due.month.month}/{due.month.year}"}
        tasks.append(
            {
                "done": False,
                "title": title,
                "button": title,
                "small": _("Due %(date)s") % {"date": f"{due.due_on:%d/%m/%Y}"},
                "url": desk.link("returns", thang=f"{due.month:%Y-%m}"),
            }
        )
    requests = _requests(desk)
    tasks += requests
    if desk.sees_names and not requests:  # who waits stands in the queue already
        asking = counts.asking
        title = _("See who needs help") if asking else _("See the list")
        tasks.append(
            {
                "done": asking == 0,
                "title": title,
                "button": title,
                "small": _("%(count)s people asked for a person") % {"count": number(asking)}
                if asking
                else _("Nobody is waiting for help"),
                "url": desk.link("members", loc="nho-giup" if asking else "tat-ca"),
            }
        )
    if not desk.is_grassroots:
        tasks.append(
            {
                "done": False,
                "button": _("See the units"),
                "title": _("See the units"),
                "small": _units_words(figure),
                "url": desk.link("units"),
            }
        )
    if desk.may_sign:
        tasks.append(_list_task(desk))
        tasks += _group_tasks(desk)
        tasks += _programme_tasks(desk)
    tasks.append(_inviting(desk, figure, counts.not_started))
    return tasks


def _requests(desk: Desk) -> list[dict[str, Any]]:
    """Return the task of answering who asked for a person, when somebody waits."""
    waiting = help_requests.waiting(desk.viewer, desk.unit.id, desk.day) if desk.may(Right.HELP) else 0
    if not waiting:
        return []
    title = _("Answer who asks for a person")
    small = _("%(count)s people wait for help") % {"count": number(waiting)}
    return [{"done": False, "title": title, "button": title, "small": small, "url": desk.link("help_queue")}]


def _list_task(desk: Desk) -> dict[str, Any]:
    """Return the task of handing in the unit's list."""
    confirmed = roster.confirmed_at(desk.unit.id)
    return {
        "done": confirmed is not None,
        "title": _("Import the list of members"),
        "button": _("Import a list"),
        "small": _("Done on %(date)s") % {"date": full_day(confirmed)}
        if confirmed
        else _("From Excel, from Zalo, or five by hand"),
        "url": desk.link("roster"),
    }


def _group_tasks(desk: Desk) -> list[dict[str, Any]]:
    """Return the task of founding a digital group, or of seeing who has none, where a unit above has said by when."""
    deadline = groups.deadline_of(desk.unit.id, desk.day)
    if deadline is None:
        return []
    small = _("Due %(date)s") % {"date": full_day(deadline.due_on)}
    if desk.is_grassroots:
        title, done = _("Found a digital group"), any(each.founded_on for each in groups.of_unit(desk.unit.id))
    else:
        without = [each for each in groups.standing_below(desk.unit.id, desk.day) if each.state != groups.FOUNDED]
        title, done = _("See which units have no digital group"), not without
        late = sum(bool(each.days_overdue) for each in without)
        small = _("%(count)s without, %(late)s overdue") % {"count": number(len(without)), "late": number(late)}
    return [{"done": done, "title": title, "button": title, "small": small, "url": desk.link("groups")}]


def _programme_tasks(desk: Desk) -> list[dict[str, Any]]:
    """Return the task of looking at late tasks of the programme, or of making one that was asked for."""
    own = programmes.counts([desk.unit.id], desk.day)
    asked = None if own.units else assigning.assigned_to(desk.unit.id, desk.day, is_grassroots=desk.is_grassroots)
    if not own.overdue and asked is None:
        return []
    if asked is not None:
        title, small = _("Make the digital programme"), _("Due %(date)s") % {"date": full_day(asked.due_on)}
    else:
        title = _("Look at late tasks of the programme")
        small = _("%(late)s of %(all)s tasks are late") % {"late": number(own.overdue), "all": number(own.tasks)}
    return [{"done": False, "title": title, "button": title, "small": small, "url": desk.link("programmes")}]


def _units_words(figure: Figure) -> str:
    unknown = len(figure.share.unknown)
    if unknown:
        return _("%(count)s of %(all)s have not declared their headcount") % {
            "count": number(unknown), "all": number(figure.units),
        }  # fmt: skip
    return _("%(all)s grassroots unions, all have declared") % {"all": number(figure.units)}


def _inviting(desk: Desk, figure: Figure, waiting: int) -> dict[str, Any]:
    """Return the invitation, with how many it takes this week to stay on course."""
    title = _("Send invitations")
    if waiting:
        title = _("Send the invitation to %(count)s people") % {"count": number(waiting)}
    small = _("Invited, not started") if waiting else _("A text, a link and a code for the notice board")
    if waiting and figure.to_invite and not figure.is_hidden:
        small = _("%(count)s more this week keep the pace; these are invited and have not started") % {
            "count": number(figure.to_invite)
        }
    return {"done": False, "button": _("Send invitations"), "title": title, "small": small, "url": desk.link("invite")}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def headcount(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let the official confirm or correct the three headcounts: dated, and signed with his name (O4)."""
    if not (desk.may_sign and desk.is_grassroots):
        return no_right(request, has_role=True)
    lines = [_headcount(request, desk, audience, name) for audience, name in HEADCOUNTS.items()]
    if request.method == "POST" and not any(line["error"] for line in lines):
        for line in lines:
            if line["count"] is not None:
                actions.declare_headcount(
                    desk.unit.id, audience=line["audience"], count=line["count"], signed_by=desk.name, on=desk.day,
                    by=desk.viewer,
                )  # fmt: skip
        return HttpResponseRedirect(desk.link("today"))
    wrong = any(line["error"] for line in lines)
    page = {**rail(desk, "headcount"), "lines": lines}
    return render(request, "reports/headcount.html", page, status=422 if wrong else 200)


def _headcount(request: HttpRequest, desk: Desk, audience: str, name: str) -> dict[str, Any]:
    """Return one number with what was declared last, what is on record, what was typed and what is wrong with it.

    Only the number of workers must be there; an empty one of the others stays undeclared, which is not zero.
    """
    last = unions.headcounts([desk.unit.id], audience, desk.day).get(desk.unit.id)
    if audience == unions.OFFICIAL:
        known = officials.on_record(desk.unit.id, desk.day)
    else:
        known = people.count(unions.employed_ids(desk.unit.id, desk.day, audience))
    typed = str(last.count if last else known or "")
    count, error = None, ""
    if request.method == "POST":
        typed = request.POST.get(name, "").strip()
        if typed or audience == WORKER:
            count, error = _whole(typed, least=1 if audience == WORKER else 0)
    return {
        "audience": audience, "name": name, "last": last, "known": known, "typed": typed, "count": count,
        "error": error,
    }  # fmt: skip


def _whole(typed: str, *, least: int) -> tuple[int, str]:
    """Return (count, what is wrong with it); dots and blanks between thousands are dropped."""
    digits = typed.replace(".", "").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return 0, _("Type the headcount as digits.")
    count = int(digits) if len(digits) <= LONGEST else -1
    if not least <= count <= MOST_PEOPLE:
        return 0, _("The headcount lies between %(least)s and %(most)s.") % {
            "least": least, "most": number(MOST_PEOPLE),
        }  # fmt: skip
    return count, ""


@at_desk
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the ready texts channel by channel, each with its link, and the square code for the notice board."""
    code = desk.unit.join_code
    ready = invitations.of_unit(desk.unit.id, desk.unit.name, code) if code else []
    poster = next((each.address for each in ready if each.channel == invitations.POSTER), "")
    page = {
        **rail(desk, "invite"),
        "ready": ready,
        "address": f"{settings.SITE_URL}{reverse('unions:invited', args=[code])}" if code else "",
        "counts": figures.counts(desk.unit.id, desk.day),
        "square": squares.square(poster) if poster else None,
        "cards": people.count(cards.waiting(desk.viewer, desk.unit.id, desk.day)) if code and desk.may_sign else 0,
    }
    return render(request, "reports/invite.html", page)
