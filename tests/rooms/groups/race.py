"""Two people at the same moment, on a database of its own: run as a program, prints what came of each race.

`test_race.py` starts it.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter

from tests.rooms.racing import at_once, prepare

ROUNDS = 12


def main() -> None:
    """Race, and print one JSON object."""
    prepare()
    from hocvuso.groups import joining, volunteering
    from hocvuso.groups.help_desk import asking, blocking
    from hocvuso.groups.models import GroupMember, GroupWork, HelpBlock, HelperReport, HelpOutcome, HelpRequest, Pledge
    from hocvuso.groups.reporting import report
    from hocvuso.plumbing import clock
    from hocvuso.unions.models import Grant
    from tests.rooms import places
    from tests.rooms.groups.people_of_groups import founded

    place = places.province()
    chair = places.official(place.sewing)
    pair = places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)
    founded(place.sewing, chair, *pair, signed=False)
    now, told = clock.now(), Counter[str]()

    def take(who: uuid.UUID, row: HelpRequest) -> str:
        volunteering.take(who, row.pk, now=now)
        return "taken"

    def ask(who: uuid.UUID) -> str:
        return str(asking.open_request(who, "giup em", now=now).pk)

    for person in pair:
        at_once(*[lambda person=person: joining.sign(person, now=now)] * 2)
    told["signatures"] = Pledge.objects.count()
    told["joined"] = GroupMember.objects.filter(joined_at__isnull=False).count()
    for number in range(ROUNDS):
        who = places.worker(f"Người Hỏi {number}", place.sewing)
        asked = at_once(lambda who=who: ask(who), lambda who=who: ask(who))
        told[f"asked {len(set(asked))}"] += 1
        row = HelpRequest.objects.get(person=who)
        took = at_once(*(lambda each=each, row=row: take(each, row) for each in pair))
        told[" ".join(sorted(str(each) for each in took))] += 1
        row.refresh_from_db()
        grants = set(Grant.objects.filter(consent=row.pk, valid_to=None).values_list("viewer_id", flat=True))
        told["the one who has it sees him"] += grants == {row.helper}
        helper = row.helper
        if number % 3 == 0 and helper is not None:
            at_once(*[lambda row=row, helper=helper: volunteering.finish(helper, row.pk, "solved", 9, now=now)] * 2)
            told["works"] += GroupWork.objects.filter(request=row.pk).count()
            told["outcomes"] += HelpOutcome.objects.filter(request=row.pk).count()
        elif number % 3 == 1 and helper is not None:
            at_once(*[lambda row=row: report(row.person, row.pk, "money", now=now)] * 2)
            told["reports"] += HelperReport.objects.filter(request=row.pk).count()
            GroupMember.objects.update(suspended_at=None)
        else:
            at_once(*[lambda row=row: blocking.block(chair, row.pk, "abuse", "x", 7, now=now)] * 2)
            told["blocks"] += HelpBlock.objects.filter(person=row.person).count()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
