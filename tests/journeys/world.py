"""What the worlds of journeys share: a program run beside the site, and workers of a journey's own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.journeys import place as places
from tests.journeys.place import Place

UNIT = "ST-BN-MAY"  # the sewing factory's union


def run_beside(site: Place, program: str, *words: str) -> Any:
    """Run a program of this folder beside the site and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.journeys.{program}", *words], cwd=places.ROOT,
        env=places.environment(site.data, site.address), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def people(names: Sequence[str]) -> list[dict[str, str]]:
    """Enter workers of the unit; return their names and cards."""
    from hocvuso.people import actions
    from hocvuso.plumbing import clock
    from hocvuso.unions import actions as unions
    from hocvuso.unions import queries

    day = clock.today() - timedelta(days=60)
    unit = queries.unit_by_code(UNIT, clock.today())
    assert unit is not None
    found = []
    for name in names:
        person = actions.enrol(full_name=name)
        unions.employ(person, unit.id, on=day)
        unions.join(person, unit.id, on=day)
        found.append({"name": name, "code": actions.deal_card(person)})
    return found
