"""Changing targets: a new dated version for a unit and those below it; what was counted before keeps its own."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import audit, clock
from hocvuso.reports import movement
from hocvuso.reports.models import TargetVersion
from hocvuso.reports.targets.target import PEOPLE, UNITS, Target

AUDIENCES = ("worker", "public_staff", "official")
MOST_SKILLS = 20
LONGEST_TITLE, LONGEST_RULE = 80, 600


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target as it was typed, checked."""

    title: str
    audience: str
    share: float
    skills: tuple[str, ...]
    device_skill: str
    since: date
    deadline: date
    rule: str
    counts: str = PEOPLE


Wrong = dict[str, str]  # field → what is wrong with it and what to do


def check(typed: Mapping[str, str], skills: Sequence[str], counts: str = PEOPLE) -> tuple[Wanted | None, Wrong]:
    """Return what was typed, or what is wrong with each field and what to do about it.

    A fact of `movement` in place of an audience makes it a target of units, which asks for no skills.
    """
    wrong: dict[str, str] = {}
    audience = typed.get("doi-tuong", "")
    counts = UNITS if audience in movement.facts() else counts
    title = vntext.clean(typed.get("ten", ""))
    if not 2 <= len(title) <= LONGEST_TITLE:
        wrong["ten"] = _("Give the target a name of 2 to %(most)s characters.") % {"most": LONGEST_TITLE}
    share = _share(typed.get("ty-le", ""))
    if share is None:
        wrong["ty-le"] = _("The share is a whole number of percent from 1 to 100.")
    known = set(curriculum.current().skills)
    chosen = tuple(skill for skill in dict.fromkeys(skills) if skill in known)
    if counts == PEOPLE and not 1 <= len(chosen) <= MOST_SKILLS:
        wrong["ky-nang"] = _("Choose 1 to %(most)s skills.") % {"most": MOST_SKILLS}
    if counts == PEOPLE and audience not in AUDIENCES:
        wrong["doi-tuong"] = _("Choose whom the target counts.")
    since, deadline = _day(typed.get("tu", "")), _day(typed.get("den", ""))
    if since is None:
        wrong["tu"] = _("Write the first day like 01/01/2026.")
    if deadline is None:
        wrong["den"] = _("Write the deadline like 31/12/2026.")
    elif since is not None and deadline <= since:
        wrong["den"] = _("The deadline is later than the first day.")
    if wrong or share is None or since is None or deadline is None:
        return None, wrong
    device = typed.get("thiet-bi", "")
    device = device if device in known and device not in chosen else ""
    rule = vntext.clean(typed.get("cach-tinh", ""))[:LONGEST_RULE]
    if counts == UNITS:
        return Wanted(title, audience, share, (), "", since, deadline, rule or movement.rule_of(audience), counts), {}
    return Wanted(title, audience, share, chosen, device, since, deadline, rule), {}


def change(wanted: Wanted, *, target: Target | None, unit: uuid.UUID, on: date, by: uuid.UUID, name: str) -> str:
    """Let `wanted` hold for a unit and those below from `on`; `target` is the one it replaces, None for a new one.

    Returns the id of the target. The same words again change nothing.
    """
    target_id = target.id if target else f"t-{uuid.uuid4().hex[:10]}"
    if target and target.unit == unit and _same(target, wanted):
        return target_id
    with transaction.atomic():
        _end(target_id, unit, on)
        TargetVersion.objects.create(
            target=target_id, unit_id=unit, valid_from=on, title=wanted.title,
            title_en=target.titles[1] if target and target.titles[0] == wanted.title else "",
            counts=target.counts if target else wanted.counts, audience=_audience(target, wanted), share=wanted.share,
            skills=list(wanted.skills), device_skill=wanted.device_skill, since=wanted.since,
            deadline=wanted.deadline, rule=wanted.rule,
            rule_en=target.rules[1] if target and target.rules[0] == wanted.rule else "",
            made_by=by, made_name=name, made_at=clock.now(),
        )  # fmt: skip
        audit.record("change target", actor=by, what=f"{unit} {target_id}", facts={"share": wanted.share})
    return target_id


def _audience(target: Target | None, wanted: Wanted) -> str:
    """Return whom it counts; of units the fact is chosen once, when the target is made."""
    return target.audience if target and target.counts == UNITS else wanted.audience


def end(target_id: str, *, unit: uuid.UUID, on: date, by: uuid.UUID) -> bool:
    """Let the unit's own version end; what the units above or the site say holds again. Tell whether there was one."""
    with transaction.atomic():
        ended = _end(target_id, unit, on)
        if ended:
            audit.record("end target", actor=by, what=f"{unit} {target_id}")
    return ended


def _end(target_id: str, unit: uuid.UUID, on: date) -> bool:
    """End what holds; a version that began the same day never held and goes."""
    same = TargetVersion.objects.filter(target=target_id, unit_id=unit)
    gone, _by_model = same.filter(valid_from__gte=on).delete()
    open_ones = same.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return bool(gone + open_ones.update(valid_to=on))


def _same(target: Target, wanted: Wanted) -> bool:
    kept: tuple[Any, ...] = (
        target.titles[0], target.audience, target.share, target.skills, target.device_skill, target.since,
        target.deadline, target.rules[0],
    )  # fmt: skip
    return kept == (
        wanted.title, _audience(target, wanted), wanted.share, wanted.skills, wanted.device_skill, wanted.since,
        wanted.deadline, wanted.rule,
    )  # fmt: skip


def _share(typed: str) -> float | None:
    text = typed.strip().rstrip("%").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        return None
    return int(text) / 100 if 1 <= int(text) <= 100 else None


def _day(typed: str) -> date | None:
    """Read 31/12/2026, 31-12-2026 or 2026-12-31."""
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", typed.strip(), re.ASCII)
    parts = found.groups()[::-1] if found else typed.strip().split("-")
    try:
        year, month, day = map(int, parts)
        return date(year, month, day) if 2020 <= year <= 2100 else None
    except ValueError:
        return None
