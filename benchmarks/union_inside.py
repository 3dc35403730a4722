"""What `make bench-unions` needs from inside a site's own process: figures by hand, learners' tokens, a new band.

Run as `python -m benchmarks.union_inside ACT`, with the site's environment; prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import uuid
from typing import Any

LEARNERS = 16
COUNTED = """
SELECT COUNT(*) FROM (
  SELECT DISTINCT e.person_id FROM unions_employment e
  JOIN people_consent c ON c.person_id = e.person_id AND c.purpose = 'count' AND c.given
  JOIN learning_skillstanding s ON s.person = e.person_id AND s.skill = 'kns.10.1' AND s.band = 'mastered'
  JOIN learning_skillstanding t ON t.person = e.person_id AND t.skill = 'kns.4.3' AND t.band = 'mastered'
  WHERE e.audience = 'worker' AND e.valid_to IS NULL {where}) AS found
"""


def main() -> None:
    """Do what is asked and print what came of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    print(json.dumps({"units": units, "tokens": tokens, "nearly": nearly, "band": band}[sys.argv[1]]()))


def units() -> dict[str, Any]:
    """Return codes of grassroots unions of every size, the largest first, and how long a count by hand takes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.code, COUNT(*) FROM unions_unit u JOIN unions_employment e ON e.unit_id = u.id "
            "WHERE u.is_demo AND u.kind = 'grassroots' AND u.dissolved_on IS NULL "
            "GROUP BY u.code ORDER BY COUNT(*) DESC, u.code"
        )
        rows = cursor.fetchall()
        began = time.perf_counter()
        cursor.execute(COUNTED.format(where=""))
        reached = cursor.fetchone()[0]
        by_hand = time.perf_counter() - began
    picked = [rows[0], *random.Random(1).sample(rows[1:], min(39, len(rows) - 1))]
    return {"codes": [code for code, _ in picked], "sizes": [count for _, count in picked], "reached": reached,
            "by_hand_ms": by_hand * 1000}  # fmt: skip


def tokens() -> list[dict[str, str]]:
    """Give phones to some invented learners of the province and return their cookies and device ids."""
    from django.http import HttpResponse

    from hocvuso.learning.models import LearnerState
    from hocvuso.people import tokens as signed
    from hocvuso.people.models import Device, Person

    found = []
    started = LearnerState.objects.order_by("-updated_at").values_list("person", flat=True)[: 40 * LEARNERS]
    for person in Person.objects.filter(id__in=list(started), is_demo=True).order_by("id")[:LEARNERS]:
        phone, _ = Device.objects.get_or_create(id=uuid.uuid5(person.id, "bench"), defaults={"person": person})
        response = HttpResponse()
        signed.write(response, signed.Token(person.id, phone.id, phone.epoch, person.given_name))
        found.append(
            {"cookie": f"{signed.COOKIE}={response.cookies[signed.COOKIE].value}", "device": str(uuid.uuid4())}
        )
    return found


def nearly() -> dict[str, str]:
    """Return an invented worker who lacks one skill, nearly mastered, and the code of his unit."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.person, u.code FROM learning_skillstanding s "
            "JOIN learning_skillstanding t ON t.person = s.person AND t.skill = 'kns.10.1' AND t.band = 'mastered' "
            "JOIN people_consent c ON c.person_id = s.person AND c.purpose = 'count' AND c.given "
            "JOIN unions_employment e ON e.person_id = s.person AND e.valid_to IS NULL AND e.audience = 'worker' "
            "JOIN unions_unit u ON u.id = e.unit_id "
            "JOIN unions_headcount h ON h.unit_id = u.id AND h.audience = 'worker' AND h.valid_to IS NULL "
            "WHERE s.skill = 'kns.4.3' AND s.band = 'nearly' ORDER BY s.person LIMIT 1"
        )
        person, code = cursor.fetchone()
    return {"person": str(person), "unit": code}


def band() -> dict[str, Any]:
    """Let this worker answer rightly until he has the skill; return the moment at which he had it."""
    from hocvuso.core import items as item_kinds
    from hocvuso.learning import actions, queries
    from hocvuso.learning.catalogue import current
    from hocvuso.learning.intake import Incoming
    from hocvuso.plumbing import clock

    person, catalogue = uuid.UUID(sys.argv[2]), current()
    for number, task in enumerate(catalogue.pools["kns.4.3"] * 3, start=1):
        item, now = catalogue.curriculum.items[task.id], clock.now()
        answer = Incoming(
            id=uuid.uuid4(), kind="answer", content_id=item.id, device=uuid.uuid4(), counter=number,
            client_at=now, version=item.version, context="practice", ms=item.seconds * 900,
            response=item_kinds.right_response(item).to_json(),
        )  # fmt: skip
        actions.record(person, [answer], now=now)
        known = queries.standing(person, "kns.4.3")
        if known and known.band == queries.MASTERED:
            return {"at": time.time(), "answers": number}
    return {"at": 0.0, "answers": 0}


if __name__ == "__main__":
    main()
