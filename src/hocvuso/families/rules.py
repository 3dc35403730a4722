"""The rule of recognition as data: what ships in `content/framework/families.toml`, and what unions wrote since."""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.core import family, vntext
from hocvuso.core.family import Rule
from hocvuso.curriculum import queries as curriculum
from hocvuso.families.models import FamilyRule
from hocvuso.plumbing import audit, clock
from hocvuso.unions import queries as unions

MOST_SKILLS, MOST_DAYS, LONGEST_WORDS = 8, 366, 600


class BadRules(Exception):
    """The file of rules does not say what it must; the sentence tells what is missing."""


@dataclass(frozen=True, slots=True)
class Version:
    """A rule with its words; `unit` is whose word it is, None for what ships."""

    rule: Rule
    texts: tuple[str, str]  # Vietnamese, English
    unit: uuid.UUID | None = None
    made_by: str = ""

    @property
    def words(self) -> str:
        """The rule in one or two sentences, in the language of the page."""
        return self.texts[translation.get_language() == "en" and bool(self.texts[1])]


def read(path: Path) -> tuple[Version, ...]:
    """Read rules from a file; raises BadRules with a sentence when a field is missing or makes no sense."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    if not rows:
        raise BadRules(f"{path}: no [[rule]]")
    return tuple(_version(row) for row in rows)


def _version(row: Mapping[str, Any]) -> Version:
    try:
        rule = Rule(row["valid_from"], tuple(row["skills"]), int(row["task_days"]))
        return Version(rule, (row["rule"], row["rule_en"]))
    except KeyError as missing:
        raise BadRules(f"rule {row.get('valid_from', '?')}: {missing} is missing") from None
    except ValueError as wrong:
        raise BadRules(f"rule {row.get('valid_from', '?')}: {wrong}") from None


@cache
def shipped() -> tuple[Version, ...]:
    """Return every version in the file."""
    return read(settings.CONTENT / "framework" / "families.toml")


def on(day: date, unit: uuid.UUID | None = None) -> Version:
    """Return the rule for a unit (None: for a family without one) on a day: the word of the nearest unit, or ours."""
    path = unions.path_of(unit, day) if unit is not None else ""
    above = [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]
    rows = FamilyRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit__in=above, valid_from__lte=day)
    said = {row.unit_id: row for row in rows.order_by("valid_from", "made_at")}
    nearest = next((said[each] for each in reversed(above) if each in said), None)
    if nearest is None:
        return _shipped_on(day)
    rule = Rule(nearest.valid_from, tuple(nearest.skills), nearest.task_days)
    return Version(rule, (nearest.words, ""), nearest.unit_id, nearest.made_name)


def _shipped_on(day: date) -> Version:
    """Return what ships for a day; before the first one that one, so that a wrong clock breaks nothing."""
    begun = family.in_force([each.rule for each in shipped()], day) or shipped()[0].rule
    return next(each for each in shipped() if each.rule == begun)


def check(typed: Mapping[str, str], skills: Sequence[str]) -> tuple[Rule | None, dict[str, str]]:
    """Return the rule that was typed, from today on, or what is wrong with each field."""
    wrong: dict[str, str] = {}
    known = curriculum.current().skills
    chosen = tuple(each for each in dict.fromkeys(skills) if each in known)
    if not 1 <= len(chosen) <= MOST_SKILLS:
        wrong["ky-nang"] = _("Choose 1 to %(most)s skills.") % {"most": MOST_SKILLS}
    days = typed.get("so-ngay", "").strip()
    if not re.fullmatch(r"[0-9]{1,3}", days) or not 1 <= int(days) <= MOST_DAYS:
        wrong["so-ngay"] = _("Write a number of days from 1 to %(most)s.") % {"most": MOST_DAYS}
    if not vntext.clean(typed.get("cach-tinh", "")):
        wrong["cach-tinh"] = _("Say the rule in one or two sentences: families read it.")
    return (None, wrong) if wrong else (Rule(clock.today(), chosen, int(days)), {})


@transaction.atomic
def change(rule: Rule, words: str, *, unit: uuid.UUID, by: uuid.UUID, name: str) -> None:
    """Let a rule hold for a unit and those below from its first day; what was recognised before stays so."""
    _end(unit, rule.valid_from)
    FamilyRule.objects.create(
        unit_id=unit, valid_from=rule.valid_from, skills=list(rule.skills), task_days=rule.task_days,
        words=vntext.clean(words)[:LONGEST_WORDS], made_by=by, made_name=name, made_at=clock.now(),
    )  # fmt: skip
    audit.record("change family rule", actor=by, what=str(unit), facts={"skills": list(rule.skills)})


@transaction.atomic
def end(unit: uuid.UUID, *, on: date, by: uuid.UUID) -> None:
    """Give a unit's own rule up; what the units above or the site say holds again."""
    if _end(unit, on):
        audit.record("end family rule", actor=by, what=str(unit))


def _end(unit: uuid.UUID, day: date) -> bool:
    """End what holds; a version that began the same day never held and goes."""
    own = FamilyRule.objects.filter(unit=unit)
    gone, _by_model = own.filter(valid_from__gte=day).delete()
    return bool(gone + own.filter(Q(valid_to=None) | Q(valid_to__gt=day)).update(valid_to=day))
