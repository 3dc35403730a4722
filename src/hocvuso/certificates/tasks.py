"""Jobs of certificates: names that were corrected elsewhere are followed at night, old bundles go."""

from __future__ import annotations

import uuid

from hocvuso.certificates import actions, bundles
from hocvuso.certificates.models import Certificate
from hocvuso.core.certificate import LIVE
from hocvuso.people import queries as people
from hocvuso.plumbing import jobs

AT_ONCE = 2000  # certificates looked at in one step


def register() -> None:
    """Register both."""
    jobs.every(24 * 3600, "certificates.follow_names", follow_names)
    jobs.every(24 * 3600, "certificates.forget_bundles", bundles.forget_old)


def follow_names() -> int:
    """Issue anew what carries another name than its person: after accounts were joined, or a list was corrected."""
    found, after = 0, uuid.UUID(int=0)
    while True:
        rows = list(
            Certificate.objects.filter(state=LIVE, person__isnull=False, pk__gt=after)
            .order_by("pk").values_list("pk", "person", "name")[:AT_ONCE]
        )  # fmt: skip
        if not rows:
            return found
        after, names = rows[-1][0], people.names({person for _pk, person, _name in rows if person})
        for person in dict.fromkeys(
            person for _pk, person, name in rows if person in names and names[person].full[:120] != name
        ):
            found += len(actions.follow_name(person, by=None))
