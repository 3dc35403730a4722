"""What was published before what: the facts of each publication, and which of them read otherwise than before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hocvuso.core.content import Curriculum, Fact
from hocvuso.core.factual_changes import FactChange, fact_changes
from hocvuso.curriculum.models import ContentVersion, Publication
from hocvuso.curriculum.reading.stored import revive

SHOWN = 20  # publications that the authors' page looks back over


@dataclass(frozen=True, slots=True)
class Published:
    """One publication and the facts that it changed against the one before."""

    version: str
    at: datetime
    changes: tuple[FactChange, ...]


def changes(now: Curriculum) -> list[Published]:
    """Return the newest publications that changed a fact, with the steps that use it now; the first one never did."""
    rows = list(Publication.objects.order_by("-published_at", "-id")[: SHOWN + 1])
    found = []
    for newer, older in pairwise(rows):
        before, after = _facts(older.manifest), _facts(newer.manifest)
        told = tuple(change for change in fact_changes(before, _with_facts(now, after)) if change.how != "added")
        if told:
            found.append(Published(newer.version, newer.published_at, told))
    return found


def against_published(new: Curriculum) -> list[FactChange]:
    """Return which facts of a curriculum read otherwise than what is in force."""
    row = Publication.objects.filter(is_current=True).first()
    return fact_changes(_facts(row.manifest), new) if row else []


def _with_facts(now: Curriculum, facts: dict[str, Fact]) -> Curriculum:
    return Curriculum(now.groups, now.skills, now.lessons, now.steps, now.items, now.cards, facts)


def _facts(manifest: dict[str, list[list[str]]]) -> dict[str, Fact]:
    wanted = {each[0]: each[1] for each in manifest.get("fact", [])}
    rows = ContentVersion.objects.filter(kind="fact", version__in=sorted(set(wanted.values())))
    return {
        name: revive("fact", body, version, {})
        for name, version, body in rows.values_list("content_id", "version", "body")
        if wanted.get(name) == version
    }
