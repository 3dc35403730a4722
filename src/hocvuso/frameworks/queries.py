"""What pages and rooms above may know: tables, what their rows mean, which is in force, where somebody stands in it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from hocvuso.core.expiry import months_after
from hocvuso.core.official import standing
from hocvuso.core.official.proposals import SURE, Proposal
from hocvuso.core.official.standing import Change, Mark, Wait
from hocvuso.curriculum import queries as curriculum
from hocvuso.frameworks.models import (
    ConfirmationRule,
    FailedTest,
    FrameworkRow,
    FrameworkVersion,
    RowMatch,
    TrainingProgramme,
)
from hocvuso.frameworks.profiles import proposals
from hocvuso.learning import bandlog
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people

DRAFT, COMING, IN_FORCE, REPLACED, WITHDRAWN = "draft", "coming", "in_force", "replaced", "withdrawn"
OPEN, MATCHED, NONE = "", "matched", "none"
BEFORE = "before"  # the proposal that an earlier version of the table had confirmed
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows of a table there are, and how many somebody has decided."""

    rows: int
    matched: int
    none: int

    @property
    def decided(self) -> int:
        """Rows about which somebody has decided."""
        return self.matched + self.none


@dataclass(frozen=True, slots=True)
class Listed:
    """One table as the desk lists it."""

    version: FrameworkVersion
    state: str
    progress: Progress


def version(version_id: uuid.UUID) -> FrameworkVersion | None:
    """Return one table."""
    return FrameworkVersion.objects.filter(id=version_id).first()


def progress(one: FrameworkVersion) -> Progress:
    """Return how far the matching of a table is."""
    counts = Counter(one.rows.values_list("decision", flat=True))
    return Progress(sum(counts.values()), counts[MATCHED], counts[NONE])


def versions(day: date) -> list[Listed]:
    """Return every table, drafts first, then by the day from which they hold, newest first."""
    rows = FrameworkVersion.objects.annotate(
        total=Count("rows"), matched=Count("rows", filter=Q(rows__decision=MATCHED)),
        none=Count("rows", filter=Q(rows__decision=NONE)),
    ).order_by("-uploaded_at")  # fmt: skip
    held = {each.id for each in in_force(day)}
    listed = [Listed(each, state(each, day, held), Progress(each.total, each.matched, each.none)) for each in rows]
    return sorted(listed, key=lambda each: -(each.version.from_on or date.max).toordinal())


def state(one: FrameworkVersion, day: date, held: set[uuid.UUID] | None = None) -> str:
    """Return what a table is on a day."""
    if one.from_on is None:
        return DRAFT
    if one.withdrawn_from is not None and one.withdrawn_from <= day:
        return WITHDRAWN
    if one.from_on > day:
        return COMING
    found = held if held is not None else {each.id for each in in_force(day)}
    return IN_FORCE if one.id in found else REPLACED


def in_force(day: date) -> list[FrameworkVersion]:
    """Return the published tables of a day, one for each framework: that which began last and was not withdrawn."""
    standing_ones = Q(withdrawn_from=None) | Q(withdrawn_from__gt=day)
    rows = FrameworkVersion.objects.filter(standing_ones, from_on__lte=day).order_by("from_on", "published_at")
    return list({row.framework: row for row in rows}.values())


def to_follow(day: date) -> list[FrameworkVersion]:
    """Return the tables that a programme may follow: published, begun or to come, not withdrawn; by title."""
    rows = FrameworkVersion.objects.filter(withdrawn_from=None).exclude(from_on=None).order_by("title", "from_on")
    return [each for each in rows if state(each, day) in (COMING, IN_FORCE)]


def row_skills(one: FrameworkVersion) -> dict[str, list[str]]:
    """Return the confirmed skills of each row, by its code, in the order of the table; rows without have none."""
    found: dict[str, list[str]] = {code: [] for code in one.rows.order_by("place").values_list("code", flat=True)}
    pairs = RowMatch.objects.filter(row__version=one, is_confirmed=True).order_by("skill")
    for code, skill in pairs.values_list("row__code", "skill"):
        found[code].append(skill)
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """A row with what was decided about it, or what is proposed."""

    row: FrameworkRow
    confirmed: tuple[RowMatch, ...] = ()
    denied: tuple[str, ...] = ()
    proposed: tuple[Proposal, ...] = ()
    before: tuple[str, ...] = ()  # what the version before had

    @property
    def sureness(self) -> str:
        """How sure the machine is of its first proposal; empty without one."""
        return BEFORE if self.before else self.proposed[0].sureness if self.proposed else ""

    @property
    def sure_skills(self) -> tuple[str, ...]:
        """What one press for all sure rows confirms for this one."""
        if self.before:
            return self.before
        return (self.proposed[0].skill,) if self.proposed and self.proposed[0].sureness == SURE else ()


def matches(one: FrameworkVersion) -> list[Match]:
    """Return every row of a table with its decision and proposals; what was denied is not proposed again."""
    now, earlier = curriculum.current(), _before(one)
    pairs: dict[uuid.UUID, list[RowMatch]] = {}
    for each in RowMatch.objects.filter(row__version=one).order_by("skill"):
        pairs.setdefault(each.row_id, []).append(each)
    found = []
    for row in one.rows.order_by("place"):
        own = pairs.get(row.id, [])
        denied = tuple(each.skill for each in own if not each.is_confirmed)
        offered = proposals(row.title, row.detail, row.area, now)
        before = earlier.get((row.code, row.title.lower()), ()) if row.decision == OPEN else ()
        found.append(
            Match(
                row, tuple(each for each in own if each.is_confirmed), denied,
                tuple(each for each in offered if each.skill not in denied),
                tuple(skill for skill in before if skill in now.skills and skill not in denied),
            )
        )  # fmt: skip
    return found


def _before(one: FrameworkVersion) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what rows of the same code and title meant in the newest other version of the same framework."""
    other = (
        FrameworkVersion.objects.filter(framework=one.framework, uploaded_at__lt=one.uploaded_at)
        .exclude(id=one.id).order_by("-uploaded_at").first()
    )  # fmt: skip
    if other is None:
        return {}
    skills = row_skills(other)
    rows = other.rows.filter(decision=MATCHED).values_list("code", "title")
    return {(code, title.lower()): tuple(skills[code]) for code, title in rows}


def rules(framework: str) -> list[ConfirmationRule]:
    """Return the rules of a framework that stand, newest first."""
    return list(ConfirmationRule.objects.filter(framework=framework, dropped_at=None).order_by("-from_on"))


def rule_on(framework: str, day: date) -> ConfirmationRule | None:
    """Return the rule in force on a day; None: nobody has said yet what a pass is."""
    rows = ConfirmationRule.objects.filter(framework=framework, dropped_at=None, from_on__lte=day)
    return rows.order_by("-from_on").first()


def day_number(day: date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - EPOCH


def failed_tests(person: uuid.UUID, framework: str) -> list[FailedTest]:
    """Return the official tests of a framework that somebody noted as not passed, newest first."""
    return list(FailedTest.objects.filter(person=person, framework=framework).order_by("-on"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A test of day `since` was not passed; from `until` on one may try again."""

    since: date
    until: date


def wait_on(person: uuid.UUID, framework: str, day: date) -> Waiting | None:
    """Return the wait that a day falls into, by the rules of the days of the tests; None: he may try."""
    found = standing.waiting(_waits(person, framework, _marks(framework)), day_number(day))
    return _dated(found) if found else None


def _marks(framework: str) -> list[Mark]:
    return [Mark(day_number(each.from_on), each.pass_share, each.retake_days or 0) for each in rules(framework)]


def _waits(person: uuid.UUID, framework: str, marks: Sequence[Mark]) -> list[Wait]:
    return standing.waits((day_number(each.on) for each in failed_tests(person, framework)), marks)


def _dated(wait: Wait) -> Waiting:
    return Waiting(date.fromordinal(wait.since + EPOCH), date.fromordinal(wait.until + EPOCH))


@dataclass(frozen=True, slots=True)
class Result:
    """Where one person stands in a table: each row by its code, the share reached, since when that is a pass, and
    after a test that was not passed, from when he may try again (`wait`, also when that day has come)."""

    rows: Mapping[str, str]
    share: float
    mark: float | None = None
    passed_on: date | None = None
    valid_until: date | None = None
    wait: Waiting | None = None

    @property
    def reached(self) -> int:
        """Rows that are reached."""
        return sum(each == standing.REACHED for each in self.rows.values())


def result(person: uuid.UUID, one: FrameworkVersion, day: date) -> Result:
    """Return where a person stands in a table now, and since which day that is a pass.

    His standings and his log of bands are seen through the table's matches; nothing is written.
    """
    rows = row_skills(one)
    skills = sorted({skill for each in rows.values() for skill in each})
    words = bandlog.mastery_words(skills, people.those([person]))
    log = [Change(at, skill, band) for _person, at, skill, band in words]
    bands = {skill: known.band for skill, known in learning.standings(person).items()}
    marks = _marks(one.framework)
    waits = [each for each in _waits(person, one.framework, marks) if each.since <= day_number(day)]
    passed = standing.passed_on(rows, log, marks, day_number(day), waits)
    now = rule_on(one.framework, day)
    passed_on = date.fromordinal(passed + EPOCH) if passed is not None else None
    then = rule_on(one.framework, passed_on) if passed_on else None
    until = months_after(passed_on, then.valid_months) if passed_on and then and then.valid_months else None
    return Result(
        standing.of_table(rows, bands), standing.share(rows, bands), now.pass_share if now else None, passed_on, until,
        _dated(waits[-1]) if waits and passed is None else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfSkill:
    """A row of a published table that a skill stands for."""

    version: FrameworkVersion
    row: FrameworkRow
    others: Sequence[str] = field(default_factory=tuple)


def of_skill(skill: str, day: date) -> list[OfSkill]:
    """Return the rows of the tables in force that a skill stands for, with the other skills that they need."""
    held = {each.id: each for each in in_force(day)}
    rows = FrameworkRow.objects.filter(
        version__in=list(held), matches__skill=skill, matches__is_confirmed=True
    ).order_by("place")  # fmt: skip
    found = []
    for row in rows:
        others = row.matches.filter(is_confirmed=True).exclude(skill=skill).order_by("skill")
        found.append(OfSkill(held[row.version_id], row, tuple(others.values_list("skill", flat=True))))
    return found


def programmes(day: date) -> list[TrainingProgramme]:
    """Return the training programmes that hold on a day or will, by title."""
    open_ones = Q(to_on=None) | Q(to_on__gt=day)
    return list(TrainingProgramme.objects.filter(open_ones).select_related("table").order_by("title", "from_on"))


def history(programme: uuid.UUID) -> list[TrainingProgramme]:
    """Return the versions of a programme, newest first."""
    return list(
        TrainingProgramme.objects.filter(programme=programme).select_related("table").order_by("-from_on", "-made_at")
    )
