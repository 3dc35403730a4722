"""Phones that answer at one moment, each twice, and two screens that step at once; `test_taking_part` starts it."""

from __future__ import annotations

import json

from tests.rooms.racing import at_once, prepare

PHONES = 8


def main() -> None:
    """Race, and print one JSON object."""
    prepare()
    from hocvuso.core.hall import Exercise, Question
    from hocvuso.halls import running, taking_part
    from hocvuso.halls.models import Hall, HallAnswer
    from hocvuso.plumbing.ids import uuid7

    asked = tuple(Question(f"Câu {each}?", ("a", "b", "c"), 1, "") for each in range(3))
    plan = running.Plan("Bài")
    row = running.open_hall(uuid7(), uuid7(), Exercise("Bài", "week", asked), plan, by=uuid7())
    running.move(row.id, 0, 1)
    phones = [uuid7() for _each in range(PHONES)]
    for each in phones:
        taking_part.join(row.code, each, 1)
    acts = [
        lambda each=each, turn=turn: taking_part.answer(row.code, each, 0, turn, turn, [3, 3, 3])
        for each in phones for turn in (1, 2)
    ]  # fmt: skip
    told = at_once(*acts)
    rows = HallAnswer.objects.filter(choice=2).count()
    at_once(*[lambda: running.move(row.id, 1, 1)] * 2)
    steps = Hall.objects.get().step - 1
    print(json.dumps({"kept": told.count("kept"), "rows": rows, "phones": PHONES, "steps": steps}))


if __name__ == "__main__":
    main()
