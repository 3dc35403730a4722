"""The union tree at 5,000 units: founding, moving, merging, undoing, rebuilding, looking (`python -m benchmarks.tree`).

Runs on an empty SQLite file of its own; nothing of the site is touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

UNITS = 5_000
COMMUNES = 150
MEMBERS = 3_000


def _timed(act: Callable[[], object]) -> float:
    before = time.perf_counter()
    act()
    return round((time.perf_counter() - before) * 1000, 1)


def run() -> dict[str, float]:
    """Return milliseconds by what was done."""
    from hocvuso.people.models import Person
    from hocvuso.plumbing import clock
    from hocvuso.unions import actions, queries
    from hocvuso.unions.actions import NewUnit
    from hocvuso.unions.models import Membership
    from hocvuso.unions.structure import queries as structure

    since, day = date(2024, 1, 1), clock.today()
    found: dict[str, float] = {}
    units = [NewUnit("P", "Công đoàn tỉnh Sông Trăng", "province", None)]
    units += [NewUnit(f"U{n}", f"Công đoàn KCN {n}", "upper", "P") for n in range(COMMUNES)]
    units += [NewUnit(f"G{n}", f"CĐCS Công ty {n}", "grassroots", f"U{n % COMMUNES}") for n in range(UNITS)]
    ids: dict[str, object] = {}
    found["found 5,151 in one change"] = _timed(lambda: ids.update(actions.found_many(units, on=since)))
    found["found 1 more"] = _timed(
        lambda: actions.found(code="X", name="CĐCS mới", kind="grassroots", on=since, parent=ids["U0"])
    )
    persons = Person.objects.bulk_create(Person(full_name="Người thử") for _ in range(MEMBERS))
    Membership.objects.bulk_create(Membership(person=person, unit_id=ids["G0"], valid_from=since) for person in persons)
    found["move 1 grassroots union"] = _timed(lambda: actions.move([ids["G1"]], ids["U5"], on=day))
    found["move 1 upper union with 34 below"] = _timed(lambda: actions.move([ids["U2"]], ids["U3"], on=day))
    change = []
    found["merge with 3,000 members"] = _timed(lambda: change.append(actions.merge([ids["G0"]], ids["G7"], on=day)))
    found["undo of that"] = _timed(lambda: actions.undo(change[0].id, by=None))
    found["rebuild of all paths"] = _timed(actions.rebuild_paths)
    found["ids of the province's subtree"] = _timed(lambda: list(queries.subtree_ids(ids["P"], day)))
    found["rows of the tree page"] = _timed(lambda: structure.rows(ids["P"], day, ["U1"]))
    found["search without marks"] = _timed(lambda: structure.search(ids["P"], "cong ty 4711", day))
    found["recent changes of the province"] = _timed(lambda: structure.changes_under(ids["P"], limit=5))
    return found


def main() -> None:
    """Print the table, or one JSON object with --json."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOCVUSO_DATA": folder, "DJANGO_SETTINGS_MODULE": "hocvuso.config.settings"}
        sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        found = run()
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    for what, milliseconds in found.items():
        print(f"{what:36}{milliseconds:>10,.1f} ms")


if __name__ == "__main__":
    main()
