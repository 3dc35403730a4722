"""Two people who ask for the last seat at the same moment: run as a program; `test_seats.py` starts it."""

from __future__ import annotations

import json
from collections import Counter

from tests.rooms.racing import at_once, prepare

ROUNDS = 6


def main() -> None:
    """Race, and print one JSON object."""
    prepare()
    from hocvuso.classes import seats
    from tests.rooms import places
    from tests.rooms.classes.rooms_of_classes import planned

    place = places.province()
    chair = places.official(place.sewing)
    pair = [places.worker(name, place.sewing) for name in ("Trần An", "Lê Bình")]
    told = Counter[str]()
    for _round in range(ROUNDS):
        row = planned(place.sewing, chair, seats=1)
        got = at_once(*(lambda each=each, row=row: seats.enrol(row.id, each) for each in pair))
        told[" ".join(sorted(map(str, got)))] += 1
    print(json.dumps(told))


if __name__ == "__main__":
    main()
