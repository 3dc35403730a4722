"""Which targets hold for a unit on a day: what an official wrote for the nearest unit above, else what ships."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q

from hocvuso.plumbing import clock
from hocvuso.reports.models import TargetVersion
from hocvuso.reports.targets import shipped
from hocvuso.reports.targets.target import EVERYBODY, PEOPLE, Measure, Target
from hocvuso.unions import queries as unions

WORKERS = "workers"


def on(day: date, unit: uuid.UUID | None = None) -> tuple[Target, ...]:
    """Return the targets for a unit (None: for the whole site) on a day, shipped ones first."""
    path = unions.path_of(unit, day) if unit is not None else ""
    above = [path[start : start + 32] for start in range(0, len(path), 32)]
    return tuple(nearest(versions_on(day), above).values())


def of_people(day: date, unit: uuid.UUID) -> list[Target]:
    """Return the targets for a unit that count people."""
    return [target for target in on(day, unit) if target.counts == PEOPLE]


def going_up(day: date, unit: uuid.UUID) -> tuple[Target, ...]:
    """Return the targets by which a unit's figures go up: those of the topmost unit above it.

    What a unit in between wrote for itself stands on its own pages; added up, figures must have been counted alike.
    """
    return tuple(nearest(versions_on(day), [unions.path_of(unit, day)[:32]]).values())


def versions_on(day: date) -> list[Target]:
    """Return every version in force on a day, of the site and of any unit; later words come later."""
    found = list(shipped.on(day).values())
    before = {target.id: target for target in found}
    rows = TargetVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    return [*found, *(target_of(row, before.get(row.target)) for row in rows.order_by("valid_from", "made_at"))]


def nearest(versions: Sequence[Target], above: Sequence[str]) -> dict[str, Target]:
    """Return, by target, the version of the nearest unit among `above` (the top one first), else the site's."""
    depth = {each: number for number, each in enumerate(above, 1)}
    found: dict[str, tuple[int, Target]] = {}
    for version in versions:
        near = depth.get(version.unit.hex) if version.unit else 0
        if near is not None and near >= found.get(version.id, (-1, version))[0]:
            found[version.id] = (near, version)
    return {name: version for name, (_, version) in found.items()}


def current() -> tuple[Target, ...]:
    """Return the targets of the whole site today."""
    return on(clock.today())


def find(target_id: str, day: date, unit: uuid.UUID | None = None) -> Target | None:
    """Return one target by its id, or None."""
    return next((target for target in on(day, unit) if target.id == target_id), None)


def of_workers() -> Target:
    """Return the target of workers, which the first page of an official shows."""
    return next(target for target in current() if target.id == WORKERS)


def target_of(row: TargetVersion, before: Target | None = None) -> Target:
    """Return a stored version as a target; how the plan says it comes from the version it replaces."""
    target = Target(
        id=row.target,
        titles=(row.title, row.title_en),
        counts=row.counts,
        audience=row.audience,
        share=row.share,
        skills=tuple(row.skills),
        since=row.since,
        deadline=row.deadline,
        rules=(row.rule, row.rule_en),
        origin=row.origin,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        device_skill=row.device_skill,
        unit=row.unit_id,
        made_by=row.made_name,
    )
    return replace(target, plans=before.plans) if before else target


def measures() -> dict[str, Measure]:
    """Return everything that must be kept counted, by its key: behind any version that was ever in force."""
    targets = [*shipped.all_versions(), *(target_of(row) for row in TargetVersion.objects.all())]
    found = [EVERYBODY, *(target.measure for target in targets)]
    return {measure.key: measure for measure in found}
