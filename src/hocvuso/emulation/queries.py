"""Look-ups of drives: those of units, those open to somebody, how far he is, figures, and who is commended."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from hocvuso.core import emulation
from hocvuso.core.emulation import Criterion, Line, UnitCount
from hocvuso.emulation import counting
from hocvuso.emulation.models import Commendation as Commendation
from hocvuso.emulation.models import Drive as Drive
from hocvuso.emulation.models import DrivePledge as DrivePledge
from hocvuso.emulation.models import DriveReview as DriveReview
from hocvuso.emulation.states import AWARDED, FINAL, MID
from hocvuso.people import queries as people
from hocvuso.unions import queries as unions

ID = 32  # letters of one unit in a path
LISTED = 60  # drives on one list


def one(number: uuid.UUID) -> Drive | None:
    """Return a drive, removed ones too."""
    return Drive.objects.filter(pk=number).first()


def shown(number: uuid.UUID) -> Drive | None:
    """Return a drive that people see."""
    return _shown().filter(pk=number).first()


def _shown() -> QuerySet[Drive]:
    return Drive.objects.filter(removed_at=None).exclude(published_at=None)


def of_unit(unit: uuid.UUID) -> list[Drive]:
    """Return the drives that a unit began, the newest first, removed ones too."""
    return list(Drive.objects.filter(unit=unit).select_related("unit").order_by("-starts_on", "-made_at")[:LISTED])


def above(unit: uuid.UUID, day: date) -> list[Drive]:
    """Return the drives of units above that a unit sees, the newest first."""
    reached = _above([unit], day) - {unit}
    return list(_shown().filter(unit__in=reached).select_related("unit").order_by("-starts_on", "-made_at")[:LISTED])


def _above(units: Collection[uuid.UUID], day: date) -> set[uuid.UUID]:
    paths = [unions.path_of(unit, day) for unit in units]
    return {uuid.UUID(path[at : at + ID]) for path in paths for at in range(0, len(path), ID)}


def home(person: uuid.UUID, day: date) -> uuid.UUID | None:
    """Return the unit in which somebody's pledge counts: the first to which he belongs."""
    held = unions.units_of(people.ids_of(person), day)
    return held[0].unit.id if held else None


@dataclass(frozen=True, slots=True)
class Mine:
    """A drive as somebody sees it, with his own pledge if there is one."""

    drive: Drive
    pledge: DrivePledge | None
    unit: str  # name of the unit that began it


def open_to(person: uuid.UUID, day: date) -> list[Mine]:
    """Return the drives of somebody's units and of those above that are not over, and all in which he takes part."""
    own = [each.unit.id for each in unions.units_of(people.ids_of(person), day)]
    pledges = {each.drive_id: each for each in _pledges(person)}
    wanted = Q(unit__in=_above(own, day), ends_on__gte=day) | Q(pk__in=list(pledges))
    rows = list(_shown().filter(wanted).order_by("ends_on", "made_at")[:LISTED])
    names = {line.id: line.name for line in unions.unit_lines({row.unit_id for row in rows}, day)}
    return [Mine(row, pledges.get(row.pk), names.get(row.unit_id, "")) for row in rows]


def is_open_to(row: Drive, person: uuid.UUID, day: date) -> bool:
    """Tell whether somebody may take part in a drive, or does already."""
    own = [each.unit.id for each in unions.units_of(people.ids_of(person), day)]
    return row.unit_id in _above(own, day) or _pledges(person).filter(drive=row).exists()


def _pledges(person: uuid.UUID) -> QuerySet[DrivePledge]:
    return DrivePledge.objects.filter(who=emulation.PERSON, subject__in=people.ids_of(person))


def pledge_of(number: uuid.UUID, who: str, subject: uuid.UUID) -> DrivePledge | None:
    """Return the pledge of a person, a group or a unit."""
    subjects = people.ids_of(subject) if who == emulation.PERSON else [subject]
    return DrivePledge.objects.filter(drive=number, who=who, subject__in=subjects).first()


def progress(row: Drive, pledge: DrivePledge, day: date) -> list[Line]:
    """Return how far somebody is with what is asked now, counted at this moment."""
    counting.refresh([pledge], row, day)
    last = min(max(day, row.starts_on), row.ends_on)
    return emulation.lines(counting.asked_of(row, pledge.who, last), pledge.goals, pledge.counts)


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of those who pledged reached what one criterion asks, and the sum of all counts."""

    criterion: Criterion
    reached: int
    total: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A drive in numbers, by kind of pledge; `units` are (pledged, met) of persons by unit."""

    pledged: Mapping[str, int]
    met: Mapping[str, int]
    criteria: Sequence[Reached]
    units: Mapping[uuid.UUID, tuple[int, int]]


def figures(row: Drive, day: date, units: Collection[uuid.UUID] | None = None) -> Figures:
    """Return the newest counts of a drive, of all units or of some; one statement for all pledges."""
    rows = row.pledges.all() if units is None else row.pledges.filter(unit__in=list(units))
    held = list(rows.values_list("who", "unit", "counts", "met_on"))
    pledged, met = Counter(who for who, *_rest in held), Counter(who for who, _unit, _counts, on in held if on)
    last = min(max(day, row.starts_on), row.ends_on)
    asked = [each for who in emulation.WHO for each in counting.asked_of(row, who, last)]
    reached = [
        Reached(
            each,
            sum(counts.get(each.key, 0) >= each.goal for who, _unit, counts, _on in held if who == each.who),
            sum(counts.get(each.key, 0) for who, _unit, counts, _on in held if who == each.who),
        )
        for each in asked
    ]
    persons = [(unit, on) for who, unit, _counts, on in held if who == emulation.PERSON]
    all_, good = Counter(unit for unit, _on in persons), Counter(unit for unit, on in persons if on)
    return Figures(pledged, met, reached, {unit: (all_[unit], good[unit]) for unit in all_})


def unit_counts(row: Drive, found: Figures) -> list[UnitCount]:
    """Return units as they are compared: beside them what a review before said of them."""
    earlier = _before(row)
    return [UnitCount(unit.hex, all_, met, earlier.get(unit.hex)) for unit, (all_, met) in found.units.items()]


def _before(row: Drive) -> dict[str, tuple[int, int]]:
    """Return (met, pledged) by unit: of the final review of the drive before this one, else of its own first review."""
    rows = DriveReview.objects.filter(taken_back_at=None)
    last = rows.filter(drive=row.before_id, kind=FINAL).first() if row.before_id else None
    found = last or rows.filter(drive=row, kind=MID).first()
    return {each["unit"]: (each["met"], each["pledged"]) for each in found.figures["units"]} if found else {}


def reviews(number: uuid.UUID) -> list[DriveReview]:
    """Return the reviews of a drive, those that were taken back too, oldest first."""
    return list(DriveReview.objects.filter(drive=number))


def final_of(number: uuid.UUID) -> DriveReview | None:
    """Return the final review of a drive that holds."""
    return DriveReview.objects.filter(drive=number, kind=FINAL, taken_back_at=None).first()


def named_persons(number: uuid.UUID) -> set[uuid.UUID]:
    """Return who of the persons of a drive agrees at this moment to be named."""
    rows = DrivePledge.objects.filter(drive=number, who=emulation.PERSON, is_named=True)
    return set(rows.values_list("subject", flat=True))


def commendations(number: uuid.UUID) -> list[Commendation]:
    """Return everybody who was proposed, in the order of proposal."""
    return list(Commendation.objects.filter(drive=number).order_by("proposed_on", "id"))


def awarded(number: uuid.UUID) -> list[Commendation]:
    """Return who is commended, in the order of proposal; persons only who agree at this moment to be named."""
    agreed = named_persons(number)
    rows = Commendation.objects.filter(drive=number, state=AWARDED, subject__isnull=False)
    return [
        each for each in rows.order_by("proposed_on", "id") if each.who != emulation.PERSON or each.subject in agreed
    ]


def awarded_count(number: uuid.UUID) -> int:
    """Return how many are commended, nameless ones too."""
    return Commendation.objects.filter(drive=number, state=AWARDED).count()


# --- for returns, targets and programmes


def running_in(units: Collection[uuid.UUID], first: date, last: date) -> dict[uuid.UUID, int]:
    """Return how many drives of each of some units ran on a day of a period; units without one are absent."""
    rows = _shown().filter(unit__in=list(units), starts_on__lte=last, ends_on__gte=first).order_by()
    return dict(rows.values("unit").annotate(many=Count("id")).values_list("unit", "many"))


def pledged_in(units: Collection[uuid.UUID], first: date, last: date) -> dict[uuid.UUID, int]:
    """Return how many people of each of some units take part in drives that ran in a period, each once."""
    drives = _shown().filter(starts_on__lte=last, ends_on__gte=first).values("pk")
    rows = DrivePledge.objects.filter(drive__in=drives, who=emulation.PERSON, unit__in=list(units)).order_by()
    counted = rows.filter(pledged_on__lte=last).values("unit").annotate(many=Count("subject", distinct=True))
    return dict(counted.values_list("unit", "many"))


def taking_part(units: Collection[uuid.UUID], first: date, last: date) -> dict[uuid.UUID, int]:
    """Return which of some units began a drive or pledged in one that ran in a period, with how many."""
    drives = _shown().filter(starts_on__lte=last, ends_on__gte=first).values("pk")
    rows = DrivePledge.objects.filter(drive__in=drives, who=emulation.UNIT, subject__in=list(units)).order_by()
    pledged = dict(rows.values("subject").annotate(many=Count("id")).values_list("subject", "many"))
    own = running_in(units, first, last)
    return {unit: pledged.get(unit, 0) + own.get(unit, 0) for unit in {*pledged, *own}}
