"""The official's first page (O3), the signed headcount (O4) and the invitation (O8)."""

from __future__ import annotations

import uuid
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from hocvuso.people import queries as people
from hocvuso.plumbing.templating import number, share
from hocvuso.reports import charts, figures, targets
from hocvuso.reports.figures import Counts, Figure
from hocvuso.reports.returns import queries as returns
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import actions
from hocvuso.unions import queries as unions

MOST_PEOPLE = 1_000_000  # no unit in the country declares more; a slip of the keyboard does
LONGEST = 20  # digits looked at; Python refuses to read a number of some thousand


@at_desk
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show in one glance where the unit stands, how many more it takes, and the three things to do."""
    figure = figures.of_unit(desk.unit.id, targets.of_workers(), desk.day)
    counts = figures.counts(desk.unit.id, desk.day)
    page = {
        **rail(desk, "today"),
        "figure": figure,
        "counts": counts,
        "heading": heading(figure),
        "ring": ring(figure),
        "tasks": _tasks(desk, figure, counts),
        "unit_names": _names([each.unit for each in figure.signed], desk),
        "table": None if desk.is_grassroots else figures.by_unit(desk.unit.id, figure.target, desk.day),
    }
    return render(request, "reports/today.html", page)


def _names(units: list[uuid.UUID], desk: Desk) -> dict[uuid.UUID, str]:
    return {line.id: line.name for line in unions.unit_lines(units, desk.day)}


def heading(figure: Figure) -> str:
    """Return the finding in one sentence."""
    deadline = f"{figure.target.deadline.day}/{figure.target.deadline.month}"
    if figure.is_hidden:
        return _("Groups under 5 are merged for privacy.")
    if figure.needed is None:
        return _("The headcount is not known yet")
    if figure.needed == 0:
        return _("The target of %(share)s is reached") % {"share": share(figure.target.share)}
    return _("%(needed)s more people before %(deadline)s") % {"needed": number(figure.needed), "deadline": deadline}


def ring(figure: Figure) -> Markup | None:
    """Return the ring of the figure, or nothing where it would point at single persons."""
    if figure.is_hidden:
        return None
    facts = {
        "share": share(figure.share.share) if figure.share.share is not None else _("Unknown"),
        "target": share(figure.target.share),
        "today": share(figure.needed_today),
    }
    return charts.ring(
        share=figure.share.share,
        target=figure.target.share,
        now=figure.needed_today,
        words=_("%(share)s reached, target %(target)s, needed by today %(today)s") % facts,
        count=f"{number(figure.share.reached)}/{number(figure.share.people)}",
        unknown=_("Unknown"),
    )


def _tasks(desk: Desk, figure: Figure, counts: Counts) -> list[dict[str, Any]]:
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
    if desk.sees_names:
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
    waiting = counts.not_started
    tasks.append(
        {
            "done": False,
            "button": _("Send invitations"),
            "title": _("Send the invitation to %(count)s people") % {"count": number(waiting)}
            if waiting
            else _("Send invitations"),
            "small": _("Invited, not started") if waiting else _("A text, a link and a code for the notice board"),
            "url": desk.link("invite"),
        }
    )
    return tasks


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def headcount(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let the official declare how many workers the unit has: dated, and signed with his name."""
    if not (desk.may_sign and desk.is_grassroots):
        return no_right(request, has_role=True)
    target = targets.of_workers()
    last = unions.headcounts([desk.unit.id], target.audience, desk.day).get(desk.unit.id)
    known = people.count(unions.employed_ids(desk.unit.id, desk.day, target.audience))
    typed = request.POST.get("so", str(last.count if last else known or ""))
    error = ""
    if request.method == "POST":
        count, error = _whole(typed)
        if not error:
            actions.declare_headcount(
                desk.unit.id, audience=target.audience, count=count, signed_by=desk.name, on=desk.day, by=desk.viewer
            )
            return HttpResponseRedirect(desk.link("today"))
    page = {**rail(desk, "headcount"), "last": last, "known": known, "typed": typed, "error": error}
    return render(request, "reports/headcount.html", page, status=422 if error else 200)


def _whole(typed: str) -> tuple[int, str]:
    """Return (count, what is wrong with it); dots and blanks between thousands are dropped."""
    digits = typed.replace(".", "").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return 0, _("Type the headcount as digits.")
    count = int(digits) if len(digits) <= LONGEST else 0
    if not 0 < count <= MOST_PEOPLE:
        return 0, _("The headcount lies between 1 and %(most)s.") % {"most": number(MOST_PEOPLE)}
    return count, ""


@at_desk
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the ready text with its link, and the square code for the notice board."""
    link = f"{settings.SITE_URL}{reverse('unions:invited', args=[desk.unit.join_code])}" if desk.unit.join_code else ""
    text = _(
        "%(unit)s invites you to learn digital skills: 2 minutes to try, free, no sign-up.\n%(link)s\n"
        "It never asks for an OTP code, an identity number or money."
    ) % {"unit": desk.unit.name, "link": link}
    page = {
        **rail(desk, "invite"),
        "address": link,
        "text": text,
        "counts": figures.counts(desk.unit.id, desk.day),
        "square": square(link) if link else None,
    }
    return render(request, "reports/invite.html", page)


def square(address: str) -> Markup:
    """Return a QR code as SVG, dark on white in every theme so that cameras read it."""
    svg = segno.make(address, error="m").svg_inline(scale=5, border=3, dark="#000", light="#fff")
    return Markup(svg)  # noqa: S704 - drawn by segno from our own address
