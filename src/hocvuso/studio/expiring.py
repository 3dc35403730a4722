"""The page of what expires: the records of the published curriculum, filtered, in words, and as a table to download."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from hocvuso.assistant.authoring.shown import title, url
from hocvuso.core import expiry
from hocvuso.core.content import Curriculum
from hocvuso.core.expiry import Record
from hocvuso.core.vntext import search_key
from hocvuso.plumbing import clock
from hocvuso.reports.documents.paper import DAY, WHOLE, Column, Paper, Part, Table

MOST_LETTERS = 100
UNVERIFIED = "unverified"
SHOWN = 12  # ids of a list that are told; the file has all


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; "" is everything."""

    state: str = ""
    kind: str = ""
    owner: str = ""
    skill: str = ""
    typed: str = ""

    @staticmethod
    def of(given: QueryDict, curriculum: Curriculum) -> Filter:
        """Read an address; what it names and nobody knows is left out."""
        kinds, states = (*expiry.FACT_KINDS, *expiry.PART_KINDS), (*expiry.STATES, UNVERIFIED)
        owners, skills = owners_of(curriculum), curriculum.skills
        state, kind, owner, skill = (given.get(name, "") for name in ("hen", "loai", "ai", "ky-nang"))
        return Filter(
            state if state in states else "", kind if kind in kinds else "", owner if owner in owners else "",
            skill if skill in skills else "", given.get("q", "")[:MOST_LETTERS],
        )  # fmt: skip

    def takes(self, one: Record, today: date) -> bool:
        """Tell whether a record is asked for; each typed word stands in it, marks or not."""
        if self.state == UNVERIFIED and one.is_verified:
            return False
        if self.state and self.state != UNVERIFIED and one.state(today) != self.state:
            return False
        if (self.kind and one.kind != self.kind) or (self.owner and one.owner != self.owner):
            return False
        if self.skill and self.skill not in one.skills:
            return False
        wanted = search_key(self.typed).split()
        told = search_key(" ".join((one.id, one.text, one.note, *(each.publisher for each in one.sources))))
        return all(word in told for word in wanted)


def owners_of(curriculum: Curriculum) -> list[str]:
    """Return who owns records, by name."""
    parts: list[Iterable[str]] = [
        (one.owner for one in kind.values())
        for kind in (curriculum.facts, curriculum.skills, curriculum.lessons, curriculum.cards)
    ]
    return sorted({owner for owners in parts for owner in owners})


def state_words() -> Mapping[str, str]:
    """Return what each state is called."""
    return {
        expiry.EXPIRED: _("Expired"),
        expiry.OVERDUE: _("Overdue for a check"),
        expiry.SOON: _("Within 30 days"),
        expiry.LATER: _("Within 90 days"),
        expiry.FINE: _("After 90 days"),
        UNVERIFIED: _("Not verified at the source"),
    }


def kind_words() -> Mapping[str, str]:
    """Return what each kind of record is called."""
    return {
        "hotline": _("Hotline"),
        "rule": _("Rule"),
        "law": _("Law"),
        "warning": _("Warning"),
        "web": _("Website"),
        "app": _("App or screen"),
        "skill": _("Skill"),
        "lesson": _("Lesson"),
        "card": _("Answer card"),
    }


def shown(one: Record, today: date) -> dict[str, object]:
    """Return a record as the page shows it."""
    state, uses = one.state(today), one.uses
    return {
        "record": one,
        "kind": kind_words()[one.kind],
        "state": state_words()[state],
        "tone": {expiry.EXPIRED: "bad", expiry.OVERDUE: "bad", expiry.SOON: "look"}.get(state, ""),
        "steps": [(title(name), url(name)) for name in uses.steps],
        "cards": [title(name) for name in uses.cards],
        "items": uses.items,
        "skills": [(name, title(name)) for name in one.skills],
    }


def paper(found: Sequence[Record], today: date) -> Paper:
    """Return the list as a table to download."""
    columns = (
        Column(_("Record"), width=30), Column(_("Kind")), Column(_("State")), Column(_("Text"), width=60),
        Column(_("Checked on"), DAY, 13), Column(_("Next check"), DAY, 13), Column(_("Expires on"), DAY, 13),
        Column(_("Owner")), Column(_("Verified at the source")), Column(_("Sources"), width=50),
        Column(_("Steps and cards"), WHOLE, 10), Column(_("Where it is used"), width=60),
        Column(_("Questions"), width=40), Column(_("Note"), width=50),
    )  # fmt: skip
    states, kinds = state_words(), kind_words()
    rows = [
        (
            one.id, kinds[one.kind], states[one.state(today)], one.text, one.checked_on, one.next_check_on,
            one.expires_on, one.owner, _("yes") if one.is_verified else _("no"),
            "\n".join(" · ".join(filter(None, (each.publisher, each.title, each.url))) for each in one.sources),
            one.uses.count, "\n".join((*one.uses.steps, *one.uses.cards)), "\n".join(one.uses.items), one.note,
        )
        for one in found
    ]  # fmt: skip
    made = _("As of %(day)s.") % {"day": f"{clock.today():%d/%m/%Y}"}
    return Paper(title=_("What expires in the lessons"), unit="", parts=[Part(table=Table(columns, rows))], made=made)
