"""The rules of certificates: what ships with the content, and the word of a union for itself and those below.

Of several words the one of the nearest unit holds. A version that began stays as it was; what was issued keeps it.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.certificates.models import CertificateRule, OutsideRule
from hocvuso.core import certificate as core
from hocvuso.core import vntext
from hocvuso.core.certificate import DECLARED, GRASSROOTS, MOST_MONTHS, MOST_SKILLS, UPPER, VERIFIED, Rule
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.paging import whole
from hocvuso.unions import queries as unions

LONGEST_TITLE, LONGEST_WORDS = 120, 600


class BadRules(Exception):
    """The file of rules does not say what it must; the sentence tells what is missing."""


@dataclass(frozen=True, slots=True)
class Version:
    """A rule with its words; `unit` is whose word it is, None for what ships."""

    rule: Rule
    titles: tuple[str, str]  # Vietnamese, English
    texts: tuple[str, str]
    level: str = ""
    unit: uuid.UUID | None = None
    made_by: str = ""

    @property
    def id(self) -> str:
        """The id of the rule, the same in every version."""
        return self.rule.id

    @property
    def about(self) -> str:
        """What certificates by this rule are about."""
        return f"rule:{self.rule.id}"

    @property
    def title(self) -> str:
        """What the certificate is called, in the language of the page."""
        return _spoken(self.titles)

    @property
    def words(self) -> str:
        """The rule in one or two sentences, in the language of the page."""
        return _spoken(self.texts)


def _spoken(both: tuple[str, str]) -> str:
    return both[translation.get_language() == "en" and bool(both[1])]


def read(path: Path) -> tuple[tuple[Version, ...], tuple[tuple[date, str], ...]]:
    """Read the rules of a file, and what counts from elsewhere; raises BadRules with a sentence."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    rows, outside = found.get("rule", []), found.get("outside", [])
    if not rows or not outside:
        raise BadRules(f"{path}: no [[rule]], or no [[outside]]")
    counts = tuple((row["valid_from"], row["counts"]) for row in outside)
    if any(each not in (DECLARED, VERIFIED) for _day, each in counts):
        raise BadRules(f"{path}: counts is “{DECLARED}” or “{VERIFIED}”")
    return tuple(_version(row) for row in rows), counts


def _version(row: Mapping[str, Any]) -> Version:
    try:
        numbers = {name: int(row[name]) for name in ("each", "minutes", "sitting_days") if name in row}
        rule = Rule(
            row["id"], row["valid_from"], tuple(row["skills"]), int(row["months"]), bool(row["proctored"]),
            row["issuer"], **numbers,
        )  # fmt: skip
        return Version(rule, (row["title"], row["title_en"]), (row["rule"], row["rule_en"]), row["level"])
    except KeyError as missing:
        raise BadRules(f"rule {row.get('id', '?')}: {missing} is missing") from None
    except ValueError as wrong:
        raise BadRules(f"rule {wrong}") from None


@cache
def shipped() -> tuple[tuple[Version, ...], tuple[tuple[date, str], ...]]:
    """Return every version in the file, and what counts from elsewhere since when."""
    return read(settings.CONTENT / "framework" / "certificates.toml")


def _above(unit: uuid.UUID | None, day: date) -> list[uuid.UUID]:
    """Return a unit and those above it on a day, the nearest last."""
    path = unions.path_of(unit, day) if unit is not None else ""
    return [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]


def on(day: date, unit: uuid.UUID | None = None) -> dict[str, Version]:
    """Return by id the rules that hold for a unit (None: for whoever has none) on a day."""
    begun = {each.rule: each for each in shipped()[0]}
    found = {rule.id: begun[rule] for rule in core.in_force(begun, day).values()}
    above = _above(unit, day)
    rows = CertificateRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit__in=above, valid_from__lte=day)
    for row in sorted(rows, key=lambda each: (above.index(each.unit), each.valid_from, each.made_at)):
        if row.rule in found:
            found[row.rule] = _said(row, found[row.rule])
    return found


def _said(row: CertificateRule, shipped_one: Version) -> Version:
    """Return the word of a union; what its form does not ask stays as it ships."""
    rule = replace(
        shipped_one.rule, valid_from=row.valid_from, skills=tuple(row.skills), months=row.months,
        proctored=row.is_proctored, issuer=row.issuer,
    )  # fmt: skip
    return Version(rule, (row.title, ""), (row.words, ""), shipped_one.level, row.unit, row.made_name)


def find(rule: str, day: date, unit: uuid.UUID | None) -> Version | None:
    """Return one rule as it holds for a unit on a day, or None."""
    return on(day, unit).get(rule)


def counting(day: date, unit: uuid.UUID | None) -> str:
    """Return what counts from elsewhere for a unit on a day: DECLARED (also) or VERIFIED (only)."""
    above = _above(unit, day)
    rows = OutsideRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit__in=above, valid_from__lte=day)
    said = sorted(rows, key=lambda each: (above.index(each.unit), each.valid_from, each.made_at))
    if said:
        return said[-1].counts
    begun = [each for since, each in shipped()[1] if since <= day] or [shipped()[1][0][1]]
    return begun[-1]


def counting_of(day: date, units: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the same for many units; where no union has said a word, without looking at each."""
    if OutsideRule.objects.filter(valid_from__lte=day).exists():
        return {unit: counting(day, unit) for unit in units}
    return dict.fromkeys(units, counting(day, None))


def may_issue(version: Version, line: unions.UnitLine) -> bool:
    """Tell whether a union is high enough to sign by a rule."""
    return version.rule.issuer == GRASSROOTS or not line.is_grassroots


def check(typed: Mapping[str, str], skills: Sequence[str], now: Version) -> tuple[Version | None, dict[str, str]]:
    """Return the version that was typed, from today on, or what is wrong with each field."""
    wrong: dict[str, str] = {}
    known = curriculum.current().skills
    chosen = tuple(each for each in dict.fromkeys(skills) if each in known)
    if not 1 <= len(chosen) <= MOST_SKILLS:
        wrong["ky-nang"] = _("Choose 1 to %(most)s skills.") % {"most": MOST_SKILLS}
    months = typed.get("thang", "").strip()
    if not (months.isascii() and months.isdigit()) or whole(months, most=9999) > MOST_MONTHS:
        wrong["thang"] = _("Write a number of months up to %(most)s; 0 is without end.") % {"most": MOST_MONTHS}
    title, words = vntext.clean(typed.get("ten", "")), vntext.clean(typed.get("cach-tinh", ""))
    if not title:
        wrong["ten"] = _("Write what the certificate is called: it stands large on the paper.")
    if not words:
        wrong["cach-tinh"] = _("Say the rule in one or two sentences: learners read it.")
    if wrong:
        return None, wrong
    rule = replace(
        now.rule, valid_from=clock.today(), skills=chosen, months=int(months),
        proctored=typed.get("coi") == "1", issuer=UPPER if typed.get("cap") == UPPER else GRASSROOTS,
    )  # fmt: skip
    return Version(rule, (title[:LONGEST_TITLE], ""), (words[:LONGEST_WORDS], ""), now.level), {}


@transaction.atomic
def change(version: Version, *, unit: uuid.UUID, by: uuid.UUID, name: str) -> None:
    """Let a version hold for a unit and those below from its first day; what was issued before keeps its own."""
    rule = version.rule
    _end(unit, rule.id, rule.valid_from)
    CertificateRule.objects.create(
        unit=unit, rule=rule.id, valid_from=rule.valid_from, title=version.titles[0], words=version.texts[0],
        skills=list(rule.skills), months=rule.months, is_proctored=rule.proctored, issuer=rule.issuer, made_by=by,
        made_name=name, made_at=clock.now(),
    )  # fmt: skip
    audit.record("change certificate rule", actor=by, what=str(unit), facts={"rule": rule.id})


@transaction.atomic
def end(unit: uuid.UUID, rule: str, *, on: date, by: uuid.UUID) -> None:
    """Give a unit's own word up; what the units above or the site say holds again."""
    if _end(unit, rule, on):
        audit.record("end certificate rule", actor=by, what=str(unit), facts={"rule": rule})


def _end(unit: uuid.UUID, rule: str, day: date) -> bool:
    """End what holds; a version that began the same day never held and goes."""
    own = CertificateRule.objects.filter(unit=unit, rule=rule)
    gone, _by_model = own.filter(valid_from__gte=day).delete()
    return bool(gone + own.filter(Q(valid_to=None) | Q(valid_to__gt=day)).update(valid_to=day))


@transaction.atomic
def let_count(counts: str, *, unit: uuid.UUID, on: date, by: uuid.UUID, name: str) -> None:
    """Say what counts from elsewhere, from a day on; the same again changes nothing."""
    if counts not in (DECLARED, VERIFIED) or counting(on, unit) == counts:
        return
    own = OutsideRule.objects.filter(unit=unit)
    own.filter(valid_from__gte=on).delete()
    own.filter(Q(valid_to=None) | Q(valid_to__gt=on)).update(valid_to=on)
    OutsideRule.objects.create(
        unit=unit, counts=counts, valid_from=on, made_by=by, made_name=name, made_at=clock.now()
    )  # fmt: skip
    audit.record("change outside rule", actor=by, what=str(unit), facts={"counts": counts})
