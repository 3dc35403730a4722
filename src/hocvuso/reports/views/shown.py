"""How a figure is said: rings, findings and paces in words, the same on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import number, share
from hocvuso.reports import charts, movement
from hocvuso.reports.figures import Figure
from hocvuso.reports.targets import UNITS


def heading(figure: Figure) -> str:
    """Return the finding in one sentence."""
    deadline = f"{figure.target.deadline.day}/{figure.target.deadline.month}"
    if figure.is_hidden:
        return _("Groups under 5 are merged for privacy.")
    if figure.needed is None:
        if figure.target.counts == UNITS:
            return movement.unknown_words(figure.target.audience)
        return _("The headcount is not known yet")
    if figure.needed == 0:
        return _("The target of %(share)s is reached") % {"share": share(figure.target.share)}
    words = {"needed": number(figure.needed), "deadline": deadline}
    if figure.target.counts == UNITS:
        return _("%(needed)s more units before %(deadline)s") % words
    return _("%(needed)s more people before %(deadline)s") % words


def standing(figure: Figure) -> str:
    """Return how far a higher unit is from where it should be today."""
    now = figure.share.share
    if now is None:
        return heading(figure)
    points = f"{abs(now - figure.needed_today) * 100:.1f}".replace(".", ",")
    if abs(now - figure.needed_today) < 0.0005:
        return _("Right on course")
    if now < figure.needed_today:
        return _("%(points)s points behind the course") % {"points": points}
    return _("%(points)s points ahead of the course") % {"points": points}


def facts(figure: Figure) -> dict[str, str]:
    """Return the numbers of a figure for its sentence."""
    return {
        "share": share(figure.share.share) if figure.share.share is not None else _("Unknown"),
        "target": share(figure.target.share),
        "today": share(figure.needed_today),
    }


def ring(figure: Figure) -> Markup | None:
    """Return the ring of the figure, or nothing where it would point at single persons."""
    if figure.is_hidden:
        return None
    return charts.ring(
        share=figure.share.share,
        target=figure.target.share,
        now=figure.needed_today,
        words=_("%(share)s reached, target %(target)s, needed by today %(today)s") % facts(figure),
        count=f"{number(figure.share.reached)}/{number(figure.share.people)}",
        unknown=_("Unknown"),
    )


def small_ring(figure: Figure) -> Markup:
    """Return the small ring beside a figure's name; a hidden one looks like an unknown one."""
    return charts.small_ring(
        share=None if figure.is_hidden else figure.share.share,
        target=figure.target.share,
        words=_("Hidden: fewer than 5 people")
        if figure.is_hidden
        else _("%(share)s reached, target %(target)s, needed by today %(today)s") % facts(figure),
        unknown=_("hidden") if figure.is_hidden else "?",
    )


def outlook(figure: Figure) -> str:
    """Return where the pace leads, with its range where there are weeks enough; empty when nothing is known."""
    if figure.outlook is not None:
        words = {
            "weeks": figure.outlook.weeks,
            "share": share(figure.outlook.share),
            "low": share(figure.outlook.low),
            "high": share(figure.outlook.high),
        }
        return _("At the pace of %(weeks)s weeks: about %(share)s at the end, between %(low)s and %(high)s.") % words
    if figure.forecast is not None:
        return _("At the pace so far: about %(share)s at the end. Too few weeks for a range.") % {
            "share": share(figure.forecast)
        }
    return ""


def finding(figure: Figure) -> str:
    """Return the heading over the trend: where the year will end."""
    ahead = figure.outlook.share if figure.outlook else figure.forecast
    if ahead is None:
        return _("Not enough weeks yet")
    missing = round((figure.target.share - ahead) * 100)
    if missing <= 0:
        return _("About %(share)s at the end, the target is within reach") % {"share": share(ahead)}
    return _("About %(share)s at the end, %(points)s points short") % {"share": share(ahead), "points": missing}


def trend(figure: Figure) -> Markup | None:
    """Return the line of the closed weeks up to today with what is ahead; nothing before there are two weeks."""
    if figure.is_hidden or figure.share.share is None or len(figure.weeks) < 2:
        return None
    points = [*figure.weeks, (max(figure.weeks[-1][0], clock.today()), figure.share.share)]
    ahead = figure.outlook
    return charts.trend(
        points,
        end=max(figure.target.deadline, points[-1][0]),
        ahead=(ahead.share, ahead.low, ahead.high) if ahead else None,
        target=figure.target.share,
        words=f"{_weeks(points)} {outlook(figure)}",
        target_words=_("Target %(share)s") % {"share": share(figure.target.share)},
    )


def _weeks(points: Sequence[tuple[date, float]]) -> str:
    return _("From %(first)s to %(last)s in %(weeks)s weeks.") % {
        "first": share(points[0][1]), "last": share(points[-1][1]), "weeks": len(points) - 1,
    }  # fmt: skip


def retention(figure: Figure) -> str:
    """Return how many still know it sixty days later, with sample and interval, or that too few were checked."""
    if figure.kept is None:
        if figure.checks is None:
            return ""
        return _("Still there after 60 days: not enough data (%(checks)s checks, 10 are needed).") % {
            "checks": number(figure.checks)
        }
    return _("Still there after 60 days: %(share)s (%(low)s to %(high)s, %(checks)s checks).") % {
        "share": share(figure.kept.share), "low": share(figure.kept.low), "high": share(figure.kept.high),
        "checks": number(figure.kept.checks),
    }  # fmt: skip
