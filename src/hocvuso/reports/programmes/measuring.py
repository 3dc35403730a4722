"""What can be counted for the tasks of programmes: targets, beginners, groups, posts, classes, contests, families,
certificates, wifi points, headcounts."""

from __future__ import annotations

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from hocvuso.campaigns import queries as campaigns
from hocvuso.certificates import queries as certificates
from hocvuso.classes import queries as classes
from hocvuso.contests import queries as contests
from hocvuso.core import hotspot
from hocvuso.families import queries as families
from hocvuso.groups import queries as groups
from hocvuso.hotspots import queries as hotspots
from hocvuso.programmes import measures
from hocvuso.programmes.measures import Asked, Count, Measure, One
from hocvuso.reports import figures, targets
from hocvuso.unions import queries as unions

TARGETS = {
    "workers": _("workers who have the skills of the target"),
    "full-time-officials": _("full-time officials who have the skills of the target"),
    "public-staff": _("public staff who have the skills of the target"),
    "connected-unions": _("unions with connected data"),
}


def register() -> None:
    """Register all of them; what no room counts has its word only and is told by hand."""
    measures.expect("devices", _("phones to lend"))
    for target, word in TARGETS.items():
        measures.register(Measure(f"target:{target}", word, measures.one_by_one(_of_target(target))))
    for name, word, count in (
        ("begun", _("people who have begun to learn"), _begun), ("groups", _("digital groups founded"), _groups),
        ("ready", _("members of groups ready to help"), _ready), ("posts", _("posts that are out"), _posts),
        ("wifi", _("free wifi points that work"), _wifi),
        ("contested", _("people who took part in contests"), _contested),
        ("classes", _("meetings of classes held"), _classes), ("families", _("families recognised"), _families),
        ("certificates", _("certificates in force"), _certificates),
        ("declared", _("unions with a declared headcount"), _declared),
    ):  # fmt: skip
        measures.register(Measure(name, word, measures.one_by_one(count)))


def _of_target(name: str) -> One:
    def count(asked: Asked, day: date) -> Count:
        target = targets.find(name, day, asked.unit)
        if target is None:
            return Count(None)
        figure = figures.of_unit(asked.unit, target, day)
        is_known = figure.share.share is not None and not figure.is_hidden
        return Count(figure.share.reached if is_known else None, figure.goal_people)

    return count


def _begun(asked: Asked, day: date) -> Count:
    return Count(figures.counts(asked.unit, day).started)


def _groups(asked: Asked, day: date) -> Count:
    founded = [each for each in groups.standing_below(asked.unit, day) if each.state == groups.FOUNDED]
    own = [] if any(each.unit == asked.unit for each in founded) else groups.of_unit(asked.unit)
    return Count(len(founded) + any(each.founded_on is not None and each.founded_on <= day for each in own))


def _ready(asked: Asked, day: date) -> Count:
    ids = {group for each in groups.standing_below(asked.unit, day) for group in each.groups}
    ids |= {each.pk for each in groups.of_unit(asked.unit)}
    return Count(sum(each.ready for each in groups.figures(ids, asked.since).values()))


def _posts(asked: Asked, day: date) -> Count:
    out = campaigns.reach(unions.subtree_ids(asked.unit, day))
    return Count(sum(each.posted_on is not None and asked.since <= each.posted_on <= day for each in out))


def _wifi(asked: Asked, day: date) -> Count:
    return Count(hotspots.counts(unions.subtree_ids(asked.unit, day))[hotspot.WORKING])


def _classes(asked: Asked, day: date) -> Count:
    return Count(classes.meetings_in(unions.subtree_ids(asked.unit, day), asked.since, day))


def _contested(asked: Asked, day: date) -> Count:
    return Count(contests.people_in(unions.subtree_ids(asked.unit, day), asked.since, day))


def _families(asked: Asked, day: date) -> Count:
    return Count(families.recognised(unions.subtree_ids(asked.unit, day), day))


def _declared(asked: Asked, day: date) -> Count:
    leaves = [uuid.UUID(path[-32:]) for path in unions.leaf_paths(asked.unit, day)]
    return Count(len(unions.headcounts(leaves, "worker", day)), len(leaves))


def _certificates(asked: Asked, day: date) -> Count:
    return Count(certificates.holding(unions.subtree_ids(asked.unit, day), day).count())
