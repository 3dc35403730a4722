"""What an official asks the assistant about his unit: the same queries as his pages, with how and as of when.

Somebody without a role gets none of it, whatever he types: the desk decides, as for each page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.assistant.own import registry
from hocvuso.assistant.own.registry import Asker, Card, Link, OwnQuestion
from hocvuso.core.returns import month_before, month_of
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day, full_time, number, share
from hocvuso.reports import figures, own_wordings
from hocvuso.reports.returns import printing
from hocvuso.reports.returns import queries as returns
from hocvuso.reports.rollups import counting
from hocvuso.reports.views import shown
from hocvuso.reports.views import today as first_page
from hocvuso.reports.views.desk import Desk, desk_of
from hocvuso.reports.views.returns import link

MOST_UNITS = 4  # named one by one; the page names all of them
LEARNERS_TODAY = "today"  # what somebody who is no official means by "hôm nay tôi phải làm gì"


def register() -> None:
    """Register what officials may ask."""
    registry.register(
        *(
            OwnQuestion(
                name,
                own_wordings.OWN[name],
                _at_desk(name, answer),
                own_wordings.RULES[name],
                own_wordings.NOT_THIS[name],
                is_for_officials=True,
            )
            for name, answer in _ANSWERS.items()
        )
    )


def _at_desk(name: str, answer: Callable[[Desk, datetime], Card]) -> Callable[[Asker], Card]:
    """Give an answer the desk of the official who asks; refuse kindly where there is none."""

    def told(asker: Asker) -> Card:
        if asker.office is None:
            own = registry.find(LEARNERS_TODAY) if name == "official_today" else None
            return own.answer(asker) if own else _only_officials()
        desk, has_role = desk_of(asker.office.official, asker.office.unit, clock.day_of(asker.now))
        return answer(desk, asker.now) if desk else _not_yours(has_role=has_role)

    return told


def _only_officials() -> Card:
    return Card(
        _("Figures of a unit are for the officials in charge of it, so they are not told here."),
        (_("If you are one, come in on the officials' page first, then ask again."),),
        (
            Link(_("Come in as an official"), reverse("reports:today")),
            Link(_("See my own results"), reverse("people:me")),
        ),
    )


def _not_yours(*, has_role: bool) -> Card:
    if has_role:
        text = _("This unit is not in your charge. The level above it grants the right.")
    else:
        text = _("No unit has been given to you yet. The level above you grants the right.")
    return Card(text, links=(Link(_("To the officials' page"), reverse("reports:today")),))


def _source(desk: Desk) -> str:
    return _("%(unit)s, as of %(time)s. Each person counts once, and started or reached only with his own consent.") % {
        "unit": desk.unit.name, "time": full_time(counting.as_of()),
    }  # fmt: skip


def _how(desk: Desk) -> Link:
    return Link(_("How it is computed"), desk.link("today"))


def _not_started(desk: Desk, now: datetime) -> Card:
    counts = figures.counts(desk.unit.id, desk.day)
    if counts.started is None:
        text = _("With fewer than 5 people a figure would point at single persons, so it is not shown.")
        return Card(text, links=(_how(desk),), note=_source(desk))
    text = ngettext(
        "%(n)s person is invited and has not started.", "%(n)s people are invited and have not started.",
        counts.not_started,
    ) % {"n": number(counts.not_started)}  # fmt: skip
    lines = [
        _("On record: %(people)s. Invited: %(invited)s. Started: %(started)s.")
        % {"people": number(counts.people), "invited": number(counts.invited), "started": number(counts.started)}
    ]
    not_invited = counts.people - counts.invited
    if not_invited > 0:
        lines.append(_("Not invited yet: %(n)s.") % {"n": number(not_invited)})
    return Card(text, tuple(lines), (Link(_("Send invitations"), desk.link("invite")), _how(desk)), _source(desk))


def _share(desk: Desk, now: datetime) -> Card:
    figure = figures.of_unit(desk.unit.id, first_page.target_of(desk), desk.day)
    links = [_how(desk), Link(_("All targets"), desk.link("targets"))]
    if figure.share.share is None and not figure.is_hidden and desk.is_grassroots and desk.may_sign:
        links.insert(0, Link(_("Declare the headcount"), desk.link("headcount")))
    if figure.share.share is None or figure.is_hidden:
        return Card(shown.heading(figure), links=tuple(links), note=_source(desk))
    lines = [
        shown.heading(figure),
        _("Target %(target)s, needed by today %(today)s.") % shown.facts(figure),
        shown.outlook(figure),
    ]
    return Card(
        _("%(share)s: %(reached)s of %(people)s declared people reached the target.")
        % {
            "share": share(figure.share.share), "reached": number(figure.share.reached),
            "people": number(figure.share.people),
        },
        tuple(line for line in lines if line),
        tuple(links),
        _source(desk),
    )  # fmt: skip


def _return(desk: Desk, now: datetime) -> Card:
    month = month_before(month_of(desk.day))
    words = {"month": printing.month_words(month)}
    own, lines = returns.of_month(desk.unit.id, month), []
    links = [Link(_("See the returns"), desk.link("returns"))]
    if own is None:
        text = _("There is no return of month %(month)s for this unit.") % words
    else:
        text = _("Return of month %(month)s: %(state)s.") % {**words, "state": printing.state_words(own.state).lower()}
        links.insert(0, Link(_("Open the return of month %(month)s") % words, link(desk, "return", of=own.id)))
        lines.append(_("Due %(date)s") % {"date": full_day(own.due_on)} + ".")
        if own.sent_at is not None and own.state in returns.HANDED_IN:
            lines.append(_("Sent at %(time)s.") % {"time": full_time(own.sent_at)})
    lines += [] if desk.is_grassroots else _open_below(returns.below(desk.unit.id, month, desk.day))
    note = _("%(unit)s, as of %(time)s. A month is reported after it has ended.") % {
        "unit": desk.unit.name, "time": full_time(now),
    }  # fmt: skip
    return Card(text, tuple(lines), tuple(links), note)


def _open_below(below: list[returns.Summary]) -> list[str]:
    still = [each for each in below if each.is_open]
    if not still:
        return [_("All units directly below have sent theirs.")] if below else []
    told = ngettext(
        "%(n)s of %(all)s units directly below has not sent it:",
        "%(n)s of %(all)s units directly below have not sent it:",
        len(still),
    ) % {"n": number(len(still)), "all": number(len(below))}
    names = ", ".join(each.name for each in still[:MOST_UNITS])
    return [f"{told} {names}{'…' if len(still) > MOST_UNITS else ''}"]


def _asking(desk: Desk, now: datetime) -> Card:
    asking = figures.counts(desk.unit.id, desk.day).asking
    links = [Link(_("See who needs help"), desk.link("members", loc="nho-giup"))] if desk.sees_names and asking else []
    text = ngettext("%(n)s person is waiting for help.", "%(n)s people are waiting for help.", asking) % {"n": asking}
    note = _("%(unit)s, as of %(time)s. Only those who asked for a person are counted.") % {
        "unit": desk.unit.name, "time": full_time(now),
    }  # fmt: skip
    return Card(text if asking else _("Nobody is waiting for help"), links=(*links, _how(desk)), note=note)


def _today(desk: Desk, now: datetime) -> Card:
    figure = figures.of_unit(desk.unit.id, first_page.target_of(desk), desk.day)
    waiting = [
        each
        for each in first_page.tasks_of(desk, figure, figures.counts(desk.unit.id, desk.day))
        if not each["done"] and each["url"]
    ]
    links = [Link(each["button"], each["url"]) for each in waiting[:2]]
    return Card(
        ngettext("%(n)s thing to do:", "%(n)s things to do:", len(waiting)) % {"n": len(waiting)}
        if waiting
        else _("Nothing waits for you today."),
        tuple(f"{each['title']}. {each['small']}" for each in waiting),
        (*links, Link(_("To the page of today"), desk.link("today"))),
        _source(desk),
    )


_ANSWERS: dict[str, Callable[[Desk, datetime], Card]] = {
    "unit_not_started": _not_started,
    "unit_share": _share,
    "unit_return": _return,
    "unit_asking": _asking,
    "official_today": _today,
}
