"""What the tests of lists do again and again: hand one in, look at everything it may change."""

from __future__ import annotations

from hocvuso.people.models import Card, Person
from hocvuso.roster import actions, queries, sources
from hocvuso.roster.actions import Handed
from hocvuso.roster.models import RosterEntry
from hocvuso.unions.models import Employment, Membership
from tests.rooms.roster.files import HEAD, row


def stage(unit, data, *, by=None, sheet=""):
    return actions.stage(Handed(unit, by, "file", "danh-sach.xlsx", sheet), sources.of_file(data))


def states(found):
    """Return how many rows are in which state, without the states that no row is in."""
    return {state: count for state, count in queries.preview(found).states.items() if count}


def everything():
    """Return all that an import may change, row by row."""
    models = (Person, Membership, Employment, RosterEntry, Card)
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}


GOOD = [
    HEAD,
    row(1, "Nguyễn Thị Hoa", "0100000117", birth="12/3/1990", team="Tổ 1", code="A1"),
    row(2, "TRẦN VĂN BÌNH", 912345678, birth="1988", team="Tổ 2", code="A2"),
    row(3, "Lê Thị Cúc", "+84 912 345 679", code="A3"),
]
