"""Returns of a large province: opening a month for 5,000 unions, the province's page, adding up, a folder of proof.

    flock /tmp/bench.lock .venv/bin/python benchmarks/returns.py [--unions 5000]

Prints milliseconds (median and 95th percentile of 15) beside the query that every page makes anyway.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date

TIMES = 15
MONTH = date(2026, 10, 1)
LONG_AGO = date(2025, 7, 1)


def main() -> None:
    """Build the province in a folder of its own, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unions", type=int, default=5000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hocvuso-bench-") as data:
        os.environ["HOCVUSO_DATA"] = data
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", database="scratch", verbosity=0)
        _measure(chosen.unions)


def _measure(unions_wanted: int) -> None:
    from hocvuso.plumbing import clock
    from hocvuso.reports.evidence import building, gathering
    from hocvuso.reports.models import Return
    from hocvuso.reports.returns import actions, opening, queries

    top, wards, own = _province(unions_wanted)
    began = time.perf_counter()
    opened = opening.open_month(MONTH)
    print(f"opening {opened} returns: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    rows = {row.unit_id: row for row in Return.objects.filter(month=MONTH)}
    for unit in own:
        actions.confirm(own[unit], rows[unit].id, edit=0)
    print(f"confirming {len(own)}: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    for unit in own:
        actions.accept(wards[rows[unit].parent_id], rows[unit].id, version=1)
    print(f"accepting {len(own)}: {time.perf_counter() - began:.1f} s")
    for ward, signer in wards.items():
        if ward in rows:
            actions.confirm(signer, rows[ward].id, edit=0)
    today = clock.today()
    ward = next(iter(wards))
    _say("tree of the month", lambda: opening.tree_of(MONTH))
    _say("returns below the province", lambda: queries.below(top, MONTH, today))
    _say("returns below one ward", lambda: queries.below(ward, MONTH, today))
    _say("combined return of one ward", lambda: queries.combined(ward, MONTH))
    _say("combined return of the province", lambda: queries.combined(top, MONTH))
    _say("facts of every union", lambda: queries.facts(list(own), today))
    target = gathering.target_of("workers", top, today)
    if target is None:
        sys.exit("no target of workers")
    began = time.perf_counter()
    pack = building.make(top, target, (MONTH, today), name="bench")
    print(f"folder of proof, {len(own)} returns: {time.perf_counter() - began:.1f} s, {pack.size / 2**20:.1f} MiB")


def _say(what: str, act: Callable[[], object]) -> None:
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"{what}: {statistics.median(taken):.0f} ms, p95 {sorted(taken)[int(TIMES * 0.95) - 1]:.0f} ms")


def _province(unions_wanted: int) -> tuple[object, dict, dict]:
    from hocvuso.people import actions as people
    from hocvuso.reports.returns.actions import Signer
    from hocvuso.unions import access
    from hocvuso.unions import actions as unions
    from hocvuso.unions.models import Unit, UnitLink

    def signer(unit: object, name: str) -> Signer:
        person = people.enrol(full_name=name)
        unions.give_role(person, unit, access.CHAIR, on=LONG_AGO)
        return Signer(person, name)

    top = unions.found(code="T", name="Công đoàn tỉnh Sông Trăng", kind="province", on=LONG_AGO)
    # Straight into the tables: founding them one by one would derive every path 5,000 times.
    wards = [Unit(code=f"W{n}", name=f"Công đoàn phường {n}", kind="upper", founded_on=LONG_AGO) for n in range(150)]
    own = [
        Unit(code=f"U{n}", name=f"CĐCS Công ty {n}", kind="grassroots", founded_on=LONG_AGO)
        for n in range(unions_wanted)
    ]
    Unit.objects.bulk_create([*wards, *own], batch_size=500)
    links = [UnitLink(unit=ward, parent_id=top, valid_from=LONG_AGO) for ward in wards]
    links += [UnitLink(unit=unit, parent=wards[n % 150], valid_from=LONG_AGO) for n, unit in enumerate(own)]
    UnitLink.objects.bulk_create(links, batch_size=500)
    unions.rebuild_paths()
    return (
        top,
        {ward.id: signer(ward.id, "Phạm Văn Quân") for ward in wards},
        {unit.id: signer(unit.id, "Lê Thị Hạnh") for unit in own},
    )


if __name__ == "__main__":
    main()
