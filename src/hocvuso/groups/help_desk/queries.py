"""Look-ups of requests for help. The rule of who reads one stands here once, on top of the rule of the union tree.

A request of somebody who belongs to a unit: the right to help him today. Of somebody without a unit: the right to
help in the unit whose queue it stands in. Nobody reads his own as an official.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from hocvuso.groups.models import (
    DONE,
    HELPING,
    LEARNER,
    NEW,
    OFFICIAL,
    OPEN,
    OVERDUE,
    DraftCard,
    HelpOutcome,
    HelpRemark,
    HelpRequest,
)
from hocvuso.people import queries as people
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

WAITING, ACTIVE, ENDED = "cho", "dang-giup", "xong"  # as they stand in addresses
FILTERS = (WAITING, ACTIVE, ENDED)
STATES = {WAITING: (NEW, OVERDUE), ACTIVE: (HELPING,), ENDED: (DONE,)}
SHOWN = 50  # decided: a queue longer than this needs more hands, not more rows
LOOKED_AT = 500  # of which those that the official may read are shown; bounds the work of a page
DRAFTS_SHOWN = 100
NOT_REACHED = "unreached"  # the one outcome with which nobody was helped


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the thread; `who` is the official's name as he is called, else empty."""

    at: datetime
    side: str
    text: str
    who: str
    is_before: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A request as pages show it."""

    id: uuid.UUID
    person: uuid.UUID
    name: str  # "" for somebody without a name
    state: str
    step: str
    device: str
    unit: str  # in whose queue
    opened_at: datetime
    due_at: datetime | None
    raised: int
    helper: uuid.UUID | None
    helper_name: str
    with_assistant: bool
    outcome: str
    minutes: int | None
    rating: int | None
    group: uuid.UUID | None = None
    source: str = ""
    way: str = "chat"
    wants_woman: bool = False
    companion: uuid.UUID | None = None
    gives_number: bool = False
    caller_phone: str = ""  # of somebody who called and is on no list

    @property
    def is_caller(self) -> bool:
        """Whether it is somebody who called and has no page here."""
        return bool(self.caller_phone)

    @property
    def is_open(self) -> bool:
        """Whether it is not done."""
        return self.state in OPEN


def queue(viewer: uuid.UUID, unit: uuid.UUID, show: str, day: date) -> list[Request]:
    """Return the requests of a unit that `viewer` may read: waiting ones oldest first, ended ones newest first."""
    return _told(_readable(viewer, _of_unit(unit, show), day)[:SHOWN], day)


def asking_ids() -> QuerySet[HelpRequest, uuid.UUID]:
    """Return everybody who asked for a person and is not done; few at a time, on the whole site."""
    return HelpRequest.objects.filter(state__in=OPEN).values_list("person", flat=True)


def waiting(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> int:
    """Return how many people of a unit wait for somebody to take them on."""
    return len(_readable(viewer, _of_unit(unit, WAITING), day))


@dataclass(frozen=True, slots=True)
class Topic:
    """How many people ask for help at one lesson; `lesson` is "" of those who asked about none."""

    lesson: str
    people: int


def topics(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> list[Topic]:
    """Return at which lessons the open requests stand that `viewer` may read, the most asked first.

    Whoever sees this sees the names too, so a small group is told like a large one. A person has one open request.
    """
    rows = _at(unit).filter(state__in=OPEN).order_by("opened_at", "id")[:LOOKED_AT]
    found = Counter(row.step.partition("#")[0] for row in _readable(viewer, rows, day))
    return [Topic(*each) for each in sorted(found.items(), key=lambda each: (-each[1], not each[0], each[0]))]


def _at(unit: uuid.UUID) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(Q(unit=unit) | Q(home_unit=unit))


def _of_unit(unit: uuid.UUID, show: str) -> QuerySet[HelpRequest]:
    rows = _at(unit).filter(state__in=STATES[show])
    return rows.order_by("-touched_at" if show == ENDED else "opened_at", "id")[:LOOKED_AT]


def readable(viewer: uuid.UUID, request: uuid.UUID, day: date) -> Request | None:
    """Return a request when `viewer` may read it as an official, else None."""
    return next(iter(_told(_readable(viewer, HelpRequest.objects.filter(id=request), day), day)), None)


def _readable(viewer: uuid.UUID, rows: Iterable[HelpRequest], day: date) -> list[HelpRequest]:
    """Return those of a few requests that `viewer` may read, in their order."""
    found, own_ids = list(rows), set(people.ids_of(viewer))
    if not found:
        return []
    theirs = access.among(viewer, Right.HELP, {row.person for row in found if row.home_unit}, day)
    queues = {row.unit for row in found if not row.home_unit}
    helped = set(access.units_where(viewer, Right.HELP, day).filter(unit_id__in=queues)) if queues else set()
    return [
        row
        for row in found
        if row.person not in own_ids and (row.person in theirs if row.home_unit else row.unit in helped)
    ]


def own(person: uuid.UUID, request: uuid.UUID, day: date) -> Request | None:
    """Return a learner's own request, else None."""
    rows = HelpRequest.objects.filter(id=request, person__in=people.ids_of(person))
    return next(iter(_told(list(rows), day)), None)


def helped_by(volunteer: uuid.UUID, request: uuid.UUID, day: date) -> Request | None:
    """Return a request that a volunteer has taken on, by the grant that came with taking it; else None."""
    row = HelpRequest.objects.filter(id=request, helper__in=people.ids_of(volunteer), state=HELPING).first()
    if row is None or not (row.caller or access.may_on(volunteer, Right.NAMES, row.person, day)):
        return None
    return _told([row], day)[0]


def helped_in(units: Collection[uuid.UUID], first: date, last: date) -> dict[uuid.UUID, int]:
    """Return how many requests of each unit were closed with help from one day to another, both included."""
    rows = HelpOutcome.objects.filter(unit__in=list(units), on__gte=first, on__lte=last).exclude(outcome=NOT_REACHED)
    return dict(rows.values("unit").annotate(count=Count("id")).values_list("unit", "count"))


def stamp(request: uuid.UUID) -> str:
    """Return what changes whenever something happens in a request, for pages that look every few seconds."""
    row = HelpRequest.objects.filter(id=request).values_list("touched_at", "state", "beside_at", "rating").first()
    return "" if row is None else "-".join(str(each) for each in row)


def thread(request: uuid.UUID) -> list[Line]:
    """Return the thread, oldest first. The caller has asked `readable` or `own` for this request."""
    rows = list(HelpRemark.objects.filter(request_id=request).order_by("at", "id"))
    names = people.names({row.author for row in rows if row.author})
    return [Line(row.at, row.side, row.text, _called(names, row.author), row.is_before) for row in rows]


def words_for_draft(lines: list[Line]) -> tuple[str, str]:
    """Return (question, answer) to begin a draft with: the learner's first own words, the official's last ones."""
    asked = [line.text for line in lines if line.side == LEARNER]
    own_words = [line.text for line in lines if line.side == LEARNER and not line.is_before]
    told = [line.text for line in lines if line.side == OFFICIAL]
    return (own_words or asked or [""])[0], told[-1] if told else ""


def has_draft(request: uuid.UUID) -> bool:
    """Tell whether an answer in this request was kept for authors."""
    return DraftCard.objects.filter(request_id=request).exists()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft for authors; nobody's name is in it."""

    at: datetime
    step: str
    question: str
    answer: str


def drafts() -> list[Draft]:
    """Return what was kept for authors, newest first."""
    rows = DraftCard.objects.order_by("-created_at")[:DRAFTS_SHOWN]
    return [Draft(row.created_at, row.step, row.question, row.answer) for row in rows]


def _called(names: dict[uuid.UUID, people.Name], official: uuid.UUID | None) -> str:
    """Return how an official is called where a line begins: "Chị Hạnh"; "" for one without a name."""
    polite = names[official].polite if official in names else ""
    return polite[:1].upper() + polite[1:]


def _told(rows: list[HelpRequest], day: date) -> list[Request]:
    names = people.names({row.person for row in rows} | {row.helper for row in rows if row.helper})
    units = {line.id: line.name for line in unions.unit_lines({row.unit for row in rows}, day)}
    return [
        Request(
            row.pk, row.person, row.caller or (names[row.person].full if row.person in names else ""),
            row.state, row.step, row.device,
            units.get(row.unit, ""), row.opened_at, row.due_at, row.raised, row.helper,
            _called(names, row.helper), row.with_assistant, row.outcome, row.minutes,
            row.rating, row.group_id, row.source, row.way, row.wants_woman, row.companion,
            row.gives_number, row.caller_phone,
        )
        for row in rows
    ]  # fmt: skip
