"""How far what was asked is: which unions have posted, which are late, and what came of it, up the tree.

Asked are the grassroots unions under a unit on the day that one looks: one that is founded later is asked too. A union
has done it when it marked a post of that kit, or of its own form of that post, since the day it was asked.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet

from hocvuso.campaigns import queries
from hocvuso.campaigns.models import Assignment, CampaignLink
from hocvuso.core import campaign as rules
from hocvuso.core import indicators
from hocvuso.core.campaign import Funnel
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Line:
    """One unit directly below: how many unions there are asked, have posted, are late; and what came of it.

    `funnel` is None where it would point at single persons.
    """

    unit: unions.UnitLine
    asked: int
    done: int
    late: int
    posts: int
    opened: int
    funnel: Funnel | None
    standing: str  # of a grassroots union; "" for a level with several below


@dataclass(frozen=True, slots=True)
class Progress:
    """How far what was asked is, below one unit."""

    asked: int
    done: int
    late: int
    posts: int
    total: Funnel
    lines: tuple[Line, ...]


def one(assignment: uuid.UUID) -> Assignment | None:
    """Return one assignment."""
    return Assignment.objects.filter(id=assignment).select_related("post", "unit").first()


def given_by(unit: uuid.UUID) -> list[Assignment]:
    """Return what a unit has asked of those below, the newest first."""
    return list(Assignment.objects.filter(unit=unit).select_related("post").order_by("ended_on", "-due_on")[:50])


def asked_of(unit: uuid.UUID, day: date) -> list[tuple[Assignment, str]]:
    """Return what the levels above ask of a grassroots union, open first, with how it stands to each."""
    path = unions.path_of(unit, day)
    above = [uuid.UUID(path[at : at + 32]) for at in range(0, len(path) - 32, 32)]
    asked = Assignment.objects.filter(unit__in=above, ended_on=None).select_related("post", "unit")
    out = CampaignLink.objects.filter(unit=unit, posted_on__isnull=False)
    own: list[tuple[str, uuid.UUID | None, uuid.UUID | None, Any]] = list(
        out.order_by("posted_on").values_list("kit", "post", "post__source", "posted_on")
    )

    def done_on(row: Assignment) -> date | None:
        mine = (each for each in own if (each[0] == row.kit if row.kit else row.post_id in each[1:3]))
        return next((each[3] for each in mine if each[3] >= row.made_on), None)

    found = [(row, rules.standing(row.due_on, done_on(row), day)) for row in asked.order_by("-due_on")[:20]]
    return sorted(found, key=lambda each: (each[1] in (rules.DONE, rules.DONE_LATE), each[0].due_on))


def links_of(row: Assignment) -> QuerySet[CampaignLink]:
    """Return the places that count for an assignment, marked or not."""
    if row.kit:
        return CampaignLink.objects.filter(kit=row.kit)
    return CampaignLink.objects.filter(Q(post=row.post_id) | Q(post__source=row.post_id))


def _first_days(row: Assignment, under: unions.Ids) -> dict[uuid.UUID, date]:
    """Return the first day on which each unit did what was asked of it."""
    out = links_of(row).filter(unit__in=under, posted_on__gte=row.made_on)
    return dict(out.order_by().values_list("unit").annotate(first=Min("posted_on")))


def progress(row: Assignment, unit: uuid.UUID, day: date) -> Progress:
    """Return how far it is below a unit: a fixed number of statements, however large the tree is."""
    paths = {path[-32:]: path for path in unions.paths_under(unit, day).values_list("path", flat=True)}
    leaves = {path[-32:] for path in unions.leaf_paths(unit, day)}
    own = len(paths.get(unit.hex, ""))
    heads = {name: path[own : own + 32] or unit.hex for name, path in paths.items()}
    under = unions.subtree_ids(unit, day)
    reach = queries.reached(links_of(row).filter(unit__in=under, posted_on__gte=row.made_on))
    done = _first_days(row, under)
    states = {leaf: rules.standing(row.due_on, done.get(uuid.UUID(leaf)), day) for leaf in leaves}
    lines = _lines(heads, states, reach, day)
    finished = sum(each.done for each in lines)
    return Progress(
        len(leaves), finished, sum(each.late for each in lines), sum(each.posts for each in lines),
        rules.total(each.funnel for each in reach), tuple(lines),
    )  # fmt: skip


def _lines(
    heads: Mapping[str, str], states: Mapping[str, str], reach: Iterable[queries.Reach], day: date
) -> list[Line]:
    """Put what is known under the units directly below; small ones keep their funnel to themselves."""
    asked, done, late, posts = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    parts: dict[str, list[Funnel]] = defaultdict(list)
    for leaf, state in states.items():
        asked[heads[leaf]] += 1
        done[heads[leaf]] += state in (rules.DONE, rules.DONE_LATE)
        late[heads[leaf]] += state == rules.LATE
    for each in reach:
        head = heads[each.unit.hex]
        posts[head] += 1
        parts[head].append(each.funnel)
    funnels = {head: rules.total(rows) for head, rows in parts.items()}
    hidden = indicators.hidden_groups({head: each.begun for head, each in funnels.items()})
    found = unions.unit_lines([uuid.UUID(head) for head in {*asked, *posts}], day)
    return [
        Line(
            line, asked[line.id.hex], done[line.id.hex], late[line.id.hex], posts[line.id.hex],
            funnels.get(line.id.hex, Funnel()).opened,
            None if line.id.hex in hidden else funnels.get(line.id.hex, Funnel()),
            states.get(line.id.hex, ""),
        )
        for line in found
    ]  # fmt: skip


def late_units(row: Assignment, unit: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return the unions under a unit that have not posted yet."""
    under = unions.subtree_ids(unit, day)
    done = _first_days(row, under)
    leaves = (uuid.UUID(path[-32:]) for path in unions.leaf_paths(unit, day))
    return [leaf for leaf in leaves if leaf not in done]


def due_reminders(day: date) -> list[Assignment]:
    """Return the assignments of which offices that have not posted are reminded on this day."""
    rows = Assignment.objects.filter(ended_on=None, due_on__gte=day - rules.AROUND, due_on__lte=day + rules.AROUND)
    return [row for row in rows if day in rules.reminder_days(row.due_on)]
