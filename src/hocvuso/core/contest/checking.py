"""Checks the file that a contest publishes, with the standard library alone: prints, papers, lots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import lots, papers, seeds
from .papers import Key, Question

FORMAT = "hocvuso-contest-1"


def paper(told: Mapping[str, Any], number: int, entrant: int, attempt: int) -> list[str]:
    """Return the ids of the questions of one paper, drawn again. Raises LookupError while the seed is secret."""
    row = next((each for each in told["rounds"] if each["round"] == number and "seed" in each), None)
    if row is None:
        raise LookupError(number)
    pool = [Question(*each) for each in row["pool"]]
    key = Key(told["contest"], number, entrant, attempt)
    return [pool[place].id for place in papers.draw(row["seed"], key, pool, row["questions"], row["simulators"])]


def faults(told: Mapping[str, Any]) -> list[str]:
    """Return what does not fit in a published file, like "seed 2", "pool 2", "tickets …", "drawn …"; empty: all fits.

    Raises KeyError or TypeError for a file of another form.
    """
    found = []
    for row in told["rounds"]:
        if "seed" not in row:
            continue
        if seeds.print_of(row["seed"]) != row["seed_print"]:
            found.append(f"seed {row['round']}")
        if papers.digest([Question(*each) for each in row["pool"]]) != row["pool_print"]:
            found.append(f"pool {row['round']}")
    for one in told["lots"]:
        found += _lots(told["contest"], one)
    return found


def _lots(contest: str, one: Mapping[str, Any]) -> list[str]:
    title = one["title"]
    found = [] if lots.list_print(one["tickets"]) == one["tickets_print"] else [f"tickets {title}"]
    if "seed" not in one:
        return found
    if seeds.print_of(one["seed"]) != one["seed_print"]:
        found.append(f"seed {title}")
    if lots.drawn(one["seed"], contest, one["tickets"], one["public"], one["winners"]) != one["drawn"]:
        found.append(f"drawn {title}")
    return found
