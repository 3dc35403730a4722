"""Publishing: the scenarios of a folder become what learners play."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from hocvuso.curriculum.reading.problem import Problem
from hocvuso.practice import queries
from hocvuso.practice.bundle import bundle
from hocvuso.practice.models import ScenarioVersion
from hocvuso.practice.reading import FILE, read_scenarios


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    count: int
    is_new: bool
    problems: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """Return one line for the operator, in Vietnamese."""
        wrong = f"; {len(self.problems)} lỗi, bản cũ được giữ" if self.problems else ""
        return f"{self.count} tình huống{'' if self.is_new else ', không đổi'}{wrong}"


def publish(folder: Path, *, now: datetime) -> Published:
    """Publish every scenario of a folder that can be run; one that is broken keeps its version in force.

    A scenario whose file is gone is no longer offered; its versions stay. Proofs are the author's work and take
    seconds, so here only what is written is checked.
    """
    found = read_scenarios(folder, prove=False)
    with transaction.atomic():
        before = dict(ScenarioVersion.objects.filter(is_current=True).values_list("scenario", "version"))
        gone = set(before) - {path.parent.name for path in folder.glob(f"*/{FILE}")}
        fresh = [one for one in found.scenarios.values() if before.get(one.id) != one.version]
        changed = [one.id for one in fresh] + sorted(gone)
        ScenarioVersion.objects.filter(scenario__in=changed, is_current=True).update(is_current=False)
        for one in fresh:
            ScenarioVersion.objects.update_or_create(
                scenario=one.id, version=one.version, defaults={"is_current": True},
                create_defaults={"body": bundle(one), "first_seen_at": now, "is_current": True},
            )  # fmt: skip
        transaction.on_commit(queries.forget)
    queries.forget()
    return Published(len(found.scenarios), bool(changed), found.problems)
